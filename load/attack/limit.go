package attack

import (
	"context"
	"sync"
	"time"
)

// A limit gives requests their time. Those that begin in the same hundredth of the
// timeout share one context and its timer: one each would cost more than to make
// the request and to judge its answer. So a request has the timeout, and up to a
// hundredth of it more.
type limit struct {
	of      context.Context // ends them all
	timeout time.Duration

	mu      sync.Mutex
	shared  context.Context // of the requests that begin before until
	release context.CancelFunc
	until   time.Duration
}

// sharing is how many contexts there are in one timeout's time.
const sharing = 100

// bound gives a request that begins now, since the load began, its time. One whose
// flight runs under a context of its own has a timer of its own, too.
func (l *limit) bound(ctx context.Context, now time.Duration) (context.Context, context.CancelFunc) {
	if ctx != l.of {
		return context.WithTimeout(ctx, l.timeout)
	}
	return l.common(now), func() {}
}

// common is the context that is shared now.
func (l *limit) common(now time.Duration) context.Context {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.shared == nil || now >= l.until {
		// The one before stays until its time is over: requests are under way with it.
		l.shared, l.release = context.WithTimeout(l.of, l.timeout+l.timeout/sharing)
		l.until = now + l.timeout/sharing
	}
	return l.shared
}
