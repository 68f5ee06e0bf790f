package sim

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

func TestANewTaskIsShownBeforeItIsOffered(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	c.passes(time.Second)
	text := "{ \"name\" :\"Zoë\",\n\"n\":1, \"n\":2}"
	got := c.task("chat", with(text), prior(3))
	channel, err := c.a.TaskChannel(c.ws, "default")
	c.must("fetch channel", err)
	now := c.a.Now()
	want := TaskView{
		Task: &taskrouter.Task{
			Sid: got.Sid, AccountSid: accountOne, WorkspaceSid: c.ws, Status: taskrouter.Pending, Attributes: taskrouter.Attributes(text),
			Priority: 3, ChannelSid: channel.Sid, WorkflowSid: c.flows["all"], QueueSid: c.queues["everyone"], Timeout: 24 * time.Hour,
			Created: now, Updated: now, VirtualStart: now, QueueEntered: now,
		},
		QueueName: "everyone", WorkflowName: "all", ChannelName: "default",
	}
	if diff := cmp.Diff(want, got, answered); diff != "" {
		t.Errorf("the answer differs (-want +got):\n%s", diff)
	}
	if got := c.get("chat"); got.Status != taskrouter.Reserved || got.Version != 1 || got.Assignments != 1 {
		t.Errorf("afterwards it is %s, version %d, %d assignments; want reserved, 1, 1", got.Status, got.Version, got.Assignments)
	}
}

// answered leaves out of a view what no answer shows.
var answered = cmpopts.IgnoreFields(TaskView{}, "Was")

// half is a number of seconds that a Duration cannot hold: multiplied out it wraps
// around to about half a second.
const half = 92_233_720_369

func TestWhatATaskCannotBeMadeFrom(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		in   NewTask
	}{
		{"attributes that are no JSON", NewTask{Attributes: new(`{"a":`)}},
		{"attributes that are a list", NewTask{Attributes: new(`[]`)}},
		{"attributes that are null", NewTask{Attributes: new(`null`)}},
		{"attributes of 4097 characters", NewTask{Attributes: new(`{"a":"` + strings.Repeat("ü", 4097-8) + `"}`)}},
		{"a workflow that does not exist", NewTask{WorkflowSid: new("WW0")}},
		{"a queue that does not exist", NewTask{TaskQueueSid: new("WQ0")}},
		{"a workflow that does not exist beside a queue", NewTask{TaskQueueSid: new("the queue"), WorkflowSid: new("WW0")}},
		{"a task channel that does not exist", NewTask{TaskChannel: new("fax")}},
		{"a timeout of nothing", NewTask{Timeout: new(0)}},
		{"a timeout a second beyond 14 days", NewTask{Timeout: new(14*24*3600 + 1)}},
		{"a timeout that as nanoseconds is half a second", NewTask{Timeout: new(half)}},
		{"the largest timeout of all", NewTask{Timeout: new(math.MaxInt)}},
		{"a negative priority", NewTask{Priority: new(-1)}},
		{"a priority beyond 31 bits", NewTask{Priority: new(1 << 31)}},
		{"a virtual start in the future", NewTask{VirtualStart: new(Start.Add(time.Nanosecond))}},
		{"a virtual start in 1899", NewTask{VirtualStart: new(time.Date(1899, 12, 31, 23, 59, 59, 0, time.UTC))}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			c, untouched := newSimpleCentre(t), newSimpleCentre(t)
			if row.in.TaskQueueSid != nil && *row.in.TaskQueueSid == "the queue" {
				row.in.TaskQueueSid = new(c.queues["everyone"])
			}
			events := c.eventCount()
			_, err := c.a.CreateTask(c.ws, row.in)
			wantRefused(t, row.name, err, rulebook.KindInvalid, rulebook.CodeInvalid)
			if got := c.eventCount(); got != events {
				t.Errorf("a refused task left %d events", got-events)
			}
			if got, want := c.task("next").Sid, untouched.task("next").Sid; got != want {
				t.Errorf("after a refused task the next one has sid %s, without it %s", got, want)
			}
			sound(t, c.a)
		})
	}
}

func TestAttributesUpToTheLimitAreTaken(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	text := `{"a":"` + strings.Repeat("ü", 4096-8) + `"}`
	if got := c.task("chat", with(text)).Attributes; string(got) != text {
		t.Errorf("4096 characters came back as %d bytes, want %d", len(got), len(text))
	}
	if got := c.task("from 1900", func(n *NewTask) { n.VirtualStart = new(time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)) }); got.VirtualStart.Year() != 1900 {
		t.Errorf("virtual start in 1900 came back as %s", got.VirtualStart)
	}
}

func TestIfMatch(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		header string
		passes bool
	}{
		{``, true},
		{`*`, true},
		{`1`, true},
		{`"1"`, true},
		{`0`, false},
		{`"0"`, false},
		{`2`, false},
		{`""`, false},
		{`"1`, false},
		{`W/"1"`, false},
		{`01`, false},
		{`+1`, false},
		{`one`, false},
	} {
		t.Run("header "+row.header, func(t *testing.T) {
			t.Parallel()
			c := newSimpleCentre(t)
			c.task("chat")
			c.set("chat", TaskChange{Attributes: new(`{"version":1}`)})
			after, err := c.update("chat", TaskChange{IfMatch: row.header, Attributes: new(`{"version":2}`)})
			if row.passes {
				if err != nil || after.Version != 2 {
					t.Errorf("%s: version %d, error %v; want version 2", row.header, after.Version, err)
				}
				return
			}
			wantRefused(t, row.header, err, rulebook.KindPreconditionFailed, rulebook.CodePreconditionFailed)
			if got := c.get("chat"); got.Version != 1 || got.Attributes != `{"version":1}` {
				t.Errorf("%s: refused and yet version %d, attributes %s", row.header, got.Version, got.Attributes)
			}
			wantRefused(t, "delete", c.a.DeleteTask(c.ws, c.tasks["chat"], row.header), rulebook.KindPreconditionFailed, rulebook.CodePreconditionFailed)
		})
	}
}

func TestIfMatchGuardsEverythingThatHasAVersion(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	c.task("chat")
	r := c.reservation("chat", "ann")
	for what, err := range map[string]error{
		"task":        errorOf(c.update("chat", TaskChange{IfMatch: "7", Priority: new(1)})),
		"reservation": errorOf(c.a.UpdateTaskReservation(c.ws, r.TaskSid, r.Sid, ReservationChange{IfMatch: "7", Status: new("accepted")})),
		"reservation by worker": errorOf(c.a.UpdateWorkerReservation(c.ws, r.WorkerSid, r.Sid,
			ReservationChange{IfMatch: "7", Status: new("accepted")})),
		"worker":           errorOf(c.a.UpdateWorker(c.ws, r.WorkerSid, WorkerChange{IfMatch: "7", Attributes: new(`{"x":1}`)})),
		"worker, deletion": c.a.DeleteWorker(c.ws, r.WorkerSid, "7"),
		"task, deletion":   c.a.DeleteTask(c.ws, r.TaskSid, "7"),
	} {
		wantRefused(t, what, err, rulebook.KindPreconditionFailed, rulebook.CodePreconditionFailed)
	}
	if got := c.past("chat"); got != "ann pending" {
		t.Errorf("six refused requests left the reservation %q", got)
	}
}

func errorOf[T any](_ T, err error) error { return err }

func TestOneRequestIsOneVersion(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name   string
		change TaskChange
		from   string // the task's status before
		want   int    // how much the version rises
		events string
	}{
		{"attributes", TaskChange{Attributes: new(`{"x":1}`)}, "pending", 1, "task.updated"},
		{"priority", TaskChange{Priority: new(4)}, "pending", 1, "task.updated"},
		{"the same attributes again", TaskChange{Attributes: new(`{"name":"chat"}`)}, "pending", 1, "task.updated"},
		{"everything at once", TaskChange{Attributes: new(`{"x":1}`), Priority: new(4), Reason: new("r"), TaskChannel: new("voice")}, "pending", 1, "task.updated"},
		{"nothing", TaskChange{}, "pending", 0, ""},
		{"a reason alone", TaskChange{Reason: new("r")}, "pending", 0, ""},
		{"a reason alone after completion", TaskChange{Reason: new("r")}, "completed", 0, ""},
		{"canceled", TaskChange{Status: new("canceled")}, "pending", 1, "task.canceled"},
		{"canceled with attributes, priority and reason", TaskChange{Status: new("canceled"), Attributes: new(`{"x":1}`), Priority: new(4), Reason: new("r")}, "pending", 1, "task.canceled"},
		{"canceled while on offer", TaskChange{Status: new("canceled"), Attributes: new(`{"x":1}`)}, "reserved", 1, "reservation.canceled task.canceled"},
		{"wrapping with attributes", TaskChange{Status: new("wrapping"), Attributes: new(`{"x":1}`)}, "assigned", 1, "reservation.wrapup task.wrapup"},
		{"completed with attributes", TaskChange{Status: new("completed"), Attributes: new(`{"x":1}`)}, "assigned", 1, "reservation.completed task.completed"},
		{"completed after wrapping", TaskChange{Status: new("completed")}, "wrapping", 1, "reservation.completed task.completed"},
		{"the status that it has", TaskChange{Status: new("pending"), Attributes: new(`{"x":1}`)}, "pending", 1, "task.updated"},
		{"attributes after completion", TaskChange{Attributes: new(`{"x":1}`)}, "completed", 1, "task.updated"},
		{"attributes after cancellation", TaskChange{Attributes: new(`{"x":1}`)}, "canceled", 1, "task.updated"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			c := newSimpleCentre(t)
			c.taskIn(row.from)
			before, events := c.get("chat"), c.eventCount()
			after := c.set("chat", row.change)
			if got := after.Version - before.Version; got != row.want {
				t.Errorf("%s on a %s task: the version rose by %d, want %d", row.name, row.from, got, row.want)
			}
			if got := strings.Join(c.types(events), " "); got != row.events {
				t.Errorf("%s on a %s task: events %q, want %q", row.name, row.from, got, row.events)
			}
			if row.change.Attributes != nil && after.Attributes != taskrouter.Attributes(*row.change.Attributes) {
				t.Errorf("%s: attributes are %s, want %s", row.name, after.Attributes, *row.change.Attributes)
			}
			if fetched := c.get("chat"); !cmp.Equal(fetched, after, answered) {
				t.Errorf("%s: what is fetched differs from the answer (-answer +fetched):\n%s", row.name, cmp.Diff(after, fetched, answered))
			}
			sound(t, c.a)
		})
	}
}

// taskIn makes "chat" a task in a status, held by "ann" where somebody has to.
func (c *centre) taskIn(status string) {
	c.t.Helper()
	if status == "pending" || status == "canceled" {
		c.task("chat")
		if status == "canceled" {
			c.becomesStatus("chat", status)
		}
		return
	}
	c.worker("ann", "{}")
	c.task("chat")
	if status == "reserved" {
		return
	}
	c.accepts("ann", "chat")
	if status != "assigned" {
		c.becomesStatus("chat", status)
	}
}

func TestARefusedUpdateChangesNothing(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name   string
		change TaskChange
	}{
		{"attributes that are no JSON", TaskChange{Attributes: new(`{`)}},
		{"good attributes beside an illegal status", TaskChange{Attributes: new(`{"x":1}`), Status: new("completed")}},
		{"a reason beside an illegal status", TaskChange{Reason: new("r"), Status: new("wrapping")}},
		{"a legal status beside bad attributes", TaskChange{Attributes: new(`[]`), Status: new("canceled")}},
		{"a legal status beside a bad channel", TaskChange{TaskChannel: new("fax"), Status: new("canceled")}},
		{"a legal status beside a bad priority", TaskChange{Priority: new(-1), Status: new("canceled")}},
		{"a status that only routing sets", TaskChange{Status: new("assigned")}},
		{"a word that is no status", TaskChange{Status: new("closed")}},
		{"a virtual start in the future", TaskChange{VirtualStart: new(Start.Add(time.Hour))}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			c := newSimpleCentre(t)
			c.task("chat")
			before, events := c.get("chat"), c.eventCount()
			_, err := c.update("chat", row.change)
			wantRefused(t, row.name, err, rulebook.KindInvalid, rulebook.CodeInvalid)
			if diff := cmp.Diff(before, c.get("chat")); diff != "" || c.eventCount() != events {
				t.Errorf("%s: refused and yet %d events and changed (-before +after):\n%s", row.name, c.eventCount()-events, diff)
			}
			sound(t, c.a)
		})
	}
}

func TestATaskThatHasEndedIsNotRoutedAnyMore(t *testing.T) {
	t.Parallel()
	for _, status := range []string{"completed", "canceled"} {
		for name, change := range map[string]TaskChange{
			"priority":                      {Priority: new(4)},
			"task channel":                  {TaskChannel: new("voice")},
			"virtual start":                 {VirtualStart: new(Start)},
			"priority with good attributes": {Priority: new(4), Attributes: new(`{"x":1}`)},
		} {
			c := newSimpleCentre(t)
			c.taskIn(status)
			before, events := c.get("chat"), c.eventCount()
			_, err := c.update("chat", change)
			wantRefused(t, name, err, rulebook.KindInvalid, rulebook.CodeInvalid)
			for _, says := range []string{before.Sid, "has ended", status} {
				if err != nil && !strings.Contains(err.Error(), says) {
					t.Errorf("%s of a %s task: the refusal %q does not say %q", name, status, err, says)
				}
			}
			if diff := cmp.Diff(before, c.get("chat")); diff != "" || c.eventCount() != events {
				t.Errorf("%s of a %s task: refused and yet changed (-before +after):\n%s", name, status, diff)
			}
		}
	}
}

func TestAttributesAreReplacedNotMerged(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.task("chat", with(`{"a":1,"b":{"c":2}}`))
	if got := c.set("chat", TaskChange{Attributes: new(`{"b":{"d":3}}`)}).Attributes; got != `{"b":{"d":3}}` {
		t.Errorf("attributes are %s, want what was sent last and nothing else", got)
	}
	book := rulebook.Documented()
	book.MergeAttributes = true
	c = centreOn(t, newAccountFor(t, book))
	c.queue("everyone", "1==1")
	c.workflow("all", c.byDefault("everyone"))
	c.task("chat", with(`{"a":1,"b":{"c":2}}`))
	if got := c.set("chat", TaskChange{Attributes: new(`{"b":{"d":3}}`)}).Attributes.Decode(); !cmp.Equal(got, map[string]any{"a": 1.0, "b": map[string]any{"d": 3.0}}) {
		t.Errorf("by a book that merges, attributes are %v", got)
	}
}

func TestAReasonStaysWithTheTask(t *testing.T) {
	t.Parallel()
	playAll(t, newSimpleCentre, []scene{
		{"given with the end", func(c *centre) string {
			c.taskIn("assigned")
			return c.set("chat", TaskChange{Status: new("completed"), Reason: new("resolved")}).Reason
		}, "resolved"},
		{"given with wrap-up and not again", func(c *centre) string {
			c.taskIn("assigned")
			c.set("chat", TaskChange{Status: new("wrapping"), Reason: new("Conference ended")})
			return c.set("chat", TaskChange{Status: new("completed")}).Reason
		}, "Conference ended"},
		{"given with wrap-up and again", func(c *centre) string {
			c.taskIn("assigned")
			c.set("chat", TaskChange{Status: new("wrapping"), Reason: new("Conference ended")})
			return c.set("chat", TaskChange{Status: new("completed"), Reason: new("resolved")}).Reason
		}, "resolved"},
		{"given with a status that changes nothing", func(c *centre) string {
			c.taskIn("pending")
			return c.set("chat", TaskChange{Status: new("pending"), Reason: new("parked")}).Reason + "."
		}, "."},
		{"given alone is not taken", func(c *centre) string {
			c.taskIn("pending")
			return c.set("chat", TaskChange{Reason: new("parked")}).Reason + "."
		}, "."},
		{"given with attributes is not taken", func(c *centre) string {
			c.taskIn("assigned")
			return c.set("chat", TaskChange{Attributes: new(`{"x":1}`), Reason: new("parked")}).Reason + "."
		}, "."},
		{"given alone after the end leaves the one there is", func(c *centre) string {
			c.taskIn("assigned")
			c.set("chat", TaskChange{Status: new("completed"), Reason: new("resolved")})
			return c.set("chat", TaskChange{Reason: new("afterthought")}).Reason
		}, "resolved"},
		{"never given", func(c *centre) string {
			c.taskIn("assigned")
			return c.set("chat", TaskChange{Status: new("completed")}).Reason + "."
		}, "."},
	})
}

func TestOneUniqueNamePerTaskChannel(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	change := TaskChannelChange{FriendlyName: new("Fax"), UniqueName: new("fax")}
	made, err := c.a.CreateTaskChannel(c.ws, change)
	c.must("create fax", err)
	_, err = c.a.CreateTaskChannel(c.ws, change)
	wantRefused(t, "a second fax", err, rulebook.KindConflict, rulebook.CodeConflict)
	if view := c.task("chat", on("fax")); view.ChannelSid != made.Sid || c.offered("chat") != "ann" {
		t.Errorf("a task on fax is on %s and offered to %s", view.ChannelName, c.offered("chat"))
	}
}
