package sim

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

// savedHistory is the account's events, oldest first.
type savedHistory struct {
	Last   uint64       `json:"last"` // the newest event's Seq
	Events []savedEvent `json:"events"`
}

// A savedEvent is an event whose task, reservation and worker are places among
// the facts.
type savedEvent struct {
	Seq         uint64               `json:"seq"`
	At          time.Time            `json:"at"`
	Type        taskrouter.EventType `json:"type"`
	Workspace   string               `json:"workspace,omitempty"`
	Task        *int                 `json:"task,omitempty"`
	Reservation *int                 `json:"reservation,omitempty"`
	Worker      *int                 `json:"worker,omitempty"`
	QueueName   string               `json:"queue_name,omitempty"`
	ChannelName string               `json:"channel_name,omitempty"`
	Resource    string               `json:"resource,omitempty"`
	Detail      string               `json:"detail,omitempty"`
}

func (s *saver) history() savedHistory {
	events := s.a.history.events(0)
	saved := savedHistory{Last: s.a.history.last, Events: make([]savedEvent, 0, len(events))}
	for _, e := range events {
		saved.Events = append(saved.Events, savedEvent{
			Seq: e.Seq, At: e.At, Type: e.Type, Workspace: e.Workspace,
			Task: s.facts.tasks.place(e.Task), Reservation: s.facts.reservations.place(e.Reservation),
			Worker:    s.facts.workers.place(e.Worker),
			QueueName: e.QueueName, ChannelName: e.ChannelName, Resource: e.Resource, Detail: e.Detail,
		})
	}
	return saved
}

func (r *restorer) history() error {
	saved := r.saved.History
	if saved.Last < uint64(len(saved.Events)) {
		return fmt.Errorf("history: %d events are there and the last is number %d", len(saved.Events), saved.Last)
	}
	r.state.history = newChronicle()
	c, gone := &r.state.history, map[string]*trail{}
	c.dropped = saved.Last - uint64(len(saved.Events))
	var before time.Time
	for _, one := range saved.Events {
		event, err := r.event(one)
		if err != nil {
			return fmt.Errorf("event %d of the history: %w", one.Seq, err)
		}
		if one.Seq <= c.last || one.Seq > saved.Last || one.At.Before(before) || one.At.After(r.saved.Now) {
			return fmt.Errorf("event %d of the history: it is out of order", one.Seq)
		}
		before = one.At
		c.last = one.Seq - 1 // what lies between was dropped
		r.place(event, gone)
	}
	c.last = saved.Last
	for _, t := range slices.SortedFunc(maps.Values(gone), func(a, b *trail) int { return cmp.Compare(a.last, b.last) }) {
		c.spend(spareItem{seq: t.last, events: int(t.events)}, r.a.spareEvents)
	}
	return nil
}

// place puts an event into the history, on the trail of its task. Those of tasks
// that are gone are collected.
func (r *restorer) place(event taskrouter.Event, gone map[string]*trail) {
	if event.Task == nil {
		r.state.history.add(event, event.At, 0)
		return
	}
	var t *trail
	if row, ok := r.tasks[event.Task.Sid]; ok {
		t = &row.trail
	} else if t = gone[event.Task.Sid]; t == nil {
		t = &trail{}
		gone[event.Task.Sid] = t
	}
	r.state.history.follow(t, event, event.At, r.a.spareEvents)
}

func (r *restorer) event(saved savedEvent) (event taskrouter.Event, err error) {
	event = taskrouter.Event{
		Seq: saved.Seq, At: saved.At, Type: r.shared(saved.Type), Workspace: saved.Workspace,
		QueueName: saved.QueueName, ChannelName: saved.ChannelName, Resource: saved.Resource, Detail: saved.Detail,
	}
	facts := r.saved.Facts
	if event.Task, err = valueAtPlace(facts.Tasks, saved.Task, "task"); err != nil {
		return event, err
	}
	if event.Reservation, err = valueAtPlace(facts.Reservations, saved.Reservation, "reservation"); err != nil {
		return event, err
	}
	if event.Worker, err = valueAtPlace(facts.Workers, saved.Worker, "worker"); err != nil {
		return event, err
	}
	if lacks := lacking(event); lacks != "" {
		return event, fmt.Errorf("%.60s names no %s", event.Type, lacks)
	}
	return event, nil
}

// shared gives equal types one place in memory.
func (r *restorer) shared(kind taskrouter.EventType) taskrouter.EventType {
	if same, ok := r.types[kind]; ok {
		return same
	}
	r.types[kind] = kind
	return kind
}

// lacking is what an event of its type tells of and this one does not.
func lacking(e taskrouter.Event) string {
	kind := string(e.Type)
	ofReservation := strings.HasPrefix(kind, "reservation.")
	ofTask := ofReservation || strings.HasPrefix(kind, "task.") || e.Type == taskrouter.TaskQueueEntered ||
		e.Type == taskrouter.TaskQueueTimeout || e.Type == taskrouter.WorkflowTimeout
	ofWorker := ofReservation || strings.HasPrefix(kind, "worker.") || e.Type == taskrouter.AgentLoggedIn
	switch {
	case ofTask && e.Task == nil:
		return "task"
	case ofReservation && e.Reservation == nil:
		return "reservation"
	case ofWorker && e.Worker == nil:
		return "worker"
	}
	return ""
}
