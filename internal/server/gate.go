package server

import (
	"bufio"
	"errors"
	"net"
	"sync"
	"time"

	"github.com/flexrig/flexrig/internal/clock"
)

// pause is how long to wait where no connection can be accepted for now.
const pause = 10 * time.Millisecond

// tlsHandshake is the first byte of every TLS connection, and of no HTTP request.
const tlsHandshake = 0x16

// A gate lets connections in and tells TLS from plain HTTP by their first byte, so
// that one port serves both.
type gate struct {
	plain, secure *queue
	patience      time.Duration // for a connection's first byte

	mu      sync.Mutex
	closed  bool
	waiting map[net.Conn]struct{} // that have not said anything yet
	running sync.WaitGroup
}

func newGate(address net.Addr, patience time.Duration) *gate {
	return &gate{plain: newQueue(address), secure: newQueue(address), patience: patience, waiting: map[net.Conn]struct{}{}}
}

// accept takes what a listener gives until it is closed.
func (g *gate) accept(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil { // no file descriptor is left, say, and one will be again
			clock.Wall{}.Sleep(pause)
			continue
		}
		g.take(conn)
	}
}

// take lets a connection in, unless the gate is closed.
func (g *gate) take(conn net.Conn) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		_ = conn.Close()
		return
	}
	g.waiting[conn] = struct{}{}
	g.running.Go(func() { g.sort(conn) })
}

// sort waits for a connection's first byte and hands it on.
func (g *gate) sort(conn net.Conn) {
	const small = 16 // the rest is read by those who know its size
	_ = conn.SetReadDeadline(clock.Wall{}.Now().Add(g.patience))
	reader := bufio.NewReaderSize(conn, small)
	first, err := reader.Peek(1)
	g.mu.Lock()
	delete(g.waiting, conn)
	g.mu.Unlock()
	if err != nil {
		_ = conn.Close()
		return
	}
	_ = conn.SetReadDeadline(time.Time{})
	to := g.plain
	if first[0] == tlsHandshake {
		to = g.secure
	}
	to.put(&peeked{Conn: conn, reader: reader})
}

// close lets nobody in any more and ends who has said nothing.
func (g *gate) close() {
	g.mu.Lock()
	g.closed = true
	for conn := range g.waiting {
		_ = conn.Close()
	}
	g.mu.Unlock()
	_ = g.plain.Close()
	_ = g.secure.Close()
	g.running.Wait()
}

// peeked is a connection whose first bytes have been looked at.
type peeked struct {
	net.Conn
	reader *bufio.Reader
}

// Read gives what was looked at, and then what the connection has.
func (p *peeked) Read(into []byte) (int, error) {
	if p.reader != nil && p.reader.Buffered() > 0 {
		return p.reader.Read(into)
	}
	p.reader = nil
	return p.Conn.Read(into)
}

// NetConn is the connection below: a fault that resets it has to reach it.
func (p *peeked) NetConn() net.Conn { return p.Conn }

// CloseWrite says that no more will be sent. net/http does so before it closes a
// connection that still sends, whose client would else not see the last answer.
func (p *peeked) CloseWrite() error {
	if half, ok := p.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return errors.ErrUnsupported
}

// A queue is a listener that is given its connections.
type queue struct {
	address net.Addr
	conns   chan net.Conn
	ended   chan struct{}
	once    sync.Once
}

func newQueue(address net.Addr) *queue {
	return &queue{address: address, conns: make(chan net.Conn), ended: make(chan struct{})}
}

func (q *queue) put(conn net.Conn) {
	select {
	case q.conns <- conn:
	case <-q.ended:
		_ = conn.Close()
	}
}

// Accept waits for the next connection.
func (q *queue) Accept() (net.Conn, error) {
	select {
	case conn := <-q.conns:
		return conn, nil
	case <-q.ended:
		return nil, net.ErrClosed
	}
}

// Close ends the queue; connections that were accepted go on.
func (q *queue) Close() error {
	q.once.Do(func() { close(q.ended) })
	return nil
}

// Addr is the address of the port behind the queue.
func (q *queue) Addr() net.Addr { return q.address }
