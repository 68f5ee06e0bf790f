package insights

import (
	"cmp"
	"slices"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// A Projection is what Flex Insights shows for an account's history.
type Projection struct {
	Segments []Segment `json:"segments"` // by start, then in the order of their first events
	Findings []Finding `json:"findings"` // by task, in the order in which the tasks appeared
}

// Project works out what Insights shows for a history, given in the order of
// Seq. The history may hold any number of tasks, and events that are about
// none. Nothing fails: what cannot be shown is left out and, where an author
// should know, becomes a [Finding]. Neither list of the result is nil.
//
// The time it takes grows with the events and with the text of the attributes
// that are read; events between two readings cost next to nothing.
func Project(book *rulebook.Book, events []taskrouter.Event) Projection {
	result := Projection{Segments: []Segment{}, Findings: []Finding{}}
	var shown []*stretch
	for _, t := range follow(book, events) {
		result.Findings = append(result.Findings, t.render()...)
		shown = append(shown, t.stretches...)
	}
	slices.SortStableFunc(shown, func(a, b *stretch) int {
		return cmp.Or(a.Started.Compare(b.Started), cmp.Compare(a.seq, b.seq))
	})
	for _, s := range shown {
		result.Segments = append(result.Segments, s.Segment)
	}
	return result
}

// follow walks through the history once and gives the trace of every task, in
// the order in which the tasks appeared.
func follow(book *rulebook.Book, events []taskrouter.Event) []*trace {
	var traces []*trace
	byTask := map[string]*trace{}
	for i := range events {
		e := &events[i]
		sid := taskOf(e)
		if sid == "" {
			continue
		}
		t := byTask[sid]
		if t == nil {
			t = &trace{book: book, sid: sid, offers: map[string]*stretch{}}
			byTask[sid] = t
			traces = append(traces, t)
		}
		t.follow(e)
	}
	if book.Breaks(rulebook.MediaReachesOtherTasks) && len(traces) > 0 {
		for _, t := range traces {
			t.media = traces[len(traces)-1].media
		}
	}
	return traces
}

func taskOf(e *taskrouter.Event) string {
	switch {
	case e.Task != nil:
		return e.Task.Sid
	case e.Reservation != nil:
		return e.Reservation.TaskSid
	}
	return ""
}
