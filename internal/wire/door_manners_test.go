package wire

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// knock sends a request to a served door, as it is.
func knock(t *testing.T, server *httptest.Server, method, host, body string, headers ...string) (int, http.Header, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, server.URL+"/v1/clock?account="+adaSid, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if host != "" {
		req.Host = host
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := server.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header, string(text)
}

// TestDoorAnswersToItsOwnNames: a name that leads here by somebody else's DNS is
// not one of them.
func TestDoorAnswersToItsOwnNames(t *testing.T) {
	t.Parallel()
	s, _ := openAccounts(t, Options{DoorNames: []string{"Rig.example"}}, adaSid)
	server := httptest.NewServer(s.Door())
	defer server.Close()
	for host, want := range map[string]int{
		"":                       200,
		"localhost":              200,
		"LOCALHOST:4012":         200,
		"console.localhost:4012": 200,
		"127.0.0.1":              200,
		"127.9.9.9:4012":         200,
		"[::1]:4012":             200,
		"[::ffff:127.0.0.1]":     200,
		"rig.example:4012":       200,
		"evil.example":           421,
		"127.0.0.1.evil.example": 421,
		"localhost.evil.example": 421,
		"evil.example:4012":      421,
		"10.0.0.7:4012":          421,
		"sub.rig.example":        421,
		"2130706433":             421,
		"127.0.0.1:4012:evil":    421,
		"localhost.":             421,
	} {
		status, _, body := knock(t, server, http.MethodGet, host, "")
		if status != want {
			t.Errorf("Host %q: %d, want %d: %s", host, status, want, body)
		}
		if status == 421 && !strings.Contains(body, "does not answer to the name") {
			t.Errorf("Host %q: refused without a sentence: %s", host, body)
		}
	}
}

// TestDoorAnswersNoOtherPage: reading and writing alike.
func TestDoorAnswersNoOtherPage(t *testing.T) {
	t.Parallel()
	s, _ := openAccounts(t, Options{}, adaSid)
	server := httptest.NewServer(s.Door())
	defer server.Close()
	for _, row := range []struct {
		headers []string
		want    int
	}{
		{nil, 200},
		{[]string{"Sec-Fetch-Site", "none"}, 200},
		{[]string{"Sec-Fetch-Site", "same-origin", "Origin", server.URL}, 200},
		{[]string{"Sec-Fetch-Site", "cross-site"}, 403},
		{[]string{"Sec-Fetch-Site", "same-site"}, 403},
		{[]string{"Sec-Fetch-Site", "anything"}, 403},
		{[]string{"Origin", "http://evil.example"}, 403},
		{[]string{"Origin", "http://127.0.0.1:1"}, 403},
		{[]string{"Origin", "null"}, 403},
		{[]string{"Sec-Fetch-Site", "same-origin", "Origin", "http://evil.example"}, 403},
	} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			body := map[string]string{http.MethodPost: `{"advance":"0s"}`}[method]
			status, header, text := knock(t, server, method, "", body, append([]string{"Content-Type", "application/json"}, row.headers...)...)
			if status != row.want {
				t.Errorf("%s %v: %d, want %d: %s", method, row.headers, status, row.want, text)
			}
			for name := range header {
				if strings.HasPrefix(name, "Access-Control-") {
					t.Errorf("%s %v: %s: %s", method, row.headers, name, header.Get(name))
				}
			}
		}
	}
}

// TestDoorTakesNoForms: what a form of another page can send is refused before
// anything is done.
func TestDoorTakesNoForms(t *testing.T) {
	t.Parallel()
	s, _ := openAccounts(t, Options{}, adaSid)
	server := httptest.NewServer(s.Door())
	defer server.Close()
	for kind, want := range map[string]int{
		"application/json":                  200,
		"application/json; charset=utf-8":   200,
		"Application/JSON":                  200,
		"text/plain":                        415,
		"application/x-www-form-urlencoded": 415,
		"multipart/form-data; boundary=x":   415,
		"text/plain; application/json":      415,
		"":                                  415,
	} {
		before := s.tenants[adaSid].account.Now()
		status, _, text := knock(t, server, http.MethodPost, "", `{"advance":"1s"}`, "Content-Type", kind)
		if status != want {
			t.Errorf("%q: %d, want %d: %s", kind, status, want, text)
		}
		if moved := !s.tenants[adaSid].account.Now().Equal(before); moved != (want == 200) {
			t.Errorf("%q: the clock has moved: %v", kind, moved)
		}
	}
}

// TestDoorKeepsItsAnswersFromBrowsers: every answer, refusals too.
func TestDoorKeepsItsAnswersFromBrowsers(t *testing.T) {
	t.Parallel()
	s, _ := openAccounts(t, Options{}, adaSid)
	for _, path := range []string{"/v1", "/v1/clock?account=" + adaSid, "/nothing", "/"} {
		header := keeper{s.Door()}.send(http.MethodGet, path, "").header
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "X-Frame-Options": "DENY",
			"Cross-Origin-Resource-Policy": "same-origin", "Referrer-Policy": "no-referrer",
		} {
			if got := header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if policy := header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s: policy %q", path, policy)
		}
	}
}
