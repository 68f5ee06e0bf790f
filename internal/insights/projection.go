package insights

import (
	"cmp"
	"slices"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// A Projection is what Flex Insights shows for an account's history.
type Projection struct {
	Segments      []Segment      `json:"segments"`      // by start, then in the order of their first events
	Conversations []Conversation `json:"conversations"` // in the order in which their first tasks appeared
	Findings      []Finding      `json:"findings"`      // by task, in the order in which the tasks appeared; then by agent

	Agents        []Agent       `json:"agents"`         // in the order in which the workers appeared
	AgentStatuses []AgentStatus `json:"agent_statuses"` // in the order in which they began
	Inputs        []Input       `json:"inputs"`         // every reading, to the letter, in order

	// LoadedAt is the load that brought all this into reports; zero where what
	// Insights has been given is shown, loaded or not.
	LoadedAt time.Time `json:"loaded_at,omitzero"`

	// Dropped is how many events the account no longer keeps, of which nothing
	// can be shown; 0 where all of its history was read.
	Dropped uint64 `json:"dropped,omitempty"`
}

// Project works out what Insights shows for a history, given in the order of
// Seq. The history may hold any number of tasks, and events that are about
// none. Nothing fails: what cannot be shown is left out and, where an author
// should know, becomes a [Finding]. No list of the result is nil.
//
// The time it takes grows with the events and with the text of the attributes
// that are read; events between two readings cost next to nothing.
func Project(book *rulebook.Book, events []taskrouter.Event) Projection {
	given := events
	events = admitted(book, given)
	result := Projection{Segments: []Segment{}, Conversations: []Conversation{}, Findings: []Finding{}}
	var shown []*stretch
	traces := follow(book, events)
	for _, t := range traces {
		result.Findings = append(result.Findings, t.render()...)
		shown = append(shown, t.stretches...)
	}
	for _, c := range conversationsOf(book, traces) {
		result.Conversations = append(result.Conversations, c.render())
	}
	slices.SortStableFunc(shown, func(a, b *stretch) int {
		return cmp.Or(a.Started.Compare(b.Started), cmp.Compare(a.seq, b.seq))
	})
	for _, s := range shown {
		result.Segments = append(result.Segments, s.Segment)
	}
	var wrong []Finding
	result.Agents, result.AgentStatuses, wrong = followAgents(book, events).render()
	result.Findings = append(result.Findings, wrong...)
	if book.Breaks(rulebook.RecordUnredacted) {
		events = given
	}
	result.Inputs = recordOf(book, events)
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
