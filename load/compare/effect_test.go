package compare

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/flexrig/flexrig/reports"
)

// around gives ten values about a centre, spread evenly by ± width.
func around(centre, width float64) []float64 {
	values := make([]float64, 10)
	for i := range values {
		values[i] = centre * (1 + width*(float64(i)-4.5)/4.5)
	}
	return values
}

func TestTheVerdictFollowsFromIntervalChanceAndFloor(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		a, b []float64
		o    Options
		want reports.ComparisonVerdict
	}{
		{"the same", around(1, 0.02), around(1, 0.02), Options{}, reports.NoChange},
		{"a little slower, under the floor", around(1, 0.01), around(1.04, 0.01), Options{}, reports.NoChange},
		{"as much slower, over a lower floor", around(1, 0.01), around(1.04, 0.01), Options{Floor: 0.03}, reports.Slower},
		{"slower by the floor", around(1, 0.05), around(1.1, 0.05), Options{}, reports.Slower},
		{"faster by the floor", around(1.1, 0.05), around(1, 0.05), Options{}, reports.Faster},
		{"a rate that is higher", around(1, 0.05), around(1.2, 0.05), Options{HigherIsBetter: true}, reports.Faster},
		{"a rate that is lower", around(1.2, 0.05), around(1, 0.05), Options{HigherIsBetter: true}, reports.Slower},
		{"noise over everything", around(1, 0.5), around(1.1, 0.5), Options{}, reports.CannotTell},
		{"noise, and much slower", around(1, 0.5), around(3, 0.5), Options{}, reports.Slower},
		{"no noise at all", around(1, 0), around(1, 0), Options{}, reports.NoChange},
		{"no noise, and slower", around(1, 0), around(1.2, 0), Options{}, reports.Slower},
		{"another size of samples", around(1, 0.02)[:6], around(1.3, 0.02), Options{}, reports.Slower},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, err := Compare(row.a, row.b, row.o)
			if err != nil {
				t.Fatal(err)
			}
			if got.Verdict != row.want || got.Reason == "" {
				t.Errorf("got %q (%s), want %q: %+v", got.Verdict, got.Reason, row.want, got.ComparedEffect)
			}
			if got.Lo > got.Change || got.Change > got.Hi || got.Smallest < 0 {
				t.Errorf("the change %v is not within its interval: %+v", got.Change, got.ComparedEffect)
			}
		})
	}
}

func TestSamplesThatSayNothingAreRefused(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		a, b []float64
		o    Options
		want string
	}{
		{"too few", around(1, 0.1)[:5], around(1, 0.1), Options{}, "A has 5 samples, want 6 or more"},
		{"none", around(1, 0.1), nil, Options{}, "B has 0 samples"},
		{"a zero", around(1, 0.1), append(around(1, 0.1), 0), Options{}, "sample 11 of B is 0"},
		{"no number", append(around(1, 0.1), math.NaN()), around(1, 0.1), Options{}, "sample 11 of A is NaN"},
		{"not in turns", around(1, 0.1), around(1, 0.1)[:8], Options{Turns: true}, "A has 10 samples and B 8"},
		{"a floor of all", around(1, 0.1), around(1, 0.1), Options{Floor: 1}, "floor"},
	} {
		if _, err := Compare(row.a, row.b, row.o); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got error %v, want one that says %q", row.name, err, row.want)
		}
	}
}

func TestSamplesKeepTheirOrder(t *testing.T) {
	t.Parallel()
	a, b := []float64{6, 5, 4, 3, 2, 1}, []float64{1, 3, 2, 6, 5, 4}
	beforeA, beforeB := slices.Clone(a), slices.Clone(b)
	if _, err := Compare(a, b, Options{Turns: true}); err != nil {
		t.Fatal(err)
	}
	sample(a)
	if !slices.Equal(a, beforeA) || !slices.Equal(b, beforeB) {
		t.Errorf("got %v and %v, want them as they were given", a, b)
	}
}

// The interval of shift belongs to the rank test: it keeps clear of 0 where, and
// only where, the test rejects.
func TestTheIntervalAgreesWithTheRankTest(t *testing.T) {
	t.Parallel()
	for step := range 60 {
		got, err := Compare(around(1, 0.0513), around(1+float64(step)*0.0017, 0.0519), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if clear := got.Lo > 0 || got.Hi < 0; clear != (got.P < alpha) {
			t.Errorf("step %d: p is %.4f, and the interval is %.4f to %.4f", step, got.P, got.Lo, got.Hi)
		}
	}
}

func TestTheRankTestsTableIsThatOfTheTextbooks(t *testing.T) {
	t.Parallel()
	// Critical values of U at 5 %, two-sided; rejected counts 0 as well.
	for _, row := range []struct{ n, m, critical int }{{6, 6, 5}, {8, 8, 13}, {10, 10, 23}, {10, 20, 55}, {20, 20, 127}} {
		if got := rejected(row.n, row.m, 0.05); got != row.critical+1 {
			t.Errorf("%d and %d samples: U rejects up to %d, want %d", row.n, row.m, got-1, row.critical)
		}
	}
	exact, normal := rejected(exactUpTo, exactUpTo, 0.05), rejected(exactUpTo+1, exactUpTo, 0.05)
	if normal < exact || normal > exact+exactUpTo {
		t.Errorf("got %d exactly and %d by the normal distribution for one sample more", exact, normal)
	}
}

func TestAStraightDriftIsTakenOut(t *testing.T) {
	t.Parallel()
	a, b := make([]float64, 10), make([]float64, 10)
	for i := range a {
		atA, atB := turns(i)
		a[i], b[i] = 1+0.02*float64(atA), 1.5+0.02*float64(atB)
	}
	a[3] += 4 // a stalled round does not move the line
	straighten(a, b)
	for i := range a {
		if d := b[i] - a[i] - 0.5; i != 3 && math.Abs(d) > 1e-9 {
			t.Errorf("round %d: B is %v over A, want 0.5", i, d+0.5)
		}
		if math.Abs(b[i]-b[0]) > 1e-9 {
			t.Errorf("round %d of B is %v, want %v as the first", i, b[i], b[0])
		}
	}
}
