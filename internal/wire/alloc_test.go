//go:build !race

// The race detector empties pools at random, so that counting allocations under
// it says nothing.

package wire

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestATaskUpdateAllocatesLittle bounds what a task update leaves to the garbage
// collector, the test's own ResponseWriter included: a served stand-in spends
// more on that than on anything else.
func TestATaskUpdateAllocatesLittle(t *testing.T) {
	_, c := newClient(t, Options{})
	made := newCentre(t, c)
	c.post(made.in("Workers/"+made.worker), "ActivitySid", made.offline).wants(t, http.StatusOK)
	task := made.newTask(t, kilobyte("first"))
	request := newRequest(http.MethodPost, made.in("Tasks/"+task), "", "")
	request.SetBasicAuth(c.sid, c.token)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	body := url.Values{"Attributes": {kilobyte("updated")}}.Encode()
	text := strings.NewReader(body)
	request.Body = struct {
		*strings.Reader
		nothingToClose
	}{text, nothingToClose{}}
	const most = 22
	got := testing.AllocsPerRun(500, func() {
		text.Reset(body)
		w := sink{header: make(http.Header, headerCount)}
		c.handler.ServeHTTP(&w, request)
		if w.status != http.StatusOK {
			t.Fatalf("status %d", w.status)
		}
	})
	if got > most {
		t.Errorf("a task update makes %v allocations, want %d at most", got, most)
	}
}
