package sim

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

func TestWhatFallsDueHappensAtItsOwnInstantInOrder(t *testing.T) {
	t.Parallel()
	c := newCentre(t)
	c.queue("first", "level == 1")
	c.queue("second", "level == 2")
	c.workflow("f", c.toTargets(`{"queue":"first","timeout":300}`, `{"queue":"second"}`), reservedFor(60))
	c.worker("ann", `{"level":1}`)
	c.workerIn("bob", `{"level":1}`, "Offline")
	c.task("a", timeout(3600))
	c.task("b", timeout(200))
	c.task("c", timeout(200))
	events := c.eventCount()
	c.passes(180 * day)
	var got []string
	for _, e := range c.a.History(0)[events:] {
		who := ""
		for name, sid := range c.tasks {
			if e.Task != nil && e.Task.Sid == sid {
				who = " " + name
			}
		}
		got = append(got, fmt.Sprintf("%s %s%s", e.At.Sub(Start), e.Type, who))
	}
	want := []string{
		"1m0s worker.activity.update",
		"1m0s reservation.timeout a",
		"3m20s task.canceled b",
		"3m20s task.canceled c",
		"5m0s task-queue.timeout a",
		"5m0s task-queue.entered a",
		"1h0m0s task.canceled a",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("in 180 days (-want +got):\n%s", diff)
	}
	if now := c.a.Now(); !now.Equal(Start.Add(180 * day)) {
		t.Errorf("the clock stands at %s, want %s", now, Start.Add(180*day))
	}
	sound(t, c.a)
}

func TestHowTheClockIsMovedMakesNoDifference(t *testing.T) {
	t.Parallel()
	history := func(steps ...time.Duration) []string {
		c := newCentre(t)
		c.queue("q", "1==1", inParallel(2))
		c.workflow("f", c.toTargets(`{"queue":"q","timeout":90}`, `{"queue":"q","priority":5}`), reservedFor(60))
		for _, name := range []string{"ann", "bob", "cid"} {
			c.worker(name, "{}")
		}
		c.task("a", timeout(1000))
		c.task("b", timeout(70))
		for _, step := range steps {
			c.passes(step)
		}
		var lines []string
		for _, e := range c.a.History(0) {
			line := fmt.Sprint(e.Seq, e.At, e.Type)
			if e.Task != nil {
				line += fmt.Sprint(*e.Task)
			}
			lines = append(lines, line)
		}
		return lines
	}
	atOnce := history(time.Hour)
	var slowly []time.Duration
	for range 3600 {
		slowly = append(slowly, time.Second)
	}
	if diff := cmp.Diff(atOnce, history(slowly...)); diff != "" {
		t.Errorf("an hour at once and second by second differ:\n%s", diff)
	}
}

func TestTimersOfOneInstantFireInTheOrderInWhichTheyWereSet(t *testing.T) {
	t.Parallel()
	timers := newTimers()
	var got []string
	note := func(name string) func() { return func() { got = append(got, name) } }
	timers.set(Start.Add(2*time.Second), note("c"))
	timers.set(Start.Add(time.Second), note("a"))
	stopped := timers.set(Start.Add(time.Second), note("stopped"))
	timers.set(Start.Add(time.Second), note("b"))
	timers.set(Start.Add(3*time.Second), note("later"))
	timers.stop(stopped)
	timers.stop(stopped)
	timers.stop(alarm{})
	for {
		next, ok := timers.pop(Start.Add(2 * time.Second))
		if !ok {
			break
		}
		next.fire()
	}
	if want := []string{"a", "b", "c"}; !slices.Equal(got, want) {
		t.Errorf("fired %q, want %q", got, want)
	}
	if left := timers.due.Len(); left != 1 {
		t.Errorf("%d timers are left, want the one that is not due", left)
	}
}

func TestTheClockDoesNotGoBack(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.passes(time.Hour)
	for what, err := range map[string]error{
		"a negative span": errorOf(c.a.Advance(-1)), "an instant that has passed": errorOf(c.a.Set(Start)),
	} {
		if err == nil || !strings.Contains(err.Error(), accountOne) {
			t.Errorf("%s: error %v, want one that names the account", what, err)
		}
	}
	if now, err := c.a.Set(Start.Add(2 * time.Hour)); err != nil || !now.Equal(Start.Add(2*time.Hour)) {
		t.Errorf("set to 11:00 the clock stands at %s, error %v", now, err)
	}
	if now, err := c.a.Advance(0); err != nil || !now.Equal(Start.Add(2*time.Hour)) {
		t.Errorf("advanced by nothing the clock stands at %s, error %v", now, err)
	}
}

func TestTheClockStopsWhereInstantsEnd(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	end := time.Date(2262, 4, 11, 23, 47, 16, 854775807, time.UTC)
	if now, err := c.a.Set(end); err != nil || !now.Equal(end) {
		t.Errorf("set to the last instant the clock stands at %s, error %v", now, err)
	}
	c.worker("ann", "{}")
	c.task("chat") // its timeout lies where no clock comes to
	for what, err := range map[string]error{
		"a nanosecond later":   errorOf(c.a.Advance(1)),
		"the year 9999":        errorOf(c.a.Set(time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC))),
		"the longest of spans": errorOf(c.a.Advance(1<<63 - 1)),
	} {
		if err == nil || !strings.Contains(err.Error(), accountOne) || !strings.Contains(err.Error(), "2262") {
			t.Errorf("%s: error %v, want one that names the account and the end", what, err)
		}
	}
	if got := c.offered("chat"); got != "ann" || !c.a.Now().Equal(end) {
		t.Errorf("at %s the task is offered to %s, want ann, at the last instant still", c.a.Now(), got)
	}
	sound(t, c.a)
}

func TestPurgingHappensBetweenWhatFallsDue(t *testing.T) {
	t.Parallel()
	// A task ends at its timeout and is gone two minutes later, while the clock
	// jumps over both: nothing that happens in between may see it too long.
	c := newSimpleCentre(t)
	c.task("short", timeout(10))
	c.task("long", timeout(129))
	c.task("longer", timeout(130))
	c.passes(130 * time.Second)
	if got, want := c.status("short")+" "+c.status("long")+" "+c.status("longer"), "gone canceled canceled"; got != want {
		t.Errorf("after 130 seconds: %s, want %s", got, want)
	}
	last := c.a.History(1)[0]
	if last.Type != taskrouter.TaskCanceled || !last.At.Equal(Start.Add(130*time.Second)) {
		t.Errorf("the last event is %s at %s", last.Type, last.At)
	}
	sound(t, c.a)
}
