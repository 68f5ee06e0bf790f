package wire

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// TestSentences holds the refusals that clients are known to match on.
func TestSentences(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	made := newCentre(t, c)
	pending := made.newTask(t, `{}`)
	taken := made.newTask(t, `{"taken":true}`)
	made.accept(t, pending)
	c.post(made.in("Tasks/"+pending), "AssignmentStatus", "completed").wants(t, http.StatusOK)
	made.accept(t, taken)
	waiting := made.newTask(t, `{}`)
	unknown := "WT00000000000000000000000000000000"
	where := " in workspace " + made.workspace + " for account " + adaSid + " because it is not "
	for _, row := range []struct {
		name, task, status string
		code               int
		message            string
	}{
		{"completing a waiting task", waiting, "completed", 20001, "Cannot complete task " + waiting + where + "currently assigned."},
		{"wrapping a waiting task", waiting, "wrapping", 20001, "Cannot wrap up a task " + waiting + where + "currently assigned."},
		{"canceling an assigned task", taken, "canceled", 20001, "Cannot cancel task " + taken + where + "pending or reserved."},
		{"completing a completed task", pending, "completed", 20001, "Cannot complete task " + pending + where + "currently assigned."},
		{"wrapping a completed task", pending, "wrapping", 20001, "Cannot wrap up a task " + pending + where + "currently assigned."},
		{"canceling a completed task", pending, "canceled", 20001, "Cannot cancel task " + pending + where + "pending or reserved."},
		{"a status that is none", waiting, "finished", 20001, ""},
	} {
		got := c.post(made.in("Tasks/"+row.task), "AssignmentStatus", row.status)
		if got.refuses(t, http.StatusBadRequest, row.code, row.message); t.Failed() {
			t.Fatal(row.name)
		}
	}
	path := "/Workspaces/" + made.workspace + "/Tasks/" + unknown
	c.get(taskRouterAPI+path).refuses(t, http.StatusNotFound, 20404, "The requested resource "+path+" was not found")
	conversation := made.newConversation(t)
	c.post(conversation, "State", "closed").wants(t, http.StatusOK)
	c.post(conversation+"/Messages", "Body", "too late").
		refuses(t, http.StatusBadRequest, 50377, "Can't update conversation as it's in final closed state")
	c.get(conversation+"/Messages").wants(t, http.StatusOK)
}

// TestInstructions: what places a call is not modelled, and says so; a word that
// is no instruction is wrong.
func TestInstructions(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	made := newCentre(t, c)
	task := made.newTask(t, `{}`)
	reservation := made.offered(t, task)
	for _, of := range []string{"Tasks/" + task, "Workers/" + made.worker} {
		address := made.in(of + "/Reservations/" + reservation)
		for _, word := range []string{"call", "dequeue", "conference", "redirect", "supervise"} {
			got := c.post(address, "Instruction", word)
			got.refuses(t, http.StatusNotImplemented, 0, "")
			if message := got.text(t, "message"); !strings.Contains(message, word) {
				t.Errorf("Instruction=%s: the message %q does not name it", word, message)
			}
		}
		c.post(address, "Instruction", "juggle").refuses(t, http.StatusBadRequest, 20001, "")
		if status := c.get(address).text(t, "reservation_status"); status != "pending" {
			t.Errorf("after refused instructions the reservation is %s, want pending", status)
		}
	}
}

// TestConflicts: a name that is taken is a conflict.
func TestConflicts(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	made := newCentre(t, c)
	c.post(made.in("TaskChannels"), "FriendlyName", "Chat again", "UniqueName", "chat").refuses(t, http.StatusConflict, 20409, "")
	c.post(threadsAPI+"/Conversations", "UniqueName", "order").wants(t, http.StatusCreated)
	c.post(threadsAPI+"/Conversations", "UniqueName", "order").refuses(t, http.StatusConflict, 50353, "")
}

func TestStatusOfRefusals(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		err          error
		status, code int
		message      string
	}{
		{rulebook.Invalid(45004, "no %s", "type"), 400, 45004, "no type"},
		{fmt.Errorf("wrapped: %w", rulebook.NotFound("/Workers/WK1")), 404, 20404, "The requested resource /Workers/WK1 was not found"},
		{rulebook.Conflict(20409, "taken"), 409, 20409, "taken"},
		{rulebook.PreconditionFailed(), 412, 20412, "Precondition Failed"},
		{&rulebook.Refusal{Kind: 99, Code: 1, Message: "of no kind"}, 500, 20500, "Internal Server Error"},
		{errors.New("the disk is full at /secret"), 500, 20500, "Internal Server Error"},
	} {
		got := refusal(row.err)
		want := envelope{Code: row.code, Message: row.message, MoreInfo: moreInfo(row.code), Status: row.status}
		if got.status != row.status || got.body != want {
			t.Errorf("%v:\n got %d %+v\nwant %+v", row.err, got.status, got.body, want)
		}
	}
}

// TestPanic: a fault in one request is a 500 with the usual body and a note in
// the journal, and the account goes on.
func TestPanic(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	faulty := []operation{
		{name: "Panic", product: taskRouter, method: http.MethodGet, path: "/v1/Panic", do: func(*call) (answer, error) { panic("boom") }},
		{name: "Unwritable", product: taskRouter, method: http.MethodGet, path: "/v1/Unwritable", do: func(*call) (answer, error) {
			return answer{status: http.StatusOK, body: func() {}}, nil
		}},
	}
	s.routes = newRoutes(append(operations(), faulty...))
	for _, path := range []string{"/Panic", "/Unwritable"} {
		c.get(taskRouterAPI+path).refuses(t, http.StatusInternalServerError, 20500, "Internal Server Error")
		if last := lastEntry(t, s); last.Status != 500 || len(last.Notes) != 1 {
			t.Errorf("%s: journal has %+v", path, last)
		}
	}
	c.get(taskRouterAPI+"/Workspaces").wants(t, http.StatusOK)
}
