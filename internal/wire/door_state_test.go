package wire

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// everything is what the API answers of a centre, headers that name a request
// aside.
func (c centre) everything(t *testing.T, tasks ...string) string {
	t.Helper()
	var all strings.Builder
	addresses := []string{taskRouterAPI + "/Workspaces", flexAddress + "/Interactions", threadsAPI + "/Conversations"}
	for _, collection := range []string{"Activities", "TaskChannels", "TaskQueues", "Workflows", "Workers", "Tasks", "Events", "Workers/" + c.worker + "/Channels", "Workers/" + c.worker + "/Reservations"} {
		addresses = append(addresses, c.in(collection), c.in(collection)+"?PageSize=1")
	}
	for _, task := range tasks {
		addresses = append(addresses, c.in("Tasks/"+task), c.in("Tasks/"+task+"/Reservations"))
	}
	for _, address := range addresses {
		got := c.get(address)
		fmt.Fprintln(&all, address, got.status, got.header, string(got.body))
	}
	return all.String()
}

// TestStateComesBackByteForByte: another stand-in that loads what one has saved
// gives the same answers, and goes on the same way.
func TestStateComesBackByteForByte(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	made := newCentre(t, c)
	first := made.newTask(t, `{"a":"<b>&"}`)
	made.accept(t, first)
	second := made.newTask(t, `{}`)
	made.newInteraction(t)
	k := keeper{s.Door()}
	saved := k.send(http.MethodGet, "/v1/state?account="+adaSid, "").wants(t, http.StatusOK).body
	twinStandIn := New(Options{Seed: 9})
	got := keeper{twinStandIn.Door()}.send(http.MethodPut, "/v1/state", string(saved)).wants(t, http.StatusOK)
	if want := `{"accounts":["` + adaSid + `"]}`; string(got.body) != want {
		t.Errorf("loaded: got %s, want %s", got.body, want)
	}
	twin := made
	twin.handler = twinStandIn.API()
	for _, then := range []func(centre){
		func(centre) {},
		func(c centre) {
			c.post(c.in("Tasks/"+first), "AssignmentStatus", "completed").wants(t, http.StatusOK)
			c.newTask(t, `{"third":true}`)
		},
	} {
		then(made)
		then(twin)
		if a, b := made.everything(t, first, second), twin.everything(t, first, second); a != b {
			t.Errorf("the answers differ:\n%s\n%s", a, b)
		}
	}
	for _, address := range []string{"/v1/history?account=", "/v1/insights?account="} {
		if a, b := k.send(http.MethodGet, address+adaSid, ""), (keeper{twinStandIn.Door()}).send(http.MethodGet, address+adaSid, ""); string(a.body) != string(b.body) {
			t.Errorf("%s differs:\n%s\n%s", address, a.body, b.body)
		}
	}
}

func TestDoorRefusesStateThatIsNone(t *testing.T) {
	t.Parallel()
	s, _ := newClient(t, Options{})
	k := keeper{s.Door()}
	saved := string(k.send(http.MethodGet, "/v1/state", "").wants(t, http.StatusOK).body)
	for _, row := range []struct{ path, body, says string }{
		{"/v1/state", ``, "read state"},
		{"/v1/state", `[]`, "read state"},
		{"/v1/state", `{"version":2,"colour":"red"}`, "saved by a newer flexrig: version 2, this one reads 1"},
		{"/v1/state", `{"version":1,"colour":"red"}`, "unknown field"},
		{"/v1/state", strings.Replace(saved, `"state":{"version":2`, `"state":{"version":3`, 1), "saved by a newer flexrig: version 3"},
		{"/v1/state", saved + "{}", "after top-level value"},
		{"/v1/state", strings.Replace(saved, `"token":"token`, `"token":"other`, 1), "another token"},
		{"/v1/state?account=" + benSid, saved, "is not in what was sent"},
	} {
		got := k.send(http.MethodPut, row.path, row.body).wants(t, http.StatusBadRequest)
		if text := got.text(t, "error"); !strings.Contains(text, row.says) || !strings.Contains(text, "nothing has changed") {
			t.Errorf("%.80s: got %s, want a word of %q", row.body, text, row.says)
		}
	}
	if again := string(k.send(http.MethodGet, "/v1/state", "").body); again != saved {
		t.Errorf("something has changed:\n%s\n%s", saved, again)
	}
	k.send(http.MethodGet, "/v1/state?account="+benSid, "").wants(t, http.StatusNotFound)
}

// TestLoadingWhileRequestsRun: every request finds an account as it was before or
// as it is after.
func TestLoadingWhileRequestsRun(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	made := newCentre(t, c)
	task := made.newTask(t, `{}`)
	var saved bytes.Buffer
	if err := s.Save(&saved); err != nil {
		t.Fatal(err)
	}
	together(4, func(i int) {
		for range 10 {
			if i == 0 {
				if err := s.Load(bytes.NewReader(saved.Bytes())); err != nil {
					t.Error(err)
				}
				continue
			}
			if got := c.post(made.in("Tasks/"+task), "Attributes", `{"x":1}`); got.status != http.StatusOK {
				t.Errorf("update: %d %s", got.status, got.body)
			}
		}
	})
}

func TestHistoryCanBeForgottenAlone(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	k := keeper{s.Door()}
	made := newCentre(t, c)
	task := made.newTask(t, `{}`)
	k.send(http.MethodPost, "/v1/reset?history=some&account="+adaSid, "").wants(t, http.StatusBadRequest)
	k.send(http.MethodPost, "/v1/reset?history=only&account="+adaSid, "").wants(t, http.StatusNoContent)
	for path, want := range map[string]string{
		"/v1/history": `{"events":[]}`, "/v1/journal": `{"requests":[],"dropped":0}`,
	} {
		if got := string(k.send(http.MethodGet, path+"?account="+adaSid, "").body); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
	made.accept(t, task)
	c.post(made.in("Tasks/"+task), "AssignmentStatus", "completed").wants(t, http.StatusOK)
	k.send(http.MethodGet, "/v1/insights?account="+adaSid, "").wants(t, http.StatusOK)
}

// TestStandInsThatAreClosedDoNothingByThemselves: until then an offer goes to the
// next by itself.
func TestStandInsThatAreClosedDoNothingByThemselves(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{})
		k := keeper{s.Door()}
		k.send(http.MethodPost, "/v1/accounts", `{"sid":"`+adaSid+`","token":"t"}`).wants(t, http.StatusCreated)
		k.send(http.MethodPost, "/v1/clock?account="+adaSid, `{"mode":"following"}`).wants(t, http.StatusOK)
		made := newCentre(t, client{handler: s.API(), sid: adaSid, token: "t"})
		made.newTask(t, `{}`)
		time.Sleep(200 * time.Second) // a reservation waits for 120
		synctest.Wait()
		s.Close()
		at := made.get(made.in("Workers/"+made.worker)).wants(t, http.StatusOK).text(t, "date_status_changed")
		now, changed := made.get(made.in("Workers")).header.Get("Date"), at
		if later, err := http.ParseTime(now); err != nil || later.Format(time.RFC3339) == changed {
			t.Errorf("the offer timed out at %s and it is %s", changed, now)
		}
		made.post(made.in("Workers/"+made.worker), "ActivitySid", made.available).wants(t, http.StatusOK)
		time.Sleep(time.Hour)
	})
}
