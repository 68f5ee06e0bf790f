package cli_test

import (
	"bytes"
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

var _ = bytes.NewReader
var _ = time.Second
