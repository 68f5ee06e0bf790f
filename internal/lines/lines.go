package lines

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// Lines are connections to one address. They are an [http.RoundTripper] for
// requests with the scheme http, whatever host these name: all go to the address.
type Lines struct {
	address string
	places  chan struct{} // one for each connection that may be
	now     func() time.Time
	dialer  net.Dialer

	mu   sync.Mutex
	idle []*line // the last one was used last
}

// rest is how long a connection may lie idle. Nobody reads from it meanwhile, so
// that it is not noticed when the server gives it up: servers do after seconds.
const rest = time.Second

// New are at most so many connections to an address, a host and a port. None is
// made before the first request. The clock tells how long one has lain idle.
func New(address string, most int, now func() time.Time) *Lines {
	return &Lines{address: address, places: make(chan struct{}, most), now: now}
}

// RoundTrip sends a request and gives the answer once its header is there. Its
// body has to be read to the end or closed, or the connection stays taken. Where
// the request's context ends before, the error is the context's cause.
func (l *Lines) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme != "http" {
		return nil, fmt.Errorf("refused to send to %s: these connections are not encrypted", req.URL.Redacted())
	}
	ctx := req.Context()
	on, err := l.take(ctx)
	if err != nil {
		return nil, errors.Join(err, closed(req))
	}
	res, err := on.exchange(req)
	if err != nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return res, err
}

// closed closes the body of a request that is not sent.
func closed(req *http.Request) error {
	if req.Body == nil {
		return nil
	}
	return req.Body.Close()
}

// take gives a connection for one request, which waits for it if all are taken.
func (l *Lines) take(ctx context.Context) (*line, error) {
	select {
	case l.places <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	on := l.rested()
	if on == nil {
		conn, err := l.dialer.DialContext(ctx, "tcp", l.address)
		if err != nil {
			<-l.places
			if ctx.Err() != nil {
				err = context.Cause(ctx)
			}
			return nil, err
		}
		on = newLine(conn, l)
	}
	on.stop = context.AfterFunc(ctx, on.abort)
	return on, nil
}

// rested is the idle connection that was used last; nil where there is none that
// may be used again.
func (l *Lines) rested() *line {
	l.mu.Lock()
	defer l.mu.Unlock()
	last := len(l.idle) - 1
	if last < 0 {
		return nil
	}
	if l.now().Sub(l.idle[last].used) > rest { // and so the others
		l.drop()
		return nil
	}
	on := l.idle[last]
	l.idle = l.idle[:last]
	return on
}

// give takes a connection back that a request no longer needs.
func (l *Lines) give(on *line, whole bool) {
	if untouched := on.stop(); whole && untouched {
		on.used = l.now()
		l.mu.Lock()
		l.idle = append(l.idle, on)
		l.mu.Unlock()
	} else {
		_ = on.conn.Close() // what is to be said of it, the answer's reader was told
	}
	<-l.places
}

// CloseIdleConnections closes those that no request is under way on.
func (l *Lines) CloseIdleConnections() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.drop()
}

// drop closes all idle connections, under the lock.
func (l *Lines) drop() {
	for _, on := range l.idle {
		_ = on.conn.Close() // nobody waits for anything on it
	}
	l.idle = l.idle[:0]
}
