package sim

import (
	"fmt"
	"testing"
	"time"
)

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
		{"may say who is asked first", func(c *centre) string {
			c.queue("all", "1==1")
			c.worker("none", `{}`)
			c.worker("low", `{"skill":{"level":2}}`)
			c.worker("high", `{"skill":{"level":10}}`)
			c.worker("high too", `{"skill":{"level":10}}`)
			targets(c, `{"queue":"all","order_by":"worker.skill.level DESC"}`)
			for _, name := range []string{"a", "b", "c", "d"} {
				c.task(name)
			}
			return c.offered("a") + "; " + c.offered("b") + "; " + c.offered("c") + "; " + c.offered("d")
		}, "high; high too; low; none"},
		{"may say so by two numbers, the lowest first", func(c *centre) string {
			c.queue("all", "1==1")
			c.worker("none", `{"finance":10}`)
			c.worker("ann", `{"finance":10,"support":8}`)
			c.worker("bob", `{"finance":10,"support":5}`)
			c.worker("cid", `{"finance":11,"support":1}`)
			targets(c, `{"queue":"all","order_by":"worker.finance ASC, worker.support ASC"}`)
			for _, name := range []string{"a", "b", "c", "d"} {
				c.task(name)
			}
			return c.offered("a") + "; " + c.offered("b") + "; " + c.offered("c") + "; " + c.offered("d")
		}, "bob; ann; none; cid"},
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
		{"who is named by new attributes is asked then, where a filter reads them too", func(c *centre) string {
			c.workflow("f", `{"task_routing":{"filters":[{"expression":"agent != null","targets":[{"queue":"all","known_worker_friendly_name":"task.agent"}]}]}}`)
			c.task("chat", with(`{"agent":"eve"}`))
			c.set("chat", TaskChange{Attributes: new(`{"agent":"bob"}`)})
			return c.offered("chat")
		}, "bob"},
		{"who is named by new attributes is asked then", func(c *centre) string {
			c.workflow("f", c.toTargets(`{"queue":"all","known_worker_friendly_name":"task.agent"}`))
			c.task("chat", with(`{"agent":"eve"}`))
			c.set("chat", TaskChange{Attributes: new(`{"agent":"bob"}`)})
			return c.offered("chat")
		}, "bob"},
	})
}
