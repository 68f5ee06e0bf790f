package reports

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func ruleOf(outcomes ...Outcome) Rule {
	r := Rule{ID: "IC-01", Sentence: "something is so"}
	for _, o := range outcomes {
		r.Examples = append(r.Examples, Example{Name: string(o), Outcome: o})
	}
	return r
}

func deselected(r Rule) Rule {
	r.Deselected = true
	return r
}

func TestARulesOutcomeFollowsFromItsExamples(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		sentence string
		rule     Rule
		want     Outcome
	}{
		{"one held example is enough", ruleOf(Held), Held},
		{"all held", ruleOf(Held, Held), Held},
		{"held beside what could not be observed", ruleOf(NotObservable, Held), Held},
		{"held as far as it was played", ruleOf(Skipped, Held), Skipped},
		{"one broken example breaks it", ruleOf(Held, Broken, Held), Broken},
		{"broken outranks an error", ruleOf(Error, Broken), Broken},
		{"an error outranks held", ruleOf(Held, Error), Error},
		{"no outcome at all is an error", ruleOf(Held, ""), Error},
		{"an unheard-of outcome is an error", ruleOf(Held, "passed"), Error},
		{"none could be observed", ruleOf(NotObservable, NotObservable), NotObservable},
		{"some left out, the others not observable", ruleOf(Skipped, NotObservable), NotObservable},
		{"all left out", ruleOf(Skipped, Skipped), Skipped},
		{"no examples", ruleOf(), NotObservable},
		{"no examples and deselected", deselected(ruleOf()), Skipped},
		{"deselected with examples nobody observed", deselected(ruleOf(NotObservable)), Skipped},
		{"deselected, yet seen to break", deselected(ruleOf(Broken)), Broken},
	} {
		t.Run(row.sentence, func(t *testing.T) {
			t.Parallel()
			if got := row.rule.Outcome(); got != row.want {
				t.Errorf("examples %v, deselected %v: got %q, want %q", row.rule.Examples, row.rule.Deselected, got, row.want)
			}
		})
	}
}

func TestARulesReasonIsItsOwnOrThatOfItsExamples(t *testing.T) {
	t.Parallel()
	examples := []Example{
		{Outcome: NotObservable, Reason: "needs a browser"},
		{Outcome: Skipped, Reason: "deselected"},
		{Outcome: NotObservable, Reason: "needs a clock"},
		{Outcome: NotObservable, Reason: "needs a browser"},
	}
	for _, row := range []struct {
		sentence string
		rule     Rule
		want     string
	}{
		{"its own comes first", Rule{Reason: "no account", Examples: examples}, "no account"},
		{"else the deciding examples', each once", Rule{Examples: examples}, "needs a browser; needs a clock"},
		{"a held rule has none", Rule{Examples: []Example{{Outcome: Held}, examples[0]}}, ""},
		{"a rule that was not played to its end says why", Rule{Examples: append([]Example{{Outcome: Held}}, examples...)}, "deselected"},
		{"a broken example speaks through its failure", Rule{Examples: []Example{{Outcome: Broken, Failure: &Failure{Message: "it is reserved"}}}}, "it is reserved"},
		{"or through its step", Rule{Examples: []Example{{Outcome: Error, Steps: []Step{{Outcome: Held, Error: "x"}, {Outcome: Error, Error: "no answer"}}}}}, "no answer"},
		{"or owns up", Rule{Examples: []Example{{Outcome: Error}}}, "no reason was recorded"},
	} {
		if got := row.rule.Why(); got != row.want {
			t.Errorf("%s: got %q, want %q", row.sentence, got, row.want)
		}
	}
}

func recordOf(interrupted string, rules ...Rule) Record {
	return Record{Version: Version, Run: Run{Interrupted: interrupted}, Rules: rules}
}

func TestTheExitStatusIsGreenOnlyForARunThatSawTheRulesHold(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		sentence string
		record   Record
		want     int
	}{
		{"all held", recordOf("", ruleOf(Held), ruleOf(Held)), ExitHeld},
		{"held, the rest not observable or left out", recordOf("", ruleOf(Held), ruleOf(NotObservable), ruleOf(), ruleOf(Skipped)), ExitHeld},
		{"one broken", recordOf("", ruleOf(Held), ruleOf(Broken)), ExitBroken},
		{"nothing but broken", recordOf("", ruleOf(Broken)), ExitBroken},
		{"broken outranks an error", recordOf("", ruleOf(Broken), ruleOf(Error)), ExitBroken},
		{"held, but the rig failed on one", recordOf("", ruleOf(Held), ruleOf(Error)), ExitNotRun},
		{"nothing but errors", recordOf("", ruleOf(Error)), ExitNotRun},
		{"no rules", recordOf(""), ExitNotRun},
		{"nothing observable", recordOf("", ruleOf(NotObservable)), ExitNotRun},
		{"everything left out", recordOf("", ruleOf(Skipped), deselected(ruleOf())), ExitNotRun},
		{"interrupted while all held", recordOf("interrupt", ruleOf(Held)), ExitNotRun},
		{"interrupted after something broke", recordOf("interrupt", ruleOf(Broken)), ExitNotRun},
	} {
		t.Run(row.sentence, func(t *testing.T) {
			t.Parallel()
			if got := row.record.ExitStatus(); got != row.want {
				t.Errorf("%s: got exit status %d, want %d", row.record.Totals(), got, row.want)
			}
		})
	}
}

func TestTotalsCountEveryRuleOnce(t *testing.T) {
	t.Parallel()
	outcome := rapid.SampledFrom([]Outcome{Held, Broken, NotObservable, Skipped, Error, "", "passed"})
	rapid.Check(t, func(t *rapid.T) {
		var rec Record
		for range rapid.IntRange(0, 8).Draw(t, "rules") {
			rec.Rules = append(rec.Rules, ruleOf(rapid.SliceOfN(outcome, 0, 4).Draw(t, "examples")...))
		}
		got := rec.Totals()
		if sum := got.Held + got.Broken + got.NotObservable + got.Skipped + got.Errors; sum != got.Rules || got.Rules != len(rec.Rules) {
			t.Fatalf("%v: the counts add up to %d of %d rules", got, sum, len(rec.Rules))
		}
		if green := rec.ExitStatus() == ExitHeld; green && (got.Held == 0 || got.Broken+got.Errors > 0) {
			t.Fatalf("%v: the run is green", got)
		}
	})
}

func TestTheLastLineIsWhatScriptsRead(t *testing.T) {
	t.Parallel()
	totals := Totals{Rules: 81, Held: 74, NotObservable: 7}
	want := "81 rules: 74 held, 0 broken, 7 not observable, 0 skipped, 0 errors"
	if got := totals.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, rec := range records {
		out := strings.TrimSuffix(rendered(t, formats[0].write, rec.record()), "\n")
		last := out[strings.LastIndex(out, "\n")+1:]
		if want := rec.record().Totals().String(); last != want {
			t.Errorf("%s: last line is %q, want %q", rec.name, last, want)
		}
	}
}
