package workload

import (
	"net/url"
	"slices"
	"time"

	"github.com/tidwall/gjson"

	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/history"
)

// states are the assignment statuses of tasks (Twilio docs, Task resource).
var states = map[string]history.State{
	"pending": history.Pending, "reserved": history.Reserved, "assigned": history.Assigned,
	"wrapping": history.Wrapping, "completed": history.Completed, "canceled": history.Canceled,
}

// stateOf reads an assignment status; one that no page knows was not seen.
func stateOf(status string) history.State { return states[status] }

// A task is what an answer shows of one.
type task struct {
	sid, attributes, status string
	updated                 time.Time // to the second; zero where the answer does not say
}

// taskIn reads what an answer shows, up to the last of what is looked for: what comes
// behind costs nothing. What an error's body says is no task.
func taskIn(a attack.Answer) (shown task) {
	if !a.OK() {
		return task{}
	}
	missing := 4
	gjson.ParseBytes(a.Body).ForEach(func(key, value gjson.Result) bool {
		switch key.Str {
		case "sid":
			shown.sid = value.Str
		case "attributes":
			shown.attributes = value.Str
		case "assignment_status":
			shown.status = value.Str
		case "date_updated":
			shown.updated, _ = time.Parse(time.RFC3339, value.Str) // zero for none
		default:
			return true
		}
		missing--
		return missing > 0
	})
	return shown
}

const attributesField = "Attributes="

// attributesForm is a request's body that replaces a task's attributes.
func attributesForm(attributes string) []byte {
	return []byte(attributesField + url.QueryEscape(attributes))
}

// write is the history's entry for a write to a task, its answer and the task that
// the answer shows.
func write(kind history.Kind, subject int, marker uint64, a attack.Answer, shown task) history.Write {
	w := history.Write{
		Subject: int32(subject), Kind: kind, Verdict: a.Verdict(), Version: history.NoVersion,
		Marker: marker, Sent: a.Sent, Done: a.Done,
	}
	if a.OK() {
		w.Version, w.State = a.Version, stateOf(shown.status)
	}
	return w
}

// A wanted is what the answer to a request about a task has to show.
type wanted struct {
	status     int
	sid        string
	attributes string   // empty for any
	states     []string // empty for any
}

// misses tells in a few words what an answer shows otherwise; empty for nothing.
func (w wanted) misses(a attack.Answer, shown task) string {
	switch {
	case a.Status != w.status:
		return "another status than the page's"
	case w.sid != "" && shown.sid != w.sid, shown.sid == "":
		return "another task"
	case w.attributes != "" && shown.attributes != w.attributes:
		return "other attributes than were sent"
	case len(w.states) > 0 && !slices.Contains(w.states, shown.status):
		return "another assignment status"
	case a.Version == history.NoVersion:
		return "no ETag"
	}
	return ""
}
