package wire

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type countsTold struct {
	Account     string             `json:"account"`
	Requests    uint64             `json:"requests"`
	TaskUpdates countedUpdate      `json:"task_updates"`
	Operations  []countedOperation `json:"operations"`
}

func countsOf(t *testing.T, s *StandIn, sid string) countsTold {
	t.Helper()
	var told countsTold
	decodeStrictly(t, keeper{s.Door()}.send(http.MethodGet, "/v1/counts?account="+sid, "").wants(t, http.StatusOK).body, &told)
	return told
}

// counted is an operation's count, without a value where it was not asked for.
func (told countsTold) counted(operation string) countedOperation {
	for _, one := range told.Operations {
		if one.Operation == operation {
			return one
		}
	}
	return countedOperation{}
}

// TestTheDoorCountsWhatTookEffect: what the client is told is one thing, whether
// the task changed another.
func TestTheDoorCountsWhatTookEffect(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{Journal: -1})
	made := newCentre(t, c)
	task := made.in("Tasks/" + made.newTask(t, `{"a":0}`))
	keeper{s.Door()}.send(http.MethodPost, "/v1/reset?history=only&account="+adaSid, "").wants(t, http.StatusNoContent)
	update := func(attributes string, want int) {
		t.Helper()
		c.post(task, "Attributes", attributes).wants(t, want)
	}
	update(`{"a":1}`, http.StatusOK)
	update(`{"a":1}`, http.StatusOK)
	c.post(task).wants(t, http.StatusOK) // which asks for nothing
	update(`{"a":`, http.StatusBadRequest)
	for _, armed := range []string{
		`{"faults":[{"operation":"UpdateTask","do":"lose"}]}`,
		`{"faults":[{"operation":"UpdateTask","status":500,"phase":"after"}]}`,
		`{"faults":[{"operation":"UpdateTask","status":503}]}`,
	} {
		keeper{s.Door()}.send(http.MethodPut, "/v1/faults?account="+adaSid, armed).wants(t, http.StatusOK)
		c.post(task, "Attributes", `{"a":2}`)
	}
	c.get(task).wants(t, http.StatusOK)
	c.get(taskRouterAPI+"/Nothing").wants(t, http.StatusNotImplemented)
	told := countsOf(t, s, adaSid)
	if want := (countedUpdate{Sent: 7, TookEffect: 3, Refused: 1, Failed: 2}); told.TaskUpdates != want {
		t.Errorf("task updates: %+v, want %+v", told.TaskUpdates, want)
	}
	want := []countedOperation{
		{Operation: "", Answers: map[string]uint64{"5xx": 1}},
		{Operation: "FetchTask", Answers: map[string]uint64{"2xx": 1}},
		{Operation: "UpdateTask", Answers: map[string]uint64{"2xx": 4, "4xx": 1, "5xx": 2}, Effects: 3},
	}
	got := []countedOperation{told.counted(""), told.counted("FetchTask"), told.counted("UpdateTask")}
	if diff := cmp.Diff(want, got); diff != "" || told.Requests != 9 || told.Account != adaSid {
		t.Errorf("%d requests, %d operations:\n%s", told.Requests, len(told.Operations), diff)
	}
}

// TestCountsDropNothing: more requests than the journal keeps, from many clients at
// once, of one account of two.
func TestCountsDropNothing(t *testing.T) {
	t.Parallel()
	const clients, each = 4, 25
	s, accounts := openAccounts(t, Options{Journal: 8}, adaSid, benSid)
	var running sync.WaitGroup
	for range clients {
		running.Go(func() {
			for range each {
				accounts[0].get(taskRouterAPI + "/Workspaces")
			}
		})
	}
	running.Wait()
	if told := countsOf(t, s, adaSid); told.Requests != clients*each || told.counted("ListWorkspace").Answers["2xx"] != clients*each {
		t.Errorf("%+v, want %d of one operation", told, clients*each)
	}
	if told := countsOf(t, s, benSid); told.Requests != 0 || len(told.Operations) != 0 {
		t.Errorf("the other account has %+v, want nothing", told)
	}
	keeper{s.Door()}.send(http.MethodPost, "/v1/reset?account="+adaSid, "").wants(t, http.StatusNoContent)
	if told := countsOf(t, s, adaSid); told.Requests != 0 {
		t.Errorf("after a reset: %+v", told)
	}
}

// TestEveryOperationHasItsOwnCount: no two of the table share a place.
func TestEveryOperationHasItsOwnCount(t *testing.T) {
	t.Parallel()
	for i, op := range operations() {
		if op.place != i+1 || !strings.EqualFold(op.name, operationNames()[op.place-1]) {
			t.Errorf("%s has place %d, want %d", op.name, op.place, i+1)
		}
	}
}
