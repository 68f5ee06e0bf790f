package http1_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/flexrig/flexrig/internal/http1"
)

// net/http's server, the measure, sleeps half a second after a refusal; nobody can
// wait for that.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("net/http.(*conn).closeWriteAndWait"))
}

// serve serves a handler on loopback until the test ends, and gives the address.
func serve(t testing.TB, s *http1.Server) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- s.Serve(listener) }()
	t.Cleanup(func() {
		_ = listener.Close()
		if err := <-served; !errors.Is(err, net.ErrClosed) {
			t.Errorf("Serve ended with %v, want that of the listener", err)
		}
		_ = s.Close()
		if err := s.Shutdown(t.Context()); err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	return listener.Addr().String()
}

func dial(t testing.TB, address, words string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	if _, err := io.WriteString(conn, words); err != nil {
		t.Fatal(err)
	}
	return conn
}

// hears fails the test unless the next answer on a connection has a status.
func hears(t testing.TB, from *bufio.Reader, want int) {
	t.Helper()
	res, err := http.ReadResponse(from, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != want {
		t.Errorf("the answer is %s, want %d", res.Status, want)
	}
}

const get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

func TestAClientThatGoesIsNoticedByWhoWaitsForIt(t *testing.T) {
	t.Parallel()
	begun, gone := make(chan struct{}), make(chan error, 1)
	address := serve(t, &http1.Server{Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		done := r.Context().Done()
		close(begun)
		<-done
		gone <- r.Context().Err()
	})})
	conn := dial(t, address, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi")
	<-begun
	_ = conn.Close()
	select {
	case err := <-gone:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("the context ended with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("the handler still waits for a client that has gone")
	}
}

func TestAClientThatStaysIsAnsweredAfterItWasWatched(t *testing.T) {
	t.Parallel()
	address := serve(t, &http1.Server{Idle: 20 * time.Second, Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(20 * time.Millisecond):
		}
		if err := r.Context().Err(); err != nil {
			panic(err)
		}
	})})
	conn := dial(t, address, get)
	heard := bufio.NewReader(conn)
	hears(t, heard, http.StatusOK)
	_, _ = io.WriteString(conn, get+get) // the second while the first is answered
	hears(t, heard, http.StatusOK)
	hears(t, heard, http.StatusOK)
}

func TestShutdownEndsWhoWaitsAndLetsTheOthersFinish(t *testing.T) {
	t.Parallel()
	begun, finish := make(chan struct{}, 1), make(chan struct{})
	s := &http1.Server{Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			begun <- struct{}{}
			<-finish
		}
	})}
	address := serve(t, s)
	idle := dial(t, address, get)
	idlers := bufio.NewReader(idle)
	hears(t, idlers, http.StatusOK)
	slow := dial(t, address, strings.Replace(get, "/ ", "/slow ", 1))
	<-begun
	over := make(chan error, 1)
	go func() { over <- s.Shutdown(t.Context()) }()
	if _, err := idlers.ReadByte(); !errors.Is(err, io.EOF) {
		t.Errorf("a connection that waits for a request is told %v, want its end", err)
	}
	close(finish)
	answer, err := http.ReadResponse(bufio.NewReader(slow), nil)
	if err != nil || !answer.Close {
		t.Errorf("the request that was being answered: %v, %+v; want an answer that says it is the last", err, answer)
	}
	if err := <-over; err != nil {
		t.Error(err)
	}
}

func TestShutdownGivesUpWithItsContextAndCloseBreaksOff(t *testing.T) {
	t.Parallel()
	begun := make(chan struct{})
	s := &http1.Server{Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		done := r.Context().Done()
		close(begun)
		<-done
	})}
	conn := dial(t, serve(t, s), get)
	<-begun
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := s.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Shutdown gave %v", err)
	}
	_ = s.Close()
	if heard, err := io.ReadAll(conn); len(heard) > 0 {
		t.Errorf("heard %q, %v on a connection that was broken off", heard, err)
	}
}

func TestAHandlerCanTakeTheConnection(t *testing.T) {
	t.Parallel()
	address := serve(t, &http1.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		conn, both, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		rest := make([]byte, 4)
		if _, err := io.ReadFull(both, rest); err != nil {
			t.Error(err)
		}
		_, _ = conn.Write(append([]byte("mine: "), rest...))
		if _, err := w.Write(rest); !errors.Is(err, http.ErrHijacked) {
			t.Errorf("writing to an answer whose connection is taken: %v", err)
		}
	})})
	heard, err := io.ReadAll(dial(t, address, get+"more"))
	if err != nil || string(heard) != "mine: more" {
		t.Errorf("heard %q, %v", heard, err)
	}
}

func TestAPanicEndsItsConnectionAloneAndIsTold(t *testing.T) {
	t.Parallel()
	var told atomic.Value
	address := serve(t, &http1.Server{
		Broken: func(panicked any) { told.Store(panicked) },
		Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/panic" {
				panic("a mistake")
			}
		}),
	})
	other := dial(t, address, get)
	heard := bufio.NewReader(other)
	hears(t, heard, http.StatusOK)
	if said, err := io.ReadAll(dial(t, address, "GET /panic HTTP/1.1\r\nHost: x\r\n\r\n")); len(said) > 0 || err != nil {
		t.Errorf("heard %q, %v", said, err)
	}
	if told.Load() != "a mistake" {
		t.Errorf("told %v", told.Load())
	}
	_, _ = io.WriteString(other, get)
	hears(t, heard, http.StatusOK)
}

// TestNothingOfAnAnswerIsInTheNext: connections keep their buffers.
func TestNothingOfAnAnswerIsInTheNext(t *testing.T) {
	t.Parallel()
	address := serve(t, &http1.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			w.Header().Set("X-Secret", "one")
			_, _ = io.WriteString(w, strings.Repeat("secret ", 20_000))
			return
		}
		w.Header().Set("X-Other", "two")
		_, _ = io.WriteString(w, "plain")
	})})
	heard := bufio.NewReader(dial(t, address, get+"GET /other HTTP/1.1\r\nHost: x\r\n\r\n"))
	hears(t, heard, http.StatusOK)
	res, err := http.ReadResponse(heard, nil)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(res.Body)
	if string(body) != "plain" || res.Header.Get("X-Secret") != "" || res.Header.Get("X-Other") != "two" || len(res.Header) != 4 {
		t.Errorf("the second answer is %q with %v", body, res.Header)
	}
}

func TestAnAnswerOfUnknownLengthEndsWithItsConnection(t *testing.T) {
	t.Parallel()
	address := serve(t, &http1.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for range 3 {
			_, _ = io.WriteString(w, "piece ")
			if err := http.NewResponseController(w).Flush(); err != nil {
				t.Error(err)
			}
		}
	})})
	res, err := http.ReadResponse(bufio.NewReader(dial(t, address, get+get)), nil)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if string(body) != "piece piece piece " || err != nil || !res.Close {
		t.Errorf("heard %q, %v, the last answer: %t", body, err, res.Close)
	}
}
