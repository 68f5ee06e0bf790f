package target

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestExamplesThatWaitAtOnceWaitOnce(t *testing.T) {
	t.Parallel()
	began := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	room := &waitingRoom{patience: 5 * time.Minute}
	for _, c := range []struct {
		name    string
		after   time.Duration // since the run began
		span    time.Duration
		granted bool
		left    time.Duration
	}{
		{"the first", 0, 2 * time.Minute, true, 0},
		{"beside it, and no longer", time.Minute, time.Minute, true, 0},
		{"beside it, a minute longer", time.Minute, 2 * time.Minute, true, 0},
		{"more than is left", 10 * time.Minute, 3 * time.Minute, false, 2 * time.Minute},
		{"what is left", 10 * time.Minute, 2 * time.Minute, true, 0},
		{"beside the last", 10 * time.Minute, 2 * time.Minute, true, 0},
		{"a second too many", 13 * time.Minute, time.Second, false, 0},
	} {
		left, granted := room.grant(began.Add(c.after), c.span)
		if granted != c.granted || left != c.left {
			t.Errorf("%s: got %t with %s left, want %t with %s", c.name, granted, left, c.granted, c.left)
		}
	}
}

// In a bubble, where the machine's time moves when everybody sleeps.
func TestWaitingTakesItsTimeAndEndsWithTheExample(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		room := &waitingRoom{patience: time.Hour}
		began := time.Now()
		if err := room.wait(t.Context(), 2*time.Minute); err != nil || time.Since(began) != 2*time.Minute {
			t.Errorf("waited %s and got %v, want 2m", time.Since(began), err)
		}
		why := errors.New("the example has ended")
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { cancel(why) })
		if err := room.wait(ctx, time.Minute); !errors.Is(err, why) {
			t.Errorf("got %v, want the example's end", err)
		}
		var hidden *Unobservable
		if err := room.wait(t.Context(), 48*time.Hour); !errors.As(err, &hidden) || !strings.Contains(hidden.Reason, "needs 2 days to pass, and 57m0s of the run's patience of 1h0m0s are left") {
			t.Errorf("got %v, want it not observable for want of patience", err)
		}
	})
}

func TestWhatCannotBeWaitedForIsKnownBefore(t *testing.T) {
	t.Parallel()
	c := &Common{config: Shared{Patience: 5 * time.Minute}}
	for _, row := range []struct {
		spans []time.Duration
		says  string
	}{
		{nil, ""},
		{[]time.Duration{119 * time.Second, 2 * time.Second}, ""},
		{[]time.Duration{120*time.Second + time.Millisecond}, ""},
		{[]time.Duration{5 * time.Minute}, ""},
		{[]time.Duration{4 * time.Minute, 61 * time.Second}, "needs 5m1s to pass, and the run's patience is 5m0s"},
		{[]time.Duration{180 * 24 * time.Hour}, "needs 180 days to pass"},
		{[]time.Duration{120*time.Second - time.Millisecond}, "needs 1m59.999s to pass and no more"},
	} {
		if got := c.CannotWait(row.spans); (got == "") != (row.says == "") || !strings.Contains(got, row.says) {
			t.Errorf("%v: got %q, want %q in it", row.spans, got, row.says)
		}
	}
}

func TestWhatDiffersIsInDoubtOnceTimeHasGoneOnForTooLong(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		if err := (&Account{}).Late(); err != nil {
			t.Errorf("an account of its own: got %v, want no doubt", err)
		}
		a := &Account{shared: &share{
			of:    &Common{room: &waitingRoom{patience: time.Hour}, turn: make(chan struct{}, 1)},
			began: time.Now(),
		}}
		time.Sleep(2 * time.Second)
		if err := a.Late(); err != nil {
			t.Errorf("before anything was waited for: got %v, want no doubt", err)
		}
		a.shared.began = time.Now()
		if err := a.Advance(t.Context(), 119*time.Second); err != nil {
			t.Fatal(err)
		}
		time.Sleep(999 * time.Millisecond)
		if err := a.Late(); err != nil {
			t.Errorf("999 ms late: got %v, want no doubt", err)
		}
		time.Sleep(time.Millisecond)
		wantError(t, a.Late(), "1s went by beside the time that the example lets pass")
	})
}
