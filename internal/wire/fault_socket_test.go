package wire

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/twilio/twilio-go"
	twilioclient "github.com/twilio/twilio-go/client"
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
	"go.uber.org/goleak"

	"github.com/flexrig/flexrig/internal/grade"
)

// A served centre is reached over a socket.
type served struct {
	troubled
	server *httptest.Server
	client *http.Client
}

// overSocket serves a centre over HTTP/1.1, with or without TLS, or over HTTP/2.
// No goroutine of it may be left at the end.
func overSocket(t *testing.T, protocol string) served {
	t.Helper()
	ignore := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, ignore) })
	c := newTroubled(t)
	server := httptest.NewUnstartedServer(c.standIn.API())
	switch protocol {
	case "http":
		server.Start()
	case "https":
		server.StartTLS()
	case "h2":
		server.EnableHTTP2 = true
		server.StartTLS()
	}
	t.Cleanup(server.Close)
	return served{troubled: c, server: server, client: server.Client()}
}

// connect opens the connection that the next request is sent on, so that a
// handshake on a busy machine is no part of what that request is given.
func (c served) connect(t *testing.T) {
	t.Helper()
	answer, err := c.client.Get(c.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		t.Fatal(err)
	}
}

// update sends a task update and reads its whole answer.
func (c served) update(ctx context.Context) (*http.Response, string, error) {
	address := strings.Replace(c.task, "https://taskrouter.twilio.com", c.server.URL, 1)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(url.Values{"Attributes": {`{"b":2}`}}.Encode()))
	if err != nil {
		return nil, "", err
	}
	request.SetBasicAuth(c.sid, c.token)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := c.client.Do(request)
	if err != nil {
		return nil, "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return answer, string(body), err
}

// carriedOut fails the test where the update was, or was not, or the journal does
// not tell of it.
func (c served) carriedOut(t *testing.T, want bool) {
	t.Helper()
	if got := c.attributes(t) == `{"b":2}`; got != want {
		t.Errorf("carried out: %v, want %v", got, want)
	}
	kept, _ := c.standIn.tenants[adaSid].journal.read()
	if i := slices.IndexFunc(kept, func(r grade.Request) bool { return r.Fault == "f1" }); i < 0 || len(kept[i].Fields) != 1 {
		t.Errorf("the journal does not know of the fault, or of what was asked")
	}
}

func TestConnectionsAreReset(t *testing.T) {
	for _, protocol := range []string{"http", "https", "h2"} {
		for _, phase := range []string{"before", "after"} {
			t.Run(protocol+" "+phase, func(t *testing.T) {
				c := overSocket(t, protocol)
				c.arm(t, `{"operation":"UpdateTask","times":1,"do":"reset","phase":"`+phase+`"}`)
				_, _, err := c.update(t.Context())
				if protocol == "h2" { // a stream is reset, not the connection
					if err == nil || !strings.Contains(err.Error(), "stream error") {
						t.Errorf("got %v, want a stream that is reset", err)
					}
				} else if !errors.Is(err, syscall.ECONNRESET) {
					t.Errorf("got %v, want a connection that is reset", err)
				}
				c.carriedOut(t, phase == "after")
				if _, _, err := c.update(t.Context()); err != nil {
					t.Errorf("the next request: %v", err)
				}
			})
		}
	}
}

func TestAnswersAreCutShort(t *testing.T) {
	for _, protocol := range []string{"http", "https", "h2"} {
		t.Run(protocol, func(t *testing.T) {
			c := overSocket(t, protocol)
			c.arm(t, `{"operation":"UpdateTask","times":1,"do":"cut"}`)
			answer, body, err := c.update(t.Context())
			if answer == nil || answer.StatusCode != http.StatusOK || err == nil || protocol != "h2" && !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Fatalf("got %v and %v, want 200 and a body that ends too early", answer, err)
			}
			if half := int(answer.ContentLength) / 2; len(body) != half || half == 0 {
				t.Errorf("%d of %d bytes came, want half", len(body), answer.ContentLength)
			}
			c.carriedOut(t, true)
		})
	}
}

func TestAnswersDribble(t *testing.T) {
	for _, protocol := range []string{"http", "h2"} {
		t.Run(protocol, func(t *testing.T) {
			c := overSocket(t, protocol)
			c.arm(t, `{"operation":"UpdateTask","times":1,"do":"dribble","delay":{"fixed":"160ms"}}`)
			begun := time.Now()
			answer, body, err := c.update(t.Context())
			if err != nil || answer.StatusCode != http.StatusOK || int64(len(body)) != answer.ContentLength {
				t.Fatalf("got %v, %d bytes and %v, want the whole answer", answer, len(body), err)
			}
			if took := time.Since(begun); took < 160*time.Millisecond {
				t.Errorf("the answer took %s, want 160ms at least", took)
			}
			if !strings.Contains(body, `{\"b\":2}`) {
				t.Errorf("the answer is another: %s", body)
			}
			c.carriedOut(t, true)
		})
	}
}

// TestNoAnswerComes: a request is held until its client goes, and for no longer
// than the fault's delay where it has one.
func TestNoAnswerComes(t *testing.T) {
	for _, protocol := range []string{"http", "https", "h2"} {
		for _, phase := range []string{"before", "after"} {
			t.Run(protocol+" "+phase, func(t *testing.T) {
				c := overSocket(t, protocol)
				c.connect(t)
				c.arm(t, `{"operation":"UpdateTask","times":1,"do":"timeout","phase":"`+phase+`"}`)
				ctx, cancel := context.WithTimeout(t.Context(), 150*time.Millisecond)
				defer cancel()
				if answer, _, err := c.update(ctx); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("got %v and %v, want no answer", answer, err)
				}
				c.carriedOut(t, phase == "after")
			})
		}
	}
	t.Run("for a while", func(t *testing.T) {
		c := overSocket(t, "http")
		c.arm(t, `{"operation":"UpdateTask","times":1,"do":"timeout","delay":{"fixed":"30ms"}}`)
		begun := time.Now()
		if answer, _, err := c.update(t.Context()); !errors.Is(err, io.EOF) || time.Since(begun) < 30*time.Millisecond {
			t.Errorf("got %v and %v after %s, want a connection that is closed after 30ms", answer, err, time.Since(begun))
		}
		c.carriedOut(t, false)
	})
}

// TestSlowAnswersAreCarriedOut: before or after the wait, and also where the client
// does not wait for the answer.
func TestSlowAnswersAreCarriedOut(t *testing.T) {
	c := overSocket(t, "http")
	c.arm(t, `{"operation":"UpdateTask","times":1,"delay":{"fixed":"60ms"}}`)
	begun := time.Now()
	if answer, _, err := c.update(t.Context()); err != nil || answer.StatusCode != http.StatusOK || time.Since(begun) < 60*time.Millisecond {
		t.Errorf("got %v and %v after %s, want 200 after 60ms", answer, err, time.Since(begun))
	}
	c.carriedOut(t, true)
	c.post(c.task, "Attributes", `{"a":1}`)
	c.arm(t, `{"operation":"UpdateTask","times":1,"delay":{"fixed":"10m"}}`)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, _, err := c.update(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want a client that has gone", err)
	}
	c.server.Close() // which waits for the request to end
	c.carriedOut(t, true)
}

// TestTwilioGoMeetsFaults: what the official client makes of them.
func TestTwilioGoMeetsFaults(t *testing.T) {
	c := overSocket(t, "http")
	parts := strings.Split(strings.TrimPrefix(c.task, "https://taskrouter.twilio.com/v1/Workspaces/"), "/Tasks/")
	update := func() error {
		base := &twilioclient.Client{Credentials: twilioclient.NewCredentials(c.sid, c.token), HTTPClient: &http.Client{Transport: redirected{c.server}, Timeout: 200 * time.Millisecond}}
		base.SetAccountSid(c.sid)
		api := twilio.NewRestClientWithParams(twilio.ClientParams{Client: base})
		params := &taskrouter.UpdateTaskParams{}
		params.SetAttributes(`{"b":2}`)
		_, err := api.TaskrouterV1.UpdateTask(parts[0], parts[1], params)
		return err
	}
	for _, row := range []struct {
		rule string
		is   func(error) bool
	}{
		{`"status":429`, func(err error) bool {
			var refused *twilioclient.TwilioRestError
			return errors.As(err, &refused) && refused.Status == 429 && refused.Code == 20429 && refused.Message == "Too Many Requests"
		}},
		{`"status":503,"phase":"after"`, func(err error) bool {
			var refused *twilioclient.TwilioRestError
			return errors.As(err, &refused) && refused.Status == 503 && refused.Code == 20503
		}},
		{`"do":"timeout"`, func(err error) bool {
			var failed *url.Error
			return errors.As(err, &failed) && failed.Timeout()
		}},
		{`"do":"reset"`, func(err error) bool { return errors.Is(err, syscall.ECONNRESET) }},
		{`"do":"cut"`, func(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }},
		{`"do":"dribble","delay":{"fixed":"10ms"}`, func(err error) bool { return err == nil }},
		{`"do":"lose"`, func(err error) bool { return err == nil }},
	} {
		c.arm(t, `{"operation":"UpdateTask","times":1,`+row.rule+`}`)
		if err := update(); !row.is(err) {
			t.Errorf("%s: twilio-go says %v", row.rule, err)
		}
	}
}

// redirected sends what is meant for the platform to a server.
type redirected struct{ server *httptest.Server }

func (r redirected) RoundTrip(request *http.Request) (*http.Response, error) {
	sent := request.Clone(request.Context())
	sent.Host, sent.URL.Scheme, sent.URL.Host = request.URL.Host, "http", strings.TrimPrefix(r.server.URL, "http://")
	return r.server.Client().Transport.RoundTrip(sent)
}

// TestHandlersWithoutAServerAbort: whoever calls the handler itself gets the panic
// that net/http's server takes for a connection that breaks off.
func TestHandlersWithoutAServerAbort(t *testing.T) {
	t.Parallel()
	c := newTroubled(t)
	for _, do := range []string{`"reset"`, `"cut"`, `"timeout","delay":{"fixed":"1ms"}`} {
		c.arm(t, `{"operation":"UpdateTask","times":1,"do":`+do+`}`)
		func() {
			defer func() {
				if got := recover(); got != http.ErrAbortHandler {
					t.Errorf("%s: the handler panicked with %v", do, got)
				}
			}()
			c.post(c.task, "Attributes", `{}`)
		}()
	}
	if running := c.get(c.task).header.Get("Twilio-Concurrent-Requests"); running != "1" {
		t.Errorf("after all of them %s requests run, want this one alone", running)
	}
}
