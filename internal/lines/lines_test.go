package lines_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/flexrig/flexrig/internal/lines"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// idleAtServer is how long a server keeps a connection that nothing comes on.
const idleAtServer = 1100 * time.Millisecond

// A server counts the connections that are made to it.
type server struct {
	*httptest.Server
	made atomic.Int64
}

func serving(t testing.TB, handler http.HandlerFunc) *server {
	t.Helper()
	s := &server{Server: httptest.NewUnstartedServer(handler)}
	s.Config.IdleTimeout = idleAtServer
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			s.made.Add(1)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	return s
}

func over(t testing.TB, s *server, most int) *lines.Lines {
	t.Helper()
	l := lines.New(s.Listener.Addr().String(), most, time.Now)
	t.Cleanup(l.CloseIdleConnections)
	return l
}

func post(t testing.TB, ctx context.Context, over http.RoundTripper, path, text string) (int, string, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://taskrouter.twilio.com"+path, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	res, err := over.RoundTrip(req)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return res.StatusCode, string(body), err
}

// echo answers with what it was sent, in the way that the path asks for.
func echo(w http.ResponseWriter, r *http.Request) {
	text, _ := io.ReadAll(r.Body)
	switch r.URL.Path {
	case "/chunked":
		w.(http.Flusher).Flush()
	case "/early":
		w.WriteHeader(http.StatusEarlyHints)
	case "/closes":
		w.Header().Set("Connection", "close")
	case "/nothing":
		w.WriteHeader(http.StatusNoContent)
		return
	}
	fmt.Fprintf(w, "%s %s", r.Host, text)
}

func TestAnswersComeBackWhole(t *testing.T) {
	t.Parallel()
	s := serving(t, echo)
	l := over(t, s, 1)
	long := strings.Repeat("x", 1<<20)
	for _, path := range []string{"/plain", "/chunked", "/early", "/closes", "/nothing", "/plain"} {
		for _, text := range []string{"", "a=1", long} {
			status, got, err := post(t, t.Context(), l, path, text)
			want, wantStatus := "taskrouter.twilio.com "+text, http.StatusOK
			if path == "/nothing" {
				want, wantStatus = "", http.StatusNoContent
			}
			if err != nil || status != wantStatus || got != want {
				t.Errorf("%s with %d bytes is answered with %d and %d bytes, %v", path, len(text), status, len(got), err)
			}
		}
	}
	if n := s.made.Load(); n != 4 {
		t.Errorf("%d connections were made, want one, and one more after each of three that the server closed", n)
	}
}

func TestAConnectionCarriesOneRequestAtATime(t *testing.T) {
	t.Parallel()
	const most = 3
	var now, highest atomic.Int64
	s := serving(t, func(w http.ResponseWriter, r *http.Request) {
		n := now.Add(1)
		for was := highest.Load(); n > was && !highest.CompareAndSwap(was, n); was = highest.Load() {
			continue
		}
		time.Sleep(time.Millisecond)
		now.Add(-1)
		echo(w, r)
	})
	l := over(t, s, most)
	var all sync.WaitGroup
	for i := range 60 {
		all.Go(func() {
			text := strings.Repeat(fmt.Sprint(i), 500)
			if _, got, err := post(t, t.Context(), l, "/", text); err != nil || got != "taskrouter.twilio.com "+text {
				t.Errorf("request %d has %d bytes of an answer, %v", i, len(got), err)
			}
		})
	}
	all.Wait()
	if highest.Load() > most || s.made.Load() > most {
		t.Errorf("%d requests at once on %d connections, want at most %d", highest.Load(), s.made.Load(), most)
	}
}

func TestARequestThatIsGivenUpEndsAtOnce(t *testing.T) {
	t.Parallel()
	reason := errors.New("the load is over")
	release := make(chan struct{})
	s := serving(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/half" {
			w.Header().Set("Content-Length", "10")
			fmt.Fprint(w, "half")
			w.(http.Flusher).Flush()
		}
		<-release
	})
	t.Cleanup(func() { close(release) })
	l := over(t, s, 2)
	for _, path := range []string{"/header", "/half"} {
		ctx, cancel := context.WithCancelCause(t.Context())
		stop := time.AfterFunc(20*time.Millisecond, func() { cancel(reason) })
		if _, _, err := post(t, ctx, l, path, ""); !errors.Is(err, reason) {
			t.Errorf("%s ended with %v, want %v", path, err, reason)
		}
		stop.Stop()
		late, done := context.WithTimeout(t.Context(), 20*time.Millisecond)
		if _, _, err := post(t, late, l, path, ""); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s ended with %v, want the passed deadline", path, err)
		}
		done()
		cancel(nil)
	}
	held, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() { _, _, _ = post(t, held, l, "/", "") })
	}
	waits, done := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer done()
	<-waits.Done()
	if _, _, err := post(t, waits, l, "/", ""); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("with all connections taken the request ended with %v", err)
	}
	cancel()
	all.Wait()
}

// TestABodyThatIsClosedEarlyGivesTheConnectionUp: its rest would be taken for the
// next answer.
func TestABodyThatIsClosedEarlyGivesTheConnectionUp(t *testing.T) {
	t.Parallel()
	s := serving(t, echo)
	l := over(t, s, 1)
	for range 3 {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL, strings.NewReader(strings.Repeat("x", 1<<16)))
		if err != nil {
			t.Fatal(err)
		}
		res, err := l.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if n, err := res.Body.Read(make([]byte, 1)); n != 0 || err == nil {
			t.Errorf("a closed body gives %d bytes, %v", n, err)
		}
	}
	if s.made.Load() != 3 {
		t.Errorf("%d connections were made, want 3", s.made.Load())
	}
}

// TestWhatIsNoAnswerIsAnError: and nothing is sent again.
func TestWhatIsNoAnswerIsAnError(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		sends string
		says  string
	}{
		"nothing":               {"", "EOF"},
		"another protocol":      {"SSH-2.0-x\r\n", "malformed"},
		"a header without end":  {"HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 2<<20), "longer than"},
		"half a header":         {"HTTP/1.1 200 OK\r\nX: ", "unexpected EOF"},
		"half a body":           {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "unexpected EOF"},
		"a change of protocols": {"HTTP/1.1 101 Switching Protocols\r\n\r\n", "another protocol"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			var accepted atomic.Int64
			var serving sync.WaitGroup
			serving.Go(func() {
				for {
					conn, err := listener.Accept()
					if err != nil {
						return
					}
					accepted.Add(1)
					conn.Read(make([]byte, 4096))
					io.WriteString(conn, row.sends)
					conn.Close()
				}
			})
			l := lines.New(listener.Addr().String(), 1, time.Now)
			_, _, err = post(t, t.Context(), l, "/", "a=1")
			if err == nil || !strings.Contains(err.Error(), row.says) {
				t.Errorf("got %v, want an error that says %q", err, row.says)
			}
			listener.Close()
			serving.Wait()
			if _, _, err := post(t, t.Context(), l, "/", "a=1"); !errors.Is(err, syscall.ECONNREFUSED) {
				t.Errorf("the next request ended with %v, want a refused connection", err)
			}
			if accepted.Load() != 1 {
				t.Errorf("the request was sent %d times", accepted.Load())
			}
		})
	}
}

// TestAConnectionThatRestedTooLongIsNotUsedAgain: the server may have given it up,
// as this one does, and nobody would know.
func TestAConnectionThatRestedTooLongIsNotUsedAgain(t *testing.T) {
	t.Parallel()
	s := serving(t, echo)
	l := over(t, s, 1)
	for range 2 {
		if _, _, err := post(t, t.Context(), l, "/", ""); err != nil {
			t.Fatal(err)
		}
		time.Sleep(idleAtServer + 200*time.Millisecond)
	}
	if s.made.Load() != 2 {
		t.Errorf("%d connections were made, want 2", s.made.Load())
	}
}

func TestOnlyPlainRequestsAreSent(t *testing.T) {
	t.Parallel()
	l := lines.New("127.0.0.1:1", 1, time.Now)
	req, err := http.NewRequest(http.MethodGet, "https://taskrouter.twilio.com/", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.RoundTrip(req); err == nil || !strings.Contains(err.Error(), "not encrypted") {
		t.Errorf("got %v", err)
	}
}

// BenchmarkRoundTrip is a small update and its answer, on lines and on net/http's
// transport; the server is in the same process, and its cost in both figures.
func BenchmarkRoundTrip(b *testing.B) {
	answer := bytes.Repeat([]byte("x"), 1800)
	s := serving(b, func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.Write(answer)
	})
	const most = 64
	plain := &http.Transport{MaxConnsPerHost: most, MaxIdleConnsPerHost: most, DisableCompression: true}
	b.Cleanup(plain.CloseIdleConnections)
	form := strings.Repeat("x", 900)
	for name, way := range map[string]http.RoundTripper{"lines": over(b, s, most), "net-http": plain} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetParallelism(most / 2)
			start := cpu(b)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					req, err := http.NewRequestWithContext(b.Context(), http.MethodPost, s.URL, strings.NewReader(form))
					if err != nil {
						b.Error(err)
						return
					}
					res, err := way.RoundTrip(req)
					if err != nil {
						b.Error(err)
						return
					}
					io.Copy(io.Discard, res.Body)
					res.Body.Close()
				}
			})
			b.ReportMetric(float64(cpu(b)-start)/float64(b.N)/1000, "µs-cpu/op")
		})
	}
}

// cpu is what this process has used of it.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
