package wire

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A sink is a ResponseWriter that costs next to nothing, so that a benchmark
// measures the stand-in.
type sink struct {
	header http.Header
	status int
	bytes  int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(status int)      { s.status = status }
func (s *sink) Write(p []byte) (int, error) { s.bytes += len(p); return len(p), nil }

// headerCount is room for an answer's headers, as a transport that keeps the
// stand-in in process makes it.
const headerCount = 20

// kilobyte is a task's attributes of about a kilobyte, media link included.
func kilobyte(note string) string {
	return `{"conversations":{"media":[{"type":"Referenced","url":"https://example.com/recordings?id=42&part=7","title":"` + note +
		`"}]},"customers":{"name":"Customer","phone":"+15550100"},"notes":"` + strings.Repeat("lorem ipsum ", 68) + `"}`
}

// A filled centre holds a number of tasks that wait for an agent.
func filledCentre(b *testing.B, held int) centre {
	b.Helper()
	_, c := newClient(b, Options{})
	made := newCentre(b, c)
	c.post(made.in("Workers/"+made.worker), "ActivitySid", made.offline).wants(b, http.StatusOK)
	for range held {
		made.newTask(b, kilobyte("held"))
	}
	return made
}

// run sends one prepared request again and again.
func run(b *testing.B, c client, method, address, body string, want int) {
	request := newRequest(method, address, "", "")
	request.SetBasicAuth(c.sid, c.token)
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.ContentLength = int64(len(body))
	}
	text := strings.NewReader(body)
	request.Body = http.NoBody
	if method == http.MethodPost {
		request.Body = struct {
			*strings.Reader
			nothingToClose
		}{text, nothingToClose{}}
	}
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		text.Reset(body)
		w := sink{header: make(http.Header, headerCount)}
		c.handler.ServeHTTP(&w, request)
		if w.status != want {
			b.Fatalf("status %d, want %d", w.status, want)
		}
	}
}

type nothingToClose struct{}

func (nothingToClose) Close() error { return nil }

// held are how many tasks are held. With -short, which asks whether a benchmark
// still runs, there are few: to make 100,000 takes longer than to measure with them.
func held() []int {
	if testing.Short() {
		return []int{1_000}
	}
	return []int{1_000, 100_000}
}

func BenchmarkTaskUpdate(b *testing.B) {
	for _, n := range held() {
		b.Run(fmt.Sprintf("held=%d", n), func(b *testing.B) {
			made := filledCentre(b, n)
			task := made.newTask(b, kilobyte("first"))
			body := url.Values{"Attributes": {kilobyte("updated")}}.Encode()
			run(b, made.client, http.MethodPost, made.in("Tasks/"+task), body, http.StatusOK)
		})
	}
}

func BenchmarkTaskFetch(b *testing.B) {
	for _, n := range held() {
		b.Run(fmt.Sprintf("held=%d", n), func(b *testing.B) {
			made := filledCentre(b, n)
			task := made.newTask(b, kilobyte("first"))
			run(b, made.client, http.MethodGet, made.in("Tasks/"+task), "", http.StatusOK)
		})
	}
}

func BenchmarkTaskList(b *testing.B) {
	for _, n := range held() {
		b.Run(fmt.Sprintf("held=%d", n), func(b *testing.B) {
			made := filledCentre(b, n)
			run(b, made.client, http.MethodGet, made.in("Tasks?AssignmentStatus=pending"), "", http.StatusOK)
		})
	}
}
