package sim

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestTheReservationsOfATask(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	c.worker("bob", "{}")
	c.task("chat")
	c.rejects("ann", "chat")
	first, second := c.reservation("chat", "ann"), c.reservation("chat", "bob")
	got, err := c.a.TaskReservations(c.ws, c.tasks["chat"], ReservationFilter{Status: new("pending")}, Page{})
	if err != nil || len(got.Items) != 1 || got.Items[0].Sid != second.Sid {
		t.Errorf("pending ones: %+v, error %v; want bob's", got.Items, err)
	}
	got, err = c.a.TaskReservations(c.ws, c.tasks["chat"], ReservationFilter{WorkerSid: &first.WorkerSid}, Page{})
	if err != nil || len(got.Items) != 1 || got.Items[0].Sid != first.Sid {
		t.Errorf("ann's: %+v, error %v; want ann's", got.Items, err)
	}
	mine, err := c.a.WorkerReservation(c.ws, second.WorkerSid, second.Sid)
	if diff := cmp.Diff(second, mine); err != nil || diff != "" {
		t.Errorf("found by the worker, error %v, it differs:\n%s", err, diff)
	}
	_, err = c.a.WorkerReservation(c.ws, first.WorkerSid, second.Sid)
	wantRefused(t, "bob's reservation among ann's", err, rulebook.KindNotFound, rulebook.CodeNotFound)
	c.task("other")
	_, err = c.a.TaskReservation(c.ws, c.tasks["other"], second.Sid)
	wantRefused(t, "a reservation of another task", err, rulebook.KindNotFound, rulebook.CodeNotFound)
}

func TestAReservationsVersionRisesWithEachAnswer(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	c.task("chat")
	for want, status := range []string{"", "accepted", "wrapping", "completed"} {
		if status != "" {
			r := c.reservation("chat", "ann")
			_, err := c.a.UpdateTaskReservation(c.ws, r.TaskSid, r.Sid, ReservationChange{IfMatch: fmt.Sprintf(`"%d"`, want-1), Status: &status})
			c.must(status, err)
		}
		if got := c.reservation("chat", "ann").Version; got != want {
			t.Errorf("version %d after %q, want %d", got, status, want)
		}
	}
}

func TestAReservationCannotBeAnsweredTwice(t *testing.T) {
	t.Parallel()
	for _, first := range []string{"accepted", "rejected", "completed"} {
		for _, second := range []string{"accepted", "rejected", "pending", "canceled", "rescinded", "timeout", "declined"} {
			c := newSimpleCentre(t)
			c.worker("ann", "{}")
			c.task("chat")
			if first == "completed" {
				c.accepts("ann", "chat")
			}
			c.answer("ann", "chat", first)
			before, events := c.reservation("chat", "ann"), c.eventCount()
			_, err := c.a.UpdateTaskReservation(c.ws, before.TaskSid, before.Sid, ReservationChange{Status: &second})
			wantRefused(t, first+" then "+second, err, rulebook.KindInvalid, rulebook.CodeInvalid)
			if after := c.reservation("chat", "ann"); after != before || c.eventCount() != events {
				t.Errorf("%s then %s: refused and yet %+v, %d events", first, second, after, c.eventCount()-events)
			}
			sound(t, c.a)
		}
	}
}
