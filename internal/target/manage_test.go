package target

import (
	"net/http"
	"testing"
	"time"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

func TestAnAgentLogsInAndShowsInReports(t *testing.T) {
	t.Parallel()
	account := open(t, newMock(t, MockConfig{Seed: 1, Strict: true}))
	ctx, api := t.Context(), account.Client().TaskrouterV1
	ws, err := api.CreateWorkspace((&taskrouter.CreateWorkspaceParams{}).SetFriendlyName("Support"))
	if err != nil {
		t.Fatal(err)
	}
	worker, err := api.CreateWorker(*ws.Sid, (&taskrouter.CreateWorkerParams{}).SetFriendlyName("Ada"))
	if err != nil {
		t.Fatal(err)
	}
	activities, err := api.ListActivity(*ws.Sid, (&taskrouter.ListActivityParams{}).SetFriendlyName("Available"))
	if err != nil || len(activities) != 1 {
		t.Fatalf("got %d activities and %v, want one", len(activities), err)
	}
	for _, do := range []func() error{
		func() error { return account.SetIdentity(ctx, *worker.Sid, `{"team_id":"1","full_name":"Mary Smith"}`) },
		func() error { return account.LogIn(ctx, *worker.Sid) },
		func() error { return account.SetHIPAA(ctx, true) },
		func() error {
			_, err := api.UpdateWorker(*ws.Sid, *worker.Sid, (&taskrouter.UpdateWorkerParams{}).SetActivitySid(*activities[0].Sid))
			return err
		},
		func() error { return account.Advance(ctx, time.Hour) },
	} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	shown, err := account.Reports(ctx)
	if err != nil || len(shown.Agents) != 1 || shown.LoadedAt.IsZero() {
		t.Fatalf("reports show %+v and %v, want one agent and a load", shown, err)
	}
	if got := shown.Agents[0].Attributes; len(got) != 1 || got["team_id"] != "1" {
		t.Errorf("of the agent there is %v, want the team alone", got)
	}
}

func TestWhatTheDoorRefusesNamesTheCall(t *testing.T) {
	t.Parallel()
	account := open(t, newMock(t, MockConfig{Seed: 1}))
	ctx := t.Context()
	wantError(t, account.LogIn(ctx, "WK1"), "log worker WK1", "404 Not Found", "/Workers/WK1")
	wantError(t, account.SetIdentity(ctx, "WK1", `{}`), "set the identity of worker WK1", "404 Not Found")
	stubborn := doorWithin(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		reply(w, http.StatusOK, map[string]any{"hipaa": false})
	}), "AC1")
	wantError(t, stubborn.setHIPAA(ctx, true), "set HIPAA mode of account AC1 to true", "says that it is false")
	_, err := stubborn.reports(ctx)
	wantError(t, err, "read the reports of account AC1")
}
