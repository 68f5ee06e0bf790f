package server_test

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/server"
)

// brief are limits that a test can wait for.
func brief(c *server.Config) {
	const short = 300 * time.Millisecond
	c.Limits = server.Limits{FirstByte: short, Header: short, Request: short, Idle: short, Grace: short}
}

// addressOf is a base URL's host and port.
func addressOf(base string) string { return strings.TrimPrefix(base, "http://") }

// dial connects to a server.
func dial(t *testing.T, base string) *net.TCPConn {
	t.Helper()
	conn, err := net.Dial("tcp", addressOf(base))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn.(*net.TCPConn)
}

// answers fails the test unless a server answers at once, on another connection.
func answers(t *testing.T, base string) {
	t.Helper()
	way := &http.Transport{DisableKeepAlives: true}
	res, err := (&http.Client{Transport: way, Timeout: 5 * time.Second}).Get(base + "/v1/Workspaces")
	if err != nil {
		t.Fatalf("another client is not answered: %v", err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusUnauthorized {
		t.Errorf("another client is answered %s, want 401", res.Status)
	}
}

// goes says words to a connection, one every so often, until the server ends it, and
// gives what the server said. It fails the test where that takes ten seconds.
func goes(t *testing.T, conn net.Conn, words func(i int) string) string {
	t.Helper()
	said := make(chan struct{})
	go func() {
		defer close(said)
		for i := 0; ; i++ {
			if _, err := io.WriteString(conn, words(i)); err != nil {
				return // which is how a server that has had enough shows
			}
			time.Sleep(20 * time.Millisecond)
		}
	}()
	_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	heard, err := io.ReadAll(conn)
	_ = conn.Close()
	<-said
	if errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatal("a slow client was not ended")
	}
	return string(heard)
}

// first gives a text first, and then another again and again.
func first(text, then string) func(int) string {
	return func(i int) string {
		if i == 0 {
			return text
		}
		return then
	}
}

// TestSlowClientsAreEndedAndHarmNobody: on the API, in plain HTTP and in TLS, at the
// proxy and at the door.
func TestSlowClientsAreEndedAndHarmNobody(t *testing.T) {
	t.Parallel()
	const post = "POST /v1/Workspaces HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"
	for _, row := range []struct {
		name, want string
		base       func(*server.Server) string
		words      func(int) string
	}{
		{"header dribbled to the API", "", (*server.Server).URL, first("GET / HTTP/1.1\r\n", "A: b\r\n")},
		{"header dribbled to the proxy", "", (*server.Server).ProxyURL, first("GET http://localhost/ HTTP/1.1\r\n", "A: b\r\n")},
		{"header dribbled to the door", "", (*server.Server).ManageURL, first("GET /v1 HTTP/1.1\r\n", "A: b\r\n")},
		{"handshake dribbled", "", (*server.Server).URL, first("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "a")},
		{"nothing said", "", (*server.Server).URL, func(int) string { return "" }},
		{"body dribbled to the API", "HTTP/1.1 401 ", (*server.Server).URL, first(post, "a")},
		{"body dribbled to the proxy", "HTTP/1.1 401 ", (*server.Server).ProxyURL, first(strings.Replace(post, "POST ", "POST http://api.twilio.com", 1), "a")},
		{"body dribbled to the door", "HTTP/1.1 400 ", (*server.Server).ManageURL, first(strings.Replace(strings.Replace(post, "Workspaces", "accounts", 1), "Host: x", "Host: localhost", 1), " ")},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s, _ := start(t, brief)
			conn := dial(t, row.base(s))
			over := make(chan struct{})
			go func() {
				defer close(over)
				answers(t, s.URL())
			}()
			if heard := goes(t, conn, row.words); !strings.HasPrefix(heard, row.want) || row.want == "" && heard != "" {
				t.Errorf("it is told %.200q, want %q", heard, row.want)
			}
			<-over
			answers(t, s.URL())
		})
	}
}

// TestReadersThatDoNotReadAreEnded: a client asks on and on and reads no answer.
func TestReadersThatDoNotReadAreEnded(t *testing.T) {
	t.Parallel()
	for name, dialed := range map[string]func(*testing.T, *server.Server) net.Conn{
		"plain": func(t *testing.T, s *server.Server) net.Conn { return dial(t, s.URL()) },
		"TLS": func(t *testing.T, s *server.Server) net.Conn {
			return tls.Client(dial(t, s.URL()), &tls.Config{InsecureSkipVerify: true, ServerName: "api.twilio.com"})
		},
		"proxy": func(t *testing.T, s *server.Server) net.Conn { return dial(t, s.ProxyURL()) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := start(t, brief)
			conn := dialed(t, s)
			_ = conn.SetWriteDeadline(time.Now().Add(time.Minute))
			many := strings.Repeat("GET http://api.twilio.com/v1/Workspaces HTTP/1.1\r\nHost: api.twilio.com\r\n\r\n", 100)
			var err error
			for err == nil {
				_, err = io.WriteString(conn, many)
			}
			if errors.Is(err, os.ErrDeadlineExceeded) {
				t.Error("a client that does not read was not ended")
			}
			answers(t, s.URL())
		})
	}
}
