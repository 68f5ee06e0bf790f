package sim

import (
	"fmt"
	"strings"
	"testing"
	"time"
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
