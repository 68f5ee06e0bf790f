package wire

import (
	"net/http"
	"testing"
)

// arm arms faults on Ada's account.
func (k keeper) arm(t testing.TB, rules string) {
	t.Helper()
	k.send(http.MethodPost, "/v1/faults?account="+adaSid, `{"faults":[`+rules+`]}`).wants(t, http.StatusCreated)
}

// A troubled centre is one with a task and a keeper who can arm faults.
type troubled struct {
	centre
	keeper
	standIn *StandIn
	task    string // the task's address
}

func newTroubled(t testing.TB) troubled {
	t.Helper()
	s, c := newClient(t, Options{})
	made := newCentre(t, c)
	return troubled{centre: made, keeper: keeper{s.Door()}, standIn: s, task: made.in("Tasks/" + made.newTask(t, `{"a":1}`))}
}

// attributes are the task's, as a fetch shows them.
func (c troubled) attributes(t testing.TB) string {
	t.Helper()
	return c.get(c.task).wants(t, http.StatusOK).text(t, "attributes")
}

func TestFaultsAnswerInsteadOfTheAccount(t *testing.T) {
	t.Parallel()
	c := newTroubled(t)
	c.arm(t, `{"operation":"UpdateTask","times":2,"status":429,"retry_after":"1500ms"}`)
	for range 2 {
		got := c.post(c.task, "Attributes", `{"b":2}`)
		got.refuses(t, http.StatusTooManyRequests, 20429, "Too Many Requests")
		if after := got.header.Get("Retry-After"); after != "2" {
			t.Errorf("Retry-After: got %q, want 2", after)
		}
	}
	if got := c.attributes(t); got != `{"a":1}` {
		t.Errorf("a refused update was carried out: %s", got)
	}
	c.post(c.task, "Attributes", `{"b":2}`).wants(t, http.StatusOK)
	kept, _ := c.standIn.tenants[adaSid].journal.read()
	for i, want := range []string{"f1", "f1", "", ""} {
		if got := kept[len(kept)-4+i].Fault; got != want {
			t.Errorf("journal, request %d of the last four: fault %q, want %q", i+1, got, want)
		}
	}
	if first := kept[len(kept)-4]; first.Status != 429 || first.Code != 20429 || len(first.Fields) != 1 {
		t.Errorf("journal: %+v, want the status, the code and the parameters", first)
	}
}

func TestAfterTheFactTheAnswerIsAnother(t *testing.T) {
	t.Parallel()
	c := newTroubled(t)
	c.arm(t, `{"operation":"UpdateTask","times":1,"phase":"after","status":500,"message":"Lost on the way"}`)
	got := c.post(c.task, "Attributes", `{"b":2}`)
	got.refuses(t, http.StatusInternalServerError, 20500, "Lost on the way")
	if tag := got.header.Get("ETag"); tag != "" {
		t.Errorf("the answer tells by its ETag %s what was carried out", tag)
	}
	if now := c.attributes(t); now != `{"b":2}` {
		t.Errorf("attributes: got %s, want what was carried out", now)
	}
}

// TestLostWritesAreAcknowledged: the answer is that of a write, and nothing of it
// is kept.
func TestLostWritesAreAcknowledged(t *testing.T) {
	t.Parallel()
	c := newTroubled(t)
	before := c.get(c.task)
	c.arm(t, `{"operation":"UpdateTask","times":3,"do":"lose"},{"operation":"DeleteTask","times":1,"do":"lose"}`)
	got := c.post(c.task, "Attributes", `{"b":2}`).wants(t, http.StatusOK)
	if got.text(t, "attributes") != `{"b":2}` || got.header.Get("ETag") == before.header.Get("ETag") {
		t.Errorf("the answer is not that of an update: ETag %s, %s", got.header.Get("ETag"), got.body)
	}
	c.post(c.task, "Attributes", `[`).refuses(t, http.StatusBadRequest, 20001, "")
	if status := c.post(c.task, "AssignmentStatus", "canceled", "Reason", "over").wants(t, http.StatusOK).text(t, "assignment_status"); status != "canceled" {
		t.Errorf("status %s, want canceled", status)
	}
	c.delete(c.task).wants(t, http.StatusNoContent)
	after := c.get(c.task).wants(t, http.StatusOK)
	if string(after.body) != string(before.body) || after.header.Get("ETag") != before.header.Get("ETag") {
		t.Errorf("something was kept:\nbefore %s\nafter  %s", before.body, after.body)
	}
	if kept := c.post(c.task, "Attributes", `{"b":2}`).wants(t, http.StatusOK); string(kept.body) != string(got.body) {
		t.Errorf("the write that was lost was answered otherwise than the one that is kept:\nlost %s\nkept %s", got.body, kept.body)
	}
}
