package insights_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/insights"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

const (
	chatSid      = "CH0123456789abcdef0123456789abcdef"
	otherChatSid = "CHfedcba9876543210fedcba9876543210"
	recording    = "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1"
)

// A history is an account's events being told, one call each.
type history struct {
	now    time.Time
	events []taskrouter.Event
	tasks  int
	offers int
}

func newHistory() *history {
	return &history{now: time.Date(2025, 3, 4, 9, 0, 0, 0, time.UTC)}
}

// wait lets time pass; without it all events share an instant, as they do on a
// clock that nobody moves.
func (h *history) wait(span time.Duration) { h.now = h.now.Add(span) }

func (h *history) tell(e taskrouter.Event) {
	e.Seq, e.At, e.Workspace = uint64(len(h.events)+1), h.now, "WS1"
	h.events = append(h.events, e)
}

func (h *history) project(change ...func(*rulebook.Book)) insights.Projection {
	book := rulebook.Documented()
	for _, apply := range change {
		apply(book)
	}
	return insights.Project(book, h.events)
}

// A work is one task of a history.
type work struct {
	*history
	task    taskrouter.Task
	queue   string
	channel string
}

// plain creates a task that waits in no queue yet.
func (h *history) plain(attributes string) *work {
	return h.create(taskrouter.Origin{}, "default", attributes)
}

// chat creates a task about a chat that waits in the queue Support.
func (h *history) chat(attributes string) *work {
	w := h.create(taskrouter.Origin{ConversationSid: chatSid, MediaType: "chat"}, "chat", attributes)
	w.enter("Support")
	return w
}

// call creates a task about a call that waits in the queue Support.
func (h *history) call(attributes string) *work {
	w := h.create(taskrouter.Origin{MediaType: "voice"}, "voice", attributes)
	w.enter("Support")
	return w
}

func (h *history) create(origin taskrouter.Origin, channel, attributes string) *work {
	h.tasks++
	w := &work{history: h, channel: channel, task: taskrouter.Task{
		Sid: fmt.Sprintf("WT%032d", h.tasks), Status: taskrouter.Pending, Created: h.now, Origin: &origin,
		Attributes: taskrouter.Attributes(attributes),
	}}
	w.happens(taskrouter.TaskCreated, nil)
	return w
}

func (w *work) happens(kind taskrouter.EventType, r *taskrouter.Reservation) {
	task := w.task
	event := taskrouter.Event{Type: kind, Task: &task, QueueName: w.queue, ChannelName: w.channel}
	if r != nil {
		reservation := *r
		event.Reservation = &reservation
	}
	w.tell(event)
}

func (w *work) enter(queue string) {
	w.queue, w.task.QueueSid = queue, "WQ-"+queue
	w.happens(taskrouter.TaskQueueEntered, nil)
}

func (w *work) update(attributes string) {
	w.task.Attributes = taskrouter.Attributes(attributes)
	w.happens(taskrouter.TaskUpdated, nil)
}

// cancel cancels the task and the offers of it that are given.
func (w *work) cancel(reason string, pending ...*offer) {
	w.task.Status, w.task.Reason = taskrouter.Canceled, reason
	for _, o := range pending {
		o.becomes(taskrouter.ReservationIsCanceled, taskrouter.ReservationCanceled)
	}
	w.happens(taskrouter.TaskCanceled, nil)
}

// An offer is one reservation of a task.
type offer struct {
	*work
	reservation taskrouter.Reservation
}

func (w *work) offer(agent string) *offer {
	w.offers++
	w.task.Status = taskrouter.Reserved
	o := &offer{work: w, reservation: taskrouter.Reservation{
		Sid: fmt.Sprintf("WR%032d", w.offers), TaskSid: w.task.Sid, WorkerName: agent,
		Status: taskrouter.ReservationIsPending,
	}}
	w.happens(taskrouter.ReservationCreated, &o.reservation)
	return o
}

func (o *offer) becomes(status taskrouter.ReservationStatus, kind taskrouter.EventType) {
	o.reservation.Status = status
	o.happens(kind, &o.reservation)
}

func (o *offer) accept() *offer {
	o.task.Status = taskrouter.Assigned
	o.becomes(taskrouter.ReservationIsAccepted, taskrouter.ReservationAccepted)
	return o
}

// acceptRecorded accepts a call while the account records calls.
func (o *offer) acceptRecorded() *offer {
	o.reservation.Recording = recording
	return o.accept()
}

func (o *offer) reject() {
	o.becomes(taskrouter.ReservationIsRejected, taskrouter.ReservationRejected)
}

func (o *offer) timeOut() {
	o.becomes(taskrouter.ReservationIsTimeout, taskrouter.ReservationTimedOut)
}

func (o *offer) rescind() {
	o.becomes(taskrouter.ReservationIsRescinded, taskrouter.ReservationRescinded)
}

func (o *offer) wrap() {
	o.task.Status = taskrouter.Wrapping
	o.becomes(taskrouter.ReservationIsWrapping, taskrouter.ReservationWrapup)
	o.happens(taskrouter.TaskWrapup, nil)
}

// leave completes the reservation while its task goes on.
func (o *offer) leave() {
	o.becomes(taskrouter.ReservationIsCompleted, taskrouter.ReservationCompleted)
}

// complete ends the reservation and, at the same instant, the task.
func (o *offer) complete(reason string) {
	o.task.Status, o.task.Reason = taskrouter.Completed, reason
	o.leave()
	o.happens(taskrouter.TaskCompleted, nil)
}

// completeTaskFirst is complete with the two events the other way round.
func (o *offer) completeTaskFirst(reason string) {
	o.task.Status, o.task.Reason = taskrouter.Completed, reason
	o.happens(taskrouter.TaskCompleted, nil)
	o.leave()
}

// chatByAda tells of a chat that Ada has accepted.
func chatByAda(h *history, attributes string) *offer { return h.chat(attributes).offer("Ada").accept() }

// media writes attributes with a list of task-level links.
func media(links string) string { return `{"conversations":{"media":[` + links + `]}}` }

// ownMedia writes the attributes of a reservation's own list.
func ownMedia(o *offer, links string) string {
	return `{"reservation_attributes":{"` + o.reservation.Sid + `":{"media":[` + links + `]}}}`
}

// bothMedia writes a list at each level.
func bothMedia(o *offer, task, own string) string {
	return `{"conversations":{"media":[` + task + `]},"reservation_attributes":{"` + o.reservation.Sid + `":{"media":[` + own + `]}}}`
}

func raw(name string) string {
	return `{"type":"Raw","url":"https://crm.example/` + name + `","title":"` + name + `"}`
}

func embedded(name string) string {
	return `{"type":"Embedded","url":"https://crm.example/` + name + `","title":"` + name + `"}`
}

func referenced(name string) string {
	return `{"type":"Referenced","url":"https://crm.example/` + name + `","title":"` + name + `"}`
}
func voice(address string) string { return `{"type":"VoiceRecording","url":"` + address + `"}` }
func transcript(sid string) string {
	return `{"type":"ChatTranscript","sid":"` + sid + `"}`
}

// segmentOf finds the one segment of an agent, or with "" the first of a queue.
func segmentOf(t *testing.T, p insights.Projection, agent string) insights.Segment {
	t.Helper()
	for _, s := range p.Segments {
		if s.Agent == agent {
			return s
		}
	}
	t.Fatalf("no segment of agent %q in %s", agent, inWords(p))
	return insights.Segment{}
}

// inWords tells a projection's segments in the order in which they stand.
func inWords(p insights.Projection) string {
	var words []string
	for _, s := range p.Segments {
		outcome := s.Outcome
		if outcome == "" {
			outcome = "goes on"
		}
		place := s.Queue
		if s.Agent != "" {
			place += "/" + s.Agent
		}
		words = append(words, strings.Join(strings.Fields(s.Kind+" "+place+" "+outcome), " "))
	}
	return strings.Join(words, ", ")
}

// linksInWords tells links as level, type and the end of the address.
func linksInWords(links []insights.Link) string {
	var words []string
	for _, l := range links {
		words = append(words, l.Level+" "+l.Type+" "+l.URL[strings.LastIndex(l.URL, "/")+1:]+l.Sid)
	}
	return strings.Join(words, ", ")
}

// itemsInWords tells a screen's items as presentation and the end of the address.
func itemsInWords(screen insights.Screen) string {
	if !screen.Opens {
		return "shut, tab " + screen.Tab
	}
	words := []string{"open"}
	for _, i := range screen.Items {
		words = append(words, i.Presentation+" "+i.URL[strings.LastIndex(i.URL, "/")+1:]+i.Sid)
	}
	return strings.Join(words, ", ")
}

// findingsInWords tells findings as severity, rule and path.
func findingsInWords(findings []insights.Finding) string {
	var words []string
	for _, f := range findings {
		words = append(words, f.Severity+" "+f.Rule+" "+f.Path)
	}
	return strings.Join(words, ", ")
}
