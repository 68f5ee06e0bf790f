package http1

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"
)

// A presence is the context of a connection's requests. It is done when the client
// has gone, which somebody has to watch for: from when the handler first asks for
// the Done channel, and until it returns. A handler that never waits never asks, and
// its request costs no goroutine.
//
// A request's body is read before its client is watched. Until then, and when the
// client has sent its next request already, the context is done with the connection
// alone.
type presence struct {
	context.Context
	conn *conn

	mu   sync.Mutex
	on   bool          // whether a request is being answered
	over chan struct{} // closed when nobody watches any more; nil before
}

// Done is closed when the client has gone.
func (p *presence) Done() <-chan struct{} {
	p.watch()
	return p.Context.Done()
}

// begin lets the client be watched.
func (p *presence) begin() {
	p.mu.Lock()
	p.on = true
	p.mu.Unlock()
}

func (p *presence) watch() {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.conn
	if !p.on || p.over != nil || !c.body.ended.Load() || c.in.Buffered() > 0 {
		return
	}
	_ = c.SetReadDeadline(time.Time{}) // it may say nothing for as long as the handler takes
	over := make(chan struct{})
	p.over = over
	go func() {
		defer close(over)
		if _, err := c.in.Peek(1); err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
			c.cancel()
		}
	}()
}

// end ends the watch, after which the connection can be read again.
func (p *presence) end() {
	p.mu.Lock()
	over := p.over
	p.on, p.over = false, nil
	p.mu.Unlock()
	if over == nil {
		return
	}
	longAgo := time.Unix(1, 0)
	_ = p.conn.SetReadDeadline(longAgo)
	<-over
	_ = p.conn.SetReadDeadline(time.Time{})
}
