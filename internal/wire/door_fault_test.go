package wire

import (
	"net/http"
	"strings"
	"testing"
)

func TestTheDoorArmsFaults(t *testing.T) {
	t.Parallel()
	s, clients := openAccounts(t, Options{}, adaSid, benSid)
	k := keeper{s.Door()}
	const faults = "/v1/faults?account=" + adaSid
	is := func(got reply, status int, want string) {
		t.Helper()
		if got.status != status || string(got.body) != want {
			t.Errorf("got %d %s\nwant %d %s", got.status, got.body, status, want)
		}
	}
	is(k.send(http.MethodGet, faults, ""), 200, `{"faults":[]}`)
	const first = `{"id":"f1","operation":"ListWorkspace","times":1,"do":"answer","phase":"before","status":503,"code":20503,"message":"Service Unavailable","hits":`
	is(k.send(http.MethodPost, faults, `{"faults":[{"operation":"ListWorkspace","times":1,"status":503}]}`), 201, `{"faults":[`+first+`0,"seen":0}]}`)
	for _, want := range []int{503, 200, 200} {
		clients[0].get(taskRouterAPI+"/Workspaces").wants(t, want)
		clients[1].get(taskRouterAPI+"/Workspaces").wants(t, http.StatusOK)
	}
	const second = `{"id":"mine","path":"/hook","webhook":true,"do":"drop"}`
	k.send(http.MethodPost, faults, `[`+second+`]`).wants(t, http.StatusCreated)
	is(k.send(http.MethodGet, faults, ""), 200, `{"faults":[`+first+`1,"seen":3},{"id":"mine","webhook":true,"path":"/hook","do":"drop","hits":0,"seen":0}]}`)
	k.send(http.MethodPost, faults, `[`+second+`]`).wants(t, http.StatusBadRequest)
	k.send(http.MethodDelete, faults+"&id=mine", "").wants(t, http.StatusNoContent)
	k.send(http.MethodDelete, faults+"&id=mine", "").wants(t, http.StatusNotFound)
	is(k.send(http.MethodGet, faults, ""), 200, `{"faults":[`+first+`1,"seen":3}]}`)
	is(k.send(http.MethodPut, faults, `{"faults":[{"operation":"ListWorkspace","times":1,"status":503}]}`), 200, `{"faults":[`+first+`0,"seen":0}]}`)
	k.send(http.MethodPut, faults, `[{"status":1}]`).wants(t, http.StatusBadRequest)
	clients[0].get(taskRouterAPI+"/Workspaces").wants(t, http.StatusServiceUnavailable)
	k.send(http.MethodDelete, faults, "").wants(t, http.StatusNoContent)
	is(k.send(http.MethodGet, faults, ""), 200, `{"faults":[]}`)
	if s.tenants[adaSid].trouble.armed.Load() {
		t.Error("an account without faults still looks for them")
	}
}

// TestTheDoorRefusesFaults that this stand-in could never play.
func TestTheDoorRefusesFaults(t *testing.T) {
	t.Parallel()
	s, _ := newClient(t, Options{})
	k := keeper{s.Door()}
	for _, row := range []struct{ rule, wants string }{
		{`{}`, "nothing happens"},
		{`{"status":500,"operation":"UpdateTasks"}`, "did you mean UpdateTask?"},
		{`{"status":500,"product":"wibble"}`, "none of api, chat"},
		{`{"status":500,"product":"flex-api","operation":"UpdateTask"}`, "is one of taskrouter"},
		{`{"status":500,"method":"GET","operation":"UpdateTask"}`, "is a POST"},
		{`{"do":"lose"}`, "names its operation: DeleteTask, UpdateTask"},
		{`{"do":"lose","operation":"CreateTask"}`, "cannot lose writes; these can: DeleteTask, UpdateTask"},
		{`{"do":"cut","operation":"DeleteTask"}`, "no body to cut"},
	} {
		got := k.send(http.MethodPost, "/v1/faults?account="+adaSid, `{"faults":[`+row.rule+`]}`).wants(t, http.StatusBadRequest)
		if text := got.text(t, "error"); !strings.Contains(text, row.wants) || !strings.Contains(text, "rule 1") {
			t.Errorf("%s: got %q, want rule 1 and %q", row.rule, text, row.wants)
		}
	}
	k.send(http.MethodPost, "/v1/faults?account="+adaSid, ``).wants(t, http.StatusBadRequest)
	if got := string(k.send(http.MethodGet, "/v1/faults?account="+adaSid, "").body); got != `{"faults":[]}` {
		t.Errorf("something is armed: %s", got)
	}
}

// TestASeedDecidesFaults: an account of the same seed has the same luck.
func TestASeedDecidesFaults(t *testing.T) {
	t.Parallel()
	run := func(seed string) (luck string) {
		s := New(Options{})
		k := keeper{s.Door()}
		k.send(http.MethodPost, "/v1/accounts", `{"sid":"`+adaSid+`","token":"t","seed":`+seed+`}`).wants(t, http.StatusCreated)
		k.arm(t, `{"probability":0.3,"status":500}`)
		c := client{handler: s.API(), sid: adaSid, token: "t"}
		for range 64 {
			luck += http.StatusText(c.get(taskRouterAPI + "/Workspaces").status)[:1]
		}
		return luck
	}
	first := run("1")
	if again, other := run("1"), run("2"); again != first || other == first {
		t.Errorf("the same seed gave\n%s and\n%s, another one\n%s", first, again, other)
	}
	if !strings.Contains(first, "I") || !strings.Contains(first, "O") {
		t.Errorf("three in ten fail: %s", first)
	}
}
