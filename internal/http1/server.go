package http1

import (
	"cmp"
	"context"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// A Server answers requests on plain connections. Its fields are set before
// [Server.Serve] and not changed afterwards.
type Server struct {
	Handler http.Handler
	// Header is how long a request's header may take to arrive, from its first byte,
	// and Request how long its body may take after that; Idle is how long a
	// connection may wait for the next one. 0 stands for as long as it takes.
	Header, Request, Idle time.Duration
	// Write is how long a client may take to accept an answer, from when it is sent.
	Write time.Duration
	// LargestHeader is how many bytes a request's header may have, give or take a
	// buffer's 4 KiB; more is answered 431. 0 stands for [http.DefaultMaxHeaderBytes].
	LargestHeader int
	// Broken is told of a handler's panic, other than [http.ErrAbortHandler]. It may
	// be nil.
	Broken func(panicked any)

	closing atomic.Bool
	mu      sync.Mutex
	conns   map[*conn]struct{}
	running sync.WaitGroup
}

// Serve answers what comes over the connections of a listener until that gives no
// more; it returns the listener's error. Connections that are open go on.
func (s *Server) Serve(listener net.Listener) error {
	for {
		accepted, err := listener.Accept()
		if err != nil {
			return err
		}
		if c := newConn(s, accepted); s.enter(c) {
			s.running.Go(c.serve)
		}
	}
}

// enter makes a connection known to Shutdown, which it may have come too late for.
func (s *Server) enter(c *conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing.Load() {
		c.end()
		return false
	}
	if s.conns == nil {
		s.conns = map[*conn]struct{}{}
	}
	s.conns[c] = struct{}{}
	return true
}

func (s *Server) leave(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, c)
}

// Shutdown ends connections that wait for a request at once, and the others when
// they have answered. It returns when all have ended, or with the context's error.
// The listener is the caller's to close, before.
func (s *Server) Shutdown(ctx context.Context) error {
	s.closing.Store(true)
	s.each(func(c *conn) {
		if c.state.CompareAndSwap(waiting, ended) {
			c.end()
		}
	})
	over := make(chan struct{})
	go func() {
		defer close(over)
		s.running.Wait()
	}()
	select {
	case <-over:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close breaks every connection off. Handlers learn of it by their request's
// context, and are not waited for.
func (s *Server) Close() error {
	s.closing.Store(true)
	s.each(func(c *conn) { c.end() })
	return nil
}

func (s *Server) each(do func(*conn)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		do(c)
	}
}

func (s *Server) largestHeader() int64 {
	return int64(cmp.Or(s.LargestHeader, http.DefaultMaxHeaderBytes))
}
