package wire

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
)

// TestManyClientsOfOneAccount: no update is lost and no version is given twice.
func TestManyClientsOfOneAccount(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	made := newCentre(t, c)
	task := made.in("Tasks/" + made.newTask(t, `{}`))
	before := c.get(task).header.Get("ETag")
	const clients, updates = 8, 25
	var mu sync.Mutex
	versions := map[string]int{}
	together(clients, func(i int) {
		for n := range updates {
			got := c.post(task, "Attributes", fmt.Sprintf(`{"by":%d,"n":%d}`, i, n))
			c.get(made.in("Tasks?PageSize=5"))
			mu.Lock()
			versions[got.header.Get("ETag")]++
			mu.Unlock()
		}
	})
	if len(versions) != clients*updates || versions[before] != 0 {
		t.Errorf("%d updates gave %d versions", clients*updates, len(versions))
	}
	if kept, dropped := s.tenants[adaSid].journal.read(); uint64(len(kept))+dropped < 2*clients*updates {
		t.Errorf("the journal has seen %d requests of at least %d", uint64(len(kept))+dropped, 2*clients*updates)
	}
	if running := c.get(task).header.Get("Twilio-Concurrent-Requests"); running != "1" {
		t.Errorf("concurrent requests at the end: %s, want this one alone", running)
	}
}

// TestManyAccounts: accounts are opened, used, read through the door and
// dropped side by side, and none sees another's.
func TestManyAccounts(t *testing.T) {
	t.Parallel()
	s := New(Options{})
	k := keeper{s.Door()}
	together(8, func(i int) {
		sid := fmt.Sprintf("AC%032x", i+1)
		k.send(http.MethodPost, "/v1/accounts", `{"sid":"`+sid+`","token":"t"}`).wants(t, http.StatusCreated)
		made := newCentre(t, client{handler: s.API(), sid: sid, token: "t"})
		for range 5 {
			task := made.newTask(t, `{}`)
			made.accept(t, task)
			made.post(made.in("Tasks/"+task), "AssignmentStatus", "completed").wants(t, http.StatusOK)
			k.send(http.MethodPost, "/v1/clock?account="+sid, `{"advance":"1m"}`).wants(t, http.StatusOK)
			k.send(http.MethodGet, "/v1/insights?account="+sid, "").wants(t, http.StatusOK)
		}
		if listed := made.get(made.in("Tasks")).object(t)["tasks"].([]any); len(listed) != 1 {
			t.Errorf("account %d has %d tasks after five minutes, want the last one", i, len(listed))
		}
		k.send(http.MethodDelete, "/v1/accounts?account="+sid, "").wants(t, http.StatusNoContent)
	})
}

// together runs something a number of times at once and waits for the end.
func together(times int, do func(i int)) {
	var group sync.WaitGroup
	for i := range times {
		group.Go(func() { do(i) })
	}
	group.Wait()
}
