package steps

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/internal/target"
	"github.com/flexrig/flexrig/reports"
)

// The contract holds on the stand-in, every example of it.
func TestTheContractHoldsOnTheStandIn(t *testing.T) {
	t.Parallel()
	contract, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := Suite{
		Target: mock(t, 1), Contract: contract, Selected: contract.Examples,
		Parallel: runtime.GOMAXPROCS(0), Seed: 1,
	}.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range rules {
		for _, e := range rule.Examples {
			if e.Outcome != reports.Held {
				t.Error(account(rule, e))
			}
		}
	}
}

// A stand-in that keeps tasks for three minutes in place of two breaks the rules
// about the two minutes, and no other.
func TestAChangedRuleBreaksWhatDependsOnIt(t *testing.T) {
	t.Parallel()
	stand := mockWith(t, target.MockConfig{
		Seed: 1, Strict: true, Rulebook: strings.NewReader("completed_task_retention: 3m\n"),
	})
	all := contract(t)
	rules, err := Suite{Target: stand, Contract: all, Selected: all.Examples, Parallel: 2}.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{"TD-06": true, "TD-07": true, "TD-10": true}
	for _, rule := range rules {
		if broken := rule.Outcome() == reports.Broken; broken != want[rule.ID] {
			t.Errorf("with a retention of three minutes rule %s is %s: %s", rule.ID, rule.Outcome(), rule.Why())
		}
	}
}

// account is a failing example as a developer wants to read it.
func account(rule reports.Rule, e reports.Example) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d: %s %s: %s\n\t%s", e.File, e.Line, rule.ID, e.Name, e.Outcome, e.Reason)
	if e.Failure == nil {
		return b.String()
	}
	fmt.Fprintf(&b, "\n\tstep     %s", e.Failure.Step)
	for i, event := range e.Failure.History {
		fmt.Fprintf(&b, "\n\t%-8s %s", []string{"history", ""}[min(i, 1)], event)
	}
	for i, x := range e.Exchanges[max(0, len(e.Exchanges)-3):] {
		fmt.Fprintf(&b, "\n\t%-8s %s %s %s -> %d %s", []string{"requests", ""}[min(i, 1)], x.Method, x.URL, x.RequestBody, x.Status, x.ResponseBody)
	}
	return b.String()
}

func mock(t testing.TB, seed int64) target.Target {
	t.Helper()
	return mockWith(t, target.MockConfig{Seed: seed, Strict: true})
}

func mockWith(t testing.TB, config target.MockConfig) target.Target {
	t.Helper()
	stand, err := target.NewMock(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stand.Close(); err != nil {
			t.Errorf("close the target: %v", err)
		}
	})
	return stand
}
