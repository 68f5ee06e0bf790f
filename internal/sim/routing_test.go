package sim

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestWhoIsOfferedATask(t *testing.T) {
	t.Parallel()
	playAll(t, newSimpleCentre, []scene{
		{"nobody is there", func(c *centre) string {
			c.task("chat")
			return c.where("chat") + ", offered to " + c.offered("chat")
		}, "pending in everyone, offered to nobody"},
		{"an available worker", func(c *centre) string {
			c.worker("ann", "{}")
			c.task("chat")
			return c.where("chat") + ", offered to " + c.offered("chat")
		}, "reserved in everyone, offered to ann"},
		{"a worker who is not available", func(c *centre) string {
			c.workerIn("ann", "{}", "Offline")
			c.task("chat")
			return c.offered("chat")
		}, "nobody"},
		{"a worker who becomes available", func(c *centre) string {
			c.workerIn("ann", "{}", "Offline")
			c.task("chat")
			c.becomes("ann", "Available")
			return c.offered("chat")
		}, "ann"},
		{"a worker who is new", func(c *centre) string {
			c.task("chat")
			c.worker("ann", "{}")
			return c.offered("chat")
		}, "ann"},
		{"only as many tasks as a worker takes", func(c *centre) string {
			c.worker("ann", "{}")
			c.task("first")
			c.task("second")
			return c.offered("first") + "; " + c.offered("second")
		}, "ann; nobody"},
		{"another channel has a capacity of its own", func(c *centre) string {
			c.worker("ann", "{}")
			c.task("first")
			c.task("second", on("voice"))
			return c.offered("first") + "; " + c.offered("second")
		}, "ann; ann"},
		{"more capacity brings the next task", func(c *centre) string {
			c.worker("ann", "{}")
			c.task("first")
			c.task("second")
			c.capacity("ann", "default", 2)
			return c.offered("second")
		}, "ann"},
		{"no capacity, no task", func(c *centre) string {
			c.worker("ann", "{}")
			c.capacity("ann", "default", 0)
			c.task("chat")
			return c.offered("chat")
		}, "nobody"},
		{"a channel that is switched off", func(c *centre) string {
			c.worker("ann", "{}")
			_, err := c.a.UpdateWorkerChannel(c.ws, c.workers["ann"], "default", WorkerChannelChange{Available: new(false)})
			c.must("switch off", err)
			c.task("chat")
			return c.offered("chat")
		}, "nobody"},
		{"a channel that is switched on again", func(c *centre) string {
			c.worker("ann", "{}")
			for _, available := range []bool{false, true} {
				_, err := c.a.UpdateWorkerChannel(c.ws, c.workers["ann"], "default", WorkerChannelChange{Available: &available})
				c.must("switch", err)
				if !available {
					c.task("chat")
				}
			}
			return c.offered("chat")
		}, "ann"},
		{"an accepted task takes up capacity until it is completed", func(c *centre) string {
			c.worker("ann", "{}")
			c.task("first")
			c.accepts("ann", "first")
			c.task("second")
			held := c.offered("second")
			c.becomesStatus("first", "wrapping")
			wrapping := c.offered("second")
			c.becomesStatus("first", "completed")
			return held + "; " + wrapping + "; " + c.offered("second")
		}, "nobody; nobody; ann"},
		{"a deleted task gives its capacity back", func(c *centre) string {
			c.worker("ann", "{}")
			c.task("first")
			c.accepts("ann", "first")
			c.task("second")
			c.must("delete", c.a.DeleteTask(c.ws, c.tasks["first"], ""))
			return c.offered("second")
		}, "ann"},
		{"the task is for whoever has waited longest: in the order of their coming", func(c *centre) string {
			c.worker("ann", "{}")
			c.worker("bob", "{}")
			c.task("first")
			c.task("second")
			return c.offered("first") + "; " + c.offered("second")
		}, "ann; bob"},
		{"for whoever finished first, not for whoever began first", func(c *centre) string {
			c.worker("ann", "{}")
			c.worker("bob", "{}")
			c.task("first")
			c.accepts("ann", "first")
			c.task("second")
			c.accepts("bob", "second")
			c.becomesStatus("second", "completed")
			c.passes(time.Minute)
			c.becomesStatus("first", "completed")
			c.task("third")
			return c.offered("third")
		}, "bob"},
		{"for whoever has nothing to do before whoever has", func(c *centre) string {
			c.worker("ann", "{}")
			c.worker("bob", "{}")
			c.capacity("ann", "default", 3)
			c.task("first")
			c.accepts("ann", "first")
			c.task("second")
			c.accepts("bob", "second")
			c.becomesStatus("second", "completed")
			c.task("third")
			return c.offered("third")
		}, "bob"},
		{"coming back from a break is not waiting", func(c *centre) string {
			c.worker("ann", "{}")
			c.worker("bob", "{}")
			c.becomes("ann", "Unavailable")
			c.becomes("ann", "Available")
			c.task("chat")
			return c.offered("chat")
		}, "bob"},
		{"all whom a queue selects anew share what waits in it", func(c *centre) string {
			c.queue("closed", "1==2")
			c.worker("ann", "{}")
			c.worker("bob", "{}")
			c.becomes("ann", "Unavailable")
			c.becomes("ann", "Available") // bob has waited longer now
			for _, name := range []string{"first", "second"} {
				c.task(name, routedTo(c.queues["closed"]))
			}
			_, err := c.a.UpdateTaskQueue(c.ws, c.queues["closed"], TaskQueueChange{TargetWorkers: new("1==1")})
			c.must("open", err)
			return c.offered("first") + "; " + c.offered("second")
		}, "bob; ann"},
		{"two who become free at once share what waits", func(c *centre) string {
			c.queue("both", "1==1", inParallel(2))
			c.workflow("to both", c.byDefault("both"))
			c.worker("ann", "{}")
			c.worker("bob", "{}")
			both := func(n *NewTask) { n.WorkflowSid = new(c.flows["to both"]) }
			all := func(n *NewTask) { n.WorkflowSid = new(c.flows["all"]) }
			c.task("shared", both)
			c.task("first", all)
			c.task("second", all)
			c.becomesStatus("shared", "canceled")
			return c.offered("first") + "; " + c.offered("second")
		}, "ann; bob"},
	})
}

func TestWhichQueueATaskGoesTo(t *testing.T) {
	t.Parallel()
	build := func(t failer) *centre {
		c := newCentre(t)
		c.queue("english", `languages HAS "en"`)
		c.queue("german", `languages HAS "de"`)
		c.queue("rest", "1==1")
		c.worker("ann", `{"languages":["en"]}`)
		c.worker("bert", `{"languages":["de"]}`)
		c.workflow("by language", `{"task_routing":{"filters":[
			{"expression":"language=='en'","targets":[{"queue":"english"}]},
			{"expression":"language=='de'","targets":[{"queue":"german","priority":5}]}],
			"default_filter":{"queue":"rest"}}}`)
		return c
	}
	playAll(t, build, []scene{
		{"the first filter's", func(c *centre) string {
			c.task("chat", with(`{"language":"en"}`))
			return c.where("chat") + " for " + c.offered("chat")
		}, "reserved in english for ann"},
		{"the second filter's", func(c *centre) string {
			c.task("chat", with(`{"language":"de"}`))
			return c.where("chat") + " for " + c.offered("chat")
		}, "reserved in german for bert"},
		{"the default one where no filter matches", func(c *centre) string {
			c.task("chat", with(`{"language":"fr"}`))
			return c.where("chat") + " for " + c.offered("chat")
		}, "reserved in rest for ann"},
		{"a target's priority counts more than the creator's", func(c *centre) string {
			return fmt.Sprint(c.task("chat", with(`{"language":"de"}`), prior(9)).Priority)
		}, "5"},
		{"the creator's priority stays where the target has none", func(c *centre) string {
			return fmt.Sprint(c.task("chat", with(`{"language":"en"}`), prior(9)).Priority)
		}, "9"},
		{"new attributes send a waiting task elsewhere", func(c *centre) string {
			c.becomes("ann", "Offline")
			c.task("chat", with(`{"language":"en"}`))
			before := c.where("chat")
			c.set("chat", TaskChange{Attributes: new(`{"language":"de"}`)})
			return before + "; " + c.where("chat") + " for " + c.offered("chat")
		}, "pending in english; reserved in german for bert"},
		{"new attributes that lead to where it waits leave it there", func(c *centre) string {
			c.becomes("ann", "Offline")
			c.task("chat", with(`{"language":"en"}`))
			entered := c.get("chat").QueueEntered
			c.passes(time.Minute)
			c.set("chat", TaskChange{Attributes: new(`{"language":"en","vip":true}`)})
			return c.where("chat") + fmt.Sprint(c.get("chat").QueueEntered.Equal(entered))
		}, "pending in englishtrue"},
		{"new attributes leave a task that is on offer where it is", func(c *centre) string {
			c.task("chat", with(`{"language":"en"}`))
			c.set("chat", TaskChange{Attributes: new(`{"language":"de"}`)})
			return c.where("chat") + " for " + c.offered("chat")
		}, "reserved in english for ann"},
		{"a worker's new attributes bring what waits for them", func(c *centre) string {
			c.becomes("bert", "Offline")
			c.task("chat", with(`{"language":"de"}`))
			_, err := c.a.UpdateWorker(c.ws, c.workers["ann"], WorkerChange{Attributes: new(`{"languages":["en","de"]}`)})
			c.must("teach", err)
			return c.offered("chat")
		}, "ann"},
		{"a queue's new expression brings what waits in it", func(c *centre) string {
			c.becomes("bert", "Offline")
			c.task("chat", with(`{"language":"de"}`))
			_, err := c.a.UpdateTaskQueue(c.ws, c.queues["german"], TaskQueueChange{TargetWorkers: new("1==1")})
			c.must("widen", err)
			return c.offered("chat")
		}, "ann"},
	})
}

func TestAQueueMaySelectByWhatAWorkerIsCalledAndDoes(t *testing.T) {
	t.Parallel()
	build := func(t failer) *centre {
		c := newCentre(t)
		c.queue("named", `friendly_name == "carol"`)
		c.queue("at lunch", `activity_name == "Lunch"`)
		c.workflow("to named", c.byDefault("named"))
		c.worker("ann", "{}")
		return c
	}
	playAll(t, build, []scene{
		{"a worker who is renamed", func(c *centre) string {
			c.task("chat")
			_, err := c.a.UpdateWorker(c.ws, c.workers["ann"], WorkerChange{FriendlyName: new("carol")})
			c.must("rename", err)
			return c.offered("chat")
		}, "carol"},
		{"an activity that is renamed", func(c *centre) string {
			c.workflow("to lunch", c.byDefault("at lunch"))
			c.task("chat", func(n *NewTask) { n.WorkflowSid = new(c.flows["to lunch"]) })
			_, err := c.a.UpdateActivity(c.ws, c.activity("Available"), ActivityChange{FriendlyName: new("Lunch")})
			c.must("rename", err)
			worker, err := c.a.Worker(c.ws, c.workers["ann"])
			c.must("fetch worker", err)
			found, err := c.a.TaskQueues(c.ws, TaskQueueFilter{WorkerSid: &worker.Sid}, Page{})
			c.must("list queues", err)
			return fmt.Sprint(worker.ActivityName, len(found.Items))
		}, "Lunch1"},
	})
}

func TestInWhichOrderTasksAreOffered(t *testing.T) {
	t.Parallel()
	// order makes tasks while nobody is there, and tells in which order one worker gets them.
	order := func(c *centre, tasks ...string) string {
		c.worker("ann", "{}")
		var got []string
		for range tasks {
			for _, task := range tasks {
				if c.status(task) == "reserved" {
					got = append(got, task)
					c.accepts("ann", task)
					c.becomesStatus(task, "completed")
				}
			}
		}
		return strings.Join(got, " ")
	}
	playAll(t, newCentre, []scene{
		{"first in, first out", func(c *centre) string {
			c.queue("q", "1==1")
			c.workflow("f", c.byDefault("q"))
			c.task("a")
			c.task("b")
			c.passes(time.Second)
			c.task("c")
			return order(c, "c", "b", "a")
		}, "a b c"},
		{"last in, first out", func(c *centre) string {
			c.queue("q", "1==1", inOrder("LIFO"))
			c.workflow("f", c.byDefault("q"))
			c.task("a")
			c.task("b")
			c.passes(time.Second)
			c.task("c")
			return order(c, "a", "b", "c")
		}, "c b a"},
		{"by priority first", func(c *centre) string {
			c.queue("q", "1==1")
			c.workflow("f", c.byDefault("q"))
			c.task("low", prior(1))
			c.task("high", prior(10))
			c.task("middle", prior(5))
			c.task("high too", prior(10))
			return order(c, "low", "middle", "high", "high too")
		}, "high high too middle low"},
		{"last in, first out knows no priority", func(c *centre) string {
			c.queue("q", "1==1", inOrder("LIFO"))
			c.workflow("f", c.byDefault("q"))
			c.task("high", prior(10))
			c.task("low", prior(1))
			return order(c, "high", "low")
		}, "low high"},
		{"by virtual start time, not by creation", func(c *centre) string {
			c.queue("q", "1==1")
			c.workflow("f", c.byDefault("q"))
			c.passes(time.Hour)
			c.task("young")
			c.task("old", func(n *NewTask) { n.VirtualStart = new(c.a.Now().Add(-time.Minute)) })
			return order(c, "young", "old")
		}, "old young"},
		{"a priority that is raised later counts", func(c *centre) string {
			c.queue("q", "1==1")
			c.workflow("f", c.byDefault("q"))
			c.task("a")
			c.task("b")
			c.set("b", TaskChange{Priority: new(3)})
			return order(c, "a", "b")
		}, "b a"},
		{"a queue that is turned round turns those who wait", func(c *centre) string {
			c.queue("q", "1==1")
			c.workflow("f", c.byDefault("q"))
			c.task("a")
			c.task("b")
			_, err := c.a.UpdateTaskQueue(c.ws, c.queues["q"], TaskQueueChange{TaskOrder: new("LIFO")})
			c.must("turn round", err)
			c.task("c")
			return order(c, "a", "b", "c")
		}, "c b a"},
		{"of a FIFO and a LIFO queue the workspace's order goes first", func(c *centre) string {
			c.queue("fifo", "1==1")
			c.queue("lifo", "1==1", inOrder("LIFO"))
			c.task("l", func(n *NewTask) { n.TaskQueueSid = new(c.queues["lifo"]) }, prior(9))
			c.task("f", func(n *NewTask) { n.TaskQueueSid = new(c.queues["fifo"]) })
			return order(c, "l", "f")
		}, "f l"},
		{"and LIFO where the workspace says so", func(c *centre) string {
			_, err := c.a.UpdateWorkspace(c.ws, WorkspaceChange{QueueOrder: new("LIFO")})
			c.must("prioritise LIFO", err)
			c.queue("fifo", "1==1")
			c.queue("lifo", "1==1", inOrder("LIFO"))
			c.task("f", func(n *NewTask) { n.TaskQueueSid = new(c.queues["fifo"]) }, prior(9))
			c.task("l", func(n *NewTask) { n.TaskQueueSid = new(c.queues["lifo"]) })
			return order(c, "f", "l")
		}, "l f"},
		{"of two queues' tasks the one that comes first", func(c *centre) string {
			c.queue("one", "1==1")
			c.queue("two", "1==1")
			c.task("a", func(n *NewTask) { n.TaskQueueSid = new(c.queues["two"]) })
			c.task("b", func(n *NewTask) { n.TaskQueueSid = new(c.queues["one"]) }, on("default"))
			c.task("c", func(n *NewTask) { n.TaskQueueSid = new(c.queues["two"]) }, prior(1))
			return order(c, "a", "b", "c")
		}, "c a b"},
	})
}

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

func TestParallelOffers(t *testing.T) {
	t.Parallel()
	build := func(t failer) *centre {
		c := newCentre(t)
		c.queue("everyone", "1==1", inParallel(2))
		c.workflow("all", c.byDefault("everyone"), reservedFor(60))
		for _, name := range []string{"ann", "bob", "cid"} {
			c.worker(name, "{}")
		}
		return c
	}
	playAll(t, build, []scene{
		{"go to as many as the queue allows", func(c *centre) string {
			c.task("chat")
			return c.offered("chat")
		}, "ann, bob"},
		{"go to fewer where there are fewer", func(c *centre) string {
			c.becomes("bob", "Offline")
			c.becomes("cid", "Offline")
			c.task("chat")
			return c.offered("chat")
		}, "ann"},
		{"are rescinded when one is accepted", func(c *centre) string {
			c.task("chat")
			c.accepts("bob", "chat")
			return c.status("chat") + ": " + c.past("chat")
		}, "assigned: ann rescinded, bob accepted"},
		{"free the others when one is accepted", func(c *centre) string {
			c.becomes("cid", "Offline")
			c.task("first")
			c.task("second")
			c.accepts("bob", "first")
			return c.offered("second")
		}, "ann"},
		{"leave the task on offer when one is rejected", func(c *centre) string {
			c.task("chat")
			c.rejects("ann", "chat")
			return c.status("chat") + ": " + c.past("chat")
		}, "reserved: ann rejected, bob pending"},
		{"go to the next ones when all are rejected", func(c *centre) string {
			c.task("chat")
			c.rejects("ann", "chat")
			c.rejects("bob", "chat")
			return c.past("chat")
		}, "ann rejected, bob rejected, cid pending"},
		{"time out together", func(c *centre) string {
			c.task("chat")
			c.passes(time.Minute)
			return c.status("chat") + ": " + c.past("chat")
		}, "reserved: ann timeout, bob timeout, cid pending"},
		{"are canceled with the task", func(c *centre) string {
			c.task("chat")
			c.becomesStatus("chat", "canceled")
			return c.past("chat")
		}, "ann canceled, bob canceled"},
		{"count as one assignment", func(c *centre) string {
			c.task("chat")
			return fmt.Sprint(c.get("chat").Assignments)
		}, "1"},
	})
}

func TestAWorkflowsTargets(t *testing.T) {
	t.Parallel()
	build := func(t failer) *centre {
		c := newCentre(t)
		c.queue("first", `level == 1`)
		c.queue("second", `level == 2`)
		c.queue("last", `level == 3`)
		return c
	}
	targets := func(c *centre, texts ...string) { c.workflow("f", c.toTargets(texts...)) }
	playAll(t, build, []scene{
		{"are left when their time is up", func(c *centre) string {
			targets(c, `{"queue":"first","timeout":30}`, `{"queue":"second","timeout":30}`)
			c.task("chat")
			c.passes(30*time.Second - 1)
			before := c.where("chat")
			c.passes(1)
			return before + "; " + c.where("chat")
		}, "pending in first; pending in second"},
		{"come to an end, and with them the task", func(c *centre) string {
			targets(c, `{"queue":"first","timeout":30}`, `{"queue":"second","timeout":30}`)
			c.task("chat")
			c.passes(time.Minute)
			return c.status("chat") + ": " + c.get("chat").Reason
		}, "canceled: Workflow ended without an assignment"},
		{"without a time are never left", func(c *centre) string {
			targets(c, `{"queue":"first"}`, `{"queue":"second"}`)
			c.task("chat")
			c.passes(23 * time.Hour)
			return c.where("chat")
		}, "pending in first"},
		{"raise the priority", func(c *centre) string {
			targets(c, `{"queue":"first","timeout":30,"priority":1}`, `{"queue":"first","timeout":30,"priority":10}`)
			c.task("chat")
			before := c.get("chat")
			c.passes(30 * time.Second)
			after := c.get("chat")
			return fmt.Sprint(before.Priority, " ", after.Priority, ", version ", before.Version, " ", after.Version)
		}, "1 10, version 0 1"},
		{"wait for the answer to an offer that is out", func(c *centre) string {
			targets(c, `{"queue":"first","timeout":30}`, `{"queue":"second"}`)
			c.worker("ann", `{"level":1}`)
			c.task("chat")
			c.passes(31 * time.Second)
			before := c.where("chat")
			c.rejects("ann", "chat")
			return before + "; " + c.where("chat")
		}, "reserved in first; pending in second"},
		{"are over once the task is accepted", func(c *centre) string {
			targets(c, `{"queue":"first","timeout":30}`, `{"queue":"second"}`)
			c.worker("ann", `{"level":1}`)
			c.task("chat")
			c.accepts("ann", "chat")
			c.passes(time.Hour)
			return c.where("chat")
		}, "assigned in first"},
		{"ask anew who has turned the task down at the one before", func(c *centre) string {
			targets(c, `{"queue":"first","timeout":30}`, `{"queue":"first"}`)
			c.worker("ann", `{"level":1}`)
			c.task("chat")
			c.rejects("ann", "chat")
			before := c.offered("chat")
			c.passes(30 * time.Second)
			return before + "; " + c.offered("chat")
		}, "nobody; ann"},
		{"do not fall through to the default when time is up", func(c *centre) string {
			c.workflow("f", `{"task_routing":{"filters":[{"expression":"1==1","targets":[{"queue":"first","timeout":30}]}],"default_filter":{"queue":"last"}}}`)
			c.task("chat")
			c.passes(30 * time.Second)
			return c.status("chat")
		}, "canceled"},
		{"do not fall through even where one between is skipped", func(c *centre) string {
			c.workflow("f", `{"task_routing":{"filters":[{"expression":"1==1","targets":[
				{"queue":"first","timeout":30},{"queue":"second","skip_if":"workers.available == 0"}]}],"default_filter":{"queue":"last"}}}`)
			c.task("chat")
			c.passes(30 * time.Second)
			return c.status("chat")
		}, "canceled"},
		{"fall through to the default where all are skipped", func(c *centre) string {
			c.workflow("f", `{"task_routing":{"filters":[{"expression":"1==1","targets":[{"queue":"first","skip_if":"1==1"}]}],"default_filter":{"queue":"last"}}}`)
			c.task("chat")
			return c.where("chat")
		}, "pending in last"},
		{"are skipped where nobody is available", func(c *centre) string {
			targets(c, `{"queue":"first","skip_if":"workers.available == 0"}`, `{"queue":"second"}`)
			c.workerIn("ann", `{"level":1}`, "Offline")
			c.task("chat")
			return c.where("chat")
		}, "pending in second"},
		{"are not skipped while somebody is available", func(c *centre) string {
			targets(c, `{"queue":"first","skip_if":"workers.available == 0"}`, `{"queue":"second"}`)
			c.worker("ann", `{"level":1}`)
			c.capacity("ann", "default", 0)
			c.task("chat")
			return c.where("chat")
		}, "pending in first"},
		{"are not skipped where somebody can be offered the task, whatever skip_if says", func(c *centre) string {
			targets(c, `{"queue":"first","skip_if":"1==1"}`, `{"queue":"second"}`)
			c.worker("ann", `{"level":1}`)
			c.task("chat")
			return c.where("chat")
		}, "reserved in first"},
		{"are skipped where everybody is busy and skip_if says so", func(c *centre) string {
			targets(c, `{"queue":"first","skip_if":"1==1"}`, `{"queue":"second"}`)
			c.worker("ann", `{"level":1}`)
			c.task("first chat")
			c.task("chat")
			return c.where("chat")
		}, "pending in second"},
		{"may count who is in an activity", func(c *centre) string {
			targets(c, `{"queue":"first","skip_if":"workers.`+c.activity("Offline")+` == 1"}`, `{"queue":"second"}`)
			c.workerIn("ann", `{"level":1}`, "Offline")
			c.task("chat")
			return c.where("chat")
		}, "pending in second"},
		{"may count who is unavailable", func(c *centre) string {
			targets(c, `{"queue":"first","skip_if":"workers.unavailable > 1"}`, `{"queue":"second"}`)
			c.workerIn("ann", `{"level":1}`, "Offline")
			c.task("chat")
			return c.where("chat")
		}, "pending in first"},
		{"may compare task and worker", func(c *centre) string {
			c.queue("all", "1==1")
			c.worker("ann", `{"language":"en"}`)
			c.worker("bert", `{"language":"de"}`)
			targets(c, `{"queue":"all","expression":"task.language == worker.language"}`)
			c.task("chat", with(`{"language":"de"}`))
			return c.offered("chat")
		}, "bert"},
	})
}

func TestAKnownWorker(t *testing.T) {
	t.Parallel()
	build := func(t failer) *centre {
		c := newCentre(t)
		c.queue("all", "1==1")
		c.worker("ann", "{}")
		c.worker("bob", "{}")
		return c
	}
	playAll(t, build, []scene{
		{"is asked first", func(c *centre) string {
			c.workflow("f", c.toTargets(`{"queue":"all","known_worker_sid":"bob"}`))
			c.task("chat")
			return c.offered("chat")
		}, "bob"},
		{"is found by name", func(c *centre) string {
			c.workflow("f", c.toTargets(`{"queue":"all","known_worker_friendly_name":"bob"}`))
			c.task("chat")
			return c.offered("chat")
		}, "bob"},
		{"is named by the task", func(c *centre) string {
			c.workflow("f", c.toTargets(`{"queue":"all","known_worker_sid":"task.agent.sid"}`))
			c.task("chat", with(`{"agent":{"sid":"`+c.workers["bob"]+`"}}`))
			return c.offered("chat")
		}, "bob"},
		{"is named by the task, by name", func(c *centre) string {
			c.workflow("f", c.toTargets(`{"queue":"all","known_worker_friendly_name":"task.agent"}`))
			c.task("chat", with(`{"agent":"bob"}`))
			return c.offered("chat")
		}, "bob"},
		{"is waited for", func(c *centre) string {
			c.workflow("f", c.toTargets(`{"queue":"all","known_worker_sid":"bob","timeout":60}`, `{"queue":"all"}`))
			c.becomes("bob", "Offline")
			c.task("chat")
			before := c.offered("chat")
			c.becomes("bob", "Available")
			return before + "; " + c.offered("chat")
		}, "nobody; bob"},
		{"is not waited for beyond the target's time: then everybody is asked", func(c *centre) string {
			c.workflow("f", c.toTargets(`{"queue":"all","known_worker_sid":"bob","timeout":60}`, `{"queue":"all"}`))
			c.becomes("bob", "Offline")
			c.task("chat")
			c.passes(time.Minute)
			return c.offered("chat")
		}, "ann"},
		{"who does not exist leaves the task waiting", func(c *centre) string {
			c.workflow("f", c.toTargets(`{"queue":"all","known_worker_sid":"WK0"}`))
			c.task("chat")
			return c.offered("chat")
		}, "nobody"},
		{"whose name nobody has leaves the task waiting", func(c *centre) string {
			c.workflow("f", c.toTargets(`{"queue":"all","known_worker_friendly_name":"eve"}`))
			c.task("chat")
			return c.offered("chat")
		}, "nobody"},
		{"who is named by new attributes is asked then", func(c *centre) string {
			c.workflow("f", c.toTargets(`{"queue":"all","known_worker_friendly_name":"task.agent"}`))
			c.task("chat", with(`{"agent":"eve"}`))
			c.set("chat", TaskChange{Attributes: new(`{"agent":"bob"}`)})
			return c.offered("chat")
		}, "bob"},
	})
}

func TestARoutingTarget(t *testing.T) {
	t.Parallel()
	build := func(t failer) *centre {
		c := newCentre(t)
		c.queue("all", "1==1")
		c.queue("none", "1==2")
		c.worker("ann", "{}")
		c.worker("bob", "{}")
		c.workflow("f", c.byDefault("all"))
		return c
	}
	playAll(t, build, []scene{
		{"that is a worker is offered the task", func(c *centre) string {
			view := c.task("chat", routedTo(c.workers["bob"]))
			return c.offered("chat") + ", workflow " + view.WorkflowSid + fmt.Sprint(", ignores capacity ", view.IgnoreCapacity)
		}, "bob, workflow , ignores capacity true"},
		{"that is a worker is offered the task however busy they are", func(c *centre) string {
			c.task("first", routedTo(c.workers["bob"]))
			c.task("second", routedTo(c.workers["bob"]))
			c.task("third", routedTo(c.workers["bob"]))
			return c.offered("first") + " " + c.offered("second") + " " + c.offered("third")
		}, "bob bob bob"},
		{"that is a worker is offered the task however away they are", func(c *centre) string {
			c.becomes("bob", "Offline")
			c.task("chat", routedTo(c.workers["bob"]))
			return c.offered("chat")
		}, "bob"},
		{"that is a worker who is busy makes the task wait where capacity counts", func(c *centre) string {
			c.task("first", routedTo(c.workers["bob"]))
			c.task("second", routedTo(c.workers["bob"]), respectingCapacity)
			before := c.where("second")
			c.accepts("bob", "first")
			c.becomesStatus("first", "completed")
			return before + "; " + c.offered("second")
		}, "pending in all; bob"},
		{"that is a worker who is away ends the task where that counts", func(c *centre) string {
			c.becomes("bob", "Offline")
			c.task("chat", routedTo(c.workers["bob"]), respectingCapacity)
			return c.status("chat") + ": " + c.get("chat").Reason
		}, "canceled: RoutingTarget SLA for Reservation creation was not met"},
		{"that is a worker leads to the oldest queue that selects them", func(c *centre) string {
			_, err := c.a.UpdateTaskQueue(c.ws, c.queues["none"], TaskQueueChange{TargetWorkers: new("1==1")})
			c.must("open", err)
			_, err = c.a.UpdateTaskQueue(c.ws, c.queues["all"], TaskQueueChange{TargetWorkers: new("2==2")})
			c.must("change", err)
			c.task("chat", routedTo(c.workers["bob"]))
			return c.where("chat")
		}, "reserved in all"},
		{"that is a worker is the only one who is offered the task", func(c *centre) string {
			c.task("chat", routedTo(c.workers["bob"]))
			c.rejects("bob", "chat")
			return c.status("chat") + " " + c.past("chat")
		}, "pending bob rejected"},
		{"that is a queue is gone to", func(c *centre) string {
			view := c.task("chat", routedTo(c.queues["none"]))
			return c.where("chat") + ", workflow " + view.WorkflowSid
		}, "pending in none, workflow "},
		{"that is a workflow is followed", func(c *centre) string {
			return fmt.Sprint(c.task("chat", routedTo(c.flows["f"])).WorkflowSid == c.flows["f"], " ", c.where("chat"))
		}, "true reserved in all"},
		{"that is a queue does not ignore capacity, whatever the request says", func(c *centre) string {
			c.becomes("ann", "Offline")
			c.task("first")
			view := c.task("second", routedTo(c.queues["all"]), func(n *NewTask) { n.IgnoreCapacity = new(true) })
			return c.offered("second") + fmt.Sprint(", ignores capacity ", view.IgnoreCapacity)
		}, "nobody, ignores capacity false"},
		{"that is of another form is refused in the platform's words", func(c *centre) string {
			_, err := c.a.CreateTask(c.ws, NewTask{RoutingTarget: new("XX1")})
			wantRefused(c.t, "XX1", err, rulebook.KindInvalid, rulebook.CodeInvalid)
			return strings.NewReplacer(c.ws, "WS", accountOne, "AC").Replace(refusalOf(err).Message)
		}, "Value 'XX1' provided for WorkflowSid as RoutingTarget has an invalid format. WorkspaceSid: WS, AccountSid: AC"},
		{"that does not exist is refused", func(c *centre) string {
			for _, sid := range []string{"WK0", "WQ0", "WW0"} {
				_, err := c.a.CreateTask(c.ws, NewTask{RoutingTarget: &sid})
				wantRefused(c.t, sid, err, rulebook.KindInvalid, rulebook.CodeInvalid)
			}
			found, err := c.a.Tasks(c.ws, TaskFilter{}, Page{})
			c.must("list", err)
			return fmt.Sprint(len(found.Items))
		}, "0"},
		{"a task that ignores capacity is found behind one that does not", func(c *centre) string {
			c.becomes("ann", "Offline")
			c.task("held")
			c.accepts("bob", "held")
			c.task("waits")
			c.task("direct", routedTo(c.workers["bob"]))
			c.rejects("bob", "direct")
			c.becomes("bob", "Unavailable")
			c.becomes("bob", "Available")
			return c.offered("waits") + "; " + c.offered("direct")
		}, "nobody; bob"},
		{"a queue beside a workflow: the queue decides, the workflow gives its name", func(c *centre) string {
			view := c.task("chat", func(n *NewTask) { n.TaskQueueSid, n.WorkflowSid = new(c.queues["none"]), new(c.flows["f"]) })
			c.set("chat", TaskChange{Attributes: new(`{"x":1}`)})
			return c.where("chat") + ", workflow " + view.WorkflowName
		}, "pending in none, workflow f"},
	})
}

func TestWithoutAWorkflowNamed(t *testing.T) {
	t.Parallel()
	playAll(t, newCentre, []scene{
		{"the only one is taken", func(c *centre) string {
			c.queue("q", "1==1")
			c.workflow("only", c.byDefault("q"))
			return c.task("chat").WorkflowName
		}, "only"},
		{"none is refused", func(c *centre) string {
			_, err := c.a.CreateTask(c.ws, NewTask{})
			wantRefused(c.t, "no workflow", err, rulebook.KindInvalid, rulebook.CodeInvalid)
			return "refused"
		}, "refused"},
		{"several are refused", func(c *centre) string {
			c.queue("q", "1==1")
			c.workflow("one", c.byDefault("q"))
			c.workflow("two", c.byDefault("q"))
			_, err := c.a.CreateTask(c.ws, NewTask{})
			wantRefused(c.t, "two workflows", err, rulebook.KindInvalid, rulebook.CodeInvalid)
			return "refused"
		}, "refused"},
	})
}

func TestATasksTimeout(t *testing.T) {
	t.Parallel()
	playAll(t, newSimpleCentre, []scene{
		{"cancels it with the platform's reason", func(c *centre) string {
			c.task("chat", timeout(60))
			c.passes(time.Minute)
			return c.status("chat") + ": " + c.get("chat").Reason
		}, "canceled: Task TTL Exceeded"},
		{"does not cancel it a nanosecond before", func(c *centre) string {
			c.task("chat", timeout(60))
			c.passes(time.Minute - 1)
			return c.status("chat")
		}, "pending"},
		{"is a day where none is given", func(c *centre) string {
			c.task("chat")
			c.passes(24*time.Hour - 1)
			before := c.status("chat")
			c.passes(1)
			return before + " " + c.status("chat")
		}, "pending canceled"},
		{"cancels an offer that is out", func(c *centre) string {
			c.worker("ann", "{}")
			c.task("chat", timeout(60))
			c.passes(time.Minute)
			return c.status("chat") + ": " + c.past("chat")
		}, "canceled: ann canceled"},
		{"is over once the task is accepted", func(c *centre) string {
			c.worker("ann", "{}")
			c.task("chat", timeout(60))
			c.accepts("ann", "chat")
			c.passes(time.Hour)
			return c.status("chat")
		}, "assigned"},
		{"may be two weeks and no longer", func(c *centre) string {
			c.task("chat", timeout(14*24*3600))
			for _, seconds := range []int{14*24*3600 + 1, 0, -1} {
				_, err := c.a.CreateTask(c.ws, NewTask{Timeout: &seconds})
				wantRefused(c.t, fmt.Sprint(seconds, " seconds"), err, rulebook.KindInvalid, rulebook.CodeInvalid)
			}
			return c.get("chat").Timeout.String()
		}, "336h0m0s"},
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
