package http1

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// What a connection is at.
const (
	waiting int32 = iota // for a request
	busy                 // with one
	ended
)

// readers are buffers for what clients send; a connection gives its back at its end.
var readers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, readerSize) }}

const readerSize = 4 << 10

// A conn is one connection. Its requests are answered one after the other, on one
// goroutine, so that what it keeps between them needs no lock.
type conn struct {
	net.Conn
	server *Server
	remote string
	state  atomic.Int32
	last   string // the last request's method; empty before the first

	in    *bufio.Reader
	most  io.LimitedReader // what in may still read, which is bounded within a header
	reply reply
	body  body

	readBy, writeBy limit

	presence presence
	cancel   context.CancelFunc
}

func newConn(s *Server, accepted net.Conn) *conn {
	c := &conn{Conn: accepted, server: s, remote: accepted.RemoteAddr().String()}
	c.most.R = accepted
	c.reply.conn = c
	c.presence.conn = c
	c.presence.Context, c.cancel = context.WithCancel(context.Background())
	return c
}

// serve answers requests until the connection has to end.
func (c *conn) serve() {
	c.in = readers.Get().(*bufio.Reader)
	c.in.Reset(&c.most)
	defer c.over()
	for c.await() {
		r, err := c.read()
		if err != nil {
			c.refuse(err)
			return
		}
		if !c.answer(r) {
			return
		}
		c.state.CompareAndSwap(busy, waiting)
		if c.server.closing.Load() {
			return
		}
	}
}

// over is the end of a connection, unless the handler has taken it.
func (c *conn) over() {
	c.server.leave(c)
	if c.reply.hijacked {
		c.cancel()
		return
	}
	c.in.Reset(nil)
	readers.Put(c.in)
	c.end()
}

// end closes the connection, and tells a handler that is at work that its client is
// gone. It may be called more than once, and from any goroutine.
func (c *conn) end() {
	c.state.Store(ended)
	c.cancel()
	_ = c.Close()
}

// await waits for the beginning of the next request, and tells whether it came.
func (c *conn) await() bool {
	c.most.N = c.server.largestHeader() + readerSize
	if c.in.Buffered() == 0 {
		c.within(c.server.Idle)
	}
	shortest := len("GET ")
	if c.last == "" { // a client that has not been answered yet is told what is wrong with less
		shortest = 1
	}
	if _, err := c.in.Peek(shortest); err != nil {
		return false
	}
	return c.state.CompareAndSwap(waiting, busy)
}

// skipEmptyLine passes over what old clients send after the body of a POST, which is
// no part of it (RFC 9112, 2.2).
func (c *conn) skipEmptyLine() {
	const longest = len("\r\n\r\n")
	next, _ := c.in.Peek(min(longest, c.in.Buffered()))
	_, _ = c.in.Discard(len(next) - len(bytes.TrimLeft(next, "\r\n")))
}

// within gives what is read from now on a time to arrive.
func (c *conn) within(span time.Duration) {
	if at, anew := c.readBy.in(span); anew {
		_ = c.Conn.SetReadDeadline(at)
	}
}

// read reads a request's header. Its body is read by the handler.
func (c *conn) read() (*http.Request, error) {
	if !c.headerIsHere() {
		c.within(c.server.Header)
	}
	if c.last == http.MethodPost {
		c.skipEmptyLine()
	}
	r, err := http.ReadRequest(c.in)
	if err != nil && c.most.N <= 0 {
		return nil, errHeaderTooLarge
	}
	if err != nil {
		return nil, err
	}
	if err := check(r); err != nil {
		return nil, err
	}
	const unbounded = 1 << 62 // the handler's to bound
	c.most.N = unbounded
	if r.ContentLength < 0 || r.ContentLength > int64(c.in.Buffered()) {
		c.within(c.server.Request)
	}
	return c.adopt(r), nil
}

var endOfHeader = []byte("\r\n\r\n")

// headerIsHere tells whether a request's header has been received already, as that
// of most has when their first byte is there. Nobody has to wait for it then.
func (c *conn) headerIsHere() bool {
	here, _ := c.in.Peek(c.in.Buffered())
	return bytes.Contains(here, endOfHeader)
}

// adopt makes a request this connection's.
func (c *conn) adopt(r *http.Request) *http.Request {
	c.last = r.Method
	r = r.WithContext(&c.presence)
	r.RemoteAddr = c.remote
	c.body.ReadCloser, c.body.conn, c.body.told = r.Body, c, false
	c.body.expects = r.ContentLength != 0 && r.ProtoAtLeast(1, 1) && expectsContinue(r)
	c.body.ended.Store(r.ContentLength == 0)
	if r.ContentLength != 0 {
		r.Body = &c.body
	}
	return r
}

// answer has a request answered, and tells whether the connection can be used again.
func (c *conn) answer(r *http.Request) bool {
	c.reply.begin(r)
	c.presence.begin()
	whole := c.handle(r)
	c.presence.end()
	if !whole || c.reply.hijacked {
		return false
	}
	if c.reply.finish() {
		return true
	}
	c.sayGoodbye()
	return false
}

// handle calls the handler, and tells whether it has come to its end.
func (c *conn) handle(r *http.Request) (whole bool) {
	defer func() {
		broken := recover()
		whole = broken == nil
		if cause, ok := broken.(error); whole || ok && errors.Is(cause, http.ErrAbortHandler) || c.server.Broken == nil {
			return
		}
		c.server.Broken(broken)
	}()
	if r.Header.Get("Expect") != "" && !expectsContinue(r) {
		c.reply.failExpectation()
		return true
	}
	c.server.Handler.ServeHTTP(&c.reply, r)
	return true
}

// sayGoodbye lets the client read the last answer. A connection that is closed while
// there is still something of the client's to read is reset, and what the client has
// not read by then is lost.
func (c *conn) sayGoodbye() {
	half, ok := c.Conn.(interface{ CloseWrite() error })
	if !ok || half.CloseWrite() != nil {
		return
	}
	const patience = 500 * time.Millisecond
	c.within(patience)
	_, _ = io.Copy(io.Discard, c.Conn)
}
