package insights_test

import (
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// stage writes attributes that say when they were written.
func stage(name string) string { return `{"conversations":{"case":"` + name + `"}}` }

func TestAttributesAreThoseOfTheLatestReading(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		when  string
		agent string // whose segment; "" for the queue's
		tell  func(*history)
		read  any
		by    string
	}{
		{"a task waits: nothing is read", "", func(h *history) { h.chat(stage("born")) }, nil, ""},
		{"TD-03 an offer is made", "Ada", func(h *history) { h.chat(stage("born")).offer("Ada") }, "born", "reservation.created"},
		{"TD-03 an offer is made, seen from the queue", "", func(h *history) { h.chat(stage("born")).offer("Ada") }, "born", "reservation.created"},
		{
			"TD-03 the attributes have changed when the offer is accepted", "Ada",
			func(h *history) {
				ada := h.chat(stage("born")).offer("Ada")
				ada.update(stage("offered"))
				ada.accept()
			},
			"born", "reservation.created",
		},
		{
			"TD-03 the attributes have changed when the agent wraps up", "Ada",
			func(h *history) {
				ada := chatByAda(h, stage("born"))
				ada.update(stage("talked"))
				ada.wrap()
			},
			"born", "reservation.created",
		},
		{
			"TD-03 the offer is rejected", "Ada",
			func(h *history) {
				ada := h.chat(stage("born")).offer("Ada")
				ada.update(stage("offered"))
				ada.reject()
			},
			"offered", "reservation.rejected",
		},
		{
			"TD-03 the offer runs out", "Ada",
			func(h *history) {
				ada := h.chat(stage("born")).offer("Ada")
				ada.update(stage("offered"))
				ada.timeOut()
			},
			"offered", "reservation.timeout",
		},
		{
			"TD-03 the offer is taken back", "Ada",
			func(h *history) {
				task := h.chat(stage("born"))
				ada, grace := task.offer("Ada"), task.offer("Grace")
				task.update(stage("offered"))
				grace.accept()
				ada.rescind()
			},
			"offered", "reservation.rescinded",
		},
		{
			"TD-03 the other offer is taken back", "Grace",
			func(h *history) {
				task := h.chat(stage("born"))
				ada, grace := task.offer("Ada"), task.offer("Grace")
				task.update(stage("offered"))
				grace.accept()
				ada.rescind()
			},
			"born", "reservation.created",
		},
		{
			"TD-03 the task is canceled with the offer", "Ada",
			func(h *history) {
				task := h.chat(stage("born"))
				ada := task.offer("Ada")
				task.update(stage("offered"))
				task.cancel("", ada)
			},
			"offered", "reservation.canceled",
		},
		{
			"TD-03 the reservation is completed", "Ada",
			func(h *history) {
				ada := chatByAda(h, stage("born"))
				ada.update(stage("talked"))
				ada.complete("")
			},
			"talked", "reservation.completed",
		},
		{
			"TD-03 the reservation's completion is told after the task's", "Ada",
			func(h *history) {
				ada := chatByAda(h, stage("born"))
				ada.update(stage("talked"))
				ada.completeTaskFirst("")
			},
			"talked", "reservation.completed",
		},
		{
			"TD-04 attributes change several times", "",
			func(h *history) {
				ada := chatByAda(h, stage("born"))
				ada.update(stage("first"))
				ada.update(stage("second"))
				ada.complete("")
			},
			"second", "task.completed",
		},
		{
			"TD-04 attributes change and change back", "Ada",
			func(h *history) {
				ada := chatByAda(h, stage("born"))
				ada.update(stage("first"))
				ada.update(stage("born"))
				ada.complete("")
			},
			"born", "reservation.completed",
		},
		{
			"TD-04 a pending task is canceled", "",
			func(h *history) {
				task := h.chat(stage("born"))
				task.update(stage("waited"))
				task.cancel("")
			},
			"waited", "task.canceled",
		},
		{
			"TD-04 a reserved task is canceled, seen from the queue", "",
			func(h *history) {
				task := h.chat(stage("born"))
				ada := task.offer("Ada")
				task.update(stage("offered"))
				task.cancel("", ada)
			},
			"offered", "task.canceled",
		},
		{
			"TD-04 an offer was rejected before the attributes changed, at the same instant", "Ada",
			func(h *history) {
				task := h.chat(stage("born"))
				task.offer("Ada").reject()
				grace := task.offer("Grace").accept()
				task.update(stage("talked"))
				grace.complete("")
			},
			"born", "reservation.rejected",
		},
		{
			"TD-04 the first of two agents was done before the attributes changed, at the same instant", "Ada",
			func(h *history) {
				ada := chatByAda(h, stage("born"))
				grace := ada.offer("Grace").accept()
				ada.leave()
				ada.update(stage("talked"))
				grace.complete("")
			},
			"born", "reservation.completed",
		},
		{
			"TD-04 two agents end with the task", "Ada",
			func(h *history) {
				ada := chatByAda(h, stage("born"))
				grace := ada.offer("Grace").accept()
				ada.update(stage("talked"))
				ada.leave()
				grace.complete("")
			},
			"talked", "reservation.completed",
		},
		{
			"TD-05 attributes change at the instant of completion", "Ada",
			func(h *history) {
				ada := chatByAda(h, stage("born"))
				ada.complete("")
				ada.update(stage("too late"))
			},
			"born", "reservation.completed",
		},
		{
			"TD-05 attributes change between the task's completion and the reservation's", "Ada",
			func(h *history) {
				ada := chatByAda(h, stage("born"))
				ada.task.Status = taskrouter.Completed
				ada.happens(taskrouter.TaskCompleted, nil)
				ada.update(stage("too late"))
				ada.leave()
			},
			"born", "reservation.completed",
		},
		{
			"TD-05 the reservation is completed a second after the task", "Ada",
			func(h *history) {
				ada := chatByAda(h, stage("born"))
				ada.task.Status = taskrouter.Completed
				ada.happens(taskrouter.TaskCompleted, nil)
				h.wait(time.Second)
				ada.leave()
			},
			"born", "task.completed",
		},
		{
			"TD-05 attributes change after a cancellation", "",
			func(h *history) {
				task := h.chat(stage("born"))
				task.cancel("")
				h.wait(time.Second)
				task.update(stage("too late"))
			},
			"born", "task.canceled",
		},
		{
			"a task is deleted: what was read stays", "Ada",
			func(h *history) {
				ada := chatByAda(h, stage("born"))
				ada.update(stage("talked"))
				ada.happens(taskrouter.TaskDeleted, nil)
			},
			"born", "reservation.created",
		},
	} {
		t.Run(row.when, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			row.tell(h)
			s := segmentOf(t, h.project(), row.agent)
			if got := s.Conversations["case"]; got != row.read || s.ExtractedBy != row.by {
				t.Errorf("when %s\n%s segment %q got %v by %q\nwant %v by %q", row.when, s.Kind, row.agent, got, s.ExtractedBy, row.read, row.by)
			}
			if (s.ExtractedBy == "") != s.ExtractedAt.IsZero() {
				t.Errorf("when %s: extracted by %q at %s", row.when, s.ExtractedBy, s.ExtractedAt)
			}
		})
	}
}

func TestSegmentsDoNotShareTheirAttributes(t *testing.T) {
	t.Parallel()
	h := newHistory()
	chatByAda(h, stage("born")).complete("")
	p := h.project()
	p.Segments[0].Conversations["case"] = "changed"
	if got := p.Segments[1].Conversations["case"]; got != "born" {
		t.Errorf("changing the first segment made the second's case %v, want born", got)
	}
}

func TestTheBookSaysWhatIsRead(t *testing.T) {
	t.Parallel()
	talk := func(h *history) {
		ada := h.chat(stage("born")).offer("Ada")
		ada.update(stage("offered"))
		ada.accept()
		ada.update(stage("talked"))
		ada.complete("solved")
		ada.update(stage("too late"))
	}
	for _, row := range []struct {
		book   string
		change func(*rulebook.Book)
		read   any
		by     string
		reason string
	}{
		{"as documented", func(*rulebook.Book) {}, "talked", "reservation.completed", "solved"},
		{
			"completing a reservation reads nothing",
			func(b *rulebook.Book) { b.ExtractionEvents = []string{"reservation.created"} },
			"talked", "task.completed", "solved",
		},
		{
			"completing a task settles nothing",
			func(b *rulebook.Book) { b.FinalEvents = nil },
			"talked", "reservation.completed", "",
		},
		{
			"only accepting reads, and nothing settles",
			func(b *rulebook.Book) { b.ExtractionEvents, b.FinalEvents = []string{"reservation.accepted"}, nil },
			"offered", "reservation.accepted", "",
		},
		{
			"updates are read while the segment goes on",
			func(b *rulebook.Book) { b.ExtractionEvents, b.FinalEvents = []string{"task.updated"}, nil },
			"talked", "task.updated", "",
		},
		{
			"later updates settle anew",
			func(b *rulebook.Book) { b.FinalEvents = append(b.FinalEvents, "task.updated") },
			"too late", "task.updated", "solved",
		},
	} {
		t.Run(row.book, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			talk(h)
			s := segmentOf(t, h.project(row.change), "Ada")
			if s.Conversations["case"] != row.read || s.ExtractedBy != row.by || s.Reason != row.reason {
				t.Errorf("%s: got %v by %q with reason %q\nwant %v by %q with reason %q",
					row.book, s.Conversations["case"], s.ExtractedBy, s.Reason, row.read, row.by, row.reason)
			}
		})
	}
}
