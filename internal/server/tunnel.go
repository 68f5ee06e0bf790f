package server

import (
	"context"
	"io"
	"net"
	"sync"
)

// The tunnels are what the proxy passes through. net/http knows nothing of a
// connection once it is a tunnel, so that they are ended here.
type tunnels struct {
	mu      sync.Mutex
	closed  bool
	running sync.WaitGroup
	ended   context.Context
	end     context.CancelFunc
}

func newTunnels() *tunnels {
	t := &tunnels{}
	t.ended, t.end = context.WithCancel(context.Background())
	return t
}

// enter lets one more begin. Its context ends with the tunnels; leave has to be
// called when it is over. ok is false where they have ended already, and nobody
// would end it.
func (t *tunnels) enter(parent context.Context) (ctx context.Context, leave func(), ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return nil, nil, false
	}
	t.running.Add(1)
	ctx, cancel := context.WithCancel(parent)
	stop := context.AfterFunc(t.ended, cancel)
	return ctx, func() {
		stop()
		cancel()
		t.running.Done()
	}, true
}

// close ends every tunnel. It returns when none is left, and none begins any more.
func (t *tunnels) close() {
	t.mu.Lock()
	t.closed = true
	t.mu.Unlock()
	t.end()
	t.running.Wait()
}

// carry carries bytes both ways until both ends have had enough or the context
// ends, and closes both.
func carry(ctx context.Context, here, there net.Conn) {
	closeBoth := func() { _, _ = here.Close(), there.Close() }
	defer closeBoth()
	defer context.AfterFunc(ctx, closeBoth)()
	var both sync.WaitGroup
	both.Go(func() { oneWay(there, here) })
	both.Go(func() { oneWay(here, there) })
	both.Wait()
}

// oneWay copies one way and tells the receiver of its end; the other way goes on.
// Where that cannot be told, both ways end.
func oneWay(to, from net.Conn) {
	_, err := io.Copy(to, from)
	if half, ok := to.(interface{ CloseWrite() error }); ok && err == nil && half.CloseWrite() == nil {
		return
	}
	_, _ = to.Close(), from.Close()
}
