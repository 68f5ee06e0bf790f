package features_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/flexrig/flexrig/features"
)

func TestTheFilesAreAContract(t *testing.T) {
	t.Parallel()
	contract, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	if len(contract.Examples) == 0 {
		t.Fatal("the contract has no examples")
	}
	seen := map[string]bool{}
	for _, e := range contract.Examples {
		place := e.File + " " + e.Name
		if seen[place] {
			t.Errorf("two examples are called %q", place)
		}
		seen[place] = true
	}
}

// TestARuleOfTheCatalogueIsARuleOfTheFeatures keeps the sentence that a report
// prints findable in the files: it is, word for word, one of the rule's own.
func TestARuleOfTheCatalogueIsARuleOfTheFeatures(t *testing.T) {
	t.Parallel()
	contract, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	titles := map[string][]string{}
	for _, e := range contract.Examples {
		titles[e.Rule] = append(titles[e.Rule], e.Title)
	}
	for _, rule := range features.Catalogue() {
		if own := titles[rule.ID]; len(own) > 0 && !slices.Contains(own, rule.Sentence) {
			t.Errorf("%s is %q in the catalogue and %q in the features", rule.ID, rule.Sentence, slices.Compact(own))
		}
	}
}

const closing = `Feature: Closing a channel

  Background:
    Given the contact centre "one queue, one agent"

  @IC-09 @documented
  Rule: a closed channel leaves its task wrapping

    Background:
      Given a chat

    @needs:clock
    Example: later
      When 2m pass
      * the channel is closed
      Then the task is wrapping

    Scenario Outline: status <asked>
      When the channel is <asked>
      Then the answer holds
        | <task> |

      Examples: the page's
        | asked  | task      |
        | closed | completed |
        | unset  | wrapping  |

  @IC-11
  Rule: another
    @assumed
    Example: alone
      When nothing happens
`

func TestReadGivesEveryRowAsAnExample(t *testing.T) {
	t.Parallel()
	contract, err := features.Read(fstest.MapFS{"a/closing.feature": {Data: []byte(closing)}})
	if err != nil {
		t.Fatal(err)
	}
	given := []features.Step{
		{Keyword: "Given", Kind: features.Given, Text: `the contact centre "one queue, one agent"`, Line: 4},
		{Keyword: "Given", Kind: features.Given, Text: "a chat", Line: 10},
	}
	base := features.Example{
		Rule: "IC-09", Title: "a closed channel leaves its task wrapping", Feature: "Closing a channel",
		File: "features/a/closing.feature", Tags: []string{"@IC-09", "@documented"}, Provenance: "documented",
	}
	later, closed, unset := base, base, base
	later.Name, later.Line, later.ScenarioLine = "later", 13, 13
	later.Tags, later.Needs = []string{"@IC-09", "@documented", "@needs:clock"}, []string{"clock"}
	later.Steps = append(given[:2:2],
		features.Step{Keyword: "When", Kind: features.When, Text: "2m pass", Line: 14},
		features.Step{Keyword: "*", Kind: features.When, Text: "the channel is closed", Line: 15},
		features.Step{Keyword: "Then", Kind: features.Then, Text: "the task is wrapping", Line: 16})
	closed.Name, closed.Line, closed.ScenarioLine = "status closed", 25, 18
	closed.Steps = append(given[:2:2],
		features.Step{Keyword: "When", Kind: features.When, Text: "the channel is closed", Line: 19},
		features.Step{Keyword: "Then", Kind: features.Then, Text: "the answer holds", Line: 20})
	unset.Name, unset.Line, unset.ScenarioLine = "status unset", 26, 18
	unset.Steps = append(given[:2:2],
		features.Step{Keyword: "When", Kind: features.When, Text: "the channel is unset", Line: 19},
		features.Step{Keyword: "Then", Kind: features.Then, Text: "the answer holds", Line: 20})
	alone := features.Example{
		Rule: "IC-11", Title: "another", Name: "alone", Feature: base.Feature, File: base.File,
		Line: 31, ScenarioLine: 31, Tags: []string{"@IC-11", "@assumed"}, Provenance: "assumed",
		Steps: append(given[:1:1], features.Step{Keyword: "When", Kind: features.When, Text: "nothing happens", Line: 32}),
	}
	want := []features.Example{later, closed, unset, alone}
	if diff := cmp.Diff(want, contract.Examples, cmpopts.IgnoreFields(features.Example{}, "Text")); diff != "" {
		t.Errorf("examples differ, -want +got:\n%s", diff)
	}
}

func TestTextHoldsOneExample(t *testing.T) {
	t.Parallel()
	contract, err := features.Read(fstest.MapFS{"closing.feature": {Data: []byte(closing)}})
	if err != nil {
		t.Fatal(err)
	}
	const want = `Feature: Closing a channel

  Background:
    Given the contact centre "one queue, one agent"

  @IC-09 @documented
  Rule: a closed channel leaves its task wrapping

    Background:
      Given a chat

    Scenario Outline: status <asked>
      When the channel is <asked>
      Then the answer holds
        | <task> |

      Examples: the page's
        | asked  | task      |
        | unset  | wrapping  |

`
	if diff := cmp.Diff(want, string(contract.Examples[2].Text)); diff != "" {
		t.Errorf("the text of %q differs, -want +got:\n%s", contract.Examples[2].Name, diff)
	}
}

// Every example of the contract survives on its own, as it is played.
func TestTextOfEveryExampleIsThatExample(t *testing.T) {
	t.Parallel()
	contract, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range contract.Examples {
		name := strings.TrimPrefix(e.File, features.Root+"/")
		again, err := features.Read(fstest.MapFS{name: {Data: e.Text}})
		if err != nil {
			t.Errorf("%s:%d: %v", e.File, e.Line, err)
			continue
		}
		if diff := cmp.Diff([]features.Example{e}, again.Examples, withoutLines); diff != "" {
			t.Errorf("%s:%d: the text is not that example alone, -want +got:\n%s", e.File, e.Line, diff)
		}
	}
}

func TestReadRefusesWhatIsNoContract(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, old, new, want string }{
		{"no rule", "@IC-11\n", "\n", `features/closing.feature:31: example "alone" has 0 rules`},
		{"two rules", "@IC-11\n", "@IC-11 @IC-12\n", `features/closing.feature:31: example "alone" has 2 rules`},
		{"a rule that is not in the catalogue", "@IC-11\n", "@IC-91\n", "features/closing.feature:31: unknown tag @IC-91"},
		{"a misspelt tag", "@needs:clock", "@need:clock", "features/closing.feature:13: unknown tag @need:clock; near it are @needs:clock"},
		{"no provenance", "    @assumed\n", "\n", `features/closing.feature:31: example "alone" has 0 provenances`},
		{"what does not parse", "Feature:", "Fature:", "features/closing.feature"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(closing, tt.old, tt.new, 1)
			_, err := features.Read(fstest.MapFS{"closing.feature": {Data: []byte(text)}})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Read gives the error\n\t%v\nwant one with\n\t%s\nfor\n%s", err, tt.want, text)
			}
		})
	}
}

// withoutLines leaves out where an example stands, which its own text changes.
var withoutLines = cmp.Options{
	cmpopts.IgnoreFields(features.Example{}, "Text", "Line", "ScenarioLine"),
	cmpopts.IgnoreFields(features.Step{}, "Line"),
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := features.Load(); err != nil {
			b.Fatal(err)
		}
	}
}
