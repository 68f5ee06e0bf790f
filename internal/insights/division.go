package insights

import (
	"slices"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// divisive are the events at which a task that goes on may turn out to have
// changed. A change that comes with the task's end divides nothing.
var divisive = []taskrouter.EventType{taskrouter.TaskUpdated, taskrouter.TaskWrapup, taskrouter.ReservationWrapup}

// divides tells whether the event shows a change of the task with which new
// segments begin. New agents and new queues have events of their own.
func (t *trace) divides(e *taskrouter.Event) bool {
	if e.Task == nil || t.task == nil || !slices.Contains(divisive, e.Type) {
		return false
	}
	return t.changes(rulebook.ChangeChannel, e.ChannelName != "" && e.ChannelName != t.channel) ||
		t.changes(rulebook.ChangePriority, e.Task.Priority != t.task.Priority) ||
		t.changes(rulebook.ChangeAttributes, e.Task.Attributes != t.task.Attributes) ||
		t.book.Breaks(rulebook.NamingTheChannelDivides) && e.Task.Attributes == t.task.Attributes && e.Task.Priority == t.task.Priority
}

func (t *trace) changes(what string, changed bool) bool { return changed && t.book.BeginsSegment(what) }

// divide ends every segment of the task that goes on, and lets another of the
// same kind take its place: the stay in the queue, the offers that are out and
// the agents who handle the task.
func (t *trace) divide(e *taskrouter.Event) {
	for _, s := range t.stretches {
		switch {
		case s.Outcome != "":
		case s.Kind == KindQueue && t.book.Breaks(rulebook.WaitingKeepsItsChannel):
		case s.Kind == KindConversation && t.book.Breaks(rulebook.HandlingKeepsItsChannel):
		default:
			t.replace(s, e)
		}
	}
}

// replace begins a segment that differs from another in its channel alone.
func (t *trace) replace(s *stretch, e *taskrouter.Event) {
	next := t.begin(e, s.Kind)
	next.ReservationSid, next.Agent = s.ReservationSid, s.Agent
	next.queueSid, next.Queue = s.queueSid, s.Queue
	next.recording, next.read = s.recording, s.read
	s.end(e, OutcomeMoved)
	s.next = next
	if t.waiting == s {
		t.waiting = next
	}
	if s.Kind == KindConversation {
		t.offers[s.ReservationSid] = next
	}
}

// last gives the last of the segments into which one stay in a queue, or one
// reservation, was divided. What is read at the end is read for all of them: it
// is read of the reservation, and there is one.
func (t *trace) last(s *stretch) *stretch {
	if t.book.Breaks(rulebook.DividedSegmentsAreReadApart) {
		return s
	}
	for s.next != nil {
		s = s.next
	}
	return s
}

// goOn gives the segment that goes on where another agent begins none: that of
// the agent before, nil where there was none.
func (t *trace) goOn(e *taskrouter.Event) *stretch {
	for _, s := range slices.Backward(t.stretches) {
		if s.Kind == KindConversation {
			s.Ended, s.Outcome, s.endSeq = time.Time{}, "", 0
			t.offers[e.Reservation.Sid] = s
			return s
		}
	}
	return nil
}
