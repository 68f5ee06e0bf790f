package target

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

func TestAnExchangeTellsWhatWasSentAndAnswered(t *testing.T) {
	t.Parallel()
	mock, _ := fakeMock(t)
	account := open(t, mock)
	params := (&taskrouter.CreateTaskParams{}).SetAttributes(`{"language":"en"}`)
	if _, err := account.Client().TaskrouterV1.CreateTask("WS1", params); err != nil {
		t.Fatal(err)
	}
	if err := fetch(account, "WS1", "WTgone"); status(err) != 404 {
		t.Fatalf("got %v, want status 404", err)
	}
	if got := len(account.Exchanges()); got != 2 {
		t.Fatalf("got %d exchanges, want 2", got)
	}
	made, gone := account.Exchanges()[0], account.Exchanges()[1]
	for _, c := range []struct{ what, got, want string }{
		{"method", made.Method, "POST"},
		{"address", made.URL, "https://taskrouter.twilio.com/v1/Workspaces/WS1/Tasks"},
		{"type of the request", made.RequestHeader.Get("Content-Type"), "application/x-www-form-urlencoded"},
		{"request", made.RequestBody, "Attributes=%7B%22language%22%3A%22en%22%7D"},
		{"status", fmt.Sprint(made.Status), "201"},
		{"version", made.ResponseHeader.Get("ETag"), `"1"`},
		{"answer", strings.TrimSpace(made.ResponseBody), `{"attributes":"{\"language\":\"en\"}","sid":"WT1"}`},
		{"error", made.Err, ""},
		{"status of an error", fmt.Sprint(gone.Status), "404"},
		{"answer of an error", strings.TrimSpace(gone.ResponseBody), `{"code":20404,"message":"The requested resource was not found","status":404}`},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, c.got, c.want)
		}
	}
	if made.At.IsZero() || made.Duration <= 0 || gone.At.Before(made.At) {
		t.Errorf("got %s for %s and then %s, want times in order", made.At, made.Duration, gone.At)
	}
}

func TestAnExchangeKeepsNoPassword(t *testing.T) {
	t.Parallel()
	mock, _ := fakeMock(t)
	account := open(t, mock)
	if err := create(account, "WS1"); err != nil {
		t.Fatal(err)
	}
	seen := account.Exchanges()[0]
	if got, want := seen.RequestHeader.Get("Authorization"), "Basic "+account.SID+":[redacted]"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	text, err := json.Marshal(seen)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{account.Token, strings.TrimPrefix(basic(account.SID, account.Token), "Basic ")} {
		if strings.Contains(string(text), secret) {
			t.Errorf("%s holds the secret %s", text, secret)
		}
	}
	for given, want := range map[string]string{
		"Bearer abc":       "Bearer [redacted]",
		"Basic not base64": "Basic [redacted]",
		"Basic QUMx":       "Basic AC1:[redacted]", // AC1, without a password
		"abc":              "abc [redacted]",
	} {
		if got := withoutPassword(given); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
}

func TestOnlyTheHeadOfALongBodyIsKept(t *testing.T) {
	t.Parallel()
	mock, _ := fakeMock(t)
	account := open(t, mock)
	long := strings.Repeat("x", KeptBody)
	made, err := account.Client().TaskrouterV1.CreateTask("WS1", (&taskrouter.CreateTaskParams{}).SetAttributes(long))
	if err != nil {
		t.Fatal(err)
	}
	if got := len(*made.Attributes); got != KeptBody {
		t.Errorf("the client got %d bytes of attributes, want all %d", got, KeptBody)
	}
	seen := account.Exchanges()[0]
	more := len("Attributes=") + len(long) - KeptBody
	if got, want := seen.RequestBody, "Attributes="+long[:KeptBody-len("Attributes=")]+fmt.Sprintf("\n… and %d bytes more", more); got != want {
		t.Errorf("got %d bytes of the request ending %q, want them to end %q", len(got), got[len(got)-30:], want[len(want)-30:])
	}
	if !strings.HasSuffix(seen.ResponseBody, " bytes more") {
		t.Errorf("got an answer that ends %q, want it shortened", seen.ResponseBody[len(seen.ResponseBody)-30:])
	}
}

func TestTheNewestExchangesAreKept(t *testing.T) {
	t.Parallel()
	for _, sent := range []int{KeptExchanges, KeptExchanges + 1, 2*KeptExchanges + 1, 5*KeptExchanges + 7} {
		kept := &exchanges{}
		for i := range sent {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, fmt.Sprintf("https://api.twilio.com/%d", i), nil)
			if err != nil {
				t.Fatal(err)
			}
			kept.begin(req, nil)
		}
		listed := kept.list()
		if len(listed) != KeptExchanges {
			t.Fatalf("%d sent: got %d, want %d", sent, len(listed), KeptExchanges)
		}
		for i, entry := range listed {
			if want := fmt.Sprintf("https://api.twilio.com/%d", sent-KeptExchanges+i); entry.URL != want {
				t.Fatalf("%d sent: got %s at %d, want %s", sent, entry.URL, i, want)
			}
		}
	}
}

func TestTheListOfExchangesIsTheCallers(t *testing.T) {
	t.Parallel()
	mock, _ := fakeMock(t)
	account := open(t, mock)
	if err := create(account, "WS1"); err != nil {
		t.Fatal(err)
	}
	account.Exchanges()[0].Method = "spoiled"
	if got := account.Exchanges()[0]; got.Method != http.MethodPost || got.ResponseHeader.Get("ETag") != `"1"` {
		t.Errorf("got %s with ETag %s, want what was sent and answered", got.Method, got.ResponseHeader.Get("ETag"))
	}
}

func TestARequestOnItsWayIsListed(t *testing.T) {
	t.Parallel()
	mock, _ := fakeMock(t)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	account, err := mock.Open(ctx, t.Name())
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = account.Client().TaskrouterV1.FetchWorkspace("WSwait") // ends with the example
	}()
	for len(account.Exchanges()) == 0 {
		if ctx.Err() != nil {
			t.Fatal("the request was never listed")
		}
		runtime.Gosched()
	}
	if got := account.Exchanges()[0]; got.Status != 0 || got.Err != "not answered yet" {
		t.Errorf("got status %d and %q, want no answer yet", got.Status, got.Err)
	}
	cancel()
	<-done
}
