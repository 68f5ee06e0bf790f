package sim

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// recorder is a failer for goroutines other than the test's own, which may not
// end it: a failed helper ends its goroutine through the panic, which is caught.
type recorder struct {
	testing.TB
	failed atomic.Bool
}

func (r *recorder) Fatalf(format string, args ...any) {
	r.failed.Store(true)
	r.Errorf(format, args...)
	panic(r)
}

func inParallelDo(t *testing.T, n int, do func(failer, int)) {
	t.Helper()
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			r := &recorder{TB: t}
			defer func() {
				if caught := recover(); caught != nil && caught != any(r) {
					panic(caught)
				}
			}()
			do(r, i)
		})
	}
	all.Wait()
}

// Many clients of one account: each command is carried out whole, no update is
// lost, and of those who accept one offer exactly one succeeds.
func TestManyClientsOfOneAccount(t *testing.T) {
	t.Parallel()
	const clients, rounds = 16, 20
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	c.capacity("ann", "default", 3)
	shared := c.task("shared", on("voice"))
	var accepted atomic.Int32
	inParallelDo(t, clients, func(t failer, client int) {
		own := &centre{
			t: t, a: c.a, ws: c.ws, tasks: map[string]string{"shared": shared.Sid},
			queues: c.queues, flows: c.flows, workers: c.workers,
		}
		for round := range rounds {
			name := fmt.Sprintf("task %d of %d", round, client)
			own.task(name)
			own.set("shared", TaskChange{Attributes: new(fmt.Sprintf(`{"client":%d,"round":%d}`, client, round))})
			found, err := c.a.WorkerReservations(c.ws, c.workers["ann"], ReservationFilter{Status: new("pending")}, Page{})
			own.must("list reservations", err)
			for _, r := range found.Items {
				if _, err := c.a.UpdateWorkerReservation(c.ws, r.WorkerSid, r.Sid, ReservationChange{Status: new("accepted")}); err == nil {
					accepted.Add(1)
					own.tasks["accepted"] = r.TaskSid
					if r.TaskSid != shared.Sid {
						own.becomesStatus("accepted", "completed")
					}
				}
			}
			if _, err := own.a.Tasks(c.ws, TaskFilter{Statuses: []string{"pending"}}, Page{Size: 5}); err != nil {
				t.Errorf("list: %v", err)
			}
			own.a.History(3)
			own.a.Insights()
			own.a.Now()
			own.a.RequestSid()
			if client == 0 {
				own.passes(time.Millisecond)
			}
		}
	})
	after := c.get("shared")
	if want := clients * rounds; after.Version < want || after.Version > want+2 {
		t.Errorf("after %d updates the shared task has version %d", want, after.Version)
	}
	acceptances := 0
	for _, e := range c.a.History(0) {
		if e.Type == "reservation.accepted" {
			acceptances++
		}
	}
	if got := int(accepted.Load()); got != acceptances {
		t.Errorf("%d acceptances were answered with success, %d happened", got, acceptances)
	}
	sound(t, c.a)
}

// A read-modify-write with If-Match loses nothing, however many try at once.
func TestManyClientsCountWithIfMatch(t *testing.T) {
	t.Parallel()
	const clients, each = 8, 25
	c := newSimpleCentre(t)
	c.task("counter", with(`{"n":0}`))
	inParallelDo(t, clients, func(t failer, _ int) {
		for done := 0; done < each; {
			before, err := c.a.Task(c.ws, c.tasks["counter"])
			if err != nil {
				t.Fatalf("fetch: %v", err)
			}
			n := int(before.Attributes.Decode()["n"].(float64))
			_, err = c.a.UpdateTask(c.ws, before.Sid, TaskChange{IfMatch: fmt.Sprint(before.Version), Attributes: new(fmt.Sprintf(`{"n":%d}`, n+1))})
			if err == nil {
				done++
			}
		}
	})
	if got, want := string(c.get("counter").Attributes), fmt.Sprintf(`{"n":%d}`, clients*each); got != want {
		t.Errorf("counted to %s, want %s", got, want)
	}
}

// Many accounts at once: opened, used, reset and dropped without a word between them.
func TestManyAccountsAtOnce(t *testing.T) {
	t.Parallel()
	accounts := NewAccounts(Options{})
	inParallelDo(t, 32, func(t failer, i int) {
		sid := fmt.Sprintf("AC%032x", i)
		account, err := accounts.Open(sid, "token", uint64(i))
		if err != nil {
			t.Fatalf("open %s: %v", sid, err)
		}
		for range 3 {
			c := centreOn(t, account)
			c.queue("everyone", "1==1")
			c.workflow("all", c.byDefault("everyone"))
			chat := c.chat("chat", "ann")
			c.accepts("ann", "chat")
			c.must("close", chat.close("closed", routingClosed))
			c.passes(2 * time.Minute)
			if got := c.status("chat"); got != "gone" {
				t.Errorf("on %s the task is %s, want gone", sid, got)
			}
			if _, err := accounts.Authenticate(sid, "token"); err != nil {
				t.Errorf("authenticate %s: %v", sid, err)
			}
			accounts.List()
			account.Reset()
		}
		if !accounts.Drop(sid) {
			t.Errorf("%s was not there to be dropped", sid)
		}
	})
	if left := accounts.List(); len(left) != 0 {
		t.Errorf("%d accounts are left", len(left))
	}
}
