package insights

import (
	"slices"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// outcomes is how a Conversation segment ends with each event that ends one.
var outcomes = map[taskrouter.EventType]string{
	taskrouter.ReservationRejected:  OutcomeRejected,
	taskrouter.ReservationTimedOut:  OutcomeTimeout,
	taskrouter.ReservationCanceled:  OutcomeCanceled,
	taskrouter.ReservationRescinded: OutcomeRescinded,
	taskrouter.ReservationCompleted: OutcomeCompleted,
}

// followOffer takes an event of one of the task's reservations into account.
// An offer that fails leaves the customer in the queue.
func (t *trace) followOffer(e *taskrouter.Event) {
	if e.Reservation == nil {
		return
	}
	s := t.offer(e)
	if e.Reservation.Recording != "" {
		s.recording = e.Reservation.Recording
	}
	switch e.Type {
	case taskrouter.ReservationCreated:
		t.closing = nil
	case taskrouter.ReservationAccepted:
		t.closing = nil
		t.leaveQueue(e, OutcomeAccepted)
	}
	outcome := outcomes[e.Type]
	if outcome == "" {
		return
	}
	s.end(e, outcome)
	if outcome == OutcomeCompleted || outcome == OutcomeCanceled {
		t.closing = append(t.closing, s)
	}
}

// offer finds the reservation's segment. It begins with the first event that
// shows the reservation: its creation, unless the history starts later.
func (t *trace) offer(e *taskrouter.Event) *stretch {
	s := t.offers[e.Reservation.Sid]
	if s == nil && !t.book.BeginsSegment(rulebook.ChangeAgent) {
		s = t.goOn(e)
	}
	if s == nil {
		s = t.begin(e, KindConversation)
		s.ReservationSid, s.Agent = e.Reservation.Sid, e.Reservation.WorkerName
		t.offers[s.ReservationSid] = s
	}
	return s
}

// extract reads the task's attributes at an extraction event: for the segment
// of the event's reservation, for the task's Queue segments, and for the links
// of all. An event about the task alone is read for every agent's segment that
// goes on; the documented events are all about a reservation. Once the task's
// end has settled the attributes only the event's name is taken.
func (t *trace) extract(e *taskrouter.Event) {
	now := reading{attributes: t.attributes(), by: e.Type, at: e.At}
	for _, s := range t.readers(e) {
		if !s.settled {
			s.read = now
		} else if e.At.Equal(t.final.at) {
			s.read.by, s.read.at, s.ownEnd = now.by, now.at, true
		}
	}
	if !t.settled {
		t.read, t.media = now, now.attributes
	}
}

// readers gives the Conversation segments that an extraction event is read for.
func (t *trace) readers(e *taskrouter.Event) []*stretch {
	if e.Reservation != nil {
		return []*stretch{t.offer(e)}
	}
	var open []*stretch
	for _, s := range t.stretches {
		if s.Kind == KindConversation && s.Outcome == "" {
			open = append(open, s)
		}
	}
	return open
}

// settle passes on the attributes and the reason that the task has ended with.
// A reservation may end right before its task or right after it; both count as
// ending together. Should the book let a task settle more than once, the
// segments that carry what it ended with carry what it settled with last.
func (t *trace) settle(e *taskrouter.Event) {
	t.final = reading{attributes: t.attributes(), by: e.Type, at: e.At}
	t.settled = true
	t.media = t.final.attributes
	for _, s := range t.stretches {
		together := s.Ended.Equal(e.At) && slices.Contains(t.closing, s)
		s.settled = s.settled || together || s.Kind == KindQueue || s.Outcome == ""
		s.ownEnd = together && outcomes[s.read.by] != ""
		if s.settled && t.task != nil && !t.book.Breaks(rulebook.ReasonStaysInTaskRouter) {
			s.Reason = t.task.Reason
		}
	}
}
