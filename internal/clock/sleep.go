package clock

import (
	"context"
	"time"
)

// Sleep lets a span of the machine's time pass. It ends early where the context
// does, with the context's cause.
func Sleep(ctx context.Context, span time.Duration) error {
	if span <= 0 {
		return context.Cause(ctx)
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
