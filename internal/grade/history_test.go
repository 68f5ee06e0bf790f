package grade

import (
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

const chatSid = "CH0123456789abcdef0123456789abcdef"

// chat is a task about a conversation, with what happens to it.
func chat(attributes ...string) *script {
	s := newScript().creates("a@1", attributes[0])
	s.task.Origin = taskrouter.Origin{ConversationSid: chatSid, MediaType: "web"}
	for _, text := range attributes[1:] {
		s.updates("a@1", text)
	}
	return s
}

// waits lets the task enter a queue as it stands, and be taken out of it by an
// offer that an agent lets pass: its first segment ends.
func (s *script) waits() *script {
	offer := &taskrouter.Reservation{Sid: "WR1", TaskSid: taskSid, WorkerName: "Ada"}
	for _, kind := range []taskrouter.EventType{taskrouter.TaskQueueEntered, taskrouter.ReservationCreated, taskrouter.ReservationRejected} {
		event := taskrouter.Event{Seq: uint64(len(s.Events)) + 1, At: noon, Type: kind, Task: s.task, QueueName: "all"}
		if kind != taskrouter.TaskQueueEntered {
			event.Reservation = offer
		}
		s.Events = append(s.Events, event)
	}
	return s
}

func TestCustomMediaThatDropTheDefaultAreFound(t *testing.T) {
	t.Parallel()
	const link = `{"type":"Referenced","title":"T","url":"https://a.example"}`
	const original = `{"type":"ChatTranscript","sid":"` + chatSid + `"}`
	for _, row := range []struct {
		name   string
		script *script
		want   uint64 // the request that shows it; 0 where nothing is to be found
	}{
		{"a link alone", chat(`{}`, media+link+`]}}`), 2},
		{"a link beside the transcript", chat(`{}`, media+original+`,`+link+`]}}`), 0},
		{"no media", chat(`{}`, `{"a":1}`), 0},
		{"an empty list", chat(`{}`, media+`]}}`), 0},
		{"a task without conversation", newScript().creates("a@1", media+link+`]}}`), 0},
	} {
		found := of(DefaultMediaDropped, Judge(row.script.Record))
		switch {
		case found == nil && row.want == 0:
		case found == nil || row.want == 0:
			t.Errorf("%s: found %+v, want %d", row.name, found, row.want)
		case found.Severity != Error || found.Request == nil || found.Request.Seq != row.want || !strings.Contains(found.Sentence, chatSid):
			t.Errorf("%s: found %+v by %+v, want an error at request %d that names the transcript", row.name, found, found.Request, row.want)
		}
	}
}

func TestAnExternalIDThatComesTooLateIsFound(t *testing.T) {
	t.Parallel()
	const phone, both = `{"customers":{"phone":"+15550100"}}`, `{"customers":{"phone":"+15550100","external_id":"7"}}`
	late := newScript().creates("a@1", phone).waits().updates("a@1", both).ends()
	found := of(ExternalIDLate, Judge(late.Record))
	if found == nil || found.Request == nil || found.Request.Seq != 2 {
		t.Errorf("after the first segment: found %+v, want the update", found)
	}
	early := newScript().creates("a@1", phone).updates("a@1", both).waits().ends()
	if found := of(ExternalIDLate, Judge(early.Record)); found != nil {
		t.Errorf("before the first segment: found %+v, want nothing", found)
	}
}

func TestATaskThatHasGoneByItselfIsKnown(t *testing.T) {
	t.Parallel()
	s := newScript().creates("a@1", `{}`)
	s.Events = append(s.Events, taskrouter.Event{Seq: 2, At: noon.Add(time.Second), Type: taskrouter.TaskDeleted, Task: s.task})
	s.say("a@1", "POST", taskURL, 404, op("UpdateTask"), after(3*time.Second))
	found := of(WriteAfterGone, Judge(s.Record))
	if found == nil || !strings.Contains(found.Sentence, "2s after it had been deleted") {
		t.Errorf("found %+v, want a write two seconds late", found)
	}
}
