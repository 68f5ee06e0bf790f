package insights

import (
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// admitted gives the history as Insights gets to see it: events that happened in
// HIPAA mode lack the personal data of their tasks and workers. Nothing else
// looks at attributes before they have come through here. The history that was
// given stays as it is.
func admitted(book *rulebook.Book, events []taskrouter.Event) []taskrouter.Event {
	begun := slices.ContainsFunc(events, func(e taskrouter.Event) bool { return e.Type == taskrouter.HIPAAModeOn })
	always := book.Breaks(rulebook.RedactsAlways) || begun && book.Breaks(rulebook.RedactsThePast)
	if !begun && !always || book.Breaks(rulebook.RedactsNothing) {
		return events
	}
	r := redactor{book: book, done: map[redaction]taskrouter.Attributes{}}
	seen := slices.Clone(events)
	on := always
	for i := range seen {
		switch seen[i].Type {
		case taskrouter.HIPAAModeOn:
			on = true
		case taskrouter.HIPAAModeOff:
			on = always || book.Breaks(rulebook.HIPAAModeStays)
		}
		if on {
			r.event(&seen[i])
		}
	}
	return seen
}

// A redactor takes the members with personal keys out of attributes, each text
// once. Whatever stays is left to the letter, white space and order included.
type redactor struct {
	book *rulebook.Book
	done map[redaction]taskrouter.Attributes
}

// A redaction is a text with what it belongs to, ObjectTask or ObjectAgent.
type redaction struct {
	of   string
	text taskrouter.Attributes
}

// event redacts copies: what an event points to is shared with the account.
func (r *redactor) event(e *taskrouter.Event) {
	if e.Task != nil {
		task := *e.Task
		task.Attributes = r.redact(rulebook.ObjectTask, task.Attributes)
		e.Task = &task
	}
	if e.Worker != nil {
		worker := *e.Worker
		worker.Attributes = r.redact(rulebook.ObjectAgent, worker.Attributes)
		e.Worker = &worker
	}
}

func (r *redactor) redact(of string, text taskrouter.Attributes) taskrouter.Attributes {
	key := redaction{of, text}
	redacted, ok := r.done[key]
	if !ok {
		s := shears{text: string(text)}
		s.members(gjson.Parse(string(text)), func(name string, value gjson.Result) bool {
			if of == rulebook.ObjectTask && (name == keyConversations || name == keyCustomers) {
				return r.object(&s, name, value)
			}
			return r.book.Personal(of, name)
		})
		redacted = taskrouter.Attributes(s.left())
		r.done[key] = redacted
	}
	return redacted
}

// object redacts an object of a task's attributes, and tells whether it goes as
// a whole: what stands in its place without keys could be anybody's name.
func (r *redactor) object(s *shears, name string, value gjson.Result) bool {
	if !value.IsObject() {
		return value.Type != gjson.Null
	}
	s.members(value, func(key string, _ gjson.Result) bool { return r.book.Personal(name, key) })
	return false
}

// shears cut members out of a JSON text from front to back, each with the comma
// that it no longer needs.
type shears struct {
	text string
	kept strings.Builder
	done int // how far the text has been gone through
}

// members cuts those of an object for which goes says so.
func (s *shears) members(object gjson.Result, goes func(key string, value gjson.Result) bool) {
	stays := false // whether a member in front stays, so that its comma has to go with this one
	end, from := 0, -1
	object.ForEach(func(key, value gjson.Result) bool {
		if from >= 0 {
			s.cut(from, key.Index)
			from = -1
		}
		after := value.Index + len(value.Raw)
		switch {
		case !goes(key.String(), value):
			stays = true
		case stays:
			s.cut(end, after)
		default:
			from = key.Index
		}
		end = after
		return true
	})
	if from >= 0 {
		s.cut(from, end)
	}
}

func (s *shears) cut(from, to int) {
	s.kept.WriteString(s.text[s.done:from])
	s.done = to
}

// left is the text without what was cut.
func (s *shears) left() string { return s.kept.String() + s.text[s.done:] }
