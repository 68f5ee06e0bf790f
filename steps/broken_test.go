package steps

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/cucumber/godog"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/internal/clock"
	"github.com/flexrig/flexrig/internal/target"
	"github.com/flexrig/flexrig/reports"
)

// badWords go wrong in every way that a step can.
var badWords = words{
	{`^a step that passes$`, func(*scenario) error { return nil }},
	{`^a step that fails$`, func(s *scenario) error { return s.mismatch("the sky is", "green", "blue") }},
	{`^a step that errs$`, func(*scenario) error { return errors.New("the disk is full") }},
	{`^a step that panics$`, func(s *scenario) error { return errors.New(s.chat.ChannelSid) }},
	{`^a step that is pending$`, func(*scenario) error { return godog.ErrPending }},
	{`^a step that skips$`, func(*scenario) error { return godog.ErrSkip }},
	{`^a step with two (.+)$`, func(*scenario, string) error { return nil }},
	{`^a step with (.+) meanings$`, func(*scenario, string) error { return nil }},
	{`^a refused request$`, func(s *scenario) error {
		return s.tried(s.enter("Ada", "No such activity"))
	}},
	{`^an order that is (.+)$`, func(_ *scenario, _ *godog.Table) error { return nil }},
	{`^a fault that never comes$`, func(s *scenario) error {
		return s.account.Arm(target.Fault{Method: "GET", Host: "taskrouter.twilio.com", Path: "/v1/Workspaces", Kind: target.FaultReset})
	}},
}

func TestABrokenExampleIsNeverHeld(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		steps   string
		outcome reports.Outcome
		reason  string
	}{
		{"one that passes", "When a step that passes", reports.Held, ""},
		{"one whose expectation is not met", "Then a step that fails", reports.Broken, "the sky is green, want blue"},
		{"one whose step errs", "When a step that errs", reports.Error, "the disk is full"},
		{"one whose step panics", "When a step that panics", reports.Error, "the step panicked: runtime error: invalid memory address"},
		{"one with a step that nobody knows", "When a step that nobody knows", reports.Error, "no step has this text"},
		{"one with a pending step", "When a step that is pending", reports.Error, "not written yet"},
		{"one with a step that skips", "When a step that skips", reports.Error, "skipped"},
		{"one with an ambiguous step", "When a step with two meanings", reports.Error, "ambiguous step definition"},
		{"one that fails after it passed", "When a step that passes\nThen a step that fails", reports.Broken, "the sky is green"},
		{"one that passes after it failed", "When a step that fails\nThen a step that passes", reports.Broken, "the sky is green"},
		{"one without steps", "", reports.Error, "the example has no steps"},
		{"one with a misspelt keyword", "Wehn a step that passes", reports.Error, "the example has no steps"},
		{"one whose word lacks its table", "When an order that is late", reports.Error, "cannot convert argument"},
		{"one refused where nobody asks", "Given the contact centre \"one queue, one agent\"\nWhen a refused request", reports.Broken, "the request was refused as invalid"},
		{"one refused where a Then looks past it", "Given the contact centre \"one queue, one agent\"\nWhen a refused request\nThen a step that passes", reports.Broken, "the request was refused as invalid"},
		{"one refused as expected", "Given the contact centre \"one queue, one agent\"\nWhen a refused request\nThen the request is refused as invalid\nAnd a step that passes", reports.Held, ""},
		{"one refused in another way", "Given the contact centre \"one queue, one agent\"\nWhen a refused request\nThen the request is refused as not found", reports.Broken, "want refused as not found"},
		{"one accepted against expectation", "When a step that passes\nThen the request is refused as invalid", reports.Broken, "the request was accepted, want refused as invalid"},
		{"one refused in a Given", "Given the contact centre \"one queue, one agent\"\nGiven a refused request\nWhen a step that passes", reports.Broken, "No such activity"},
		{"one that compares what nobody noted", "When a step that passes\nThen nothing has changed", reports.Error, "remembers nothing"},
		{"one with an unknown centre", "Given the contact centre \"nowhere\"\nWhen a step that passes", reports.Error, `no contact centre "nowhere"`},
		{"one whose fault never came", "When a fault that never comes", reports.Error, "give the account back"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := playOne(t, tt.steps)
			if got.Outcome != tt.outcome || !strings.Contains(got.Reason, tt.reason) {
				t.Errorf("played\n%s\ngot  %s: %s\nwant %s: %s", tt.steps, got.Outcome, got.Reason, tt.outcome, tt.reason)
			}
		})
	}
}

func TestAFailureTellsWhatWasSeen(t *testing.T) {
	t.Parallel()
	got := playOne(t, `Given the contact centre "one queue, one agent"
And a call that "Ada" has accepted
When a step that passes
Then the task is wrapping
And a step that passes`)
	f := got.Failure
	if f == nil {
		t.Fatalf("the example is %s: %s, want it broken with a failure", got.Outcome, got.Reason)
	}
	if f.Step != "Then the task is wrapping" || f.Found != "assigned" || f.Wanted != "wrapping" {
		t.Errorf("the failure is of step %q, found %q, wanted %q", f.Step, f.Found, f.Wanted)
	}
	if want := `task "call" is assigned, want wrapping: last event `; !strings.HasPrefix(f.Message, want) {
		t.Errorf("the message is %q, want it to begin with %q", f.Message, want)
	}
	if len(f.History) == 0 || !strings.Contains(f.History[len(f.History)-1], "reservation.accepted") {
		t.Errorf("the history is %q, want it to end with reservation.accepted", f.History)
	}
	var outcomes []reports.Outcome
	for _, step := range got.Steps {
		outcomes = append(outcomes, step.Outcome)
	}
	want := []reports.Outcome{reports.Held, reports.Held, reports.Held, reports.Broken, reports.Skipped}
	if fmt.Sprint(outcomes) != fmt.Sprint(want) {
		t.Errorf("the steps are %v, want %v", outcomes, want)
	}
	if got.Duration <= 0 || got.Steps[0].Duration <= 0 || got.Steps[0].Duration > got.Duration {
		t.Errorf("the example took %s, its first step %s; want both measured", got.Duration, got.Steps[0].Duration)
	}
	if n := len(got.Exchanges); n < 6 {
		t.Errorf("%d exchanges are kept, want those of building a centre and a call", n)
	}
}

func TestAPanicIsShownWithItsPlace(t *testing.T) {
	t.Parallel()
	if got := playOne(t, "When a step that panics"); !strings.Contains(got.Reason, "broken_test.go") {
		t.Errorf("the reason is %q, want the file of the step in it", got.Reason)
	}
}

func TestASuiteRefusesToRunNothing(t *testing.T) {
	t.Parallel()
	contract := contractOf(t, "When a step that passes")
	_, err := Suite{Target: mock(t, 1), Contract: contract}.Run(t.Context())
	if !errors.Is(err, features.ErrNothingSelected) {
		t.Errorf("Run of nothing gives the error %v, want ErrNothingSelected", err)
	}
}

func TestWhatATargetLacksIsNotPlayed(t *testing.T) {
	t.Parallel()
	contract, err := features.Read(fstest.MapFS{"a.feature": {Data: []byte(`Feature: a
  @CM-18 @assumed
  Rule: b
    @needs:browser
    Example: c
      When a step that panics
    Example: d
      When a step that passes
`)}})
	if err != nil {
		t.Fatal(err)
	}
	rules, err := suiteOf(t, contract).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rule := ruleOf(t, rules, "CM-18")
	if got := rule.Examples[0]; got.Outcome != reports.NotObservable || !strings.Contains(got.Reason, "browser") {
		t.Errorf("the example that needs a browser is %s: %s, want not observable and why", got.Outcome, got.Reason)
	}
	if got := rule.Outcome(); got != reports.Held {
		t.Errorf("the rule is %s, want held by its other example", got)
	}
}

func TestEveryRuleIsAccountedFor(t *testing.T) {
	t.Parallel()
	contract, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	selection := features.Selection{Rules: []string{"IC-11", "CM-18"}}
	chosen, err := contract.Select(selection)
	if err != nil {
		t.Fatal(err)
	}
	rules, err := Suite{Target: mock(t, 1), Contract: contract, Selected: chosen, Names: selection.Names}.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	total := reports.Record{Rules: rules}.Totals()
	if total.Rules != len(features.Catalogue()) || total.Held != 1 || total.NotObservable != 1 || total.Skipped != total.Rules-2 {
		t.Errorf("totals are %+v, want one rule held, the one without an example not observable, all others skipped", total)
	}
	if got := ruleOf(t, rules, "IC-11"); len(got.Examples) != len(chosen) || got.Provenance == "" || got.Sentence == "" {
		t.Errorf("rule IC-11 has %d examples, provenance %q, sentence %q; want %d, and both filled", len(got.Examples), got.Provenance, got.Sentence, len(chosen))
	}
}

func TestAnInterruptedRunEndsAtOnceWithWhatIsKnown(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var once sync.Once
	suite := suiteOf(t, contractOf(t, `Given the contact centre "one queue, one agent"
When a request that nobody answers`, 40))
	suite.words = join(suite.words, speak(words{
		{`^a request that nobody answers$`, func(s *scenario) error {
			path := "/v1/Workspaces/" + s.workspace() + "/Activities"
			if err := s.account.Arm(target.Fault{Method: "GET", Host: "taskrouter.twilio.com", Path: path, Kind: target.FaultTimeout, Delay: time.Hour}); err != nil {
				return err
			}
			once.Do(func() { go cancel() })
			_, err := s.client().TaskrouterV1.ListActivity(s.workspace(), nil)
			return err
		}},
	}))
	began := clock.Wall{}.Now()
	rules, err := suite.Run(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if took := (clock.Wall{}).Now().Sub(began); took > time.Second {
		t.Errorf("the run took %s to end, want less than a second", took)
	}
	for _, e := range ruleOf(t, rules, "CM-01").Examples {
		if e.Outcome != reports.Skipped || e.Reason != interrupted {
			t.Errorf("example %q is %s: %s, want skipped: interrupted", e.Name, e.Outcome, e.Reason)
		}
	}
}

func TestTwoSuitesRunInOneProcess(t *testing.T) {
	t.Parallel()
	contract, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	chosen, err := contract.Select(features.Selection{Rules: []string{"IC-09", "IC-10"}})
	if err != nil {
		t.Fatal(err)
	}
	var runs sync.WaitGroup
	for seed := range 4 {
		suite := Suite{Target: mock(t, int64(seed)), Contract: contract, Selected: chosen, Parallel: 2, Seed: int64(seed)}
		runs.Go(func() {
			rules, err := suite.Run(t.Context())
			if err != nil {
				t.Error(err)
				return
			}
			if total := (reports.Record{Rules: rules}).Totals(); total.Held != 2 {
				t.Errorf("with seed %d the totals are %+v, want two rules held", seed, total)
			}
		})
	}
	runs.Wait()
}

func TestTheSeedFixesTheOrder(t *testing.T) {
	t.Parallel()
	order := func(seed int64) string {
		var names []string
		suite := suiteOf(t, contractOf(t, "When a step that passes", 12))
		suite.Seed, suite.Progress = seed, func(e reports.Example) { names = append(names, e.Name) }
		if _, err := suite.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		return strings.Join(names, " ")
	}
	first, again, other := order(7), order(7), order(8)
	if first != again {
		t.Errorf("seed 7 gave the order %q, then %q", first, again)
	}
	if first == other {
		t.Errorf("seeds 7 and 8 both gave the order %q", first)
	}
}

// playOne plays one example of these steps.
func playOne(t *testing.T, steps string) reports.Example {
	t.Helper()
	rules, err := suiteOf(t, contractOf(t, steps)).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return ruleOf(t, rules, "CM-01").Examples[0]
}

// contractOf makes a contract of one example, or of several alike.
func contractOf(t *testing.T, steps string, copies ...int) *features.Contract {
	t.Helper()
	var text strings.Builder
	text.WriteString("Feature: a\n  @CM-01 @assumed\n  Rule: b\n")
	for i := range append(copies, 1)[0] {
		fmt.Fprintf(&text, "    Example: c%d\n      %s\n", i, strings.ReplaceAll(steps, "\n", "\n      "))
	}
	contract, err := features.Read(fstest.MapFS{"a.feature": {Data: []byte(text.String())}})
	if err != nil {
		t.Fatal(err)
	}
	return contract
}

func suiteOf(t *testing.T, contract *features.Contract) Suite {
	t.Helper()
	return Suite{
		Target: mock(t, 1), Contract: contract, Selected: contract.Examples,
		Now: clock.Wall{}.Now, words: join(vocabulary(), speak(badWords)),
	}
}

func ruleOf(t *testing.T, rules []reports.Rule, id string) reports.Rule {
	t.Helper()
	for _, rule := range rules {
		if rule.ID == id {
			return rule
		}
	}
	t.Fatalf("rule %s is not among %d rules", id, len(rules))
	return reports.Rule{}
}
