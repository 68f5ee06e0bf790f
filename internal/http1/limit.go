package http1

import (
	"time"

	"github.com/flexrig/flexrig/internal/clock"
)

// A limit is a deadline of a connection as it was set last. Requests that follow each
// other closely share one, since two timers moved for each cost it a fiftieth of its
// time: so what has a span may have a sixteenth of it less.
type limit struct{ at time.Time }

// in is the deadline of what has a span from now on, and tells whether it has to be
// set anew. A span of 0 has none.
func (l *limit) in(span time.Duration) (at time.Time, anew bool) {
	if span <= 0 {
		return l.at, false
	}
	now := clock.Wall{}.Now()
	if left := l.at.Sub(now); left <= span && left >= span-span/16 {
		return l.at, false
	}
	l.at = now.Add(span)
	return l.at, true
}

// SetReadDeadline is for whoever has a reason of his own; the next limit is set anew.
func (c *conn) SetReadDeadline(at time.Time) error {
	c.readBy = limit{}
	return c.Conn.SetReadDeadline(at)
}

// SetWriteDeadline is the same for what is sent.
func (c *conn) SetWriteDeadline(at time.Time) error {
	c.writeBy = limit{}
	return c.Conn.SetWriteDeadline(at)
}
