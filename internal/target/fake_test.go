package target

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/twilio/twilio-go/client"
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A fakeTwilio is a stand-in that knows tasks and nothing else: what it has
// processed can be counted.
type fakeTwilio struct {
	mu       sync.Mutex
	accounts map[string]*fakeAccount
}

type fakeAccount struct {
	token     string
	seed      uint64
	now       time.Time
	processed int // requests that changed something
}

var fakeStart = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)

func newFake() *fakeTwilio { return &fakeTwilio{accounts: map[string]*fakeAccount{}} }

func (f *fakeTwilio) processed(sid string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.accounts[sid].processed
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

func (f *fakeTwilio) API() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST taskrouter.twilio.com/v1/Workspaces/{ws}/Tasks", f.changed(http.StatusCreated))
	mux.HandleFunc("POST taskrouter.twilio.com/v1/Workspaces/{ws}/Tasks/{wt}", f.changed(http.StatusOK))
	mux.HandleFunc("GET taskrouter.twilio.com/v1/Workspaces/{ws}/Tasks/{wt}", f.fetched)
	mux.HandleFunc("DELETE taskrouter.twilio.com/v1/Workspaces/{ws}/Tasks/{wt}", f.changed(http.StatusNoContent))
	mux.HandleFunc("GET taskrouter.twilio.com/v1/Workspaces/WSpanic", func(http.ResponseWriter, *http.Request) { panic("out of coffee") })
	mux.HandleFunc("GET taskrouter.twilio.com/v1/Workspaces/WSwait", func(_ http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	})
	return mux
}

// caller is the account of a request, or nil after an answer of 401.
func (f *fakeTwilio) caller(w http.ResponseWriter, r *http.Request) *fakeAccount {
	user, password, _ := r.BasicAuth()
	if account := f.accounts[user]; account != nil && account.token == password {
		return account
	}
	reply(w, http.StatusUnauthorized, map[string]any{"code": 20003, "message": "Authenticate", "status": 401})
	return nil
}

func (f *fakeTwilio) changed(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		f.mu.Lock()
		defer f.mu.Unlock()
		account := f.caller(w, r)
		if account == nil {
			return
		}
		account.processed++
		w.Header().Set("ETag", fmt.Sprintf("%q", fmt.Sprint(account.processed)))
		if status == http.StatusNoContent {
			w.WriteHeader(status)
			return
		}
		reply(w, status, map[string]any{"sid": "WT1", "attributes": r.PostFormValue("Attributes")})
	}
}

func (f *fakeTwilio) fetched(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.caller(w, r) == nil {
		return
	}
	if strings.HasSuffix(r.URL.Path, "WTgone") {
		reply(w, http.StatusNotFound, map[string]any{"code": 20404, "message": "The requested resource was not found", "status": 404})
		return
	}
	reply(w, http.StatusOK, map[string]any{"sid": r.PathValue("wt"), "attributes": `{"language":"en"}`, "priority": 3})
}

func (f *fakeTwilio) Door() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/accounts", f.opened)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		f.mu.Lock()
		defer f.mu.Unlock()
		sid := r.URL.Query().Get("account")
		account := f.accounts[sid]
		if account == nil {
			reply(w, http.StatusNotFound, map[string]string{"error": "account " + sid + " is not known; make it first"})
			return
		}
		f.managed(w, r, sid, account)
	})
	return mux
}

func (f *fakeTwilio) opened(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		Sid, Token string
		Seed       uint64
	}
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		reply(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.accounts[asked.Sid] != nil {
		reply(w, http.StatusConflict, map[string]string{"error": "account exists; take another sid"})
		return
	}
	f.accounts[asked.Sid] = &fakeAccount{token: asked.Token, seed: asked.Seed, now: fakeStart}
	reply(w, http.StatusCreated, map[string]any{"sid": asked.Sid, "now": fakeStart})
}

func (f *fakeTwilio) managed(w http.ResponseWriter, r *http.Request, sid string, account *fakeAccount) {
	switch r.Method + " " + r.URL.Path {
	case "DELETE /v1/accounts":
		delete(f.accounts, sid)
		w.WriteHeader(http.StatusNoContent)
	case "POST /v1/clock":
		var asked struct{ Advance string }
		_ = json.NewDecoder(r.Body).Decode(&asked)
		span, err := time.ParseDuration(asked.Advance)
		if err != nil || span < 0 {
			reply(w, http.StatusBadRequest, map[string]string{"error": "time does not go back; give a span of 0 or more"})
			return
		}
		account.now = account.now.Add(span)
		fallthrough
	case "GET /v1/clock":
		reply(w, http.StatusOK, map[string]any{"now": account.now, "mode": "frozen"})
	case "GET /v1/insights":
		reply(w, http.StatusOK, Projection{Segments: []Segment{{Kind: "Queue", TaskSid: "WT1"}}})
	case "GET /v1/history":
		reply(w, http.StatusOK, map[string]any{"events": []historyEvent{
			{Seq: 1, At: account.now, Type: "reservation.accepted", TaskSid: "WT1", ReservationSid: "WR1", Worker: "Ada"},
		}})
	}
}

// fakeMock is a mock target before a fake, closed when the test ends.
func fakeMock(t testing.TB) (*Mock, *fakeTwilio) {
	t.Helper()
	fake := newFake()
	intercept()
	mock := mockOf(fake, 7, nil)
	t.Cleanup(func() { _ = mock.Close() })
	return mock, fake
}

func open(t testing.TB, target Target) *Account {
	t.Helper()
	account, err := target.Open(t.Context(), t.Name())
	if err != nil {
		t.Fatal(err)
	}
	return account
}

// What twilio-go does in these tests.

func create(a *Account, ws string) error {
	_, err := a.Client().TaskrouterV1.CreateTask(ws, (&taskrouter.CreateTaskParams{}).SetAttributes(`{"a":1}`))
	return err
}

func fetch(a *Account, ws, task string) error {
	_, err := a.Client().TaskrouterV1.FetchTask(ws, task)
	return err
}

// status is what an error says that Twilio has answered, 0 where it is no answer.
func status(err error) int {
	var refused *client.TwilioRestError
	if errors.As(err, &refused) {
		return refused.Status
	}
	return 0
}

// wantError fails the test unless err says all of the words.
func wantError(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("got no error, want one that says %q", words)
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("got error %q, want it to say %q", err, word)
		}
	}
}

func readAll(t *testing.T, body io.ReadCloser) string {
	t.Helper()
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
