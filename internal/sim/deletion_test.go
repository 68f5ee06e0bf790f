package sim

import (
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestDeletingATask(t *testing.T) {
	t.Parallel()
	for _, status := range []string{"pending", "reserved", "assigned", "wrapping", "completed", "canceled"} {
		t.Run(status, func(t *testing.T) {
			t.Parallel()
			c := newSimpleCentre(t)
			c.taskIn(status)
			events := c.eventCount()
			c.must("delete", c.a.DeleteTask(c.ws, c.tasks["chat"], ""))
			want := "task.deleted"
			if status == "reserved" {
				want = "reservation.canceled task.deleted"
			}
			if got := strings.Join(c.types(events), " "); got != want || c.status("chat") != "gone" {
				t.Errorf("a %s task is %s, events %q; want gone, %q", status, c.status("chat"), got, want)
			}
			wantRefused(t, "deleting it again", c.a.DeleteTask(c.ws, c.tasks["chat"], ""), rulebook.KindNotFound, rulebook.CodeNotFound)
			c.passes(48 * time.Hour)
			if got := c.eventCount() - events; got != len(strings.Fields(want)) {
				t.Errorf("two days later there are %d events since, want no more than %q", got, want)
			}
			sound(t, c.a)
		})
	}
}

func TestWhatCannotBeDeleted(t *testing.T) {
	t.Parallel()
	playAll(t, newSimpleCentre, []scene{
		{"a queue in which a task waits", func(c *centre) string {
			c.task("chat")
			wantRefused(c.t, "queue", c.a.DeleteTaskQueue(c.ws, c.queues["everyone"]), rulebook.KindInvalid, rulebook.CodeInvalid)
			return c.where("chat")
		}, "pending in everyone"},
		{"a queue whose task is on offer", func(c *centre) string {
			c.worker("ann", "{}")
			c.task("chat")
			wantRefused(c.t, "queue", c.a.DeleteTaskQueue(c.ws, c.queues["everyone"]), rulebook.KindInvalid, rulebook.CodeInvalid)
			c.rejects("ann", "chat")
			return c.where("chat")
		}, "pending in everyone"},
		{"a queue whose task is held goes", func(c *centre) string {
			c.worker("ann", "{}")
			c.task("chat")
			c.accepts("ann", "chat")
			c.must("delete queue", c.a.DeleteTaskQueue(c.ws, c.queues["everyone"]))
			return c.where("chat")
		}, "assigned in "},
		{"a workflow on which a task waits", func(c *centre) string {
			c.task("chat")
			wantRefused(c.t, "workflow", c.a.DeleteWorkflow(c.ws, c.flows["all"]), rulebook.KindInvalid, rulebook.CodeInvalid)
			return c.get("chat").WorkflowName
		}, "all"},
		{"a worker who holds a task", func(c *centre) string {
			c.worker("ann", "{}")
			c.task("chat")
			c.accepts("ann", "chat")
			wantRefused(c.t, "worker", c.a.DeleteWorker(c.ws, c.workers["ann"], ""), rulebook.KindInvalid, rulebook.CodeInvalid)
			return c.heldBy("chat")
		}, "ann"},
		{"an activity that a worker is in", func(c *centre) string {
			c.worker("ann", "{}")
			wantRefused(c.t, "activity", c.a.DeleteActivity(c.ws, c.activity("Available")), rulebook.KindInvalid, rulebook.CodeInvalid)
			return "kept"
		}, "kept"},
		{"the activity that workers fall back on", func(c *centre) string {
			wantRefused(c.t, "activity", c.a.DeleteActivity(c.ws, c.activity("Offline")), rulebook.KindInvalid, rulebook.CodeInvalid)
			return "kept"
		}, "kept"},
		{"a task channel that a task is on", func(c *centre) string {
			c.task("chat")
			wantRefused(c.t, "channel", c.a.DeleteTaskChannel(c.ws, "default"), rulebook.KindInvalid, rulebook.CodeInvalid)
			return c.get("chat").ChannelName
		}, "default"},
		{"a workspace goes with all that is in it", func(c *centre) string {
			c.worker("ann", "{}")
			c.task("chat")
			c.task("waits")
			c.must("delete workspace", c.a.DeleteWorkspace(c.ws))
			sound(c.t, c.a)
			c.passes(48 * time.Hour)
			return c.status("chat")
		}, "gone"},
	})
}
