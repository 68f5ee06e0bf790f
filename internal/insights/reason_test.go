package insights_test

import (
	"testing"
	"time"
)

func TestReasonGoesToWhatEndsWithTheTask(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		when  string
		agent string
		tell  func(*history)
		want  string
	}{
		{"TD-08 completed with a reason", "Ada", func(h *history) { chatByAda(h, `{}`).complete("solved") }, "solved"},
		{"TD-08 completed with a reason, task first", "Ada", func(h *history) { chatByAda(h, `{}`).completeTaskFirst("solved") }, "solved"},
		{"TD-08 completed with a reason, the queue's", "", func(h *history) { chatByAda(h, `{}`).complete("solved") }, "solved"},
		{"TD-08 completed without a reason", "Ada", func(h *history) { chatByAda(h, `{}`).complete("") }, ""},
		{"TD-08 canceled while pending", "", func(h *history) { h.chat(`{}`).cancel("hung up") }, "hung up"},
		{"TD-08 canceled while reserved", "Ada", func(h *history) { task := h.chat(`{}`); task.cancel("hung up", task.offer("Ada")) }, "hung up"},
		{
			"TD-08 an offer was rejected before the task was canceled, at the same instant", "Ada",
			func(h *history) {
				task := h.chat(`{}`)
				task.offer("Ada").reject()
				task.cancel("hung up")
			},
			"",
		},
		{
			"TD-08 an agent left before another accepted, at the same instant", "Ada",
			func(h *history) {
				ada := chatByAda(h, `{}`)
				grace := ada.offer("Grace")
				ada.leave()
				grace.accept().complete("solved")
			},
			"",
		},
		{
			"TD-08 an agent left before another was asked, at the same instant", "Ada",
			func(h *history) {
				ada := chatByAda(h, `{}`)
				ada.leave()
				ada.cancel("hung up", ada.offer("Grace"))
			},
			"",
		},
		{
			"TD-08 an agent left before the task was queued again, at the same instant", "Ada",
			func(h *history) {
				ada := chatByAda(h, `{}`)
				ada.leave()
				ada.enter("Sales")
				ada.cancel("hung up")
			},
			"",
		},
		{
			"TD-08 an agent left a second before the other completed", "Ada",
			func(h *history) {
				ada := chatByAda(h, `{}`)
				grace := ada.offer("Grace").accept()
				ada.leave()
				h.wait(time.Second)
				grace.complete("solved")
			},
			"",
		},
		{
			"TD-08 the reason was given with the wrap-up and the task goes on", "Ada",
			func(h *history) {
				ada := chatByAda(h, `{}`)
				ada.task.Reason = "solved"
				ada.wrap()
			},
			"",
		},
		{
			"TD-08 the reason was given with the wrap-up and stays", "Ada",
			func(h *history) {
				ada := chatByAda(h, `{}`)
				ada.task.Reason = "solved"
				ada.wrap()
				ada.complete("solved")
			},
			"solved",
		},
	} {
		t.Run(row.when, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			row.tell(h)
			if s := segmentOf(t, h.project(), row.agent); s.Reason != row.want {
				t.Errorf("%s: %s segment's reason is %q, want %q", row.when, s.Kind, s.Reason, row.want)
			}
		})
	}
}
