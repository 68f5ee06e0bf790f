package http1

import (
	"bufio"
	"net"
	"net/http"
	"strconv"
	"time"
)

// largestKept is the largest buffer that a connection keeps from one answer to the
// next.
const largestKept = 64 << 10

// A reply is the ResponseWriter of one request after the other. Nothing is sent
// before it is finished, or flushed.
type reply struct {
	conn    *conn
	request *http.Request

	header  http.Header
	names   names
	status  int   // 0 until it is decided
	length  int64 // of the body as it was announced; unknown where it was not
	written int64 // bytes of the body so far
	body    []byte
	out     []byte // head and body, as they are sent

	begun    bool  // whether the head has been sent
	last     bool  // whether the connection ends with this answer
	hijacked bool  // whether the connection is the handler's
	err      error // the first one on sending
}

const unknown = -1

// begin makes the reply that of another request.
func (w *reply) begin(r *http.Request) {
	if w.header == nil {
		w.header = http.Header{}
	}
	clear(w.header)
	*w = reply{
		conn: w.conn, request: r, header: w.header, names: w.names, length: unknown,
		body: kept(w.body), out: kept(w.out),
	}
}

// kept is a buffer to be used again, if it is not too large for that.
func kept(buffer []byte) []byte {
	if cap(buffer) > largestKept {
		return nil
	}
	return buffer[:0]
}

// Header is the answer's. It counts as it is when the answer is sent.
func (w *reply) Header() http.Header { return w.header }

// WriteHeader decides the status; the first one holds.
func (w *reply) WriteHeader(status int) {
	if w.status != 0 || w.hijacked || status < http.StatusOK {
		return
	}
	w.status = status
	if announced, err := strconv.ParseInt(w.header.Get("Content-Length"), 10, 64); err == nil && announced >= 0 {
		w.length = announced
	}
}

// Write adds to the body. More than was announced is refused, and a body where the
// status allows none.
func (w *reply) Write(p []byte) (int, error) {
	if w.hijacked {
		return 0, http.ErrHijacked
	}
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
	if !bodyAllowed(w.status) {
		return 0, http.ErrBodyNotAllowed
	}
	w.written += int64(len(p))
	if w.length != unknown && w.written > w.length {
		return 0, http.ErrContentLength // and so is what comes after
	}
	if w.request.Method != http.MethodHead {
		w.body = append(w.body, p...)
	}
	return len(p), w.err
}

// Flush sends what has been written so far.
func (w *reply) Flush() { _ = w.FlushError() }

// FlushError sends what has been written so far, and tells whether it could.
func (w *reply) FlushError() error {
	if w.hijacked {
		return http.ErrHijacked
	}
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
	w.send()
	return w.err
}

// finish sends what is left, and tells whether the connection can be used again.
func (w *reply) finish() bool {
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
	headed := w.request.Method == http.MethodHead
	if w.length == unknown && !w.begun && bodyAllowed(w.status) && (!headed || w.written > 0) {
		w.length = w.written
		w.header["Content-Length"] = []string{strconv.FormatInt(w.written, 10)}
	}
	w.send()
	whole := w.length == w.written || headed || !bodyAllowed(w.status)
	return w.err == nil && whole && !w.last
}

func (w *reply) send() {
	if w.err != nil {
		return
	}
	w.out = w.out[:0]
	if !w.begun {
		w.begun = true
		w.last = w.decideLast()
		w.out = w.appendHead(w.out)
	}
	w.out = append(w.out, w.body...)
	w.body = w.body[:0]
	if len(w.out) > 0 {
		w.conn.writeWithin()
		_, w.err = w.conn.Write(w.out)
	}
}

// decideLast tells whether the connection ends with this answer. The body is read
// to its end first: a client may not read the answer before it has sent that.
func (w *reply) decideLast() bool {
	delimited := w.length != unknown || !bodyAllowed(w.status) || w.request.Method == http.MethodHead
	return !w.conn.body.drain() || !delimited || w.request.Close || w.header.Get("Connection") == "close" || w.conn.server.closing.Load()
}

// writeWithin gives what is sent now a time to be accepted.
func (c *conn) writeWithin() {
	if at, anew := c.writeBy.in(c.server.Write); anew {
		_ = c.Conn.SetWriteDeadline(at)
	}
}

// SetReadDeadline is for [http.ResponseController].
func (w *reply) SetReadDeadline(at time.Time) error { return w.conn.SetReadDeadline(at) }

// SetWriteDeadline is for [http.ResponseController]. It holds until something is
// sent, which has a deadline of its own.
func (w *reply) SetWriteDeadline(at time.Time) error { return w.conn.SetWriteDeadline(at) }

// Hijack gives the connection to the handler, with what the client has sent and
// nobody has read.
func (w *reply) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	if w.hijacked {
		return nil, nil, http.ErrHijacked
	}
	w.conn.presence.end()
	w.hijacked = true
	c := w.conn
	c.most.N = 1 << 62
	return c.Conn, bufio.NewReadWriter(c.in, bufio.NewWriter(c.Conn)), c.Conn.SetDeadline(time.Time{})
}

// bodyAllowed tells whether an answer may have a body.
func bodyAllowed(status int) bool {
	return status >= http.StatusOK && status != http.StatusNoContent && status != http.StatusNotModified
}
