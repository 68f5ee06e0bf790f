package grade

import (
	"net/http"
	"strings"
	"time"
)

// tooLate is how much of the retention has to be left for a write to be in good
// time.
const tooLate = 10 * time.Second

// judgeRetention looks for writes to tasks that had gone, or nearly.
func judgeRetention(j *judge) {
	for i := range j.Requests {
		r := &j.Requests[i]
		switch {
		case r.Method == http.MethodGet:
		case r.Status == http.StatusNotFound:
			j.judgeGone(r)
		case r.Status < 300 && r.Before != nil && r.Before.Final():
			j.judgeLate(r)
		}
	}
}

func (j *judge) judgeGone(r *Request) {
	sid := TaskIn(r.Path)
	t := j.of[sid]
	if t == nil || t.latest == nil {
		return
	}
	switch {
	case !t.gone.IsZero() && !r.At.Before(t.gone):
		j.see(WriteAfterGone, Error, r.Operation, r, "%s was sent for task %s %s after it had been deleted", operation(r), sid, shortly(r.At.Sub(t.gone)))
	case t.latest.Final() && t.latest.Gone(r.At, j.Book):
		j.see(WriteAfterGone, Error, r.Operation, r, "%s was sent for task %s %s after it was %s; it had gone after %s",
			operation(r), sid, shortly(r.At.Sub(t.latest.Ended)), t.latest.Status, j.Book.CompletedTaskRetention)
	}
}

func (j *judge) judgeLate(r *Request) {
	left := r.Before.Ended.Add(j.Book.CompletedTaskRetention.Of()).Sub(r.At)
	if left < tooLate {
		j.see(WriteLate, Warning, r.Operation, r, "%s came for task %s %s before it is deleted", operation(r), r.Before.Sid, shortly(left))
	}
}

// TaskIn gives the sid of the task that a path is about, and "" where it is about
// none.
func TaskIn(path string) string {
	_, rest, found := strings.Cut(path, "/Tasks/")
	if !found {
		return ""
	}
	sid, _, _ := strings.Cut(rest, "/")
	return sid
}

// operation names what a request asked for.
func operation(r *Request) string {
	if r.Operation == "" {
		return r.Method
	}
	return r.Operation
}

// shortly writes a span for a sentence: 2m3.5s.
func shortly(span time.Duration) string { return span.Round(time.Millisecond).String() }
