package target

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// outcome is what a client can tell of an answer.
type outcome struct {
	Status        string
	Header        http.Header
	Body          string
	ContentLength int64
	Broken        bool
}

func outcomeOf(t *testing.T, res *http.Response) outcome {
	t.Helper()
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	header := res.Header.Clone()
	header.Del("Date") // a server's own
	return outcome{res.Status, header, string(body), res.ContentLength, err != nil}
}

func TestAHandlerInProcessIsLikeOneBehindASocket(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		method  string
		handler http.HandlerFunc
	}{
		{"nothing written", "GET", func(http.ResponseWriter, *http.Request) {}},
		{"a body without a status", "GET", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"sid":"WT1"}`) }},
		{"a status and a type", "POST", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusCreated)
			fmt.Fprint(w, "{}")
		}},
		{"headers after the status", "GET", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusAccepted)
			w.Header().Set("X-Late", "yes")
		}},
		{"two statuses", "GET", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusConflict)
			w.WriteHeader(http.StatusOK)
		}},
		{"no content, with a body all the same", "DELETE", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusNoContent)
			if _, err := fmt.Fprint(w, "lost"); err != http.ErrBodyNotAllowed {
				panic(err)
			}
		}},
		{"a shorter body than declared", "GET", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "10")
			fmt.Fprint(w, "four")
		}},
		{"a longer body than declared", "GET", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "4")
			fmt.Fprint(w, "four")
			if _, err := fmt.Fprint(w, "more"); err != http.ErrContentLength {
				panic(err)
			}
		}},
		{"what the request looks like", "POST", func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			fmt.Fprintln(w, r.Method, r.URL, r.URL.Host == "", r.RequestURI, r.Proto, r.Host, r.ContentLength, string(body), err)
		}},
		{"a form", "POST", func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintln(w, r.FormValue("Attributes"), r.FormValue("PageSize"), r.PostForm)
		}},
		{"routed by host and path", "POST", func(w http.ResponseWriter, r *http.Request) {
			mux := http.NewServeMux()
			mux.HandleFunc("POST taskrouter.twilio.com/v1/Workspaces/{ws}/Tasks", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.PathValue("ws")) })
			mux.ServeHTTP(w, r)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			request := func(base string) *http.Request {
				req, err := http.NewRequestWithContext(t.Context(), c.method, base+"/v1/Workspaces/W%2FS/Tasks?PageSize=2", strings.NewReader("Attributes=%7B%7D"))
				if err != nil {
					t.Fatal(err)
				}
				req.Host = "taskrouter.twilio.com"
				req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				return req
			}
			server := httptest.NewUnstartedServer(c.handler)
			server.Config.ErrorLog = log.New(io.Discard, "", 0) // it complains of what is tried here
			server.Start()
			defer server.Close()
			there, err := server.Client().Do(request(server.URL))
			if err != nil {
				t.Fatal(err)
			}
			here, err := inProcess{c.handler}.RoundTrip(request("https://taskrouter.twilio.com"))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(outcomeOf(t, there), outcomeOf(t, here)); diff != "" {
				t.Errorf("behind a socket (-) and in process (+):\n%s", diff)
			}
		})
	}
}

func TestAPanicIsTheClientsError(t *testing.T) {
	t.Parallel()
	mock, _ := fakeMock(t)
	account := open(t, mock)
	_, err := account.Client().TaskrouterV1.FetchWorkspace("WSpanic")
	wantError(t, err, "the handler of GET /v1/Workspaces/WSpanic panicked: out of coffee", "fake_test.go")
	if err := fetch(account, "WS1", "WT1"); err != nil {
		t.Errorf("the next request got %v, want an answer", err)
	}
}

func TestARequestThatIsOverIsNotServed(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(fmt.Errorf("interrupted"))
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://door/", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = inProcess{http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was served") })}.RoundTrip(req)
	wantError(t, err, "interrupted")
}
