package compare

import (
	"errors"
	"fmt"

	"github.com/flexrig/flexrig/reports"
)

// samples are values by the name of their figure, in the order in which they
// were taken.
type samples map[string][]float64

func (s samples) add(run reports.Load) {
	for _, f := range figures {
		s[f.Name] = append(s[f.Name], f.ofRound(run))
	}
}

// A pair is what was measured of both sides, in one set.
type pair struct{ a, b samples }

func newPair() pair { return pair{samples{}, samples{}} }

// shared are the figures that all sets have of both sides, the main one first.
func shared(sets []pair) []Figure {
	var all []Figure
	for _, f := range figures {
		has := true
		for _, set := range sets {
			has = has && whole(set.a[f.Name]) && whole(set.b[f.Name])
		}
		if has {
			all = append(all, f)
		}
	}
	return all
}

// whole tells that a figure was measured in every sample.
func whole(values []float64) bool {
	for _, v := range values {
		if !measured(v) {
			return false
		}
	}
	return len(values) > 0
}

// settle judges all figures by one set, or by two of which the second was taken
// to confirm the first.
func settle(sets []pair, o Options) ([]reports.ComparedFigure, error) {
	var all []reports.ComparedFigure
	for _, f := range shared(sets) {
		o.HigherIsBetter = f.HigherIsBetter
		one, err := settleFigure(f, sets, o)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		all = append(all, one)
	}
	if len(all) == 0 {
		return nil, errors.New("there is no figure that both sides have: nothing was measured")
	}
	return all, nil
}

func settleFigure(f Figure, sets []pair, o Options) (reports.ComparedFigure, error) {
	one := reports.ComparedFigure{Name: f.Name, Unit: f.Unit, HigherIsBetter: f.HigherIsBetter}
	var verdicts []Verdict
	var a, b []float64
	for _, set := range sets {
		v, err := Compare(set.a[f.Name], set.b[f.Name], o)
		if err != nil {
			return one, err
		}
		verdicts = append(verdicts, v)
		one.Sets = append(one.Sets, v.ComparedEffect)
		a, b = append(a, set.a[f.Name]...), append(b, set.b[f.Name]...)
	}
	all, err := Compare(a, b, o)
	if err != nil {
		return one, err
	}
	one.All, one.A, one.B = all.ComparedEffect, sample(a), sample(b)
	one.Verdict, one.Reason = all.Verdict, all.Reason
	if len(verdicts) > 1 {
		one.Verdict, one.Reason = confirm(verdicts[0], verdicts[1], all, o)
	}
	return one, nil
}

// confirm puts two sets together. A difference of the first counts where the
// second shows it by itself, and where both together do not show that it is
// smaller than the floor. A difference that only the second shows does not
// count: the second set was taken to confirm, not to find.
func confirm(first, second, all Verdict, o Options) (reports.ComparisonVerdict, string) {
	switch {
	case !different(first.Verdict) && all.Verdict == reports.NoChange:
		return reports.NoChange, all.Reason
	case !different(first.Verdict):
		return first.Verdict, first.Reason
	case all.Verdict == reports.NoChange:
		return reports.NoChange, all.Reason + ", although the first set of rounds had shown more"
	case second.P < o.filled().Alpha && (first.Change > 0) == (second.Change > 0):
		return first.Verdict, fmt.Sprintf("the change lies within %s, and two sets of rounds have shown it", percent(all.Lo, all.Hi))
	}
	return reports.CannotTell, fmt.Sprintf("the first set of rounds was %s (%+.1f%%), and the second did not confirm it (%+.1f%%): "+
		"take more or longer rounds, or a quieter machine", first.Verdict, 100*first.Change, 100*second.Change)
}

func different(v reports.ComparisonVerdict) bool { return v == reports.Slower || v == reports.Faster }

// anyDifferent tells whether a figure needs a second set.
func anyDifferent(all []reports.ComparedFigure) bool {
	for _, f := range all {
		if different(f.Verdict) {
			return true
		}
	}
	return false
}

// conclude gives the verdict of the whole: slower where a figure is, else faster
// where one is, else what the main figure says.
func conclude(all []reports.ComparedFigure) (reports.ComparisonVerdict, string) {
	for _, wanted := range []reports.ComparisonVerdict{reports.Slower, reports.Faster} {
		for _, f := range all {
			if f.Verdict == wanted {
				return wanted, f.Name
			}
		}
	}
	return all[0].Verdict, all[0].Name
}
