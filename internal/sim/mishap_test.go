package sim

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// troubledBy makes a postman on whose account things go wrong with the callbacks
// in turn; those after the last go well.
func troubledBy(t *testing.T, mishaps ...Mishap) *postman {
	t.Helper()
	p := newPostman(t, rulebook.Documented())
	p.a.Mishaps(func(Callback) Mishap {
		if len(mishaps) == 0 {
			return Mishap{}
		}
		next := mishaps[0]
		mishaps = mishaps[1:]
		return next
	})
	return p
}

// delivers takes the attempts that are due, answers each with 200, and tells which
// callbacks they were of.
func (p *postman) delivers(want ...uint64) {
	p.t.Helper()
	var got []uint64
	for {
		taken, ok := p.a.Attempt(func() {})
		if !ok {
			break
		}
		got = append(got, taken.Seq)
		p.a.Answered(taken, Receipt{Status: 200})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		p.t.Errorf("callbacks that were sent (-want +got):\n%s", diff)
	}
}

const (
	here  = "http://127.0.0.1/here"
	there = "http://127.0.0.1/there"
)

func TestALateCallbackHoldsUpItsLine(t *testing.T) {
	t.Parallel()
	p := troubledBy(t, Mishap{By: "f1", Late: 10 * time.Second})
	p.cause(here, 0)
	p.cause(here, 0)
	p.cause(there, 0)
	if all := p.a.Deliveries(); all.UnderWay != 1 || all.All[0].Due.Sub(all.All[0].Caused) != 10*time.Second || all.All[0].Fault != "f1" {
		t.Errorf("%d under way, the late one is %+v", all.UnderWay, all.All[0])
	}
	p.delivers(3)
	p.pass(9999 * time.Millisecond)
	p.delivers()
	p.pass(time.Millisecond)
	p.delivers(1, 2)
}

// TestALateCallbackIsLateBehindOthersToo: its time runs from its cause, not from
// when it has come to the head of its line.
func TestALateCallbackIsLateBehindOthersToo(t *testing.T) {
	t.Parallel()
	p := troubledBy(t, Mishap{}, Mishap{Late: 10 * time.Second}, Mishap{Late: time.Second})
	p.cause(here, 0)
	first := p.take()
	p.cause(here, 0)
	p.cause(here, 0)
	p.pass(2 * time.Second)
	p.a.Answered(first, Receipt{Status: 200})
	p.delivers()
	p.pass(8 * time.Second)
	p.delivers(2, 3)
}

func TestACallbackIsSentTwice(t *testing.T) {
	t.Parallel()
	p := troubledBy(t, Mishap{Twice: true})
	p.cause(here, 2, CallbackField{Name: retryCount, Value: "0"})
	p.cause(here, 0)
	for i, row := range []struct {
		seq    uint64
		count  string
		status int
	}{{1, "0", 503}, {1, "1", 200}, {1, "1", 200}, {2, "", 200}} {
		p.pass(time.Minute) // past the pause before a retry
		taken := p.take()
		if taken.Seq != row.seq || taken.field(retryCount) != row.count {
			t.Errorf("attempt %d: callback %d with RetryCount %q, want %d and %q", i+1, taken.Seq, taken.field(retryCount), row.seq, row.count)
		}
		p.a.Answered(taken, Receipt{Status: row.status})
	}
	if all := p.a.Deliveries().All; all[0].State != DeliveryDelivered || all[0].Attempts != 3 {
		t.Errorf("at the end: %+v", all[0])
	}
}

func TestACallbackIsDroppedAndSaysSo(t *testing.T) {
	t.Parallel()
	p := troubledBy(t, Mishap{By: "f7", Dropped: true})
	p.cause(here, 2)
	if got := p.one(); got.State != DeliveryDropped || got.Outcome != "dropped by f7" || got.Attempts != 0 {
		t.Errorf("a dropped callback: %+v", got)
	}
	p.cause(here, 0)
	p.delivers(2)
}

// TestCallbacksComeOutOfOrder: one is held back until the next one to its address
// has gone, whether that is delivered or given up.
func TestCallbacksComeOutOfOrder(t *testing.T) {
	t.Parallel()
	for _, status := range []int{200, 400} {
		p := troubledBy(t, Mishap{Behind: true})
		p.cause(here, 0)
		p.cause(there, 0)
		p.delivers(2) // to another address
		if told := p.a.Deliveries(); told.UnderWay != 0 {
			t.Errorf("%d callbacks are under way while one is held back", told.UnderWay)
		}
		p.cause(here, 0)
		p.cause(here, 0)
		next := p.take()
		if next.Seq != 3 {
			t.Fatalf("callback %d goes first, want 3", next.Seq)
		}
		p.a.Answered(next, Receipt{Status: status})
		p.delivers(1, 4)
		p.pass(time.Hour)
		p.delivers()
	}
}

func TestACallbackIsNotHeldBackForEver(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		mishap Mishap
		most   time.Duration
	}{
		"where nobody says how long": {Mishap{Behind: true}, time.Minute},
		"where somebody does":        {Mishap{Behind: true, Late: time.Second}, time.Second},
	} {
		p := troubledBy(t, row.mishap)
		p.cause(here, 0)
		p.pass(row.most - 1)
		p.delivers()
		p.pass(1)
		alone := p.take()
		p.cause(here, 0)
		p.a.Answered(alone, Receipt{Status: 200})
		p.delivers(2)
		if alone.Seq != 1 {
			t.Errorf("%s: callback %d went first", name, alone.Seq)
		}
	}
}

// TestCallbacksDoNotWaitForEachOther: where all are to come out of order, each
// second one changes places with the one before it.
func TestCallbacksDoNotWaitForEachOther(t *testing.T) {
	t.Parallel()
	behind := Mishap{Behind: true}
	p := troubledBy(t, behind, behind, behind, behind)
	for range 4 {
		p.cause(here, 0)
	}
	p.delivers(2, 1, 4, 3)
}

// TestAHeldCallbackWaitsBehindOthers: one that is held back in the middle of a
// line lets the next one pass there.
func TestAHeldCallbackWaitsBehindOthers(t *testing.T) {
	t.Parallel()
	p := troubledBy(t, Mishap{}, Mishap{Behind: true})
	p.cause(here, 0)
	first := p.take()
	p.cause(here, 0)
	p.a.Answered(first, Receipt{Status: 200})
	p.delivers()
	p.cause(here, 0)
	p.delivers(3, 2)
	p.a.Reset()
	p.cause(here, 0)
	p.delivers(1)
}
