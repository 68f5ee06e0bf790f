package taskrouter

import (
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// A TaskStatus is a task's assignment status.
type TaskStatus string

// The assignment statuses (Twilio docs, Task resource).
const (
	Pending   TaskStatus = "pending"   // waiting for an agent
	Reserved  TaskStatus = "reserved"  // offered to one
	Assigned  TaskStatus = "assigned"  // accepted by one
	Wrapping  TaskStatus = "wrapping"  // the conversation is over, the work is not
	Completed TaskStatus = "completed" // done; final
	Canceled  TaskStatus = "canceled"  // given up before anybody accepted it; final
)

// TaskStatuses lists every assignment status in the order of a task's life.
func TaskStatuses() []TaskStatus {
	return []TaskStatus{Pending, Reserved, Assigned, Wrapping, Completed, Canceled}
}

// A Task is one piece of work, as it stood at one moment. Transitions give back
// a changed copy; a Task that others can see is never changed in place.
type Task struct {
	Sid           string
	AccountSid    string
	WorkspaceSid  string
	Status        TaskStatus
	Attributes    Attributes
	Priority      int
	Reason        string
	ChannelSid    string // task channel
	WorkflowSid   string // empty where the task was routed straight to a queue or worker
	QueueSid      string // empty until a target has matched
	RoutingTarget string // WK, WQ or WW sid; empty where none was asked for

	IgnoreCapacity bool
	Timeout        time.Duration
	Assignments    int // how often the task has been offered
	Version        int // the ETag; 0 at creation, one more with every change

	Created      time.Time
	Updated      time.Time
	VirtualStart time.Time
	QueueEntered time.Time // zero until queued
	Ended        time.Time // completed or canceled; zero before

	Origin *Origin // nil where all of it is empty; see [Task.CameFrom]
}

// Origin is where a task came from, fixed at its creation: unlike attributes it
// cannot be overwritten by an integration.
type Origin struct {
	InteractionSid  string
	ChannelSid      string // interaction channel
	InviteSid       string
	ConversationSid string
	MediaType       string // the interaction channel's type, "chat" or "sms"; "voice" for a call's task
	Outbound        bool
}

// CameFrom is the task's origin, all empty where nothing is known of it.
func (t Task) CameFrom() Origin {
	if t.Origin == nil {
		return Origin{}
	}
	return *t.Origin
}

// Final tells whether the task has ended.
func (t Task) Final() bool { return t.Status == Completed || t.Status == Canceled }

// Open tells whether nobody has accepted the task yet.
func (t Task) Open() bool { return t.Status == Pending || t.Status == Reserved }

// Gone tells whether the platform has deleted the task by now: its retention
// after the end has passed. The end of that time is no longer part of it: a
// nanosecond before two minutes the task is there, at two minutes it is gone.
func (t Task) Gone(now time.Time, book *rulebook.Book) bool {
	if t.Status == Canceled && book.Breaks(rulebook.CanceledTasksStay) {
		return false
	}
	return t.Final() && !now.Before(t.Ended.Add(book.CompletedTaskRetention.Of()))
}

// Age is how long the task has existed, in whole seconds.
func (t Task) Age(now time.Time) int { return int(now.Sub(t.Created) / time.Second) }

// WithAttributes replaces the attributes as a whole; what is not sent is lost.
func (t Task) WithAttributes(a Attributes, now time.Time) Task {
	t.Attributes = a
	return t.changed(now)
}

// EnterQueue puts a pending task into a queue. The first one belongs to the
// creation and makes no version: a new task's is 0.
func (t Task) EnterQueue(queue string, now time.Time) Task {
	first := t.QueueSid == ""
	t.QueueSid, t.QueueEntered = queue, now
	if first {
		return t
	}
	return t.changed(now)
}

// Escalate gives the task the priority that a workflow's target sets.
func (t Task) Escalate(priority int, now time.Time) Task {
	t.Priority = priority
	if t.QueueSid == "" { // part of the creation, as the first queue is
		return t
	}
	return t.changed(now)
}

// Offer makes a task that was waiting reserved, and counts the assignment.
func (t Task) Offer(now time.Time) Task {
	t.Status, t.Assignments = Reserved, t.Assignments+1
	return t.changed(now)
}

// Return makes a task whose last offer has failed pending again.
func (t Task) Return(now time.Time) Task {
	t.Status = Pending
	return t.changed(now)
}

// Assign makes a task that an agent has accepted assigned.
func (t Task) Assign(now time.Time) Task {
	t.Status = Assigned
	return t.changed(now)
}

// Wrap puts an assigned task into wrap-up. Any other task is refused with the
// sentence that the platform uses.
func (t Task) Wrap(reason string, now time.Time) (Task, error) {
	if t.Status != Assigned {
		return t, t.refuse("wrap up a", "it is not currently assigned")
	}
	t.Status = Wrapping
	return t.because(reason).changed(now), nil
}

// Complete ends an assigned or wrapping task. Any other task is refused; the
// platform's sentence speaks of "assigned" although wrapping is legal too.
func (t Task) Complete(reason string, now time.Time) (Task, error) {
	if t.Status != Assigned && t.Status != Wrapping {
		return t, t.refuse("complete", "it is not currently assigned")
	}
	t.Status, t.Ended = Completed, now
	return t.because(reason).changed(now), nil
}

// Cancel ends a task that nobody has accepted. Any other task is refused.
func (t Task) Cancel(reason string, now time.Time) (Task, error) {
	if !t.Open() {
		return t, t.refuse("cancel", "it is not pending or reserved")
	}
	t.Status, t.Ended = Canceled, now
	return t.because(reason).changed(now), nil
}

// Move carries out an update's AssignmentStatus and tells which event that
// makes. Statuses that only routing may set are refused.
func (t Task) Move(to TaskStatus, reason string, now time.Time) (Task, EventType, error) {
	switch to {
	case Wrapping:
		next, err := t.Wrap(reason, now)
		return moved(next, TaskWrapup, err)
	case Completed:
		next, err := t.Complete(reason, now)
		return moved(next, TaskCompleted, err)
	case Canceled:
		next, err := t.Cancel(reason, now)
		return moved(next, TaskCanceled, err)
	case Pending, Reserved, Assigned:
		return t, "", rulebook.Invalid(rulebook.CodeInvalid,
			"Cannot set task %s to %s: only routing does; use wrapping, completed or canceled", t.Sid, to)
	}
	return t, "", rulebook.Invalid(rulebook.CodeInvalid,
		"Value '%s' provided for AssignmentStatus is none of pending, reserved, assigned, wrapping, completed, canceled", to)
}

// moved leaves out the event of a move that was refused.
func moved(next Task, event EventType, err error) (Task, EventType, error) {
	if err != nil {
		return next, "", err
	}
	return next, event, nil
}

// because keeps the reason that a request gave, if it gave one.
func (t Task) because(reason string) Task {
	if reason != "" {
		t.Reason = reason
	}
	return t
}

func (t Task) changed(now time.Time) Task {
	t.Version++
	t.Updated = now
	return t
}

// refuse makes the platform's sentence for an illegal transition, as captured
// from live accounts.
func (t Task) refuse(verb, why string) error {
	return rulebook.Invalid(rulebook.CodeInvalid, "Cannot %s task %s in workspace %s for account %s because %s.",
		verb, t.Sid, t.WorkspaceSid, t.AccountSid, why)
}
