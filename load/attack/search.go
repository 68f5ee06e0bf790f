package attack

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/flexrig/flexrig/reports"
)

// A Search is how the highest rate that a target holds is looked for.
type Search struct {
	// From is the rate of the first trial and Most the highest that is tried, in
	// hits a second.
	From, Most float64
	// Precision is how much higher than the rate that is found, as a share of it,
	// the rate that failed may be: 0.05.
	Precision float64
	// Confirm is how many trials at the rate that is found, and at most at any, are made.
	Confirm int
	// Length is how long a trial lasts; it is only told.
	Length time.Duration
	// Trial runs one load at a rate and tells whether all thresholds held and, if
	// not, which did not. An error ends the search.
	Trial func(ctx context.Context, rate float64) (record reports.Load, held bool, why string, err error)
}

// mostTrials ends a search at a target that answers now like this and now like that.
const mostTrials = 100

// FindMax looks for the highest rate that holds: it doubles the rate until one
// fails, or halves it until one holds, then goes for the geometric middle until
// the two are as near as asked for, and then tries the lower one again. A trial
// that failed is made once more, and a third one decides: chance may take a rate
// away once, and not twice.
//
// Where the search is ended by ctx or by an error of a trial, what was found so
// far is returned with the error, and Sure says that it is not all.
func FindMax(ctx context.Context, s Search) (reports.LoadSearch, error) {
	if err := s.check(); err != nil {
		return reports.LoadSearch{}, err
	}
	found := &finding{Search: s, score: map[float64]*score{}}
	err := found.search(ctx)
	return found.report(err), err
}

func (s Search) check() error {
	switch {
	case s.Trial == nil:
		return errors.New("find-max: no trial: say how a rate is tried")
	case !(s.From > 0) || !(s.Most >= s.From) || math.IsInf(s.Most, 0):
		return fmt.Errorf("find-max: rates from %v to %v: give a first above 0 and a highest above it", s.From, s.Most)
	case !(s.Precision > 0) || s.Precision > 1:
		return fmt.Errorf("find-max: precision %v: give a share above 0, as 0.05", s.Precision)
	case s.Confirm < 1:
		return fmt.Errorf("find-max: %d trials to confirm: give at least one", s.Confirm)
	}
	return nil
}

// A finding is a search on its way.
type finding struct {
	Search
	trials []reports.LoadTrial
	score  map[float64]*score // by rate
}

// A score is how the trials at a rate went.
type score struct {
	held, failed int
	why          string // the last failed
}

// lost tells whether a rate has failed for good: twice, and not less often than
// it held.
func (s *score) lost() bool { return s.failed >= 2 && s.failed >= s.held }

var errTrials = fmt.Errorf("find-max: no end after %d trials: the target answers differently each time", mostTrials)

// try makes trials at a rate until they say whether it holds: one that holds, or
// the better of three.
func (f *finding) try(ctx context.Context, rate float64) (bool, error) {
	for {
		if err := f.once(ctx, rate); err != nil {
			return false, err
		}
		switch s := f.score[rate]; {
		case s.lost():
			return false, nil
		case s.held > s.failed:
			return true, nil
		}
	}
}

func (f *finding) once(ctx context.Context, rate float64) error {
	if ctx.Err() != nil {
		return fmt.Errorf("find-max: interrupted: %w", context.Cause(ctx))
	}
	if len(f.trials) >= mostTrials {
		return errTrials
	}
	record, held, why, err := f.Trial(ctx, rate)
	if err != nil {
		return fmt.Errorf("find-max: trial at %s/s: %w", tell(rate), err)
	}
	if ctx.Err() != nil { // the trial was cut short, and says nothing
		return fmt.Errorf("find-max: interrupted: %w", context.Cause(ctx))
	}
	s := f.score[rate]
	if s == nil {
		s = &score{}
		f.score[rate] = s
	}
	if held {
		s.held++
		why = ""
	} else {
		s.failed++
		s.why = cmp.Or(why, "a threshold was missed")
		why = s.why
	}
	f.trials = append(f.trials, reports.LoadTrial{Rate: rate, Reached: record.Totals.Rate, P99: record.Response.P99, Held: held, Why: why})
	return nil
}

// search goes on until a rate is confirmed, or none is left.
func (f *finding) search(ctx context.Context) error {
	if err := f.bracket(ctx); err != nil {
		return err
	}
	for {
		if err := f.narrow(ctx); err != nil {
			return err
		}
		rate, _ := f.between()
		if rate == 0 {
			return nil
		}
		if held, err := f.confirm(ctx, rate); held || err != nil {
			return err
		}
		if rate, _ = f.between(); rate == 0 { // nothing lower has been tried
			if err := f.descend(ctx); err != nil {
				return err
			}
		}
	}
}

// bracket finds a rate that holds and one that fails.
func (f *finding) bracket(ctx context.Context) error {
	for rate := f.From; ; rate = min(2*rate, f.Most) {
		held, err := f.try(ctx, rate)
		if err != nil {
			return err
		}
		if !held {
			break
		}
		if rate == f.Most {
			return nil
		}
	}
	if rate, _ := f.between(); rate == 0 {
		return f.descend(ctx)
	}
	return nil
}

// leastShare is down to which share of the first rate a lower one is looked for.
const leastShare = 1.0 / 1024

// descend halves the rate until one holds.
func (f *finding) descend(ctx context.Context) error {
	_, failed := f.between()
	for rate := failed / 2; rate >= f.From*leastShare; rate /= 2 {
		if held, err := f.try(ctx, rate); held || err != nil {
			return err
		}
	}
	return nil
}

// narrow goes for the middle, by ratio, until the two rates are near enough.
func (f *finding) narrow(ctx context.Context) error {
	for {
		held, failed := f.between()
		if held == 0 || failed == 0 || failed <= held*(1+f.Precision) {
			return nil
		}
		if _, err := f.try(ctx, math.Sqrt(held*failed)); err != nil {
			return err
		}
	}
}

// confirm repeats trials at a rate, and tells whether it has held in most of them.
func (f *finding) confirm(ctx context.Context, rate float64) (bool, error) {
	s := f.score[rate]
	for s.held+s.failed < f.Confirm || s.held == s.failed {
		if err := f.once(ctx, rate); err != nil {
			return false, err
		}
		if s.lost() {
			return false, nil
		}
	}
	return true, nil
}

// between gives the lowest rate that has failed for good, and the highest below
// it that has not; 0 where there is none.
func (f *finding) between() (held, failed float64) {
	for _, rate := range slices.Sorted(maps.Keys(f.score)) {
		switch s := f.score[rate]; {
		case s.lost():
			return held, rate
		case s.held > s.failed:
			held = rate
		}
	}
	return held, 0
}

func (f *finding) report(err error) reports.LoadSearch {
	held, failed := f.between()
	return reports.LoadSearch{Rate: held, Failed: failed, Sure: f.sure(held, failed, err), Trials: f.trials}
}

// sure says how far the result can be trusted.
func (f *finding) sure(held, failed float64, err error) string {
	var says []string
	if held > 0 {
		s := f.score[held]
		says = append(says, fmt.Sprintf("%s/s held in %d of %d trials of %s", tell(held), s.held, s.held+s.failed, f.Length))
	} else {
		says = append(says, "no rate held")
	}
	switch {
	case failed > 0:
		s := f.score[failed]
		above := ""
		if held > 0 {
			above = fmt.Sprintf(", %.0f %% above,", 100*(failed/held-1))
		}
		says = append(says, fmt.Sprintf("%s/s%s failed in %d of %d: %s", tell(failed), above, s.failed, s.held+s.failed, s.why))
	case held > 0 && held == f.Most:
		says = append(says, "nothing higher was tried: it is the highest rate that was asked for")
	case held > 0:
		says = append(says, "no rate has failed")
	}
	if err != nil {
		says = append(says, "the search did not come to its end")
	}
	return strings.Join(says, "; ")
}

// tell writes a rate with three digits or more.
func tell(rate float64) string {
	if rate >= 100 {
		return fmt.Sprintf("%.0f", rate)
	}
	return fmt.Sprintf("%.3g", rate)
}
