package server_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/server"
)

const sid, token = "AC0123456789abcdef0123456789abcdef", "secret"

// open opens an account, and makes a workspace in it.
func open(t *testing.T, s *server.Server) {
	t.Helper()
	status, answer, err := s.Manage(t.Context(), http.MethodPost, "/v1/accounts", []byte(`{"sid":"`+sid+`","token":"`+token+`"}`))
	if err != nil || status != http.StatusCreated {
		t.Fatalf("the door answers %d %s (%v)", status, answer, err)
	}
}

func TestOtherProtocolsAreRefused(t *testing.T) {
	t.Parallel()
	s, _ := start(t)
	for _, row := range []struct {
		header string
		want   int
	}{
		{"Connection: Upgrade\r\nUpgrade: websocket\r\n", http.StatusNotImplemented},
		{"Connection: Upgrade\r\nUpgrade: h2c, websocket\r\n", http.StatusNotImplemented},
		{"Upgrade: irc/1.0\r\n", http.StatusNotImplemented},
		// Java's HttpClient and Apache's offer these in every request, and take an answer.
		{"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n", http.StatusUnauthorized},
		{"Connection: Upgrade\r\nUpgrade: TLS/1.2\r\n", http.StatusUnauthorized},
	} {
		for base, target := range map[string]string{s.URL(): "/v1/Workspaces", s.ProxyURL(): "http://api.twilio.com/v1/Workspaces"} {
			res := ask(t, dial(t, base), "GET "+target+" HTTP/1.1\r\nHost: api.twilio.com\r\n"+row.header+"\r\n")
			if res.StatusCode != row.want {
				t.Errorf("%q is answered %s, want %d", row.header, res.Status, row.want)
			}
		}
	}
}

// TestBodiesTooLargeAreRefusedAsTwilioDoes: whether the client waits for leave to
// send them, announces their length or does not.
func TestBodiesTooLargeAreRefusedAsTwilioDoes(t *testing.T) {
	t.Parallel()
	s, ca := start(t)
	open(t, s)
	large := bytes.Repeat([]byte("FriendlyName=x&"), 4<<20/15)
	for _, base := range []string{s.URL(), "https://taskrouter.twilio.com"} {
		for name, body := range map[string]io.Reader{
			"announced": bytes.NewReader(large), "in chunks": io.MultiReader(bytes.NewReader(large)), "asked for": bytes.NewReader(large),
		} {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+"/v1/Workspaces", body)
			if err != nil {
				t.Fatal(err)
			}
			request.SetBasicAuth(sid, token)
			request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			if name == "asked for" {
				request.Header.Set("Expect", "100-continue")
			}
			c := client(t, s, ca)
			c.Transport.(*http.Transport).ExpectContinueTimeout = 5 * time.Second
			res, err := c.Do(request)
			if err != nil {
				t.Errorf("%s %s: %v, want an answer", base, name, err)
				continue
			}
			refused(t, res, http.StatusRequestEntityTooLarge, 20413)
		}
	}
}

// refused reads a refusal in Twilio's form.
func refused(t *testing.T, res *http.Response, status, code int) {
	t.Helper()
	defer res.Body.Close()
	var is struct {
		Code, Status int
		Message      string
	}
	text, err := io.ReadAll(res.Body)
	if err = errors.Join(err, json.Unmarshal(text, &is)); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	if res.StatusCode != status || is.Status != status || is.Code != code || is.Message == "" {
		t.Errorf("answered %s %s, want %d with code %d", res.Status, text, status, code)
	}
	if res.ContentLength != int64(len(text)) {
		t.Errorf("the length is announced as %d, %d bytes came", res.ContentLength, len(text))
	}
}

// TestEveryAnswerTellsItsLength, so that a client knows a whole one from one that was
// cut, on connections that are kept.
func TestEveryAnswerTellsItsLength(t *testing.T) {
	t.Parallel()
	s, ca := start(t)
	open(t, s)
	for _, row := range []struct {
		method, path string
		signed       bool
		want         int
	}{
		{http.MethodGet, "/v1/Workspaces", true, http.StatusOK},
		{http.MethodGet, "/v1/Workspaces", false, http.StatusUnauthorized},
		{http.MethodGet, "/v1/Workspaces/WS0123456789abcdef0123456789abcdef", true, http.StatusNotFound},
		{http.MethodPut, "/v1/Workspaces", true, http.StatusMethodNotAllowed},
		{http.MethodGet, "/v9/Nothing", true, http.StatusNotImplemented},
		{http.MethodGet, "/.well-known/flexrig", false, http.StatusOK},
	} {
		for base, protocol := range map[string]int{s.URL(): 1, "https://taskrouter.twilio.com": 2} {
			request, err := http.NewRequestWithContext(t.Context(), row.method, base+row.path, http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			if row.signed {
				request.SetBasicAuth(sid, token)
			}
			res, err := client(t, s, ca).Do(request)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(res.Body)
			_ = res.Body.Close()
			if err != nil || res.StatusCode != row.want || res.ProtoMajor != protocol || res.ContentLength != int64(len(body)) {
				t.Errorf("%s %s: %s over %s, length %d of %d bytes (%v); want %d over HTTP/%d", row.method, base+row.path,
					res.Status, res.Proto, res.ContentLength, len(body), err, row.want, protocol)
			}
		}
	}
}

func TestHeadersTooLargeAreRefused(t *testing.T) {
	t.Parallel()
	s, _ := start(t)
	res := ask(t, dial(t, s.URL()), "GET / HTTP/1.1\r\nHost: x\r\nA: "+strings.Repeat("a", 70<<10)+"\r\n\r\n")
	if res.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("answered %s, want 431", res.Status)
	}
}

// TestFaultsReachTheConnection: a reset is one, and a request that is held stays so
// for longer than any request may take.
func TestFaultsReachTheConnection(t *testing.T) {
	t.Parallel()
	s, _ := start(t, brief)
	open(t, s)
	credentials := base64.StdEncoding.EncodeToString([]byte(sid + ":" + token))
	request := "GET /v1/Workspaces HTTP/1.1\r\nHost: x\r\nAuthorization: Basic " + credentials + "\r\n\r\n"
	arm := func(do string) {
		t.Helper()
		status, answer, err := s.Manage(t.Context(), http.MethodPut, "/v1/faults?account="+sid, []byte(`{"faults":[{"do":"`+do+`"}]}`))
		if err != nil || status != http.StatusOK {
			t.Fatalf("the door answers %d %s (%v)", status, answer, err)
		}
	}
	arm("reset")
	conn := dial(t, s.URL())
	_, _ = io.WriteString(conn, request)
	if _, err := conn.Read(make([]byte, 1)); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("it says %v, want a reset", err)
	}
	arm("timeout")
	held := dial(t, s.URL())
	_, _ = io.WriteString(held, request)
	const long = 1500 * time.Millisecond // of limits of 600 milliseconds
	_ = held.SetReadDeadline(time.Now().Add(long))
	var waited interface{ Timeout() bool }
	if _, err := held.Read(make([]byte, 1)); !errors.As(err, &waited) || !waited.Timeout() {
		t.Errorf("it says %v, want nothing for %s", err, long)
	}
}

// TestClosingWaitsForAnswers, and not for those that take too long.
func TestClosingWaitsForAnswers(t *testing.T) {
	t.Parallel()
	for name, takes := range map[string]time.Duration{"soon": 50 * time.Millisecond, "never": time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			began := make(chan struct{})
			s, _ := start(t, func(c *server.Config) {
				c.Limits.Grace = time.Second
				c.StandIn = func(string) server.StandIn { return slowly{takes, began} }
			})
			conn := dial(t, s.URL())
			_, _ = io.WriteString(conn, plainly)
			<-began
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			text, _ := io.ReadAll(conn)
			if whole := strings.HasSuffix(string(text), "done"); whole != (name == "soon") {
				t.Errorf("the answer is %q", text)
			}
		})
	}
}

// slowly is a stand-in that takes its time.
type slowly struct {
	takes time.Duration
	began chan struct{}
}

func (s slowly) API() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(s.began)
		ctx, cancel := context.WithTimeout(r.Context(), s.takes)
		defer cancel()
		<-ctx.Done()
		_, _ = io.WriteString(w, "done")
	})
}
func (slowly) Door() http.Handler { return http.NotFoundHandler() }
func (slowly) EndStreams()        {}
func (slowly) Close()             {}
