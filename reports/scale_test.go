package reports

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestAxesEndAtRoundValues(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		of   scale
		want []float64
	}{
		{linearScale(0, 0, 1), []float64{0, 0.2, 0.4, 0.6, 0.8, 1}},
		{linearScale(6, 0, 1), []float64{0, 1, 2, 3, 4, 5, 6}},
		{linearScale(487, 0, 1), []float64{0, 100, 200, 300, 400, 500}},
		{linearScale(0.03, 0, 1), []float64{0, 0.005, 0.01, 0.015, 0.02, 0.025, 0.03}},
		{logScale(1.8, 60, 0, 1), []float64{1, 2, 5, 10, 20, 50, 100}},
		{logScale(3, 4, 0, 1), []float64{2, 5, 10, 20}},
		{logScale(0.5, 4000, 0, 1), []float64{1, 10, 100, 1000}},
	} {
		if diff := cmp.Diff(row.want, row.of.ticks(0), cmpopts.EquateApprox(1e-9, 0)); diff != "" {
			t.Errorf("%v to %v (-want +got):\n%s", row.of.min, row.of.max, diff)
		}
	}
}

func TestEveryValueLiesWithinThePlotAndInOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		low := rapid.Float64Range(0.001, 1e5).Draw(rt, "low")
		high := low + rapid.Float64Range(0, 1e6).Draw(rt, "more")
		for name, s := range map[string]scale{"linear": linearScale(high, 0, 1000), "log": logScale(low, high, 0, 1000)} {
			a, b := s.at(low), s.at(high)
			if a < 0 || b > 1000 || a > b || math.IsNaN(a+b) {
				rt.Errorf("%s from %v to %v: %v at %v, %v at %v", name, s.min, s.max, low, a, high, b)
			}
			if n := len(s.ticks(xRoom)); n < 2 || n > 16 {
				rt.Errorf("%s from %v to %v has %d ticks", name, s.min, s.max, n)
			}
		}
	})
}

func TestALineBreaksWhereNothingWasMeasured(t *testing.T) {
	t.Parallel()
	c := newChart(frames[0], "x", "x", "x")
	c.x, c.y = linearScale(4, 0, 4), linearScale(4, 0, 4)
	c.draw("a", []point{{0, 1}, {1, 2}, {2, math.NaN()}, {3, 4}})
	if got, want := c.Series[0].Path, "M0 1L1 2M3 4"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := len(c.Series[0].Dots); got != 3 {
		t.Errorf("got %d dots, want 3", got)
	}
}
