package insights

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/tidwall/gjson"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// An Input is one reading of attributes, to the letter: what Insights keeps as a
// backup of all that it was given, whatever it loads of it.
type Input struct {
	Event          string    `json:"event"` // that the attributes were read at
	At             time.Time `json:"at"`
	TaskSid        string    `json:"task_sid,omitempty"`
	ReservationSid string    `json:"reservation_sid,omitempty"`
	WorkerSid      string    `json:"worker_sid,omitempty"` // of an agent's own attributes
	Attributes     string    `json:"attributes"`
}

// A recorder keeps the texts of a history's readings, in their order.
type recorder struct {
	book   *rulebook.Book
	ended  map[string]bool   // tasks by sid: from their end on, updates are read for links
	agents map[string]bool   // who has logged in, by worker sid
	held   map[string]string // a task's attributes as last seen, by sid
	list   []Input
}

// recordOf keeps every reading of a history. It is never nil.
func recordOf(book *rulebook.Book, events []taskrouter.Event) []Input {
	r := recorder{
		book: book, ended: map[string]bool{}, agents: map[string]bool{}, held: map[string]string{}, list: []Input{},
	}
	for i := range events {
		if sid := taskOf(&events[i]); sid != "" {
			r.followTask(sid, &events[i])
		} else if events[i].Worker != nil {
			r.followAgent(&events[i])
		}
	}
	return r.list
}

func (r *recorder) followTask(sid string, e *taskrouter.Event) {
	if e.Task != nil {
		r.held[sid] = string(e.Task.Attributes)
	}
	one := Input{Event: string(e.Type), At: e.At, TaskSid: sid, Attributes: r.held[sid]}
	if e.Reservation != nil {
		one.ReservationSid = e.Reservation.Sid
	}
	switch {
	case r.book.Extracts(one.Event):
		r.keep(rulebook.ReadingExtraction, one)
	case r.book.Settles(one.Event):
		r.keep(rulebook.ReadingEnd, one)
	case e.Type == taskrouter.TaskUpdated && r.ended[sid] && r.book.MediaAfterFinal:
		r.keep(rulebook.ReadingMedia, one)
	}
	r.ended[sid] = r.ended[sid] || e.Type == taskrouter.TaskCompleted || e.Type == taskrouter.TaskCanceled
}

func (r *recorder) followAgent(e *taskrouter.Event) {
	sid := e.Worker.Sid
	r.agents[sid] = r.agents[sid] || e.Type == taskrouter.AgentLoggedIn
	if readsAgent(r.book, e, r.agents[sid]) {
		r.keep(rulebook.ReadingAgent, Input{
			Event: string(e.Type), At: e.At, WorkerSid: sid, Attributes: string(e.Worker.Attributes),
		})
	}
}

// keep adds a reading, unless the book keeps none of its kind.
func (r *recorder) keep(kind string, one Input) {
	if !r.book.Records(kind) {
		return
	}
	if r.book.Breaks(rulebook.RecordTidied) {
		one.Attributes = tidied(one.Attributes)
	}
	if r.book.Breaks(rulebook.RecordCut) {
		one.Attributes = beginning(one.Attributes, r.book.DataTextUnit, r.book.DataTextLongest)
	}
	if r.book.Breaks(rulebook.RecordKnownOnly) && one.TaskSid != "" {
		one.Attributes = knownOnly(r.book, one.Attributes)
	}
	if r.book.Breaks(rulebook.RecordLatestOnly) {
		r.list = slices.DeleteFunc(r.list, func(o Input) bool { return o.TaskSid == one.TaskSid && o.WorkerSid == one.WorkerSid })
	}
	r.list = append(r.list, one)
}

// tidied writes a text anew, as nobody does who keeps it verbatim.
func tidied(text string) string {
	written, err := json.Marshal(taskrouter.Attributes(text).Decode())
	if err != nil {
		return text
	}
	return string(written)
}

// knownOnly leaves of a task's text what has a documented key.
func knownOnly(book *rulebook.Book, text string) string {
	s := shears{text: text}
	s.members(gjson.Parse(text), func(name string, object gjson.Result) bool {
		if object.IsObject() {
			s.members(object, func(key string, _ gjson.Result) bool {
				_, known := book.DataKey(name, key)
				return !known
			})
		}
		return !object.IsObject()
	})
	return s.left()
}
