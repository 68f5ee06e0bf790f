package server_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/server"
)

// passing lets the proxy reach others.
func passing(c *server.Config) {
	c.Passthrough = true
	c.Limits.Grace = 200 * time.Millisecond
}

// foreign listens, and does something with every connection.
func foreign(t *testing.T, do func(net.Conn)) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			do(conn)
			_ = conn.Close()
		}
	}()
	t.Cleanup(func() {
		_ = listener.Close()
		<-done
	})
	return listener.Addr().String()
}

// tunnel asks a proxy for a tunnel, and gives it with what comes out of it.
func tunnel(t *testing.T, s *server.Server, to string) (*net.TCPConn, *bufio.Reader) {
	t.Helper()
	conn := dial(t, s.ProxyURL())
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := fmt.Fprintf(conn, "CONNECT %s HTTP/1.1\r\nHost: %s\r\n\r\n", to, to); err != nil {
		t.Fatal(err)
	}
	reader := bufio.NewReader(conn)
	res, err := http.ReadResponse(reader, &http.Request{Method: http.MethodConnect})
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("CONNECT %s is answered %v (%v), want 200", to, res, err)
	}
	return conn, reader
}

// TestTunnelsCarryBothWaysAndHalfClose: the target answers when it has heard all,
// which it learns of by the client's end; and a client goes on to speak to a target
// that has said all.
func TestTunnelsCarryBothWaysAndHalfClose(t *testing.T) {
	t.Parallel()
	s, _ := start(t, passing)
	large := strings.Repeat("0123456789", 100_000)
	t.Run("the client ends first", func(t *testing.T) {
		t.Parallel()
		conn, reader := tunnel(t, s, foreign(t, func(conn net.Conn) {
			heard, _ := io.ReadAll(conn)
			_, _ = fmt.Fprintf(conn, "heard %d", len(heard))
		}))
		if _, err := io.WriteString(conn, large); err != nil {
			t.Fatal(err)
		}
		_ = conn.CloseWrite()
		if text, err := io.ReadAll(reader); err != nil || string(text) != fmt.Sprintf("heard %d", len(large)) {
			t.Errorf("it says %q (%v), want that it heard %d bytes", text, err, len(large))
		}
	})
	t.Run("the target ends first", func(t *testing.T) {
		t.Parallel()
		heard := make(chan string, 1)
		conn, reader := tunnel(t, s, foreign(t, func(conn net.Conn) {
			_, _ = io.WriteString(conn, large)
			_ = conn.(*net.TCPConn).CloseWrite()
			text, _ := io.ReadAll(conn)
			heard <- string(text)
		}))
		if text, err := io.ReadAll(reader); err != nil || string(text) != large {
			t.Errorf("%d bytes came (%v), want %d", len(text), err, len(large))
		}
		if _, err := io.WriteString(conn, "thanks"); err != nil {
			t.Fatal(err)
		}
		_ = conn.CloseWrite()
		if got := <-heard; got != "thanks" {
			t.Errorf("the target heard %q after its end, want thanks", got)
		}
	})
}

// TestBytesBehindConnectAreNotLost: a client may send them without waiting for the
// answer.
func TestBytesBehindConnectAreNotLost(t *testing.T) {
	t.Parallel()
	s, _ := start(t, passing)
	to := foreign(t, func(conn net.Conn) { _, _ = io.Copy(conn, conn) })
	conn := dial(t, s.ProxyURL())
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	_, _ = fmt.Fprintf(conn, "CONNECT %s HTTP/1.1\r\nHost: %s\r\n\r\nearly", to, to)
	_ = conn.CloseWrite()
	if text, err := io.ReadAll(conn); err != nil || !strings.HasSuffix(string(text), "\r\n\r\nearly") {
		t.Errorf("the tunnel gives %q (%v), want what was sent behind CONNECT", text, err)
	}
}

// nobody is an address of this machine at which nobody listens.
func nobody(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func TestTargetThatIsDownIsABadGatewayWithTheReason(t *testing.T) {
	t.Parallel()
	s, _ := start(t, passing)
	to := nobody(t)
	for _, request := range []string{
		"CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n\r\n",
		"GET http://" + to + "/ HTTP/1.1\r\nHost: " + to + "\r\n\r\n",
	} {
		conn := dial(t, s.ProxyURL())
		_, _ = io.WriteString(conn, request)
		_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		if res.StatusCode != http.StatusBadGateway || !strings.Contains(string(body), to+" cannot be reached") || !strings.Contains(string(body), "connection refused") {
			t.Errorf("%.40q is answered %s %q, want 502 with the address and the reason", request, res.Status, body)
		}
	}
}

// TestClosingEndsTunnels: those that stand, and those that are asked for while it
// goes on. goleak would tell of what is left.
func TestClosingEndsTunnels(t *testing.T) {
	t.Parallel()
	s, _ := start(t, passing)
	to := foreign(t, func(conn net.Conn) {
		go func() { _, _ = io.Copy(io.Discard, conn) }() // the next may come
		time.Sleep(5 * time.Millisecond)
	})
	standing, _ := tunnel(t, s, to)
	stop, asked := make(chan struct{}), make(chan []net.Conn)
	go func() { asked <- askOn(s, to, stop) }()
	time.Sleep(20 * time.Millisecond)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	close(stop)
	for _, conn := range append(<-asked, standing) {
		_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
		if _, err := io.Copy(io.Discard, conn); errors.Is(err, os.ErrDeadlineExceeded) {
			t.Error("a tunnel is open after the server was closed")
		}
		_ = conn.Close()
	}
}

// askOn asks for tunnels until it is stopped or nobody listens, and gives all that it
// was given.
func askOn(s *server.Server, to string, stop <-chan struct{}) []net.Conn {
	var all []net.Conn
	for {
		select {
		case <-stop:
			return all
		default:
		}
		conn, err := net.Dial("tcp", addressOf(s.ProxyURL()))
		if err != nil {
			return all
		}
		_, _ = fmt.Fprintf(conn, "CONNECT %s HTTP/1.1\r\nHost: %s\r\n\r\n", to, to)
		all = append(all, conn)
	}
}

// TestUpgradedConnectionsEndWithTheServer: of a host that is passed through, which
// are tunnels too.
func TestUpgradedConnectionsEndWithTheServer(t *testing.T) {
	t.Parallel()
	s, _ := start(t, passing)
	held := make(chan struct{})
	to := foreign(t, func(conn net.Conn) {
		_, _ = http.ReadRequest(bufio.NewReader(conn))
		_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
		<-held
	})
	t.Cleanup(func() { close(held) })
	conn := dial(t, s.ProxyURL())
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	_, _ = fmt.Fprintf(conn, "GET http://%s/ HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n", to, to)
	reader := bufio.NewReader(conn)
	res, err := http.ReadResponse(reader, nil)
	if err != nil || res.StatusCode != http.StatusSwitchingProtocols {
		t.Fatalf("answered %v (%v), want 101", res, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, reader); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("it is open after the server was closed")
	}
}
