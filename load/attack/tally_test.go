package attack

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/flexrig/flexrig/load/pacing"
)

// BenchmarkTally counts hits from all cores into one tally, and into one a core:
// what a lock for all costs.
func BenchmarkTally(b *testing.B) {
	schedule, err := pacing.New("constant", 1000, time.Minute)
	if err != nil {
		b.Fatal(err)
	}
	for name, own := range map[string]bool{"one lock": false, "one a core": true} {
		b.Run(name, func(b *testing.B) {
			shared := newTally(Config{Schedule: schedule, Workers: 64})
			var hits atomic.Int64
			b.RunParallel(func(pb *testing.PB) {
				t := shared
				if own {
					t = newTally(Config{Schedule: schedule, Workers: 64})
				}
				p := &pilot{calls: []call{{operation: "update", took: time.Millisecond}}}
				n := 0
				for ; pb.Next(); n++ {
					due := time.Duration(n%60_000) * time.Millisecond
					t.leave(due, due)
					t.land(&landing{seq: n, due: due, sent: due, done: due + time.Millisecond}, p)
				}
				hits.Add(int64(n))
			})
			if hits.Load() != int64(b.N) {
				b.Fatalf("%d hits of %d", hits.Load(), b.N)
			}
		})
	}
}

// TestWindowsAreFewAndRound: whatever the length of the run.
func TestWindowsAreFewAndRound(t *testing.T) {
	t.Parallel()
	for run, want := range map[time.Duration]time.Duration{
		time.Millisecond:       100 * time.Millisecond,
		time.Second:            100 * time.Millisecond,
		5 * time.Second:        100 * time.Millisecond,
		30 * time.Second:       500 * time.Millisecond,
		time.Minute:            500 * time.Millisecond,
		time.Minute + 1:        time.Second,
		time.Hour:              50 * time.Second,
		1000 * time.Hour:       50000 * time.Second,
		time.Duration(1) << 62: 50_000_000 * time.Second,
	} {
		if got := windowLength(run); got != want || run > 5*time.Second && (run/got < 48 || run/got > mostWindows) {
			t.Errorf("a run of %s has windows of %s, want %s", run, got, want)
		}
	}
}

func TestLongDurationsAreCountedAsAnHour(t *testing.T) {
	t.Parallel()
	h := newHistogram()
	for _, d := range []time.Duration{-time.Second, 0, 1600 * time.Nanosecond, 2 * time.Hour} {
		record(h, d)
	}
	l := latency(h)
	if l.Count != 4 || l.Min != 0 || l.P50 != 0 || l.Max < 3.6e6 || l.Max > 3.604e6 {
		t.Errorf("the histogram tells %+v", l)
	}
}

func TestKindsOfErrorsAndOperationsAreBounded(t *testing.T) {
	t.Parallel()
	schedule, err := pacing.New("constant", 1000, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	c := Config{Schedule: schedule, Workers: 64}
	tally := newTally(c)
	for n := range 1000 {
		name := "x" + time.Duration(n).String()
		p := &pilot{calls: []call{{operation: name}}}
		p.flight.wrong = name
		tally.leave(0, 0)
		tally.land(&landing{class: classOf(Answer{}, name)}, p)
	}
	if len(tally.classes) != mostClasses+1 || tally.classes[others].Count != 900 {
		t.Errorf("there are %d classes", len(tally.classes))
	}
	if len(tally.operations) != mostClasses+1 || tally.operations[others].sent != 900 {
		t.Errorf("there are %d operations", len(tally.operations))
	}
}
