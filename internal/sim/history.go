package sim

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// record adds an event to the history, at the instant of the command.
func (a *Account) record(event taskrouter.Event) {
	a.history.add(event, a.now, 0)
}

// note records what happened to a resource that is no task, reservation or worker.
func (a *Account) note(kind taskrouter.EventType, workspace, resource, detail string) {
	a.record(taskrouter.Event{Type: kind, Workspace: workspace, Resource: resource, Detail: detail})
}

// History gives the last events that are kept, oldest first; all of them where
// last is 0.
func (a *Account) History(last int) []taskrouter.Event {
	defer a.enter()()
	return a.history.events(last)
}

// Dropped is how many events have happened that are no longer kept.
func (a *Account) Dropped() uint64 {
	defer a.enter()()
	return a.history.dropped
}

// An EventFilter narrows a workspace's events. Fields that are nil do not.
type EventFilter struct {
	EventType, TaskSid, WorkerSid, ReservationSid *string
	TaskQueueSid, WorkflowSid, TaskChannel, Sid   *string
	Start, End                                    *time.Time
	Minutes                                       *int // the window before now; 15 where neither it nor Start is given
}

// mostMinutes is how far back the platform lists events, 30 days.
const mostMinutes = 30 * 24 * 60

// Events lists a workspace's events, oldest first. Without a start it goes 15
// minutes back, as the platform does.
func (a *Account) Events(ws string, filter EventFilter, page Page) (Listed[taskrouter.Event], error) {
	defer a.enter()()
	if _, err := a.workspace(ws); err != nil {
		return Listed[taskrouter.Event]{}, err
	}
	if n := filter.Minutes; n != nil && (*n < 1 || *n > mostMinutes) {
		return Listed[taskrouter.Event]{}, rulebook.Invalid(rulebook.CodeInvalid, "Value '%d' provided for Minutes is not 1 to %d", *n, mostMinutes)
	}
	events := a.history.after(page.After, filter.since(a.now))
	return cut(page, func(yield func(uint64, taskrouter.Event) bool) {
		for event := range events {
			if a.wanted(event, ws, filter) && !yield(event.Seq, event) {
				return
			}
		}
	}), nil
}

func (f EventFilter) since(now time.Time) time.Time {
	const window = 15 * time.Minute
	switch {
	case f.Start != nil:
		return *f.Start
	case f.Minutes != nil:
		return now.Add(-time.Duration(*f.Minutes) * time.Minute)
	}
	return now.Add(-window)
}

// wanted tells whether an event belongs to a workspace's list, narrowed by a filter.
func (a *Account) wanted(e taskrouter.Event, ws string, f EventFilter) bool {
	task, reservation, worker := subjects(e)
	return e.Workspace == ws &&
		(f.EventType == nil || *f.EventType == string(e.Type)) &&
		(f.End == nil || !e.At.After(*f.End)) &&
		(f.Sid == nil || *f.Sid == a.EventSid(e)) &&
		is(f.TaskSid, task.Sid) && is(f.ReservationSid, reservation.Sid) && is(f.WorkerSid, worker) &&
		is(f.TaskQueueSid, task.QueueSid) && is(f.WorkflowSid, task.WorkflowSid) &&
		(f.TaskChannel == nil || *f.TaskChannel == task.ChannelSid || *f.TaskChannel == e.ChannelName)
}

func is(want *string, got string) bool { return want == nil || *want == got }

// subjects gives an event's task, reservation and worker sid, empty where the
// event has none.
func subjects(e taskrouter.Event) (task taskrouter.Task, reservation taskrouter.Reservation, worker string) {
	if e.Task != nil {
		task = *e.Task
	}
	if e.Reservation != nil {
		reservation, worker = *e.Reservation, e.Reservation.WorkerSid
	}
	if e.Worker != nil {
		worker = e.Worker.Sid
	}
	return task, reservation, worker
}

// Event finds one event of a workspace by its sid.
func (a *Account) Event(ws, sid string) (taskrouter.Event, error) {
	defer a.enter()()
	if _, err := a.workspace(ws); err != nil {
		return taskrouter.Event{}, err
	}
	if seq, ok := a.eventSeq(sid); ok {
		if e := a.history.find(seq); e != nil && e.caption.workspace == ws {
			return e.event(), nil
		}
	}
	return taskrouter.Event{}, missing(ws, "Events", sid)
}

// EventSid is the event's sid. It is made of the account's sid and the event's
// place in the history, so that nothing has to remember it.
func (a *Account) EventSid(e taskrouter.Event) string {
	return fmt.Sprintf("EV%s%012x", a.sid[2:22], e.Seq)
}

func (a *Account) eventSeq(sid string) (uint64, bool) {
	digits, ok := strings.CutPrefix(sid, "EV"+a.sid[2:22])
	if !ok || len(digits) != 12 {
		return 0, false
	}
	seq, err := strconv.ParseUint(digits, 16, 64)
	return seq, err == nil && seq >= 1 && seq <= a.history.last
}
