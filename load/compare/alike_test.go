package compare

import (
	"math"
	"math/rand/v2"
	"testing"
)

// windows are samples of which each remembers r of the one before, around a mean.
func windows(rng *rand.Rand, n int, r, noise, mean float64) []float64 {
	at := rng.NormFloat64()
	values := make([]float64, n)
	for i := range values {
		at = r*at + math.Sqrt(1-r*r)*rng.NormFloat64()
		values[i] = mean * math.Exp(noise*at)
	}
	return values
}

// alarms is the share of comparisons of windows whose p is below 0.05.
func alarms(t *testing.T, r, slower float64, o Options) float64 {
	t.Helper()
	most := 5 * *tries
	rng := rand.New(rand.NewPCG(1, uint64(1000*r)))
	n := 0
	for range most {
		v, err := Compare(windows(rng, 20, r, 0.05, 1), windows(rng, 20, r, 0.05, 1+slower), o)
		if err != nil {
			t.Fatal(err)
		}
		if v.P < alpha {
			n++
		}
	}
	return float64(n) / float64(most)
}

func TestWindowsThatAreAlikeRaiseFewFalseAlarmsInSimulation(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ r, most float64 }{{0, 0.07}, {0.3, 0.09}, {0.6, 0.11}} {
		with, without := alarms(t, row.r, 0, Options{Follow: true}), alarms(t, row.r, 0, Options{})
		t.Logf("correlation %.1f: %.3f of comparisons differ, %.3f were the windows taken for independent", row.r, with, without)
		if with > row.most {
			t.Errorf("correlation %.1f: %.3f of comparisons of the same differ, want %.2f at most", row.r, with, row.most)
		}
		if row.r > 0.5 && without < 0.15 {
			t.Errorf("correlation %.1f: without the correction %.3f differ, so that nothing was tried", row.r, without)
		}
	}
}

func TestIndependentWindowsKeepTheirPowerInSimulation(t *testing.T) {
	t.Parallel()
	if found := alarms(t, 0, 0.1, Options{Follow: true}); found < 0.95 {
		t.Errorf("a tenth more was seen in %.3f of comparisons, want 0.95", found)
	}
}

func TestAlikeWindowsWidenTheIntervalWithP(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(2, 3))
	for range 200 {
		a, b := windows(rng, 20, 0.8, 0.05, 1), windows(rng, 20, 0.8, 0.05, 1.05)
		plain, err := Compare(a, b, Options{})
		if err != nil {
			t.Fatal(err)
		}
		wide, err := Compare(a, b, Options{Follow: true})
		if err != nil {
			t.Fatal(err)
		}
		if wide.P < plain.P || wide.Lo > plain.Lo || wide.Hi < plain.Hi || wide.Change != plain.Change {
			t.Fatalf("got %+v of %+v: want the same change, with a p and an interval that are no smaller", wide.ComparedEffect, plain.ComparedEffect)
		}
		if math.IsInf(wide.Lo, 0) || math.IsInf(wide.Hi, 0) {
			t.Fatalf("the interval %v to %v has no end, and no JSON", wide.Lo, wide.Hi)
		}
	}
}

func TestIndependentTestsStayAsTheyAre(t *testing.T) {
	t.Parallel()
	for _, p := range []float64{1e-6, 0.04, 0.5, 1} {
		if got := lenient(p, 1); math.Abs(got-p) > 1e-9 {
			t.Errorf("p %v without inflation: got %v", p, got)
		}
	}
	if got := strict(0.05, 1); math.Abs(got-0.05) > 1e-9 {
		t.Errorf("level 0.05 without inflation: got %v", got)
	}
	if got := inflation([]float64{1, 3, 1, 3, 1, 3}, []float64{2, 1, 2, 1, 2, 1}); got != 1 {
		t.Errorf("samples that alternate are inflated by %v, want 1", got)
	}
}

func TestSamplesThatAreAllTheSameRememberNothing(t *testing.T) {
	t.Parallel()
	same := make([]float64, 19)
	for i := range same {
		same[i] = math.Log(50) // whose mean is another number in its last digit
	}
	if got := neighbours(same); got != 0 {
		t.Errorf("got a correlation of %v, want 0", got)
	}
	if got := neighbours(logs([]float64{50, 50.01, 50.02, 50.03, 50.04, 50.05, 50.06, 50.07})); got < 0.4 {
		t.Errorf("a slow climb has a correlation of %v, want it seen", got)
	}
}
