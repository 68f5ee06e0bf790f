package server

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/flexrig/flexrig/internal/clock"
)

// What is done for a connection too many. It is told why where that costs little:
// a few at a time, and each within a moment.
const (
	mostTold   = 64
	toldWithin = time.Second
)

// A crowd is a listener that lets a bounded number of connections be open at once.
type crowd struct {
	*net.TCPListener
	most   int
	inside atomic.Int64
	excess *atomic.Uint64 // counts those that were turned away

	mu      sync.Mutex
	closed  bool
	telling map[net.Conn]struct{} // that are being told
	running sync.WaitGroup
}

func newCrowd(listener *net.TCPListener, most int, excess *atomic.Uint64) *crowd {
	return &crowd{TCPListener: listener, most: most, excess: excess, telling: map[net.Conn]struct{}{}}
}

// Accept waits for the next connection that there is room for.
func (c *crowd) Accept() (net.Conn, error) {
	for {
		conn, err := c.AcceptTCP()
		if err != nil {
			return nil, err
		}
		if c.inside.Add(1) <= int64(c.most) {
			return &guest{TCPConn: conn, crowd: c}, nil
		}
		c.inside.Add(-1)
		c.excess.Add(1)
		c.turnAway(conn)
	}
}

// turnAway ends a connection, and tells it why where few are being told.
func (c *crowd) turnAway(conn *net.TCPConn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || len(c.telling) >= mostTold {
		_ = conn.Close()
		return
	}
	c.telling[conn] = struct{}{}
	c.running.Go(func() {
		c.tell(conn)
		_ = conn.Close()
		c.mu.Lock()
		delete(c.telling, conn)
		c.mu.Unlock()
	})
}

// tell answers whatever is asked in plain HTTP. It reads what the client sends
// until that has read the answer: a connection that is closed with bytes unread is
// reset, and the answer lost with it.
func (c *crowd) tell(conn *net.TCPConn) {
	_ = conn.SetDeadline(clock.Wall{}.Now().Add(toldWithin))
	reader := bufio.NewReaderSize(conn, 1<<10)
	if first, err := reader.Peek(1); err != nil || first[0] == tlsHandshake {
		return
	}
	text := fmt.Sprintf("flexrig: %d connections are open on this address, the most there may be; close some, or use them again for further requests\n", c.most)
	_, _ = fmt.Fprintf(conn, "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\n"+
		"Content-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", len(text), text)
	_ = conn.CloseWrite()
	const most = 64 << 10
	_, _ = io.Copy(io.Discard, io.LimitReader(reader, most))
}

// Close stops listening and ends those that are being told. Connections that were
// let in go on.
func (c *crowd) Close() error {
	err := c.TCPListener.Close()
	c.mu.Lock()
	c.closed = true
	for conn := range c.telling {
		_ = conn.Close()
	}
	c.mu.Unlock()
	c.running.Wait()
	return err
}

// A guest is a connection that was let in.
type guest struct {
	*net.TCPConn
	crowd *crowd
	left  sync.Once
}

// Close ends the connection and makes room for another.
func (g *guest) Close() error {
	g.left.Do(func() { g.crowd.inside.Add(-1) })
	return g.TCPConn.Close()
}
