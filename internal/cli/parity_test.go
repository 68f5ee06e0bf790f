package cli_test

import (
	"bytes"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/internal/target"
	"github.com/flexrig/flexrig/internal/wire"
	"github.com/flexrig/flexrig/reports"
	"github.com/flexrig/flexrig/steps"
)

// served serves a stand-in on addresses of its own and gives that of the API.
func served(t *testing.T) string {
	t.Helper()
	var stand *wire.StandIn
	door := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { stand.Door().ServeHTTP(w, r) }))
	t.Cleanup(door.Close)
	stand = wire.New(wire.Options{Seed: 1, Management: door.URL})
	api := httptest.NewServer(stand.API())
	t.Cleanup(api.Close)
	return api.URL
}

// playOn plays the whole contract on a target that a command line names.
func playOn(t *testing.T, spec string, config target.Config) ([]reports.Rule, target.Target) {
	t.Helper()
	aim, err := target.Parse(t.Context(), spec, config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := aim.Close(); err != nil {
			t.Error(err)
		}
	})
	contract, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := steps.Suite{Target: aim, Contract: contract, Selected: contract.Examples, Parallel: 8, Seed: 1}.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return rules, aim
}

// outcomes writes the outcome of every rule and of every example.
func outcomes(rules []reports.Rule) []string {
	var lines []string
	for _, rule := range rules {
		lines = append(lines, fmt.Sprintf("%s %s", rule.ID, rule.Outcome()))
		for _, example := range rule.Examples {
			lines = append(lines, fmt.Sprintf("%s:%d %s", example.File, example.Line, example.Outcome))
		}
	}
	return lines
}

func TestAServedStandInAnswersAsTheOneInThisProcess(t *testing.T) {
	t.Parallel()
	config := target.Config{
		Mock:   target.MockConfig{Seed: 1, Strict: true},
		Served: target.ServedConfig{Seed: 1, Strict: true},
	}
	within, _ := playOn(t, "mock", config)
	config.Mock = target.MockConfig{}
	without, aim := playOn(t, served(t), config)
	got, want := outcomes(without), outcomes(within)
	if len(got) != len(want) {
		t.Fatalf("got %d rules and examples, want %d", len(got), len(want))
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("served: got %s, want %s", got[i], want[i])
		}
	}
	for _, rule := range without {
		for _, example := range rule.Examples {
			if example.Outcome == reports.Broken || example.Outcome == reports.Error {
				t.Errorf("%s:%d %s: %s", example.File, example.Line, example.Name, example.Reason)
			}
		}
	}
	if notes := aim.(*target.Served).Notes(); len(notes) > 0 {
		t.Errorf("a fresh stand-in: got notes %q, want none", notes)
	}
}

// patience is short here. What is waited for in earnest takes minutes:
//
//	go test ./internal/cli -run BreaksNothing -v -args -patience 5m
var patience = flag.Duration("patience", 3*time.Second, "how long a run may wait on a stand-in without a door")

// standInWith serves a stand-in with one account that goes with the machine's
// time, as flexrig serve opens it.
func standInWith(t *testing.T, sid, token string) string {
	t.Helper()
	stand := wire.New(wire.Options{Seed: 1})
	opened := httptest.NewRecorder()
	stand.Door().ServeHTTP(opened, doorRequest(http.MethodPost, "/v1/accounts",
		bytes.NewBufferString(fmt.Sprintf(`{"sid":%q,"token":%q,"clock":"following"}`, sid, token))))
	if opened.Code != http.StatusCreated {
		t.Fatalf("open an account: %d %s", opened.Code, opened.Body)
	}
	api := httptest.NewServer(stand.API())
	t.Cleanup(api.Close)
	return api.URL
}

func TestAStandInWithoutADoorBreaksNothing(t *testing.T) {
	t.Parallel()
	const sid, token = "AC0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"
	rules, aim := playOn(t, standInWith(t, sid, token), target.Config{Served: target.ServedConfig{
		Seed: 1, Manage: target.NoManagement,
		Shared: target.Shared{AccountSid: sid, User: sid, Password: token, Patience: *patience},
	}})
	seen := map[reports.Outcome]int{}
	for _, rule := range rules {
		for _, example := range rule.Examples {
			seen[example.Outcome]++
			if example.Outcome != reports.Held && example.Outcome != reports.NotObservable {
				t.Errorf("%s:%d %s: %s: %s", example.File, example.Line, example.Name, example.Outcome, example.Reason)
			}
			if example.Outcome == reports.NotObservable && example.Reason == "" {
				t.Errorf("%s:%d %s is not observable and nothing says why", example.File, example.Line, example.Name)
			}
		}
	}
	if seen[reports.Held] == 0 || seen[reports.NotObservable] == 0 {
		t.Errorf("got %v, want some examples held and some not observable", seen)
	}
	if notes := aim.(*target.Common).Notes(); len(notes) != 1 {
		t.Errorf("got notes %q, want one, and nothing left behind", notes)
	}
	t.Logf("with a patience of %s: %v", *patience, seen)
}
