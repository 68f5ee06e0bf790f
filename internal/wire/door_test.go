package wire

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A keeper sends requests to a stand-in's door.
type keeper struct{ door http.Handler }

func (k keeper) send(method, path, body string) reply {
	return serve(k.door, newRequest(method, "http://127.0.0.1:4012"+path, "application/json", body))
}

func TestDoorOpensAccounts(t *testing.T) {
	t.Parallel()
	s := New(Options{Seed: 7})
	k := keeper{s.Door()}
	got := k.send(http.MethodPost, "/v1/accounts", `{"sid":"`+adaSid+`","token":"secret"}`).wants(t, http.StatusCreated)
	if want := `{"sid":"` + adaSid + `","now":"2026-01-05T09:00:00Z"}`; string(got.body) != want {
		t.Errorf("opened: got %s, want %s", got.body, want)
	}
	c := client{handler: s.API(), sid: adaSid, token: "secret"}
	c.get(taskRouterAPI+"/Workspaces").wants(t, http.StatusOK)
	again := k.send(http.MethodPost, "/v1/accounts", `{"sid":"`+adaSid+`","token":"other"}`).wants(t, http.StatusConflict)
	if !strings.Contains(again.text(t, "error"), "exists") {
		t.Errorf("conflict: got %s", again.body)
	}
	c.get(taskRouterAPI+"/Workspaces").wants(t, http.StatusOK)
	k.send(http.MethodDelete, "/v1/accounts?account="+adaSid, "").wants(t, http.StatusNoContent)
	c.get(taskRouterAPI+"/Workspaces").wants(t, http.StatusUnauthorized)
	k.send(http.MethodDelete, "/v1/accounts?account="+adaSid, "").wants(t, http.StatusNotFound)
}

// TestSeedsDecideSids: the same seed gives the same sids; without one the
// stand-in's seed and the account's sid do, in whatever order accounts are opened.
func TestSeedsDecideSids(t *testing.T) {
	t.Parallel()
	first := func(standIn int64, seed string, sids ...string) string {
		s := New(Options{Seed: standIn})
		for _, sid := range sids {
			keeper{s.Door()}.send(http.MethodPost, "/v1/accounts", `{"sid":"`+sid+`","token":"t"`+seed+`}`).wants(t, http.StatusCreated)
		}
		c := client{handler: s.API(), sid: adaSid, token: "t"}
		return c.post(taskRouterAPI+"/Workspaces", "FriendlyName", "Centre").wants(t, http.StatusCreated).text(t, "sid")
	}
	own := first(1, "", adaSid)
	for name, row := range map[string]struct {
		got  string
		same bool
	}{
		"opened after another": {first(1, "", benSid, adaSid), true},
		"another stand-in":     {first(2, "", adaSid), false},
		"a seed of its own":    {first(1, `,"seed":5`, adaSid), false},
	} {
		if (row.got == own) != row.same {
			t.Errorf("%s: got %s beside %s, want the same: %v", name, row.got, own, row.same)
		}
	}
	if a, b := first(1, `,"seed":5`, adaSid), first(2, `,"seed":5`, adaSid); a != b {
		t.Errorf("seed 5 gave %s and %s", a, b)
	}
}

func TestDoorMovesClocks(t *testing.T) {
	t.Parallel()
	s, clients := openAccounts(t, Options{}, adaSid, benSid)
	k := keeper{s.Door()}
	clock := "/v1/clock?account=" + adaSid
	for _, row := range []struct {
		method, body, now string
	}{
		{http.MethodGet, "", "2026-01-05T09:00:00Z"},
		{http.MethodPost, `{"advance":"2m"}`, "2026-01-05T09:02:00Z"},
		{http.MethodPost, `{"advance":"0s"}`, "2026-01-05T09:02:00Z"},
		{http.MethodPost, `{"advance":"180d"}`, "2026-07-04T09:02:00Z"},
		{http.MethodPost, `{"set":"2026-07-04T09:02:00.5Z"}`, "2026-07-04T09:02:00.5Z"},
		{http.MethodPost, `{"set":"2026-07-04T12:00:00+02:00"}`, "2026-07-04T10:00:00Z"},
	} {
		got := k.send(row.method, clock, row.body).wants(t, http.StatusOK)
		if want := `{"now":"` + row.now + `","mode":"frozen"}`; string(got.body) != want {
			t.Errorf("%s %s: got %s, want %s", row.method, row.body, got.body, want)
		}
	}
	for _, body := range []string{
		``, `{}`, `{"advance":"-1s"}`, `{"advance":"soon"}`, `{"advance":120}`, `{"set":"2026-01-05T09:00:00Z"}`, `{"set":"noon"}`,
		`{"mode":"fast"}`, `{"advance":"1s","mode":""`,
		`{"advance":"1s","set":"2027-01-05T09:00:00Z"}`, `{"advance":"1s","speed":2}`, `{"advance":"1s"} {}`, `[]`,
	} {
		k.send(http.MethodPost, clock, body).wants(t, http.StatusBadRequest).text(t, "error")
	}
	if got := k.send(http.MethodGet, "/v1/clock?account="+benSid, "").text(t, "now"); got != "2026-01-05T09:00:00Z" {
		t.Errorf("the other account's clock stands at %s", got)
	}
	if got := clients[0].get(taskRouterAPI + "/Workspaces").header.Get("Date"); got != "Sat, 04 Jul 2026 10:00:00 GMT" {
		t.Errorf("Date: got %s", got)
	}
}

// TestClocksFollowTheMachine: a clock that follows goes on by itself from where it
// stands, can be moved on the way, and stands still once it is frozen.
func TestClocksFollowTheMachine(t *testing.T) {
	t.Parallel()
	s := New(Options{})
	k := keeper{s.Door()}
	clock := "/v1/clock?account=" + adaSid
	read := func(method, body, mode string) time.Time {
		t.Helper()
		var got clockState
		decodeStrictly(t, k.send(method, clock, body).wants(t, http.StatusOK).body, &got)
		if got.Mode != mode {
			t.Errorf("%s %s: mode %s, want %s", method, body, got.Mode, mode)
		}
		return got.Now
	}
	k.send(http.MethodPost, "/v1/accounts", `{"sid":"`+adaSid+`","token":"t","clock":"fast"}`).wants(t, http.StatusBadRequest)
	k.send(http.MethodPost, "/v1/accounts", `{"sid":"`+adaSid+`","token":"t","clock":"following"}`).wants(t, http.StatusCreated)
	first := read(http.MethodGet, "", "following")
	if first.Before(time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("a clock that follows began at %s", first)
	}
	later := read(http.MethodPost, `{"advance":"180d"}`, "following")
	if passed := later.Sub(first); passed <= 180*24*time.Hour {
		t.Errorf("180 days and some more have passed, the clock says %s", passed)
	}
	stopped := read(http.MethodPost, `{"mode":"frozen"}`, "frozen")
	if again := read(http.MethodGet, "", "frozen"); !again.Equal(stopped) || stopped.Before(later) {
		t.Errorf("frozen at %s, then %s", stopped, again)
	}
	if on := read(http.MethodPost, `{"advance":"1h","mode":"following"}`, "following"); on.Before(stopped.Add(time.Hour)) {
		t.Errorf("an hour after %s: %s", stopped, on)
	}
}

// TestStandInsSayWhatTheyAre: whoever knows an address alone learns of the door.
func TestStandInsSayWhatTheyAre(t *testing.T) {
	t.Parallel()
	api := New(Options{Management: "http://127.0.0.1:4012"}).API()
	ask := func(method string) reply {
		return serve(api, newRequest(method, "http://127.0.0.1:4010/.well-known/flexrig", "", ""))
	}
	if got, want := string(ask(http.MethodGet).wants(t, http.StatusOK).body), `{"stand_in":"flexrig","management":"http://127.0.0.1:4012"}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	ask(http.MethodPost).wants(t, http.StatusMethodNotAllowed)
}

func TestDoorShowsHistory(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	k := keeper{s.Door()}
	made := newCentre(t, c)
	task := made.newTask(t, `{}`)
	reservation := made.accept(t, task)
	var got struct{ Events []occurrence }
	all := k.send(http.MethodGet, "/v1/history?account="+adaSid, "").wants(t, http.StatusOK)
	decodeStrictly(t, all.body, &got)
	whole := len(got.Events)
	decodeStrictly(t, k.send(http.MethodGet, "/v1/history?last=3&account="+adaSid, "").wants(t, http.StatusOK).body, &got)
	if len(got.Events) != 3 || whole <= 3 {
		t.Fatalf("last=3 of %d: got %d events", whole, len(got.Events))
	}
	last := got.Events[2]
	if last.Type != "reservation.accepted" || last.TaskSid != task || last.ReservationSid != reservation || last.Worker != "Ada" || last.Seq != uint64(whole) {
		t.Errorf("last event: got %+v", last)
	}
	for _, bad := range []string{"0", "-1", "some"} {
		k.send(http.MethodGet, "/v1/history?last="+bad+"&account="+adaSid, "").wants(t, http.StatusBadRequest)
	}
}

func TestDoorShowsInsights(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	k := keeper{s.Door()}
	made := newCentre(t, c)
	task := made.newTask(t, `{"conversations":{"conversation_attribute_1":"gold"}}`)
	made.accept(t, task)
	c.post(made.in("Tasks/"+task), "AssignmentStatus", "completed").wants(t, http.StatusOK)
	got := k.send(http.MethodGet, "/v1/insights?account="+adaSid, "").wants(t, http.StatusOK).object(t)
	segments, _ := got["segments"].([]any)
	if len(segments) == 0 {
		t.Fatalf("no segments: %v", got)
	}
	for _, segment := range segments {
		if sid := segment.(map[string]any)["task_sid"]; sid != task {
			t.Errorf("segment of task %v, want %s", sid, task)
		}
	}
}

// receivedInstant is the machine's instant at which a request came.
var receivedInstant = regexp.MustCompile(`"received":"[^"]+"`)

func TestDoorShowsJournal(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	k := keeper{s.Door()}
	c.get(taskRouterAPI + "/Workspaces?Wibble=1")
	got := k.send(http.MethodGet, "/v1/journal?account="+adaSid, "").wants(t, http.StatusOK)
	want := `{"requests":[{"seq":1,"at":"2026-01-05T09:00:00Z","received":"…","method":"GET","host":"taskrouter.twilio.com","path":"/v1/Workspaces",` +
		`"operation":"ListWorkspace","query":[{"name":"Wibble","value":"1"}],"fields":[],"if_match":"","agent":"","connection":"192.0.2.1:1234",` +
		`"status":200,"code":0,"message":"","retry_after":0,"applied":false,"fault":"","notes":["unknown parameter Wibble"]}],"dropped":0}`
	if got := receivedInstant.ReplaceAllString(string(got.body), `"received":"…"`); got != want {
		t.Errorf("journal:\n got %s\nwant %s", got, want)
	}
	c.get(taskRouterAPI + "/Workspaces")
	if body := k.send(http.MethodGet, "/v1/journal?account="+adaSid, "").body; !strings.Contains(string(body), `"notes":[]`) {
		t.Errorf("a request without notes has no list: %s", body)
	}
}

func TestDoorResets(t *testing.T) {
	t.Parallel()
	s, clients := openAccounts(t, Options{}, adaSid, benSid)
	k := keeper{s.Door()}
	sids := map[string]string{}
	for _, c := range clients {
		sids[c.sid] = newCentre(t, c).workspace
	}
	holds := func(c client) int {
		return len(c.get(taskRouterAPI+"/Workspaces").wants(t, http.StatusOK).object(t)["workspaces"].([]any))
	}
	k.send(http.MethodPost, "/v1/reset?account="+adaSid, "").wants(t, http.StatusNoContent)
	if ada, ben := holds(clients[0]), holds(clients[1]); ada != 0 || ben != 1 {
		t.Errorf("after resetting one account: %d and %d workspaces, want 0 and 1", ada, ben)
	}
	if again := newCentre(t, clients[0]).workspace; again != sids[adaSid] {
		t.Errorf("after a reset the first workspace is %s, was %s", again, sids[adaSid])
	}
	k.send(http.MethodPost, "/v1/reset", "").wants(t, http.StatusNoContent)
	if ada, ben := holds(clients[0]), holds(clients[1]); ada != 0 || ben != 0 {
		t.Errorf("after resetting all: %d and %d workspaces", ada, ben)
	}
	k.send(http.MethodPost, "/v1/reset?account=", "").wants(t, http.StatusBadRequest)
}

func TestDoorRefuses(t *testing.T) {
	t.Parallel()
	s, _ := newClient(t, Options{})
	k := keeper{s.Door()}
	unknown := "AC00000000000000000000000000000000"
	for _, row := range []struct {
		method, path, body string
		want               int
	}{
		{http.MethodPost, "/v1/accounts", ``, 400},
		{http.MethodPost, "/v1/accounts", `{`, 400},
		{http.MethodPost, "/v1/accounts", `{"sid":"AC1","token":"t"}`, 400},
		{http.MethodPost, "/v1/accounts", `{"sid":"` + unknown + `"}`, 400},
		{http.MethodPost, "/v1/accounts", `{"sid":"` + unknown + `","token":"t","seed":-1}`, 400},
		{http.MethodPost, "/v1/accounts", `{"sid":"` + unknown + `","token":"t","color":"red"}`, 400},
		{http.MethodPost, "/v1/accounts", `{"token":"` + strings.Repeat("a", largestBody) + `"}`, 413},
		{http.MethodGet, "/v1/clock", ``, 400},
		{http.MethodGet, "/v1/clock?account=" + unknown, ``, 404},
		{http.MethodGet, "/v1/insights?account=" + unknown, ``, 404},
		{http.MethodGet, "/v1/history", ``, 400},
		{http.MethodGet, "/v1/journal", ``, 400},
		{http.MethodPost, "/v1/reset?account=" + unknown, ``, 404},
		{http.MethodGet, "/v1/faults", ``, 400},
		{http.MethodPatch, "/v1/faults?account=" + adaSid, ``, 404},
		{http.MethodPut, "/v1/clock?account=" + adaSid, ``, 404},
		{http.MethodPost, "/", ``, 404},
		{http.MethodGet, "/console", ``, 404},
		{http.MethodGet, "/v1/overview?most=0&account=" + adaSid, ``, 400},
		{http.MethodGet, "/v1/overview?most=1001&account=" + adaSid, ``, 400},
		{http.MethodGet, "/v1/stream?last=-1&account=" + adaSid, ``, 400},
		{http.MethodGet, "/v1/stream", ``, 400},
	} {
		got := k.send(row.method, row.path, row.body).wants(t, row.want)
		var refusal struct{ Error string }
		decodeStrictly(t, got.body, &refusal)
		if refusal.Error == "" {
			t.Errorf("%s %s: no word of what is wrong", row.method, row.path)
		}
	}
}

// TestStrictAccounts: an account may be strict on a stand-in that is not.
func TestStrictAccounts(t *testing.T) {
	t.Parallel()
	s := New(Options{})
	for sid, strict := range map[string]bool{adaSid: true, benSid: false} {
		body, _ := json.Marshal(map[string]any{"sid": sid, "token": "t", "strict": strict})
		keeper{s.Door()}.send(http.MethodPost, "/v1/accounts", string(body)).wants(t, http.StatusCreated)
		c := client{handler: s.API(), sid: sid, token: "t"}
		want := map[bool]int{true: http.StatusBadRequest, false: http.StatusOK}[strict]
		c.get(fmt.Sprintf("%s/Workspaces?Wibble=1", taskRouterAPI)).wants(t, want)
	}
}

// TestDoorSaysWhatTheHistoryLost: an account that keeps little tells how many
// events it has dropped, beside those that are left and in the projection.
func TestDoorSaysWhatTheHistoryLost(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{History: 5})
	k := keeper{s.Door()}
	made := newCentre(t, c)
	c.post(made.in("Workers/"+made.worker), "ActivitySid", made.offline).wants(t, http.StatusOK)
	task := made.newTask(t, `{}`)
	for range 5 + 1 {
		c.post(made.in("Tasks/"+task), "Attributes", `{"a":1}`).wants(t, http.StatusOK)
	}
	lost := func(path string) any {
		return k.send(http.MethodGet, path+"?account="+adaSid, "").wants(t, http.StatusOK).object(t)["dropped"]
	}
	if history, projection := lost("/v1/history"), lost("/v1/insights"); history != nil || projection != nil {
		t.Fatalf("nothing is lost, and the history says %v, the projection %v", history, projection)
	}
	for range 3 {
		c.post(made.in("Tasks/"+task), "Attributes", `{"a":2}`).wants(t, http.StatusOK)
	}
	if history, projection := lost("/v1/history"), lost("/v1/insights"); history != 3.0 || projection != 3.0 {
		t.Errorf("three events are lost, and the history says %v, the projection %v", history, projection)
	}
}
