package wire

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"testing"
)

func TestHeaders(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	made := newCentre(t, c)
	task := made.in("Tasks/" + made.newTask(t, `{}`))
	for name, got := range map[string]reply{
		"an answer":               c.get(task),
		"a refusal":               c.get(task + "0"),
		"a path not modelled":     c.get(taskRouterAPI + "/Wibble"),
		"an answer without body":  c.delete(task),
		"one without credentials": serve(c.handler, newRequest(http.MethodGet, task, "", "")),
	} {
		for header, want := range map[string]string{
			"Access-Control-Allow-Credentials": "true",
			"Access-Control-Allow-Headers":     "Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since, Idempotency-Key",
			"Access-Control-Allow-Methods":     "GET, POST, DELETE, OPTIONS",
			"Access-Control-Allow-Origin":      "*",
			"Access-Control-Expose-Headers":    "ETag",
			"Strict-Transport-Security":        "max-age=31536000",
			"X-Api-Domain":                     "taskrouter.twilio.com",
			"X-Home-Region":                    "us1",
			"X-Powered-By":                     "AT-5000",
			"X-Shenanigans":                    "none",
			"Twilio-Request-Duration":          "0.000",
		} {
			if value := got.header.Get(header); value != want {
				t.Errorf("%s, %s: got %q, want %q", name, header, value, want)
			}
		}
		if id := got.header.Get("Twilio-Request-Id"); !regexp.MustCompile(`^RQ[0-9a-f]{32}$`).MatchString(id) {
			t.Errorf("%s: request id %q", name, id)
		}
		if got.status == http.StatusNoContent {
			continue
		}
		if length := got.header.Get("Content-Length"); length != strconv.Itoa(len(got.body)) {
			t.Errorf("%s: Content-Length %q, the body has %d bytes", name, length, len(got.body))
		}
		if kind := got.header.Get("Content-Type"); kind != "application/json" {
			t.Errorf("%s: Content-Type %q", name, kind)
		}
	}
}

// TestDateIsTheAccounts: the Date header tells the account's clock, and request
// ids come from the account's seed.
func TestDateIsTheAccounts(t *testing.T) {
	t.Parallel()
	ids := map[string]bool{}
	for range 2 {
		s, c := newClient(t, Options{})
		if _, err := s.tenants[adaSid].account.Advance(90_000_000_000); err != nil {
			t.Fatal(err)
		}
		got := c.get(taskRouterAPI + "/Workspaces").header
		if date := got.Get("Date"); date != "Mon, 05 Jan 2026 09:01:30 GMT" {
			t.Errorf("Date: got %q", date)
		}
		ids[got.Get("Twilio-Request-Id")] = true
	}
	if len(ids) != 1 {
		t.Errorf("the same seed gave the request ids %v", ids)
	}
}

// TestOverASocket: net/http's own server adds nothing to the answers and takes
// nothing away.
func TestOverASocket(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	server := httptest.NewServer(s.API())
	defer server.Close()
	for _, row := range []struct {
		method, path, password string
		status                 int
		date                   string
	}{
		{http.MethodGet, "/v1/Workspaces", c.token, http.StatusOK, "Mon, 05 Jan 2026 09:00:00 GMT"},
		{http.MethodHead, "/v1/Workspaces", c.token, http.StatusMethodNotAllowed, "Mon, 05 Jan 2026 09:00:00 GMT"},
		{http.MethodGet, "/v1/Workspaces", "wrong", http.StatusUnauthorized, ""},
	} {
		request, err := http.NewRequestWithContext(t.Context(), row.method, server.URL+row.path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		request.SetBasicAuth(c.sid, row.password)
		answer, err := server.Client().Do(request)
		if err != nil {
			t.Fatalf("%s %s: %v", row.method, row.path, err)
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || answer.StatusCode != row.status || (len(body) == 0) != (row.method == http.MethodHead) {
			t.Errorf("%s %s: status %d with %d bytes and error %v, want %d", row.method, row.path, answer.StatusCode, len(body), err, row.status)
		}
		if dates := answer.Header.Values("Date"); len(dates) != 1 || (row.date != "" && dates[0] != row.date) {
			t.Errorf("%s %s: Date %q, want %q", row.method, row.path, dates, row.date)
		}
	}
}
