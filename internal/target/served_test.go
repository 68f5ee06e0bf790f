package target

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/flexrig/flexrig/internal/wire"
)

// standInAt serves a stand-in and its door, and gives the address of the API.
func standInAt(t *testing.T) (*wire.StandIn, string) {
	t.Helper()
	var stand *wire.StandIn
	door := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { stand.Door().ServeHTTP(w, r) }))
	t.Cleanup(door.Close)
	stand = wire.New(wire.Options{Seed: 1, Management: door.URL})
	api := httptest.NewServer(stand.API())
	t.Cleanup(api.Close)
	return stand, api.URL
}

// serve makes a target of a server, closed when the test ends.
func serveAt(t *testing.T, config ServedConfig) Target {
	t.Helper()
	aim, err := Serve(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = aim.Close() })
	return aim
}

func TestAServedStandInMakesTheAccountsOfTheMock(t *testing.T) {
	t.Parallel()
	_, address := standInAt(t)
	served := open(t, serveAt(t, ServedConfig{Address: address, Seed: 7, Strict: true}))
	mock := open(t, newMock(t, MockConfig{Seed: 7, Strict: true}))
	ws, task := centre(t, served)
	otherWs, otherTask := centre(t, mock)
	if served.SID != mock.SID || ws != otherWs || task != otherTask {
		t.Errorf("served: got %s, %s, %s; mock has %s, %s, %s", served.SID, ws, task, mock.SID, otherWs, otherTask)
	}
	if err := served.Arm(onCreate(ws, FaultReset)); err != nil {
		t.Fatal(err)
	}
	if err := create(served, ws); err == nil || status(err) != 0 {
		t.Errorf("a fault in front of the server: got %v, want no answer", err)
	}
	if err := errors.Join(served.Close(), mock.Close()); err != nil {
		t.Error(err)
	}
}

func TestTwoRunsOfOneSeedShareAStandIn(t *testing.T) {
	t.Parallel()
	_, address := standInAt(t)
	config := ServedConfig{Address: address, Seed: 7}
	first, second := serveAt(t, config).(*Served), serveAt(t, config).(*Served)
	one, other := open(t, first), open(t, second)
	if one.SID == other.SID {
		t.Errorf("both runs got %s, want accounts of their own", one.SID)
	}
	if notes := first.Notes(); len(notes) > 0 {
		t.Errorf("the first run: got notes %q, want none", notes)
	}
	if notes := second.Notes(); len(notes) != 1 || !strings.Contains(notes[0], "1 accounts of this seed were open") {
		t.Errorf("the second run: got notes %q, want one", notes)
	}
	if err := errors.Join(one.Close(), other.Close()); err != nil {
		t.Error(err)
	}
	if again := open(t, serveAt(t, config)); again.SID != one.SID {
		t.Errorf("after both: got %s, want %s as in the first run", again.SID, one.SID)
	}
}

func TestAServerThatCannotBeUsedIsRefusedWithWhatToDo(t *testing.T) {
	t.Parallel()
	foreign := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(foreign.Close)
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		reply(w, http.StatusUnauthorized, map[string]any{"code": 20003, "message": "Authenticate", "status": 401})
	}))
	t.Cleanup(refusing.Close)
	_, address := standInAt(t)
	key := Shared{AccountSid: "AC1", User: "SK1", Password: "hush"}
	for _, c := range []struct {
		name   string
		config ServedConfig
		says   string
	}{
		{"nobody there", ServedConfig{Address: "http://127.0.0.1:1"}, "flexrig serve"},
		{"no door and no account", ServedConfig{Address: foreign.URL}, "set TWILIO_ACCOUNT_SID"},
		{"a door left alone and no account", ServedConfig{Address: address, Manage: NoManagement}, "set TWILIO_ACCOUNT_SID"},
		{"no door at the address named", ServedConfig{Address: address, Manage: foreign.URL}, "is no management door that this version of flexrig knows"},
		{"nobody at the door", ServedConfig{Address: address, Manage: "http://127.0.0.1:1"}, "does not answer"},
		{"a door that is no address", ServedConfig{Address: address, Manage: "on"}, "is no address"},
		{"wrong credentials", ServedConfig{Address: refusing.URL, Shared: key}, "refuses its credentials with status 401"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := Serve(t.Context(), c.config)
			wantError(t, err, c.says)
			if got != nil || err != nil && strings.Contains(err.Error(), "hush") {
				t.Errorf("got %v and %v, want no target and no secret", got, err)
			}
		})
	}
}

func TestARequestForThePlatformGoesToTheBaseURLWithItsHost(t *testing.T) {
	t.Parallel()
	var host, path string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, path = r.Host, r.URL.RequestURI()
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(server.Close)
	for _, c := range []struct{ below, asked, path string }{
		{"", "https://taskrouter.twilio.com/v1/Workspaces?PageSize=5", "/v1/Workspaces?PageSize=5"},
		{"/", "https://taskrouter.twilio.com/v1/Workspaces", "/v1/Workspaces"},
		{"/rig/", "https://taskrouter.twilio.com/v1/a%2Fb", "/rig/v1/a%2Fb"},
	} {
		base, err := url.Parse(server.URL + c.below)
		if err != nil {
			t.Fatal(err)
		}
		at := newSite(base)
		req := httptest.NewRequest(http.MethodGet, c.asked, nil)
		req.RequestURI = ""
		res, err := at.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		at.close()
		if host != "taskrouter.twilio.com" || path != c.path {
			t.Errorf("below %q: got %s at %s, want %s at taskrouter.twilio.com", c.below, path, host, c.path)
		}
	}
}

// sharedAt opens an account on a stand-in and a target whose examples share it.
func sharedAt(t *testing.T, stand *wire.StandIn, address string) (*Common, *Account) {
	t.Helper()
	who := identify(1, t.Name(), 0)
	owner := doorWithin(stand.Door(), who.sid)
	if _, err := owner.open(t.Context(), opening{identity: who}); err != nil {
		t.Fatal(err)
	}
	aim := serveAt(t, ServedConfig{Address: address, Manage: NoManagement, Shared: Shared{AccountSid: who.sid, User: who.sid, Password: who.token}})
	return aim.(*Common), open(t, aim)
}

func TestWhatAnExampleMadeOnASharedAccountIsRemoved(t *testing.T) {
	t.Parallel()
	stand, address := standInAt(t)
	common, first := sharedAt(t, stand, address)
	other := open(t, common)
	ws, _ := centre(t, first)
	kept, _ := centre(t, other)
	if first.Prefix() == other.Prefix() || first.Prefix() == "" {
		t.Errorf("got the prefixes %q and %q, want two", first.Prefix(), other.Prefix())
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := other.Client().TaskrouterV1.ListWorkspace(&taskrouter.ListWorkspaceParams{})
	if err != nil {
		t.Fatal(err)
	}
	if len(left) != 1 || *left[0].Sid != kept {
		t.Errorf("got %d workspaces, want %s alone and %s gone", len(left), kept, ws)
	}
	if notes := common.Notes(); len(notes) != 1 {
		t.Errorf("got notes %q, want one that says whose account it is", notes)
	}
}

func TestWhatTakesADoorIsNotObservableWithoutOne(t *testing.T) {
	t.Parallel()
	stand, address := standInAt(t)
	common, account := sharedAt(t, stand, address)
	ctx := t.Context()
	_, read := account.Insights(ctx)
	_, told := account.History(ctx, 5)
	_, shown := account.Reports(ctx)
	for name, err := range map[string]error{
		"Insights": read, "history": told, "reports": shown,
		"a login": account.LogIn(ctx, "WK1"), "an identity": account.SetIdentity(ctx, "WK1", "{}"),
		"HIPAA mode": account.SetHIPAA(ctx, true), "an account of one's own": account.Own("rename it"),
		"time": account.Advance(ctx, 1e9),
	} {
		var hidden *Unobservable
		if !errors.As(err, &hidden) || hidden.Reason == "" {
			t.Errorf("%s: got %v, want it not observable and why", name, err)
		}
	}
	for capability, lacking := range map[Capability]bool{Clock: true, Insights: true, Webhooks: true, Browser: true, Faults: false} {
		if got := common.Lacks(capability); (got != "") != lacking {
			t.Errorf("%s: got %q, want it lacking: %t", capability, got, lacking)
		}
	}
}

func TestOneExampleAtATimeUsesWhatAnAccountHasOnce(t *testing.T) {
	t.Parallel()
	stand, address := standInAt(t)
	common, first := sharedAt(t, stand, address)
	if _, err := first.Client().ConversationsV1.CreateConversation(nil); err != nil {
		t.Fatal(err)
	}
	second := open(t, common)
	var order []string
	var mu sync.Mutex
	note := func(what string) {
		mu.Lock()
		defer mu.Unlock()
		order = append(order, what)
	}
	var waiting sync.WaitGroup
	waiting.Go(func() {
		_, err := second.Client().ConversationsV1.ListConversation(nil)
		note("the second looks")
		if err != nil {
			t.Error(err)
		}
	})
	centre(t, second) // which needs no turn
	note("the first ends")
	if err := first.Close(); err != nil {
		t.Error(err)
	}
	waiting.Wait()
	if got := strings.Join(order, ", "); got != "the first ends, the second looks" {
		t.Errorf("got %s", got)
	}
}
