package cli_test

import (
	"io"
	"net/http"
	"net/http/httptest"
)

// doorRequest is a request to a stand-in's door, as those who know its manners
// send it.
func doorRequest(method, path string, body io.Reader) *http.Request {
	r := httptest.NewRequest(method, path, body)
	r.Header.Set("Content-Type", "application/json")
	return r
}
