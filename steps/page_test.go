package steps

import (
	"io"
	"net/http"
	"testing"
)

func TestAPageIsAnsweredInMemory(t *testing.T) {
	t.Parallel()
	s := &scenario{}
	for _, put := range []error{
		s.pageAnswers("https://tickets.example/7", "X-Frame-Options: DENY"),
		s.pageBehaves("https://tickets.example/8", "asks for credentials"),
		s.pageLeadsOn("https://tickets.example/9", "https://tickets.example/7", "2"),
	} {
		if put != nil {
			t.Fatal(put)
		}
	}
	for _, row := range []struct {
		address, user string
		status        int
		header, value string
	}{
		{"https://tickets.example/7", "", http.StatusOK, "X-Frame-Options", "DENY"},
		{"https://tickets.example/8", "", http.StatusUnauthorized, "", ""},
		{"https://tickets.example/8", "ada", http.StatusOK, "", ""},
		{"https://tickets.example/9", "", http.StatusFound, "Location", "https://tickets.example/7/1"},
		{"https://tickets.example/7/1", "", http.StatusFound, "Location", "https://tickets.example/7"},
		{"https://tickets.example/10", "", http.StatusNotFound, "", ""},
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, row.address, nil)
		if err != nil {
			t.Fatal(err)
		}
		if row.user != "" {
			req.SetBasicAuth(row.user, "key")
		}
		res, err := s.web.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(res.Body); err != nil {
			t.Error(err)
		}
		if res.StatusCode != row.status || row.header != "" && res.Header.Get(row.header) != row.value {
			t.Errorf("%s: got %d %v, want %d %s", row.address, res.StatusCode, res.Header, row.status, row.value)
		}
	}
}

func TestPagesThatCannotBePutUp(t *testing.T) {
	t.Parallel()
	s := &scenario{}
	for _, address := range []string{"tickets.example/7", "https://tickets.example:8443/7", "https:///7", "://"} {
		if err := s.pageBehaves(address, "opens to everybody"); err == nil {
			t.Errorf("%q was put up", address)
		}
	}
	if !(web{pages: map[string]page{"https://a.example/1": {}}}).serves("a.example") || (web{}).serves("a.example") {
		t.Error("an example answers for the hosts of its pages, and for no other")
	}
}
