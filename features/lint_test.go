package features_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/flexrig/flexrig/features"
)

func TestFeatureFilesKeepTheHouseRules(t *testing.T) {
	t.Parallel()
	findings, err := features.Lint(features.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Error(f)
	}
}

// sound breaks no house rule. Every case below spoils it in one place.
const sound = `Feature: Closing a channel
  How a conversation ends.

  Background:
    Given the contact centre "one queue, one agent"

  @IC-09 @documented
  Rule: a closed channel leaves its task wrapping
    Wrap-up timers start with it.

    Example: one agent
      Given a chat that "Ada" has accepted
      When the channel is closed
      Then the task is wrapping

    Scenario Outline: routing status <asked>
      When the channel is closed with <asked>
      Then the task is <task>

      Examples:
        | asked  | task      |
        | closed | completed |
        | unset  | wrapping  |
`

func TestLintFinds(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		old, new string // every old becomes new
		want     string // the finding, from its line on
	}{
		{"a rule without an id", "@IC-09 @documented", "@documented", "8: the rule has 0 ids"},
		{"a rule with two ids", "@IC-09", "@IC-09 @IC-10", "8: the rule has 2 ids"},
		{"an id that is not in the catalogue", "@IC-09", "@IC-99", "7: unknown tag @IC-99; near it are @IC-09"},
		{"an id on an example", "    Example: one", "    @IC-09\n    Example: one", "11: the id @IC-09 stands on an example"},
		{"an id on the feature", "Feature:", "@IC-09\nFeature:", "1: the id @IC-09 stands on a feature"},
		{"no provenance", "@IC-09 @documented", "@IC-09", `11: example "one agent" has 0 provenances`},
		{"two provenances", "@documented", "@documented @assumed", `11: example "one agent" has 2 provenances`},
		{"a misspelt capability", "@documented", "@documented @needs:clok", "7: unknown tag @needs:clok; near it are @needs:clock"},
		{"a ticket number", "@documented", "@documented @JIRA-1", "7: unknown tag @JIRA-1"},
		{"a rule without a reason", "    Wrap-up timers start with it.\n", "", "8: nothing under the rule says why"},
		{
			"a rule with one example", "    Example: one agent\n      Given a chat that \"Ada\" has accepted\n      When the channel is closed\n      Then the task is wrapping\n\n    Scenario Outline: routing status <asked>\n      When the channel is closed with <asked>\n      Then the task is <task>\n\n      Examples:\n        | asked  | task      |\n        | closed | completed |\n        | unset  | wrapping  |\n",
			"    Example: alone\n      When the channel is closed\n      Then the task is wrapping\n", "8: the rule has 1 examples",
		},
		{"an example outside a rule", "  @IC-09 @documented\n  Rule:", "  @documented\n  Example: loose\n    When the channel is closed\n    Then the task is wrapping\n\n  @IC-09 @documented\n  Rule:", `8: example "loose" stands outside a Rule block`},
		{"two events", "      Then the task is wrapping\n\n", "      Then the task is wrapping\n      When 2m pass\n\n", "11: the example has 2 When steps"},
		{"an event after an And", "      When the channel is closed\n", "      When the channel is closed\n      And 2m pass\n", "11: the example has 2 When steps"},
		{"no event", "      When the channel is closed\n", "", "11: the example has 0 When steps"},
		{"no outcome", "      Then the task is wrapping\n\n", "\n", "11: the example has no Then"},
		{"an event in the background", "    Given the contact centre", "    When the contact centre", "5: a background is what is given: no When in it"},
		{"a long background", "    Given the contact centre", "    Given a call\n    And a chat\n    And a mail\n    Given the contact centre", "4: the background has 4 steps"},
		{"a long example", "      Then the task is wrapping\n\n", "      Then the task is wrapping\n" + strings.Repeat("      And the task is wrapping\n", 5) + "\n", "11: the example has 8 steps"},
		{"an example without steps", "    Example: one agent\n", "    Example: empty\n\n    Example: one agent\n", "11: the example has 0 steps"},
		{"an example without a name", "Example: one agent", "Example:", "11: the example has no name"},
		{"a name twice", "Example: one agent", "Example: routing status closed", `22: the name "routing status closed" is that of the example in line 11`},
		{"an outline that does not name its columns", "routing status <asked>", "routing status", `23: the name "routing status" is that of the example in line 22`},
		{"a column that nobody uses", "| asked  | task      |\n        | closed | completed |\n        | unset  | wrapping  |", "| asked | task | why |\n | closed | completed | a |\n | unset | wrapping | b |", "21: no step uses the column <why>"},
		{"a misspelt column", "the task is <task>", "the task is <tsk>", "18: no column fills in <tsk>"},
		{"a misspelt Scenario", "    Example:", "    Exampel:", `11: "Exampel: one agent" is read as prose`},
		{"a misspelt Given", "      Given a chat", "      Gven a chat", `12: "Gven a chat that \"Ada\" has accepted" is read as prose; is Given misspelt?`},
		{"an And without a step before it", "      Given a chat", "      And a chat", "12: the first step is an And"},
		{"should in a step", "Then the task is wrapping", "Then the task should be wrapping", "14: say what is"},
		{"should in a rule", "a closed channel leaves", "a closed channel should leave", "8: say what is"},
		{"should in prose", "How a conversation ends.", "How a conversation should end.", "2: say what is"},
		{"a sid", `that "Ada" has accepted`, "WT0123456789abcdef0123456789abcdef", "12: a sid"},
		{"a Twilio address", `that "Ada" has accepted`, "at https://flex-api.twilio.com/v1", "12: a Twilio address"},
		{"an HTTP status", "the task is wrapping", "the answer is 404", "14: an HTTP status (404)"},
		{"JSON", "the task is wrapping", `the answer is {"a": 1}`, "14: JSON"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			spoilt := strings.ReplaceAll(sound, tt.old, tt.new)
			findings := lint(t, "closing.feature", spoilt)
			for _, f := range findings {
				if strings.Contains(f, tt.want) {
					return
				}
			}
			t.Errorf("findings are\n\t%s\nwant one with\n\t%s\nin\n%s", strings.Join(findings, "\n\t"), tt.want, spoilt)
		})
	}
}

func TestLintFindsNothingInASoundFeature(t *testing.T) {
	t.Parallel()
	if findings := lint(t, "closing.feature", sound); len(findings) > 0 {
		t.Errorf("findings are %q, want none", findings)
	}
}

func TestLintAllowsTheSurfaceInFeaturesAboutIt(t *testing.T) {
	t.Parallel()
	raw := strings.ReplaceAll(sound, "the task is wrapping", `the answer is 404 from api.twilio.com with {"a": 1}`)
	if findings := lint(t, "wire/closing.feature", raw); len(findings) > 0 {
		t.Errorf("findings are %q, want none in features/wire", findings)
	}
}

func TestLintRefusesWhatIsNoFeature(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "nothing of the kind\n", "Feature: a\n  Example: b\n    Given c\n      | d |\n      | e | f |\n"} {
		if _, err := features.Lint(fstest.MapFS{"bad.feature": {Data: []byte(text)}}); err == nil {
			t.Errorf("Lint(%q) gives no error, want one", text)
		} else if !strings.Contains(err.Error(), "features/bad.feature") {
			t.Errorf("Lint(%q) gives the error %q, want the file in it", text, err)
		}
	}
}

func lint(t *testing.T, name, text string) []string {
	t.Helper()
	findings, err := features.Lint(fstest.MapFS{name: {Data: []byte(text)}})
	if err != nil {
		t.Fatalf("lint: %v\n%s", err, text)
	}
	var lines []string
	for _, f := range findings {
		lines = append(lines, f.String())
	}
	return lines
}
