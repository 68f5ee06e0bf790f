package sim

import (
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestWhatBecomesOfAnOffer(t *testing.T) {
	t.Parallel()
	build := func(t failer) *centre {
		c := newCentre(t)
		c.queue("everyone", "1==1")
		c.workflow("all", c.byDefault("everyone"), reservedFor(60))
		c.worker("ann", "{}")
		c.worker("bob", "{}")
		return c
	}
	playAll(t, build, []scene{
		{"accepted, the task is assigned", func(c *centre) string {
			c.task("chat")
			c.accepts("ann", "chat")
			return c.status("chat") + ": " + c.past("chat")
		}, "assigned: ann accepted"},
		{"rejected, the next worker is offered it", func(c *centre) string {
			c.task("chat")
			c.rejects("ann", "chat")
			return c.status("chat") + ": " + c.past("chat")
		}, "reserved: ann rejected, bob pending"},
		{"rejected by all, it waits", func(c *centre) string {
			c.task("chat")
			c.rejects("ann", "chat")
			c.rejects("bob", "chat")
			return c.status("chat") + ": " + c.past("chat")
		}, "pending: ann rejected, bob rejected"},
		{"who has rejected it gets what waits behind it", func(c *centre) string {
			c.becomes("bob", "Offline")
			c.task("first")
			c.task("second")
			c.rejects("ann", "first")
			return c.offered("first") + "; " + c.offered("second")
		}, "nobody; ann"},
		{"who has rejected it is offered it again once their activity has changed", func(c *centre) string {
			c.becomes("bob", "Offline")
			c.task("chat")
			c.rejects("ann", "chat")
			c.becomes("ann", "Unavailable")
			c.becomes("ann", "Available")
			return c.past("chat")
		}, "ann rejected, ann pending"},
		{"rejected with an activity, the worker changes to it", func(c *centre) string {
			c.task("chat")
			r := c.reservation("chat", "ann")
			_, err := c.a.UpdateTaskReservation(c.ws, r.TaskSid, r.Sid, ReservationChange{
				Status: new("rejected"), WorkerActivitySid: new(c.activity("Unavailable")),
			})
			c.must("reject", err)
			ann, err := c.a.Worker(c.ws, c.workers["ann"])
			c.must("fetch ann", err)
			return ann.ActivityName + ": " + c.past("chat")
		}, "Unavailable: ann rejected, bob pending"},
		{"accepted with an available activity, the worker gets more", func(c *centre) string {
			c.becomes("bob", "Offline")
			c.capacity("ann", "default", 2)
			c.task("first")
			c.becomes("ann", "Offline")
			c.task("second")
			r := c.reservation("first", "ann")
			_, err := c.a.UpdateTaskReservation(c.ws, r.TaskSid, r.Sid, ReservationChange{
				Status: new("accepted"), WorkerActivitySid: new(c.activity("Available")),
			})
			c.must("accept", err)
			return c.status("first") + "; " + c.offered("second")
		}, "assigned; ann"},
		{"rejected with an activity that does not exist, nothing changes", func(c *centre) string {
			c.task("chat")
			r := c.reservation("chat", "ann")
			_, err := c.a.UpdateTaskReservation(c.ws, r.TaskSid, r.Sid, ReservationChange{Status: new("rejected"), WorkerActivitySid: new("WA0")})
			wantRefused(c.t, "reject", err, rulebook.KindInvalid, rulebook.CodeInvalid)
			return c.past("chat")
		}, "ann pending"},
		{"unanswered until a nanosecond before its time", func(c *centre) string {
			c.task("chat")
			c.passes(time.Minute - 1)
			return c.past("chat")
		}, "ann pending"},
		{"unanswered for its time, the worker goes offline and the next one is asked", func(c *centre) string {
			c.task("chat")
			c.passes(time.Minute)
			ann, err := c.a.Worker(c.ws, c.workers["ann"])
			c.must("fetch ann", err)
			return ann.ActivityName + ": " + c.past("chat")
		}, "Offline: ann timeout, bob pending"},
		{"unanswered by all, it waits", func(c *centre) string {
			c.task("chat")
			c.passes(time.Hour)
			return c.status("chat") + ": " + c.past("chat")
		}, "pending: ann timeout, bob timeout"},
		{"the workspace says what who misses it goes to", func(c *centre) string {
			_, err := c.a.UpdateWorkspace(c.ws, WorkspaceChange{TimeoutActivitySid: new(c.activity("Unavailable"))})
			c.must("set activity", err)
			c.task("chat")
			c.passes(time.Minute)
			ann, err := c.a.Worker(c.ws, c.workers["ann"])
			c.must("fetch ann", err)
			return ann.ActivityName
		}, "Unavailable"},
		{"an available activity on timeout does not make it go round for ever", func(c *centre) string {
			_, err := c.a.UpdateWorkspace(c.ws, WorkspaceChange{TimeoutActivitySid: new(c.activity("Available"))})
			c.must("set activity", err)
			c.task("chat")
			c.passes(time.Hour)
			return c.past("chat")
		}, "ann timeout, bob timeout"},
		{"the task is canceled", func(c *centre) string {
			c.task("chat")
			c.becomesStatus("chat", "canceled")
			c.task("next")
			return c.past("chat") + "; next " + c.past("next")
		}, "ann canceled; next bob pending"},
		{"completed with the task", func(c *centre) string {
			c.task("chat")
			c.accepts("ann", "chat")
			c.becomesStatus("chat", "completed")
			return c.past("chat")
		}, "ann completed"},
		{"completed by itself, the task is completed", func(c *centre) string {
			c.task("chat")
			c.accepts("ann", "chat")
			c.answer("ann", "chat", "completed")
			return c.status("chat") + ": " + c.past("chat")
		}, "completed: ann completed"},
		{"wrapped up by itself, the task wraps up", func(c *centre) string {
			c.task("chat")
			c.accepts("ann", "chat")
			c.answer("ann", "chat", "wrapping")
			return c.status("chat") + ": " + c.past("chat")
		}, "wrapping: ann wrapping"},
		{"wrapped up and then completed", func(c *centre) string {
			c.task("chat")
			c.accepts("ann", "chat")
			c.answer("ann", "chat", "wrapping")
			c.answer("ann", "chat", "completed")
			return c.status("chat") + ": " + c.past("chat")
		}, "completed: ann completed"},
		{"turned down with all others when the worker leaves and says so", func(c *centre) string {
			c.task("chat")
			_, err := c.a.UpdateWorker(c.ws, c.workers["ann"], WorkerChange{ActivitySid: new(c.activity("Offline")), RejectPending: true})
			c.must("leave", err)
			return c.past("chat")
		}, "ann rejected, bob pending"},
		{"left open when the worker leaves without a word", func(c *centre) string {
			c.task("chat")
			c.becomes("ann", "Offline")
			return c.past("chat")
		}, "ann pending"},
		{"turned down when the worker is deleted", func(c *centre) string {
			c.task("chat")
			c.must("delete ann", c.a.DeleteWorker(c.ws, c.workers["ann"], ""))
			return c.past("chat")
		}, "ann rejected, bob pending"},
		{"by instruction, as by status", func(c *centre) string {
			c.task("chat")
			r := c.reservation("chat", "ann")
			_, err := c.a.UpdateWorkerReservation(c.ws, r.WorkerSid, r.Sid, ReservationChange{Instruction: new("reject")})
			c.must("reject", err)
			r = c.reservation("chat", "bob")
			_, err = c.a.UpdateWorkerReservation(c.ws, r.WorkerSid, r.Sid, ReservationChange{Instruction: new("accept")})
			c.must("accept", err)
			return c.status("chat") + ": " + c.past("chat")
		}, "assigned: ann rejected, bob accepted"},
	})
}

func TestTheThousandthOfferThatFailsEndsATask(t *testing.T) {
	t.Parallel()
	book := rulebook.Documented()
	book.AssignmentsLimit = 3
	c := centreOn(t, newAccountFor(t, book))
	c.queue("q", "1==1")
	c.workflow("f", c.byDefault("q"))
	for _, name := range []string{"ann", "bob", "cid", "dan"} {
		c.worker(name, "{}")
	}
	c.task("chat")
	for _, name := range []string{"ann", "bob", "cid"} {
		c.rejects(name, "chat")
	}
	if got, want := c.status("chat")+": "+c.past("chat"), "canceled: ann rejected, bob rejected, cid rejected"; got != want {
		t.Errorf("with a limit of 3 assignments: got %q, want %q", got, want)
	}
	sound(t, c.a)
}
