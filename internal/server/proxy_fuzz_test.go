package server

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// said is a connection of a client that has said all it will. It keeps what it is
// answered until it is closed.
type said struct {
	mu     sync.Mutex
	text   *strings.Reader
	answer bytes.Buffer
	once   sync.Once
	closed chan struct{}
}

func says(text string) *said {
	return &said{text: strings.NewReader(text), closed: make(chan struct{})}
}

func (s *said) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Read(p)
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.answer.Write(p)
}

func (s *said) Close() error {
	s.once.Do(func() { close(s.closed) })
	return nil
}

func (*said) LocalAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 4011} }

func (*said) RemoteAddr() net.Addr             { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1} }
func (*said) SetDeadline(time.Time) error      { return nil }
func (*said) SetReadDeadline(time.Time) error  { return nil }
func (*said) SetWriteDeadline(time.Time) error { return nil }

// A stage is a proxy behind net/http's own server, without a socket. What it would
// reach is written down instead.
type stage struct {
	came    *queue
	mu      sync.Mutex
	reached []string
}

func newStage(f *testing.F, passthrough bool) *stage {
	f.Helper()
	s := &stage{came: newQueue(&net.TCPAddr{})}
	inside := newGate(&net.TCPAddr{}, time.Second)
	inside.close() // what comes through a tunnel is another's matter
	p := newProxy(inside, http.NotFoundHandler(), passthrough, time.Second)
	p.reach = func(_ context.Context, _, address string) (net.Conn, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.reached = append(s.reached, address)
		return says(""), nil
	}
	server := &http.Server{Handler: p, ErrorLog: log.New(io.Discard, "", 0), MaxHeaderBytes: largestHeader}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(s.came)
	}()
	f.Cleanup(func() {
		_ = server.Close()
		p.tunnels.close()
		<-done
	})
	return s
}

// ask sends a text, and gives the status of the answer and what was reached for it.
func (s *stage) ask(t *testing.T, text string) (status int, reached []string) {
	t.Helper()
	client := says(text)
	s.came.put(client)
	select {
	case <-client.closed:
	case <-time.After(10 * time.Second):
		t.Fatalf("%q is not answered", text)
	}
	client.mu.Lock()
	defer client.mu.Unlock()
	answer, err := http.ReadResponse(bufio.NewReader(&client.answer), nil)
	if err != nil {
		t.Fatalf("%q is answered without a status: %v", text, err)
	}
	_ = answer.Body.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	reached, s.reached = s.reached, nil
	return answer.StatusCode, reached
}

// mayBeReached tells whether a proxy may reach an address: this machine always, and
// with passthrough anybody but the platform. It is told apart from how the proxy
// does so: by what a resolver would make of the name.
func mayBeReached(address string, passthrough bool) error {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	if _, err := strconv.ParseUint(port, 10, 32); err != nil {
		return fmt.Errorf("port of %q: %w", address, err)
	}
	name := strings.ToLower(strings.Trim(host, "."))
	at, err := netip.ParseAddr(name)
	local := name == "localhost" || strings.HasSuffix(name, ".localhost") || err == nil && at.Unmap().IsLoopback()
	switch {
	case strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r > '~' }):
		return fmt.Errorf("%q can be read as another host", address)
	case !local && !passthrough:
		return fmt.Errorf("%q is not this machine", address)
	case strings.HasSuffix(name, ".twilio.com"):
		return fmt.Errorf("%q is the platform", address)
	}
	return nil
}

// FuzzProxyRequest asks the proxy for anything, in any form and under any Host. It
// always answers with a status and reaches nobody that it may not. The seeds are
// in testdata.
func FuzzProxyRequest(f *testing.F) {
	closed, open := newStage(f, false), newStage(f, true)
	f.Fuzz(func(t *testing.T, method, target, host string, passthrough bool) {
		proxy := closed
		if passthrough {
			proxy = open
		}
		status, reached := proxy.ask(t, method+" "+target+" HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\n\r\n")
		if status < 200 || status > 599 {
			t.Errorf("answered %d", status)
		}
		for _, address := range reached {
			if err := mayBeReached(address, passthrough); err != nil {
				t.Errorf("reached without leave: %v", err)
			}
		}
	})
}
