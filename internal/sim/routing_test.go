package sim

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

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
