package steps

import (
	"net/http"
	"testing"
)

func TestAPageIsServedInMemory(t *testing.T) {
	t.Parallel()
	own := pages{"tickets.example": http.Header{"X-Frame-Options": {"DENY"}}}
	header, err := own.fetch(t.Context(), "http://tickets.example/7")
	if err != nil {
		t.Fatal(err)
	}
	if got := header.Get("X-Frame-Options"); got != "DENY" {
		t.Errorf("the page answers with X-Frame-Options %q, want DENY", got)
	}
}
