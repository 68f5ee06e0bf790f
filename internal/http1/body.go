package http1

import (
	"errors"
	"io"
	"sync/atomic"
)

// mostUnread is how much of a body that the handler has left is read for the sake
// of the next request. Where there is more the connection ends.
const mostUnread = 256 << 10

// A body is what a request carries. It knows whether all of it has been read, and
// tells a client that asked when to send it.
type body struct {
	io.ReadCloser
	conn    *conn
	expects bool        // whether the client sends it when it is told to
	told    bool        // whether it has been
	ended   atomic.Bool // whether there is nothing left of it
}

// Read reads some of the body.
func (b *body) Read(p []byte) (int, error) {
	if b.expects && !b.told {
		b.told = true
		b.conn.writeWithin()
		if _, err := io.WriteString(b.conn, "HTTP/1.1 100 Continue\r\n\r\n"); err != nil {
			return 0, err
		}
	}
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		b.ended.Store(true)
	}
	return n, err
}

// Close does nothing: what is left is read, or not, when the request is answered.
func (b *body) Close() error { return nil }

// drain reads what is left, and tells whether another request can follow it.
func (b *body) drain() bool {
	if b.ended.Load() {
		return true
	}
	if b.expects { // it may come, or the next request may: only the client knows
		return false
	}
	_, err := io.CopyN(io.Discard, b, mostUnread)
	return errors.Is(err, io.EOF)
}
