package server_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/server"
)

// descriptors counts the files that this process has open; 0 where that cannot be
// told.
func descriptors() int {
	open, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(open)
}

// returns waits until a count is at most what it was, with some leave for others
// that come and go.
func returns(t *testing.T, what string, count func() int, was int) {
	t.Helper()
	const leave = 20
	deadline := time.Now().Add(10 * time.Second)
	for count() > was+leave {
		if time.Now().After(deadline) {
			t.Fatalf("%d %s are left, %d were there at the start", count(), what, was)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// ask sends a request on a connection and reads the answer.
func ask(t *testing.T, conn net.Conn, text string) *http.Response {
	t.Helper()
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil || res.ContentLength != int64(len(body)) && !res.Close {
		t.Errorf("the body is %q (%v), announced with %d bytes", body, err, res.ContentLength)
	}
	return res
}

const plainly = "GET /v1/Workspaces HTTP/1.1\r\nHost: x\r\n\r\n"

// TestAThousandIdleConnectionsHarmNobody: half of them have said nothing, half have
// been answered and are kept. It does not run beside others, since it counts what
// the whole process has open.
func TestAThousandIdleConnectionsHarmNobody(t *testing.T) {
	s, _ := start(t)
	answers(t, s.URL())
	wasGoroutines, wasDescriptors := runtime.NumGoroutine(), descriptors()
	conns := make([]net.Conn, 0, 1000)
	for i := range cap(conns) {
		conn := dial(t, []string{s.URL(), s.ProxyURL(), s.ManageURL()}[i%3])
		if i%2 == 0 {
			ask(t, conn, plainly)
		}
		conns = append(conns, conn)
	}
	begun := time.Now()
	for _, base := range []string{s.URL(), s.URL(), s.URL()} {
		answers(t, base)
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("three answers took %s", took)
	}
	if grown := runtime.NumGoroutine() - wasGoroutines; grown < len(conns)/2 {
		t.Errorf("%d goroutines are more than before, too few for %d connections: they are not open", grown, len(conns))
	}
	for _, conn := range conns {
		_ = conn.Close()
	}
	returns(t, "goroutines", runtime.NumGoroutine, wasGoroutines)
	returns(t, "descriptors", descriptors, wasDescriptors)
}

func TestConnectionsTooManyAreTurnedAway(t *testing.T) {
	t.Parallel()
	const most = 3
	s, _ := start(t, func(c *server.Config) { c.Limits.Connections = most })
	for _, base := range []string{s.URL(), s.ProxyURL(), s.ManageURL()} {
		inside := make([]net.Conn, most)
		for i := range inside {
			inside[i] = dial(t, base)
			ask(t, inside[i], plainly)
		}
		res := ask(t, dial(t, base), "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello")
		if res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" || !res.Close {
			t.Errorf("%s: one too many is answered %s %v, want 503 with Retry-After and the end of the connection", base, res.Status, res.Header)
		}
		secure := dial(t, base)
		_, _ = io.WriteString(secure, "\x16\x03\x01\x00\x05hello")
		if text, err := io.ReadAll(secure); len(text) != 0 {
			t.Errorf("%s: one too many in TLS is told %q (%v), want nothing", base, text, err)
		}
		if res := ask(t, inside[0], plainly); res.StatusCode == http.StatusServiceUnavailable {
			t.Errorf("%s: one of those inside is answered 503", base)
		}
		_ = inside[0].Close()
		enters(t, base)
	}
	if got := s.Conduct().Excess; got < 2*3 {
		t.Errorf("%d were counted, want 6 at least", got)
	}
}

// enters waits until there is room for a connection.
func enters(t *testing.T, base string) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		conn := dial(t, base)
		if res := ask(t, conn, plainly); res.StatusCode != http.StatusServiceUnavailable {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s: nobody is let in after one has left", base)
		}
	}
}

// TestClosingEndsThoseThatAreTurnedAway: who is told that there is no room, and says
// nothing, does not keep the server.
func TestClosingEndsThoseThatAreTurnedAway(t *testing.T) {
	t.Parallel()
	s, _ := start(t, func(c *server.Config) { c.Limits.Connections, c.Limits.Grace = 1, 50*time.Millisecond })
	ask(t, dial(t, s.URL()), plainly)
	for range 100 {
		dial(t, s.URL())
	}
	begun := time.Now()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("closing took %s", took)
	}
}
