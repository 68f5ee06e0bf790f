package compare

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"golang.org/x/perf/benchmath"

	"github.com/flexrig/flexrig/reports"
)

// The defaults and bounds of [Options].
const (
	Floor      = 0.10 // the default of [Options.Floor]
	alpha      = 0.05 // chance of a first difference where there is none
	power      = 0.90 // chance at which a change of the smallest detectable size is seen
	confidence = 0.95 // of medians' intervals
	// FewestSamples is how many samples of a side there have to be: five have no
	// interval at 95 %.
	FewestSamples = 6
)

// Options say how two samples are compared.
type Options struct {
	// Floor is the smallest change worth a verdict, as a share: 0.1 is a tenth.
	// 0 is the default, [Floor].
	Floor float64
	// Turns tells that the samples are rounds in the order A B B A, as [Run] takes
	// them, so that a straight drift can be taken out. Both have the same length.
	Turns bool
	// Follow tells that the samples are windows of one run, in their order, of which
	// neighbours are alike: p and the interval are widened by as much as they are.
	Follow bool
	// HigherIsBetter is for a rate; latencies are better when they are lower.
	HigherIsBetter bool
	// Alpha is the chance of a difference where there is none; 0 is 0.05.
	Alpha float64
}

func (o Options) filled() Options {
	if o.Floor == 0 {
		o.Floor = Floor
	}
	if o.Alpha == 0 {
		o.Alpha = alpha
	}
	return o
}

// A Verdict is what two samples say of a figure.
type Verdict struct {
	reports.ComparedEffect
	Verdict reports.ComparisonVerdict
	Reason  string // one sentence
}

// Compare says how the values of b stand against those of a, by one set of
// samples. It gives an error where there are too few of them, or one that is
// not above 0.
//
// The p value is that of benchmath's Mann–Whitney test; the change is the
// median of all ratios of a value of b to one of a, with the 95 % interval that
// belongs to that test. The smallest detectable change is
//
//	exp(h · (1.96 + 1.28) / 1.96) − 1
//
// where h is half the width of that interval as a difference of logarithms: a
// normal estimate's interval keeps clear of 0 in nine of ten tries where the
// true change is as large as that.
//
// Both hold for samples that are independent. Windows that follow each other
// ([Options.Follow]) are less: what the test makes of them is corrected by how much
// neighbours are alike.
//
// The verdict follows from the interval, the p value and the floor:
//
//   - The whole interval lies within ± floor: no change, even where it keeps
//     clear of 0. A change was seen then, and it is too small to count.
//   - Else, p is under alpha: slower or faster. The change is there, and it may
//     be as large as the floor. It is not asked that the estimate be above the
//     floor: a change of just the floor would be missed every second time.
//   - Else, the smallest detectable change is within the floor: no change.
//   - Else cannot tell: a change of the floor could have been missed.
func Compare(a, b []float64, o Options) (Verdict, error) {
	o = o.filled()
	if err := comparable(a, b, o); err != nil {
		return Verdict{}, err
	}
	logA, logB := logs(a), logs(b)
	if o.Turns {
		straighten(logA, logB)
	}
	level := benchmath.Thresholds{CompareAlpha: o.Alpha}
	alike := 1.0
	if o.Follow {
		alike = inflation(logA, logB)
	}
	at := strict(alpha, alike)
	centre, lo, hi := shift(logA, logB, at)
	for math.IsInf(lo, 0) { // so few samples have no interval at that level: take their widest
		at *= 1.5
		centre, lo, hi = shift(logA, logB, at)
	}
	tested := benchmath.AssumeNothing.Compare(benchmath.NewSample(logA, &level), benchmath.NewSample(logB, &level))
	v := Verdict{ComparedEffect: reports.ComparedEffect{
		Change: math.Expm1(centre), Lo: math.Expm1(lo), Hi: math.Expm1(hi), P: lenient(tested.P, alike),
		Smallest: math.Expm1((hi - lo) / 2 * (1 + quantile(power)/quantile(1-alpha/2))), Samples: min(len(a), len(b)),
	}}
	v.Verdict, v.Reason = o.judge(v.ComparedEffect)
	return v, nil
}

// comparable refuses samples that say nothing.
func comparable(a, b []float64, o Options) error {
	for _, side := range []struct {
		name   string
		values []float64
	}{{"A", a}, {"B", b}} {
		if len(side.values) < FewestSamples {
			return fmt.Errorf("%s has %d samples, want %d or more", side.name, len(side.values), FewestSamples)
		}
		if i := slices.IndexFunc(side.values, func(v float64) bool { return !measured(v) }); i >= 0 {
			return fmt.Errorf("sample %d of %s is %v, want a value above 0", i+1, side.name, side.values[i])
		}
	}
	if o.Turns && len(a) != len(b) {
		return fmt.Errorf("side A has %d samples and B %d, and rounds that take turns are as many", len(a), len(b))
	}
	if !(o.Floor > 0 && o.Floor < 1) {
		return errors.New("the floor is a share between 0 and 1")
	}
	return nil
}

// judge gives the verdict of [Compare].
func (o Options) judge(e reports.ComparedEffect) (reports.ComparisonVerdict, string) {
	// Differences of logarithms have the same size in both directions; shares have not.
	floor := math.Log1p(o.Floor)
	switch {
	case math.Log1p(e.Lo) > -floor && math.Log1p(e.Hi) < floor:
		return reports.NoChange, fmt.Sprintf("the change lies within %s", percent(e.Lo, e.Hi))
	case e.P < o.Alpha:
		return o.direction(e.Change), fmt.Sprintf("the change lies within %s, and is unlikely to be chance", percent(e.Lo, e.Hi))
	case e.Smallest <= o.Floor:
		return reports.NoChange, fmt.Sprintf("a change of %.0f%% would have been seen", 100*o.Floor)
	}
	return reports.CannotTell, fmt.Sprintf("the noise hides changes below %.0f%%: take more or longer rounds, or a quieter machine", 100*e.Smallest)
}

func (o Options) direction(change float64) reports.ComparisonVerdict {
	if (change > 0) == o.HigherIsBetter {
		return reports.Faster
	}
	return reports.Slower
}

func percent(lo, hi float64) string { return fmt.Sprintf("%+.1f%% to %+.1f%%", 100*lo, 100*hi) }

// sample is one side of a figure for the record.
func sample(values []float64) reports.ComparedSample {
	summary := benchmath.AssumeNothing.Summary(benchmath.NewSample(slices.Clone(values), &benchmath.DefaultThresholds), confidence)
	return reports.ComparedSample{Median: summary.Center, Lo: summary.Lo, Hi: summary.Hi, Samples: values}
}
