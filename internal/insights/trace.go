package insights

import (
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// A reading is a task's attributes as they stood at one event. They stay text
// until something is to be shown: most readings are replaced unseen.
type reading struct {
	attributes taskrouter.Attributes
	by         taskrouter.EventType
	at         time.Time
}

// A stretch is a segment in the making.
type stretch struct {
	Segment
	seq       uint64 // of the event that it began with
	queueSid  string
	recording string // the platform's own recording of the call
	read      reading

	endSeq uint64   // of the event that it ended with
	next   *stretch // what goes on of it on another channel

	settled bool // carries what the task ended with instead of its own reading
	ownEnd  bool // its own last event read the attributes as the task ended
}

// A trace is what one task has left in the history so far.
type trace struct {
	book      *rulebook.Book
	sid       string
	task      *taskrouter.Task // as last seen; nil where no event has shown it
	queueName string
	channel   string

	views []view // the attributes that it has had, oldest first
	known known  // what the latest reading holds, once rendered

	stretches []*stretch
	offers    map[string]*stretch // by reservation sid
	waiting   *stretch            // the stay in a queue that goes on
	unqueued  bool                // waiting began with the task's creation: no queue yet
	closing   []*stretch          // what ended last, maybe together with the task

	read    reading // at the latest extraction of any reservation
	final   reading // at the task's end
	settled bool
	ended   bool
	media   taskrouter.Attributes // as last read for links
	emptied bool                  // the links were read and none can be shown
}

// follow takes one more event of the task into account.
func (t *trace) follow(e *taskrouter.Event) {
	divides := t.divides(e)
	t.look(e)
	if divides {
		t.divide(e)
	}
	switch e.Type {
	case taskrouter.TaskCreated:
		t.waiting, t.unqueued = t.begin(e, KindQueue), true
	case taskrouter.TaskQueueEntered:
		t.enterQueue(e)
	case taskrouter.TaskUpdated:
		t.update()
	case taskrouter.TaskCompleted, taskrouter.TaskCanceled:
		t.leaveQueue(e, OutcomeCanceled)
		t.ended = true
	case taskrouter.TaskDeleted, taskrouter.TaskSystemDeleted:
		t.abandon(e)
	default:
		t.followOffer(e)
	}
	if t.book.Extracts(string(e.Type)) {
		t.extract(e)
	}
	if t.book.Settles(string(e.Type)) {
		t.settle(e)
	}
}

// look remembers what the event shows of the task, whatever has happened.
func (t *trace) look(e *taskrouter.Event) {
	if e.Task != nil {
		t.task = e.Task
		t.view(e)
	}
	if e.QueueName != "" {
		t.queueName = e.QueueName
	}
	if e.ChannelName != "" {
		t.channel = e.ChannelName
	}
}

// attributes gives the task's attributes as last seen.
func (t *trace) attributes() taskrouter.Attributes {
	if t.task == nil {
		return ""
	}
	return t.task.Attributes
}

func (t *trace) queueSid() string {
	if t.task == nil {
		return ""
	}
	return t.task.QueueSid
}

// begin opens a segment with the event.
func (t *trace) begin(e *taskrouter.Event, kind string) *stretch {
	s := &stretch{Segment: Segment{Kind: kind, TaskSid: t.sid}}
	t.place(s, e)
	t.stretches = append(t.stretches, s)
	return s
}

// place says when and where a segment begins.
func (t *trace) place(s *stretch, e *taskrouter.Event) {
	s.seq, s.Started = e.Seq, e.At
	s.queueSid, s.Queue, s.Channel = t.queueSid(), t.queueName, t.channel
}

// end closes a segment that is still open.
func (s *stretch) end(e *taskrouter.Event, outcome string) {
	if s.Outcome == "" {
		s.Ended, s.Outcome, s.endSeq = e.At, outcome, e.Seq
	}
}

// enterQueue begins a stay in a queue. Entering the queue that the task is in
// already is no move, and the time between a task's creation and its first
// queue is no stay of its own.
func (t *trace) enterQueue(e *taskrouter.Event) {
	t.closing = nil
	t.queueName = e.QueueName
	switch {
	case t.waiting == nil:
		t.waiting = t.begin(e, KindQueue)
	case t.unqueued:
		t.place(t.waiting, e)
	case !t.sameQueue(e) && t.book.BeginsSegment(rulebook.ChangeQueue):
		t.leaveQueue(e, OutcomeMoved)
		t.waiting = t.begin(e, KindQueue)
	}
	t.unqueued = false
}

// sameQueue goes by sid, since a queue can be renamed while a task waits in it.
func (t *trace) sameQueue(e *taskrouter.Event) bool {
	if sid := t.queueSid(); sid != "" {
		return t.waiting.queueSid == sid
	}
	return t.waiting.Queue == e.QueueName
}

// leaveQueue ends the stay in a queue that goes on, if one does.
func (t *trace) leaveQueue(e *taskrouter.Event, outcome string) {
	if t.waiting != nil {
		t.waiting.end(e, outcome)
		t.waiting = nil
	}
}

// update takes an update of the attributes: of no effect while the task lives,
// and on nothing but its links once it has ended.
func (t *trace) update() {
	t.closing = nil
	if t.ended && t.takesLateMedia() {
		t.media = t.attributes()
	}
}

// takesLateMedia tells whether links still count now that the task has ended.
func (t *trace) takesLateMedia() bool {
	canceled := t.task != nil && t.task.Status == taskrouter.Canceled
	return t.book.MediaAfterFinal && !(canceled && t.book.Breaks(rulebook.CanceledTasksTakeNoMedia))
}

// abandon ends what goes on when the task is deleted. That is no end of the
// task in the sense of the pages: nothing is read and nothing settled.
func (t *trace) abandon(e *taskrouter.Event) {
	for _, s := range t.stretches {
		s.end(e, OutcomeCanceled)
	}
}
