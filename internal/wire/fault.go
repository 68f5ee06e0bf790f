package wire

import (
	"net"
	"net/http"
	"time"

	"github.com/flexrig/flexrig/internal/clock"
	"github.com/flexrig/flexrig/internal/fault"
)

// longestHold is how long a request is held whose fault is that no answer comes:
// for ever, as far as most clients are concerned, but not for the server.
const longestHold = fault.LongestDelay

// takenWithin is how long a client may take to read an answer that was late on
// purpose.
const takenWithin = 2 * time.Minute

// inTrouble lets a request run into the account's quota and faults, and tells
// whether it ends there, without being carried out. Its parameters have been read,
// so that the journal knows what was asked, or could not be, which is for later.
func (c *call) inTrouble(unreadable error) (ended bool) {
	if c.overQuota() {
		return true
	}
	hit, met := c.tenant.trouble.faults.Meet(fault.Request{
		Product: string(c.op.product), Operation: c.op.name, Method: c.op.method, Path: c.request.URL.Path,
	})
	if !met {
		return false
	}
	c.met, c.fault = &hit, hit.ID
	switch {
	case hit.Do == fault.DoLose:
		c.wait()
		c.loseWrite(unreadable)
		return true
	case hit.Phase != fault.Before:
		return false
	case hit.Do != fault.DoTimeout: // whose delay is how long it is held
		c.wait()
	}
	return hit.Do != fault.DoAnswer || hit.Status != 0
}

// wait lets the fault's delay pass. It ends when the client goes; the request is
// carried out even then, as on a platform that does not see its clients go.
func (c *call) wait() { c.linger(c.met.Wait) }

// linger lets time pass, until the client goes.
func (c *call) linger(span time.Duration) {
	c.unhurried(span)
	_ = clock.Sleep(c.request.Context(), span)
}

// unhurried lifts the server's limits on slow requests for one that is slow on
// purpose. At the end of the first net/http would take the client for gone, after
// the other it would not send the answer.
func (c *call) unhurried(span time.Duration) {
	if span <= 0 {
		return
	}
	control := http.NewResponseController(c.ResponseWriter)
	_ = control.SetReadDeadline(time.Time{}) // not every writer has one
	_ = control.SetWriteDeadline(clock.Wall{}.Now().Add(span + takenWithin))
}

// loseWrite answers as if the request had been carried out.
func (c *call) loseWrite(unreadable error) {
	if unreadable != nil {
		c.fail(unreadable)
		return
	}
	result, err := c.op.lost(c)
	if err == nil {
		c.answer, err = result.shaped(c.standIn.book)
	}
	if err != nil {
		c.fail(err)
	}
}

// spoil does to the answer what the fault says, before it is sent.
func (c *call) spoil() {
	hit := c.met
	if hit.Phase == fault.After && hit.Do != fault.DoTimeout && hit.Do != fault.DoDribble {
		c.wait()
	}
	carriedOut := c.answer.status >= 200 && c.answer.status < 300
	c.applied = carriedOut && (hit.Status != 0 || hit.Do == fault.DoTimeout || hit.Do == fault.DoReset || hit.Do == fault.DoCut)
	switch hit.Do {
	case fault.DoAnswer:
		c.answerOtherwise()
	case fault.DoTimeout, fault.DoReset:
		c.answer, c.ResponseWriter = answer{}, silent{c.ResponseWriter}
	case fault.DoCut:
		c.ResponseWriter = cutting{c.ResponseWriter}
	case fault.DoDribble:
		c.unhurried(hit.Wait)
		c.ResponseWriter = dribbling{ResponseWriter: c.ResponseWriter, ctx: c.request.Context(), over: hit.Wait}
	}
}

// answerOtherwise puts the fault's answer in place of the account's, if it has one.
func (c *call) answerOtherwise() {
	if c.met.Status == 0 {
		return
	}
	c.fail(&httpError{status: c.met.Status, code: c.met.Code, message: c.met.Message})
	if c.met.RetryAfter != nil {
		setRetryAfter(c.Header(), c.met.RetryAfter.Of())
	}
}

// breakOff ends the connection of a request whose fault is that. Panicking with
// [http.ErrAbortHandler] is how a handler does that: net/http closes the
// connection or, under HTTP/2, resets the stream. Whoever calls the handler
// without a server has to take it for a connection that broke off.
func (c *call) breakOff() {
	switch c.met.Do {
	case fault.DoTimeout:
		hold := c.met.Wait
		if c.met.Delay == nil {
			hold = longestHold
		}
		c.linger(hold)
		panic(http.ErrAbortHandler)
	case fault.DoReset:
		c.resetConnection()
	case fault.DoCut:
		panic(http.ErrAbortHandler)
	}
}

// resetConnection closes the connection so that the client sees a reset: what
// has not been sent is thrown away. Where the connection cannot be had it breaks
// off.
func (c *call) resetConnection() {
	conn, _, err := http.NewResponseController(c.ResponseWriter).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer conn.Close()
	if under, ok := underlying(conn); ok {
		_ = under.SetLinger(0)
		_ = under.Close() // before TLS says goodbye
	}
}

// A lingerer is a TCP connection.
type lingerer interface {
	net.Conn
	SetLinger(seconds int) error
}

// underlying finds the TCP connection under TLS and whatever else wraps it.
func underlying(conn net.Conn) (lingerer, bool) {
	for {
		if tcp, ok := conn.(lingerer); ok {
			return tcp, true
		}
		wrapped, ok := conn.(interface{ NetConn() net.Conn })
		if !ok {
			return nil, false
		}
		conn = wrapped.NetConn()
	}
}
