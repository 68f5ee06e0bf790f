package pacing_test

import (
	"math"
	"testing"

	"github.com/flexrig/flexrig/load/pacing"
)

func TestRatesAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{
		"500/s": 500, "500": 500, "30/m": 0.5, "90/h": 0.025, " 1.5 / s ": 1.5, "1e3/s": 1000,
	} {
		if got, err := pacing.ParseRate(text); err != nil || math.Abs(got-want) > 1e-12 {
			t.Errorf("%q is read as %v/s, %v, want %v/s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "/s", "0", "0/s", "-1/s", "NaN", "inf/s", "1e400/s", "500/", "500/d", "500/s/s", "five/s"} {
		if got, err := pacing.ParseRate(text); err == nil {
			t.Errorf("%q is read as %v/s, want it refused", text, got)
		}
	}
}

func FuzzParseRate(f *testing.F) {
	for _, text := range []string{"500/s", "30/m", "90/h", "500", "1e-300/h", "0x1p-1074/s", "/", "NaN/s"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rate, err := pacing.ParseRate(text)
		if err != nil {
			return
		}
		if !(rate > 0) || math.IsInf(rate, 0) {
			t.Errorf("%q is read as %v/s", text, rate)
		}
	})
}
