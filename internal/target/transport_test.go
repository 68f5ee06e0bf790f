package target

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/h2non/gock"
	"github.com/twilio/twilio-go"
	"github.com/twilio/twilio-go/client"
)

func TestRequestsGoToKnownHostsOnly(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ address, refused string }{
		{"https://taskrouter.twilio.com/v1/Workspaces", ""},
		{"https://flex-api.twilio.com/v1/Interactions", ""},
		{"https://conversations.twilio.com/v1/Conversations", ""},
		{"https://api.twilio.com/2010-04-01/Accounts.json", ""},
		{"https://chat.twilio.com/v2/Services", ""},
		{"https://studio.twilio.com/v2/Flows", ""},
		{"https://proxy.twilio.com/v1/Services", `host "proxy.twilio.com"`},
		{"https://taskrouter.dublin.ie1.twilio.com/v1/Workspaces", `host "taskrouter.dublin.ie1.twilio.com"`},
		{"https://taskrouter.twilio.com:8443/v1/Workspaces", `host "taskrouter.twilio.com:8443"`},
		{"https://taskrouter.twilio.com.example.org/", `host "taskrouter.twilio.com.example.org"`},
		{"https://eviltaskrouter.twilio.com/", `host "eviltaskrouter.twilio.com"`},
		{"https://localhost/", `host "localhost"`},
		{"http://taskrouter.twilio.com/v1/Workspaces", "https only"},
	} {
		t.Run(c.address, func(t *testing.T) {
			t.Parallel()
			mock, _ := fakeMock(t)
			account := open(t, mock)
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.address, nil)
			if err != nil {
				t.Fatal(err)
			}
			res, err := account.transport.RoundTrip(req)
			if c.refused != "" {
				wantError(t, err, "refused to send", c.refused)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if req.Host != req.URL.Host || res.Request.Host != req.URL.Host {
				t.Errorf("got host %q, want it kept", res.Request.Host)
			}
		})
	}
}

func TestTwiliosEnvironmentVariablesChangeNoAddress(t *testing.T) {
	t.Setenv("TWILIO_EDGE", "dublin")
	t.Setenv("TWILIO_REGION", "ie1")
	mock, _ := fakeMock(t)
	account := open(t, mock)
	if err := fetch(account, "WS1", "WT1"); err != nil {
		t.Fatal(err)
	}
	if got, want := account.Exchanges()[0].URL, "https://taskrouter.twilio.com/v1/Workspaces/WS1/Tasks/WT1"; got != want {
		t.Errorf("got address %s, want %s", got, want)
	}
}

func TestNothingLeavesTheProcessByTheDefaultTransport(t *testing.T) {
	t.Parallel()
	fakeMock(t)
	_, err := http.Get("https://taskrouter.twilio.com/v1/Workspaces") // as somebody's library would
	if !errors.Is(err, gock.ErrCannotMatch) {
		t.Errorf("http.Get: got %v, want %v", err, gock.ErrCannotMatch)
	}
	_, err = http.Post("https://example.invalid/collect", "text/plain", strings.NewReader("x")) // as above
	if !errors.Is(err, gock.ErrCannotMatch) {
		t.Errorf("http.Post: got %v, want %v", err, gock.ErrCannotMatch)
	}
	plain := twilio.NewRestClientWithParams(twilio.ClientParams{Username: "AC1", Password: "secret"})
	if _, err = plain.TaskrouterV1.FetchWorkspace("WS1"); !errors.Is(err, gock.ErrCannotMatch) {
		t.Errorf("a twilio-go client of somebody else: got %v, want %v", err, gock.ErrCannotMatch)
	}
	// Even where a mock of somebody else asks for the real answer.
	request := gock.NewRequest().URL("https://asked.example.invalid")
	response := gock.NewResponse()
	response.UseNetwork = true
	gock.Register(gock.NewMock(request, response))
	_, err = http.Get("https://asked.example.invalid/") // as above
	wantError(t, err, `refused to send to host "asked.example.invalid"`)
}

func TestTheDefaultTransportStillReachesThisMachine(t *testing.T) {
	t.Parallel()
	fakeMock(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "here") }))
	defer server.Close()
	defer gock.NativeTransport.(*http.Transport).CloseIdleConnections()
	port := strings.TrimPrefix(server.URL, "http://127.0.0.1")
	for _, address := range []string{server.URL, "http://localhost" + port} {
		res, err := http.Get(address) // as somebody's test would
		if err != nil {
			t.Fatal(err)
		}
		if got := readAll(t, res.Body); got != "here" {
			t.Errorf("%s: got %q, want %q", address, got, "here")
		}
		_ = res.Body.Close()
	}
}

func TestOtherPeoplesGockMocksGoOnWorking(t *testing.T) {
	t.Parallel()
	fakeMock(t)
	request := gock.NewRequest().URL("https://theirs.example.invalid")
	gock.Register(gock.NewMock(request, gock.NewResponse().Status(http.StatusTeapot).BodyString("tea")))
	res, err := http.Get("https://theirs.example.invalid/") // as somebody's test would
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusTeapot || readAll(t, res.Body) != "tea" {
		t.Errorf("got %s, want their mock's answer", res.Status)
	}
}

func TestLoopback(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"http://127.0.0.1:8080/": true, "http://127.8.8.8/": true, "http://[::1]:80/": true, "https://localhost/": true,
		"http://10.0.0.1/": false, "http://0.0.0.0/": false, "https://localhost.example.org/": false, "https://twilio.com/": false,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := isLoopback(u); got != want {
			t.Errorf("%s: got %v, want %v", address, got, want)
		}
	}
}

func TestARequestEndsWithItsExample(t *testing.T) {
	t.Parallel()
	mock, _ := fakeMock(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	account, err := mock.Open(ctx, t.Name())
	if err != nil {
		t.Fatal(err)
	}
	interrupted := errors.New("interrupted")
	time.AfterFunc(100*time.Millisecond, func() { cancel(interrupted) })
	// The handler waits for the end of the request, and breaks off.
	if _, err := account.Client().TaskrouterV1.FetchWorkspace("WSwait"); err == nil {
		t.Error("got no error from a request that its example has ended")
	}
	if err := fetch(account, "WS1", "WT1"); !errors.Is(err, interrupted) {
		t.Errorf("got %v from a request after the example, want %v", err, interrupted)
	}
	if err := account.Close(); err != nil {
		t.Errorf("close: got %v, want the state dropped although the example has ended", err)
	}
}

// silent is a network that answers when the request has ended, and not before.
type silent struct{ headers bool }

func (n silent) RoundTrip(req *http.Request) (*http.Response, error) {
	if n.headers {
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(untilDone{req.Context()}), Request: req}, nil
	}
	<-req.Context().Done()
	return nil, req.Context().Err()
}

type untilDone struct{ ctx context.Context }

func (r untilDone) Read([]byte) (int, error) {
	<-r.ctx.Done()
	return 0, r.ctx.Err()
}

func TestPatienceCoversAnswerAndBody(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		network  silent
		patience time.Duration
		own      time.Duration // the limit that the request brings itself
	}{
		{"no answer", silent{}, 50 * time.Millisecond, time.Hour},
		{"an answer without an end", silent{headers: true}, 50 * time.Millisecond, time.Hour},
		{"a client's own limit is kept", silent{}, time.Hour, 50 * time.Millisecond},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			carrier := &transport{ctx: t.Context(), network: c.network, exchanges: &exchanges{}, patience: c.patience}
			ctx, cancel := context.WithTimeout(t.Context(), c.own)
			defer cancel()
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://taskrouter.twilio.com/v1/Workspaces", nil)
			if err != nil {
				t.Fatal(err)
			}
			res, err := carrier.client().Do(req)
			if err == nil {
				_, err = io.ReadAll(res.Body)
			}
			if !isTimeout(err) {
				t.Errorf("got %v, want a timeout", err)
			}
			if got := carrier.exchanges.list()[0].Err; got == "" {
				t.Errorf("got an exchange without an error, want %v in it", err)
			}
		})
	}
}

func TestErrorsLeaveNothingBehind(t *testing.T) {
	mock, _ := fakeMock(t)
	account := open(t, mock)
	before := runtime.NumGoroutine()
	for range 200 {
		if err := fetch(account, "WS1", "WTgone"); status(err) != 404 {
			t.Fatalf("got %v, want status 404", err)
		}
	}
	if after := runtime.NumGoroutine(); after > before+20 {
		t.Errorf("got %d goroutines after 200 errors, %d before; want them gone", after, before)
	}
}

func TestARedirectIsAnAnswer(t *testing.T) {
	t.Parallel()
	moved := inProcess{http.RedirectHandler("https://taskrouter.twilio.com/v1/Workspaces/WS2", http.StatusTemporaryRedirect)}
	carrier := &transport{ctx: t.Context(), network: moved, exchanges: &exchanges{}, patience: patience}
	res, err := carrier.client().Get("https://taskrouter.twilio.com/v1/Workspaces/WS1") // the transport has one
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusTemporaryRedirect {
		t.Errorf("got status %d, want the redirect itself", res.StatusCode)
	}
}

func TestARequestBodyThatBreaksOffIsReported(t *testing.T) {
	t.Parallel()
	mock, fake := fakeMock(t)
	account := open(t, mock)
	body := io.MultiReader(strings.NewReader("Attributes="), &replay{end: errors.New("disk is gone")})
	_, err := account.transport.client().Post("https://taskrouter.twilio.com/v1/Workspaces/WS1/Tasks", "text/plain", body) // the transport has one
	wantError(t, err, "read the body of POST", "disk is gone")
	if got := fake.processed(account.SID); got != 0 {
		t.Errorf("got %d requests processed, want none", got)
	}
}

func TestOtherCredentialsAreSent(t *testing.T) {
	t.Parallel()
	mock, _ := fakeMock(t)
	account := open(t, mock)
	for _, c := range []struct {
		user, password string
		status         int
	}{
		{account.SID, account.Token, 200},
		{account.SID, "wrong", 401},
		{"", "", 401},
	} {
		_, err := account.As(c.user, c.password).TaskrouterV1.FetchTask("WS1", "WT1")
		exchanges := account.Exchanges()
		last := exchanges[len(exchanges)-1]
		if last.Status != c.status || (c.status == 200) != (err == nil) {
			t.Errorf("as %q: got status %d and error %v, want status %d", c.user, last.Status, err, c.status)
		}
	}
	var local *client.TwilioRestError
	if _, err := account.As("AC-1", "x").TaskrouterV1.FetchTask("WS1", "WT1"); !errors.As(err, &local) || local.Code != 21222 {
		t.Errorf("got %v, want twilio-go's own refusal", err)
	}
}
