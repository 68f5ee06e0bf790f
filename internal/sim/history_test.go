package sim

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

func TestTheHistoryOfATask(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	c.worker("bob", "{}")
	events := c.eventCount()
	c.task("chat")
	c.rejects("ann", "chat")
	c.accepts("bob", "chat")
	c.set("chat", TaskChange{Attributes: new(`{"x":1}`)})
	c.becomesStatus("chat", "wrapping")
	c.becomesStatus("chat", "completed")
	c.set("chat", TaskChange{Attributes: new(`{"x":2}`)})
	c.passes(time.Hour)
	var got []string
	for _, e := range c.a.History(0)[events:] {
		got = append(got, fmt.Sprintf("%s %s v%d %s", e.Type, e.Task.Status, e.Task.Version, e.Task.Attributes))
	}
	want := []string{
		`task.created pending v0 {"name":"chat"}`,
		`task-queue.entered pending v0 {"name":"chat"}`,
		`reservation.created reserved v1 {"name":"chat"}`,
		`reservation.rejected reserved v1 {"name":"chat"}`,
		`reservation.created reserved v3 {"name":"chat"}`,
		`reservation.accepted assigned v4 {"name":"chat"}`,
		`task.updated assigned v5 {"x":1}`,
		`reservation.wrapup wrapping v6 {"x":1}`,
		`task.wrapup wrapping v6 {"x":1}`,
		`reservation.completed completed v7 {"x":1}`,
		`task.completed completed v7 {"x":1}`,
		`task.updated completed v8 {"x":2}`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the history differs (-want +got):\n%s", diff)
	}
	if last := c.a.History(2); len(last) != 2 || last[1].Type != taskrouter.TaskUpdated {
		t.Errorf("the last two events are %+v", last)
	}
	if all := c.a.History(10_000); len(all) != c.eventCount() {
		t.Errorf("asked for more than there is, %d of %d events came", len(all), c.eventCount())
	}
}

func TestWhichEventsAreListed(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	c.passes(time.Hour)
	c.task("old")
	c.accepts("ann", "old")
	middle := c.a.Now()
	c.passes(10 * time.Minute)
	c.becomesStatus("old", "completed")
	c.task("new", on("voice"))
	other := newCentreBeside(c)
	other.queue("everyone", "1==1")
	other.workflow("all", other.byDefault("everyone"))
	other.task("foreign")
	r := c.reservation("new", "ann")
	list := func(filter EventFilter) []taskrouter.Event {
		found, err := c.a.Events(c.ws, filter, Page{Size: 1000})
		c.must("list events", err)
		return found.Items
	}
	last := list(EventFilter{})
	for _, row := range []struct {
		name   string
		filter EventFilter
		want   string
	}{
		{"of the last 15 minutes", EventFilter{}, "task.created task-queue.entered reservation.created reservation.accepted reservation.completed task.completed task.created task-queue.entered reservation.created"},
		{"of the last 5 minutes", EventFilter{Minutes: new(5)}, "reservation.completed task.completed task.created task-queue.entered reservation.created"},
		{"of the last 10 minutes, the first instant included", EventFilter{Minutes: new(10)}, "task.created task-queue.entered reservation.created reservation.accepted reservation.completed task.completed task.created task-queue.entered reservation.created"},
		{"since an instant", EventFilter{Start: new(middle.Add(1))}, "reservation.completed task.completed task.created task-queue.entered reservation.created"},
		{"until an instant, which is included", EventFilter{Start: new(middle), End: new(middle)}, "task.created task-queue.entered reservation.created reservation.accepted"},
		{"of one type", EventFilter{EventType: new("task.created")}, "task.created task.created"},
		{"of a task that is completed", EventFilter{TaskSid: new(c.tasks["old"])}, "task.created task-queue.entered reservation.created reservation.accepted reservation.completed task.completed"},
		{"of a reservation", EventFilter{ReservationSid: &r.Sid}, "reservation.created"},
		{"of a worker", EventFilter{WorkerSid: &r.WorkerSid}, "reservation.created reservation.accepted reservation.completed reservation.created"},
		{"of a queue", EventFilter{TaskQueueSid: new(c.queues["everyone"]), EventType: new("task.completed")}, "task.completed"},
		{"of a workflow", EventFilter{WorkflowSid: new(c.flows["all"]), EventType: new("task.completed")}, "task.completed"},
		{"of a task channel by name", EventFilter{TaskChannel: new("voice")}, "task.created task-queue.entered reservation.created"},
		{"of a task channel by sid", EventFilter{TaskChannel: &r.ChannelSid}, "task.created task-queue.entered reservation.created"},
		{"by its own sid", EventFilter{Sid: new(c.a.EventSid(last[4]))}, "reservation.completed"},
		{"of a task that never was", EventFilter{TaskSid: new("WT0")}, ""},
	} {
		var got []string
		for _, e := range list(row.filter) {
			got = append(got, string(e.Type))
		}
		if diff := strings.Join(got, " "); diff != row.want {
			t.Errorf("%s: got %q, want %q", row.name, diff, row.want)
		}
	}
}

// newCentreBeside is another workspace on the same account.
func newCentreBeside(c *centre) *centre { return centreOn(c.t, c.a) }

func TestAWorkspacesEventsAreTaskRoutersOnly(t *testing.T) {
	t.Parallel()
	c := newChat(t, "ann")
	c.accepts("ann", "chat")
	c.invites("second")
	c.must("close", c.close("closed", ""))
	found, err := c.a.Events(c.ws, EventFilter{}, Page{Size: 1000})
	c.must("list events", err)
	nouns := regexp.MustCompile(`^(workspace|activity|task-channel|task-queue|workflow|worker|task|reservation)\.`)
	for _, e := range found.Items {
		if !nouns.MatchString(string(e.Type)) {
			t.Errorf("TaskRouter lists an event %s", e.Type)
		}
	}
	if len(found.Items) == 0 {
		t.Error("no event is listed")
	}
}

func TestAnEventIsFoundByItsSid(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	other := newCentreBeside(c)
	for _, e := range c.a.History(0) {
		sid := c.a.EventSid(e)
		if !regexp.MustCompile(`^EV[0-9a-f]{32}$`).MatchString(sid) {
			t.Errorf("event %d has sid %q", e.Seq, sid)
		}
		found, err := c.a.Event(e.Workspace, sid)
		if err != nil || found.Seq != e.Seq {
			t.Errorf("event %d is found as %d, error %v", e.Seq, found.Seq, err)
		}
	}
	first := c.a.EventSid(c.a.History(0)[0])
	for what, sid := range map[string]string{
		"of another workspace": first, "that has not happened": c.a.EventSid(taskrouter.Event{Seq: 1000}),
		"of number 0": c.a.EventSid(taskrouter.Event{}), "too short": first[:33], "too long": first + "0", "empty": "", "of another account": "EVffff" + first[6:],
	} {
		_, err := c.a.Event(other.ws, sid)
		wantRefused(t, "an event "+what, err, rulebook.KindNotFound, rulebook.CodeNotFound)
	}
}

func TestEventsOutliveTheirTask(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.taskIn("completed")
	c.passes(10 * time.Minute)
	found, err := c.a.Events(c.ws, EventFilter{TaskSid: new(c.tasks["chat"])}, Page{})
	if err != nil || len(found.Items) != 6 || c.status("chat") != "gone" {
		t.Errorf("the task is %s, %d of its events are listed, error %v; want gone, 6", c.status("chat"), len(found.Items), err)
	}
}
