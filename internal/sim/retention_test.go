package sim

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestATaskThatHasEndedStaysForTwoMinutes(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"completed", "canceled"} {
		t.Run(end, func(t *testing.T) {
			t.Parallel()
			c := newSimpleCentre(t)
			c.taskIn(end)
			sid := c.tasks["chat"]
			for i, span := range []time.Duration{0, time.Second, 118 * time.Second, time.Second - time.Nanosecond} {
				c.passes(span)
				if _, err := c.update("chat", TaskChange{Attributes: new(fmt.Sprintf(`{"update":%d}`, i))}); err != nil {
					t.Fatalf("update %d after the end is refused: %v", i, err)
				}
				if listed, err := c.a.Tasks(c.ws, TaskFilter{}, Page{}); err != nil || len(listed.Items) != 1 {
					t.Fatalf("update %d after the end: %d tasks listed, error %v", i, len(listed.Items), err)
				}
			}
			c.passes(time.Nanosecond)
			path := "/Workspaces/" + c.ws + "/Tasks/" + sid
			for what, err := range map[string]error{
				"fetch":        errorOf(c.a.Task(c.ws, sid)),
				"update":       errorOf(c.update("chat", TaskChange{Attributes: new(`{}`)})),
				"deletion":     c.a.DeleteTask(c.ws, sid, ""),
				"reservations": errorOf(c.a.TaskReservations(c.ws, sid, ReservationFilter{}, Page{})),
			} {
				wantRefused(t, what+" at two minutes", err, rulebook.KindNotFound, rulebook.CodeNotFound)
				if want := "The requested resource " + path + " was not found"; err != nil && refusalOf(err).Message != want {
					t.Errorf("%s: the sentence is %q, want %q", what, refusalOf(err).Message, want)
				}
			}
			if listed, err := c.a.Tasks(c.ws, TaskFilter{}, Page{}); err != nil || len(listed.Items) != 0 {
				t.Errorf("at two minutes %d tasks are listed, error %v", len(listed.Items), err)
			}
			if end == "completed" {
				found, err := c.a.WorkerReservations(c.ws, c.workers["ann"], ReservationFilter{}, Page{})
				if err != nil || len(found.Items) != 0 {
					t.Errorf("at two minutes ann has %d reservations, error %v", len(found.Items), err)
				}
			}
			sound(t, c.a)
		})
	}
}

func TestRetentionCountsFromTheEndNotFromTheLastUpdate(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.taskIn("completed")
	c.passes(time.Minute)
	c.set("chat", TaskChange{Attributes: new(`{"x":1}`)})
	c.passes(time.Minute)
	if got := c.status("chat"); got != "gone" {
		t.Errorf("two minutes after the end and one after the last update the task is %s, want gone", got)
	}
}

func TestATaskThatIsWrappingStays(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.taskIn("wrapping")
	c.passes(30 * 24 * time.Hour)
	if got := c.status("chat"); got != "wrapping" {
		t.Errorf("after 30 days in wrap-up the task is %s", got)
	}
	sound(t, c.a)
}

func TestATaskThatIsAssignedForADayIsDeletedByThePlatform(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	c.passes(time.Hour)
	c.task("chat")
	c.passes(time.Minute)
	c.accepts("ann", "chat")
	c.passes(24*time.Hour - 1)
	before, events := c.status("chat"), c.eventCount()
	c.passes(1)
	if got := c.status("chat"); before != "assigned" || got != "gone" {
		t.Errorf("a nanosecond before the day it is %s and then %s; want assigned and gone", before, got)
	}
	if got := strings.Join(c.types(events), " "); got != "task.system-deleted" {
		t.Errorf("events %q, want task.system-deleted", got)
	}
	c.task("next")
	if got := c.offered("next"); got != "ann" {
		t.Errorf("the next task is offered to %s, want ann, who has nothing to do", got)
	}
	sound(t, c.a)
}
