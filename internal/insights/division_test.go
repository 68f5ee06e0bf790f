package insights_test

import (
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/insights"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// moveTo puts the task on another task channel.
func (w *work) moveTo(channel string) {
	w.channel = channel
	w.happens(taskrouter.TaskUpdated, nil)
}

// onChannels tells a projection's segments by their channels.
func onChannels(p insights.Projection) string {
	var words []string
	for _, s := range p.Segments {
		outcome := s.Outcome
		if outcome == "" {
			outcome = "goes on"
		}
		words = append(words, strings.Join(strings.Fields(s.Kind+" "+s.Agent+" "+s.Channel+" "+outcome), " "))
	}
	return strings.Join(words, ", ")
}

func TestANewChannelBeginsSegments(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		when string
		tell func(*history)
		want string
	}{
		{
			"a task waits, and is taken on the new channel",
			func(h *history) {
				task := h.call(`{}`)
				task.moveTo("sms")
				task.offer("Ada").accept()
			},
			"Queue voice moved, Queue sms accepted, Conversation Ada sms goes on",
		},
		{
			"a task waits in no queue yet",
			func(h *history) {
				task := h.plain(`{}`)
				task.moveTo("sms")
				task.enter("Support")
			},
			"Queue default moved, Queue sms goes on",
		},
		{
			"a task changes twice and back again",
			func(h *history) {
				task := h.call(`{}`)
				task.moveTo("sms")
				task.moveTo("voice")
				task.cancel("")
			},
			"Queue voice moved, Queue sms moved, Queue voice canceled",
		},
		{
			"an offer is out, and declined",
			func(h *history) {
				task := h.call(`{}`)
				ada := task.offer("Ada")
				task.moveTo("sms")
				ada.reject()
			},
			"Queue voice moved, Conversation Ada voice moved, Queue sms goes on, Conversation Ada sms rejected",
		},
		{
			"two agents have the task",
			func(h *history) {
				task := h.call(`{}`)
				task.offer("Ada").accept()
				task.offer("Grace").accept()
				task.moveTo("sms")
			},
			"Queue voice accepted, Conversation Ada voice moved, Conversation Grace voice moved, Conversation Ada sms goes on, Conversation Grace sms goes on",
		},
		{
			"the agent who declined is done with it",
			func(h *history) {
				task := h.call(`{}`)
				task.offer("Ada").reject()
				task.moveTo("sms")
			},
			"Queue voice moved, Conversation Ada voice rejected, Queue sms goes on",
		},
		{
			"the same request wraps the task up",
			func(h *history) {
				ada := h.call(`{}`).offer("Ada").accept()
				ada.channel = "sms"
				ada.wrap()
				ada.complete("")
			},
			"Queue voice accepted, Conversation Ada voice moved, Conversation Ada sms completed",
		},
		{
			"the same request completes the task",
			func(h *history) {
				ada := h.call(`{}`).offer("Ada").accept()
				ada.channel = "sms"
				ada.complete("")
			},
			"Queue voice accepted, Conversation Ada voice completed",
		},
		{
			"the channel is the one that it was",
			func(h *history) { h.call(`{}`).moveTo("voice") },
			"Queue voice goes on",
		},
		{
			"the event names no channel",
			func(h *history) { h.call(`{}`).moveTo("") },
			"Queue voice goes on",
		},
		{
			"the priority and the attributes change",
			func(h *history) {
				task := h.call(`{}`)
				task.task.Priority = 7
				task.update(`{"department":"Sales"}`)
			},
			"Queue voice goes on",
		},
	} {
		t.Run(row.when, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			row.tell(h)
			if got := onChannels(h.project()); got != row.want {
				t.Errorf("when %s\n got %q\nwant %q", row.when, got, row.want)
			}
		})
	}
}

func TestDividedSegmentsFollowEachOtherAndShareWhatWasRead(t *testing.T) {
	t.Parallel()
	h := newHistory()
	start := h.now
	ada := h.call(`{}`).offer("Ada").acceptRecorded()
	h.wait(time.Minute)
	ada.moveTo("sms")
	h.wait(time.Minute)
	ada.update(`{"conversations":{"case":"7"}}`)
	ada.complete("sold")

	var spans []time.Duration
	for _, s := range h.project().Segments {
		if s.Conversations["case"] != "7" || s.Reason != "sold" {
			t.Errorf("%s on %s holds %v with the reason %q, want case 7, sold", s.Kind, s.Channel, s.Conversations, s.Reason)
		}
		if s.Kind != insights.KindConversation {
			continue
		}
		spans = append(spans, s.Started.Sub(start), s.Ended.Sub(start))
		if s.ReservationSid != ada.reservation.Sid || s.Queue != "Support" || len(s.Media) != 1 || s.Media[0].URL != recording {
			t.Errorf("on %s: reservation %s in %s with %s, want Ada's in Support with the recording", s.Channel, s.ReservationSid, s.Queue, linksInWords(s.Media))
		}
		if s.ExtractedBy != "reservation.completed" {
			t.Errorf("on %s: last read at %q, want reservation.completed", s.Channel, s.ExtractedBy)
		}
	}
	if want := []time.Duration{0, time.Minute, time.Minute, 2 * time.Minute}; len(spans) != 4 || spans[1] != want[1] || spans[2] != want[2] || spans[3] != want[3] {
		t.Errorf("Ada's segments last %v, want %v", spans, want)
	}
}

func TestAnAgentsSegmentKeepsItsQueueOnAnotherChannel(t *testing.T) {
	t.Parallel()
	h := newHistory()
	ada := h.call(`{}`).offer("Ada").accept()
	ada.enter("Sales")
	ada.moveTo("sms")
	const want = "Queue Support accepted, Conversation Support/Ada moved, Queue Sales moved, Conversation Support/Ada goes on, Queue Sales goes on"
	if got := inWords(h.project()); got != want {
		t.Errorf("a call for Support that waits for Sales as well\n got %q\nwant %q", got, want)
	}
}

func TestWhereANewAgentBeginsNoSegmentTheOldOneGoesOn(t *testing.T) {
	t.Parallel()
	h := newHistory()
	task := h.call(`{}`)
	task.offer("Ada").reject()
	task.offer("Grace").accept().complete("")
	p := h.project(func(b *rulebook.Book) { b.SegmentChanges = []string{rulebook.ChangeChannel, rulebook.ChangeQueue} })
	if got, want := inWords(p), "Queue Support accepted, Conversation Support/Ada completed"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
