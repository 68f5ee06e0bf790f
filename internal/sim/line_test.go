package sim

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestWhoRejectsEverythingStillHearsOfWhatIsNew(t *testing.T) {
	t.Parallel()
	build := func(t failer) *centre {
		c := newSimpleCentre(t)
		c.worker("ann", "{}")
		for i := range 5 {
			c.task(fmt.Sprint(i))
		}
		for i := range 5 {
			c.rejects("ann", fmt.Sprint(i))
		}
		return c
	}
	playAll(t, build, []scene{
		{"nothing of what they let pass", func(c *centre) string {
			return c.offered("0") + ", " + c.offered("4")
		}, "nobody, nobody"},
		{"a task behind them", func(c *centre) string {
			c.task("new")
			return c.offered("new")
		}, "ann"},
		{"a task before them", func(c *centre) string {
			c.capacity("ann", "default", 0)
			c.task("urgent", prior(9))
			c.task("late")
			c.capacity("ann", "default", 1)
			return c.offered("urgent") + ", then " + c.offered("late")
		}, "ann, then nobody"},
		{"a declined task that is moved to the front stays declined", func(c *centre) string {
			c.set("3", TaskChange{Priority: new(9)})
			c.task("new")
			return c.offered("3") + ", " + c.offered("new")
		}, "nobody, ann"},
		{"all of it from the front after a new activity", func(c *centre) string {
			c.becomes("ann", "Offline")
			c.becomes("ann", "Available")
			return c.offered("0") + ", then " + c.offered("1")
		}, "ann, then nobody"},
		{"what another has let pass is another's business", func(c *centre) string {
			c.worker("bob", "{}")
			return c.offered("0")
		}, "bob"},
	})
}

func TestATaskLeftToOneWorkerStandsInNobodyElsesWay(t *testing.T) {
	t.Parallel()
	c := newCentre(t)
	c.queue("everyone", "1==1")
	c.workflow("named", c.toTargets(`{"queue":"everyone","known_worker_friendly_name":"task.agent"}`))
	c.workerIn("ann", "{}", "Offline")
	c.worker("bob", "{}")
	c.capacity("bob", "default", 0)
	c.task("for ann", with(`{"agent":"ann"}`))
	c.task("for bob", with(`{"agent":"bob"}`))
	for i := range 10 {
		c.task(fmt.Sprint("for stranger ", i), with(fmt.Sprintf(`{"agent":"stranger %d"}`, i)))
	}
	c.capacity("bob", "default", 1)
	if got := c.offered("for bob"); got != "bob" {
		t.Errorf("bob's task is offered to %s", got)
	}
	c.accepts("bob", "for bob")
	c.becomesStatus("for bob", "completed")
	c.set("for ann", TaskChange{Attributes: new(`{"agent":"bob"}`)})
	if got := c.offered("for ann"); got != "bob" {
		t.Errorf("once it is bob's, ann's task is offered to %s", got)
	}
	c.passes(25 * time.Hour)
	for _, w := range c.a.workspaces.rows {
		for queue := range w.value.queues.all() {
			if left := len(queue.lines()); left != 0 {
				t.Errorf("nobody waits any more and there are %d lines of single workers", left)
			}
		}
	}
	sound(t, c.a)
}

func TestAPanicDoesNotLeaveTheAccountMute(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	c.task("first")
	c.task("second")
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		c.a.quietly(func() { panic("boom") })
	}()
	c.becomesStatus("first", "canceled")
	if got := c.offered("second"); got != "ann" {
		t.Errorf("after the panic the next task is offered to %s, want ann", got)
	}
	sound(t, c.a)
}

func TestNamesAreOneWhateverTheirCase(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"ann", "ANN"}, {"Zoë", "zOË"}, {"K", "\u212a"}, {"σ", "ς"}, {"ß", "ẞ"}, {"ß", "ss"}, {"ann", "anne"}, {"I", "ı"}, {"İ", "i"},
	} {
		if got, want := folded(pair[0]) == folded(pair[1]), strings.EqualFold(pair[0], pair[1]); got != want {
			t.Errorf("%q and %q are one name: got %t, want %t", pair[0], pair[1], got, want)
		}
	}
	playAll(t, newSimpleCentre, []scene{
		{"a name is free again once its bearer has another", func(c *centre) string {
			c.worker("ann", "{}")
			c.must("rename", errorOf(c.a.UpdateWorker(c.ws, c.workers["ann"], WorkerChange{FriendlyName: new("bea")})))
			c.worker("Ann", "{}")
			_, err := c.a.CreateWorker(c.ws, WorkerChange{FriendlyName: new("BEA")})
			return fmt.Sprint(err != nil)
		}, "true"},
		{"or is gone", func(c *centre) string {
			c.worker("ann", "{}")
			c.must("delete", c.a.DeleteWorker(c.ws, c.workers["ann"], ""))
			c.worker("ANN", "{}")
			return "made"
		}, "made"},
		{"one's own may change its case", func(c *centre) string {
			c.worker("ann", "{}")
			after, err := c.a.UpdateWorker(c.ws, c.workers["ann"], WorkerChange{FriendlyName: new("ANN")})
			c.must("rename", err)
			return after.FriendlyName
		}, "ANN"},
	})
}

// BenchmarkRejectAll is one agent who turns down thousands of tasks, each once.
func BenchmarkRejectAll(b *testing.B) {
	for _, waiting := range []int{1_000, 4_000} {
		b.Run(fmt.Sprintf("waiting=%d", waiting), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				c := holding(b, waiting)
				c.becomes("ann", "Available")
				b.StartTimer()
				c.rejectEverything(b, waiting)
			}
		})
	}
}

func (c *centre) rejectEverything(b *testing.B, times int) {
	b.Helper()
	row, _ := c.a.workspaces.rows[c.ws].value.workers.get(c.workers["ann"])
	for range times {
		var last *offer
		for _, o := range row.offers.before(0) {
			last = o
			break
		}
		if _, err := c.a.UpdateTaskReservation(c.ws, last.reservation.TaskSid, last.reservation.Sid, ReservationChange{Status: new("rejected")}); err != nil {
			b.Fatal(err)
		}
	}
}
