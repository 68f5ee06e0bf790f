package target

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
)

// listenerPort is the port of every listener. It lies below those that systems
// give out by themselves.
const listenerPort = 29170

// A Listener is a real HTTP server on a loopback address, for examples in which
// the platform calls somebody. It can be made to fail the ways that servers do.
type Listener struct {
	URL string // http://127.…:29170, without a slash at its end

	handler http.Handler
	server  *http.Server
	ended   chan struct{}

	mu      sync.Mutex
	down    bool
	turned  int           // a status for all requests instead of the handler's
	away    string        // where to redirect them
	gate    chan struct{} // closed when what is held back goes on; nil where nothing is
	holding int
	arrived int
}

// Listen starts a server for the account; [Account.Close] ends it. Where the
// machine allows it, its address follows from the account's sid and nothing else,
// so that the same seed makes the same requests, and no two accounts share one.
func (a *Account) Listen(handler http.Handler) (*Listener, error) {
	a.listening.Lock()
	defer a.listening.Unlock()
	if a.ctx.Err() != nil {
		return nil, context.Cause(a.ctx)
	}
	socket, err := bind(a.SID, len(a.listeners))
	if err != nil {
		return nil, fmt.Errorf("listen for account %s: %w", a.SID, err)
	}
	l := &Listener{URL: "http://" + socket.Addr().String(), handler: handler, ended: make(chan struct{})}
	l.server = &http.Server{Handler: l, ReadHeaderTimeout: patience, ErrorLog: log.New(io.Discard, "", 0)}
	go func() {
		defer close(l.ended)
		_ = l.server.Serve(&unsteady{socket, l}) // ends with close, which is no news
	}()
	a.listeners = append(a.listeners, l)
	return l, nil
}

// bind takes the account's own loopback address: all of 127/8 is the machine
// itself on Linux. Elsewhere, and where somebody else is there already, any port
// will do.
func bind(sid string, nth int) (net.Listener, error) {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", sid, nth))
	own := net.IPv4(127, 1+sum[0]%254, 1+sum[1]%254, 1+sum[2]%254)
	socket, err := net.Listen("tcp", fmt.Sprintf("%s:%d", own, listenerPort))
	if err == nil {
		return socket, nil
	}
	return net.Listen("tcp", "127.0.0.1:0")
}

// Down makes the server break off every connection until it is up again. The
// address stays taken: nobody else can get there and be called instead.
func (l *Listener) Down() { l.set(func() { l.down = true }) }

// Up lets requests reach the handler again.
func (l *Listener) Up() { l.set(func() { l.down, l.turned, l.away = false, 0, "" }) }

// Answer makes the server answer everything with a status and nothing else.
func (l *Listener) Answer(status int) { l.set(func() { l.turned = status }) }

// Redirect makes the server point somewhere else, the way that a moved page does.
func (l *Listener) Redirect(to string) {
	l.set(func() { l.turned, l.away = http.StatusTemporaryRedirect, to })
}

// Hold lets requests arrive and answers none of them before [Listener.Release].
// The handler has seen them by then.
func (l *Listener) Hold() {
	l.set(func() {
		if l.gate == nil {
			l.gate = make(chan struct{})
		}
	})
}

// Release answers what is held back, and holds back nothing more.
func (l *Listener) Release() {
	l.set(func() {
		if l.gate != nil {
			close(l.gate)
			l.gate = nil
		}
	})
}

// Holding is how many requests wait for [Listener.Release].
func (l *Listener) Holding() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.holding
}

// Arrived is how many requests have reached the server while it was up.
func (l *Listener) Arrived() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.arrived
}

func (l *Listener) set(change func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change()
}

// ServeHTTP answers as the listener was told to.
func (l *Listener) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	l.arrived++
	status, away := l.turned, l.away
	l.mu.Unlock()
	if status == 0 {
		l.handler.ServeHTTP(w, r)
		l.wait(r.Context()) // net/http sends a short answer when its handler has returned
		return
	}
	if away != "" {
		w.Header().Set("Location", away)
	}
	w.WriteHeader(status)
}

// wait stands at the gate until it opens or the caller has hung up.
func (l *Listener) wait(ctx context.Context) {
	l.mu.Lock()
	gate := l.gate
	if gate == nil {
		l.mu.Unlock()
		return
	}
	l.holding++
	l.mu.Unlock()
	select {
	case <-gate:
	case <-ctx.Done():
	}
	l.set(func() { l.holding-- })
}

// close ends the server and all its connections.
func (l *Listener) close() error {
	err := l.server.Close()
	<-l.ended
	l.Release()
	return err
}

// unsteady is a socket that can be down.
type unsteady struct {
	net.Listener
	of *Listener
}

// Accept takes the next connection; those that come while the listener is down
// are reset.
func (u *unsteady) Accept() (net.Conn, error) {
	for {
		conn, err := u.Listener.Accept()
		if err != nil || !u.of.isDown() {
			return conn, err
		}
		if tcp, ok := conn.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0) // which makes closing a reset
		}
		_ = conn.Close()
	}
}

func (l *Listener) isDown() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.down
}
