package target

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// A waiting room is where the examples of a run wait for time to pass. All of
// them together wait no longer than the run's patience; those that wait at once
// wait only once.
type waitingRoom struct {
	patience time.Duration

	mu    sync.Mutex
	spent time.Duration
	until time.Time // the end of the last wait that was granted
}

// grant allows a wait from now on, or tells what is left for one.
func (w *waitingRoom) grant(now time.Time, span time.Duration) (left time.Duration, granted bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	from, end := now, now.Add(span)
	if w.until.After(from) {
		from = w.until
	}
	more := max(0, end.Sub(from))
	if w.spent+more > w.patience {
		return w.patience - w.spent, false
	}
	w.spent += more
	if end.After(w.until) {
		w.until = end
	}
	return 0, true
}

// wait lets time pass by waiting for it.
func (w *waitingRoom) wait(ctx context.Context, span time.Duration) error {
	if left, granted := w.grant(time.Now(), span); !granted {
		return &Unobservable{fmt.Sprintf("needs %s to pass, and %s of the run's patience of %s are left; raise --patience", days(span), days(left), days(w.patience))}
	}
	timer := time.NewTimer(span)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// days writes a span with days in it, as features do.
func days(span time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case span >= day && span%day == 0:
		return fmt.Sprintf("%d days", span/day)
	case span >= day:
		return fmt.Sprintf("%d days and %s", span/day, span%day)
	}
	return span.Round(time.Millisecond).String()
}
