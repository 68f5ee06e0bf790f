package attack

import (
	"strings"
	"testing"
	"time"
)

// play sends hits that are due every millisecond to so many workers. busy is how
// long the hit that is sent at an instant keeps its worker, spent how long the
// generator needs for a hit.
func play(hits, workers int, busy, spent func(now time.Duration) time.Duration) (l lateness, now time.Duration) {
	l.workers = workers
	var lands []time.Duration // of the hits on their way, in the order of sending
	for n := range hits {
		due := time.Duration(n) * time.Millisecond
		now = max(now, due)
		for len(lands) > 0 && (lands[0] <= now || len(lands) == workers) {
			now = max(now, lands[0])
			l.land(lands[0])
			lands = lands[1:]
		}
		now += spent(now)
		l.leave(now, due)
		lands = append(lands, max(now+busy(now), last(lands)))
	}
	return l, now
}

func last(of []time.Duration) time.Duration {
	if len(of) == 0 {
		return 0
	}
	return of[len(of)-1]
}

func always(d time.Duration) func(time.Duration) time.Duration {
	return func(time.Duration) time.Duration { return d }
}

// from gives a duration from one instant to another, and else another one.
func from(start, end, within, else_ time.Duration) func(time.Duration) time.Duration {
	return func(now time.Duration) time.Duration {
		if now >= start && now < end {
			return within
		}
		return else_
	}
}

func TestTheGeneratorsDelayIsToldFromTheTargets(t *testing.T) {
	t.Parallel()
	const ms, us = time.Millisecond, time.Microsecond
	for name, row := range map[string]struct {
		busy, spent func(time.Duration) time.Duration
		invalid     bool
	}{
		"all is well":                              {always(2 * ms), always(20 * us), false},
		"a target that stalls for 500 ms":          {from(1000*ms, 1001*ms, 500*ms, 2*ms), always(20 * us), false},
		"a target that stalls with all workers":    {from(1000*ms, 1500*ms, 500*ms, 2*ms), always(20 * us), false},
		"a target twice too slow for the schedule": {always(16 * ms), always(20 * us), false},
		"a target that hardly answers":             {always(500 * ms), always(20 * us), false},
		"a generator that needs 1.2 ms for a hit":  {always(2 * ms), always(1200 * us), true},
		"a generator that stands for 100 ms":       {always(2 * ms), from(1000*ms, 1001*ms, 100*ms, 20*us), true},
		"a generator that stands for 30 ms":        {always(2 * ms), from(1000*ms, 1001*ms, 30*ms, 20*us), false},
		"both are too slow":                        {always(9 * ms), always(1500 * us), true},
	} {
		l, now := play(5000, 8, row.busy, row.spent)
		verdict := l.verdict(now, 5000, 0, 0)
		if (verdict != "") != row.invalid {
			t.Errorf("%s: the verdict is %q, want one: %t (worst %s, late %d)", name, verdict, row.invalid, l.worst, l.late)
		}
	}
}

func TestHitsThatWereNeverSentCountAsLate(t *testing.T) {
	t.Parallel()
	sent := lateness{workers: 8}
	for n := range 100 {
		sent.leave(time.Duration(n)*time.Millisecond, time.Duration(n)*time.Millisecond)
		sent.land(time.Duration(n) * time.Millisecond)
	}
	free, busy := sent, sent
	if got := free.verdict(time.Second, 100, 900, 100*time.Millisecond); !strings.Contains(got, "90.0 % of 1000 hits") {
		t.Errorf("with free workers the verdict is %q", got)
	}
	busy.busy = 8
	if got := busy.verdict(time.Second, 100, 900, 100*time.Millisecond); got != "" {
		t.Errorf("with all workers waiting the verdict is %q", got)
	}
}
