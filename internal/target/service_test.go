package target

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestAServiceGetsItsRequestsAndNobodyElseDoes(t *testing.T) {
	t.Parallel()
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.URL.Path+" "+r.Header.Get("Authorization"))
		w.WriteHeader(http.StatusTeapot)
	}))
	defer server.Close()
	service, err := NewService(t.Context(), server.URL, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer service.Close()
	for address, refused := range map[string]bool{
		service.Base().JoinPath("hook").String():          false,
		"https://taskrouter.twilio.com/v1/Workspaces":     true,
		strings.Replace(server.URL, "http:", "https:", 1): true,
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := service.RoundTrip(req)
		if err == nil {
			_ = res.Body.Close()
		}
		if (err != nil) != refused {
			t.Errorf("%s: %v, want that it is refused: %t", address, err, refused)
		}
	}
	if want := "HEAD / |POST /hook "; strings.Join(asked, "|") != want {
		t.Errorf("the service got %q, want %q", strings.Join(asked, "|"), want)
	}
}

func TestAServiceThatIsNoneIsRefusedWithWhatToDo(t *testing.T) {
	t.Parallel()
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for address, want := range map[string]string{
		gone.URL:                        "does not answer",
		"https://taskrouter.twilio.com": "is the platform itself",
		"127.0.0.1:80":                  "is no address",
	} {
		if _, err := NewService(t.Context(), address, 1); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want an error that says %q", address, err, want)
		}
	}
}
