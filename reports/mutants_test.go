package reports

import (
	"io"
	"strings"
	"testing"
)

func mutantRun() MutantRun {
	return MutantRun{
		Run:     Run{ID: "r1", Target: "mock", Seed: 7, Versions: map[string]string{"flexrig": "v1"}},
		Rules:   []string{"CC-02", "TD-06", "TD-07", "TD-08"},
		Browser: []string{"CC-02", "CC-03", "TD-06"},
		Broad:   []BroadExample{{Rule: "TD-06", Name: "after <119s>", File: "features/f.feature", Line: 12, Rules: []string{"TD-03", "TD-07"}}},
		Mutants: []Mutant{
			{ID: "TD-06.1", Rule: "TD-06", What: "a second shorter", Killed: true, By: []string{"after 119s"}},
			{ID: "TD-06.10", Rule: "TD-06", What: "a <second> longer", Killed: true, By: []string{"after 120s", "after 121s"}},
			{ID: "TD-07.1", Rule: "TD-07", What: "five minutes", By: []string{}},
			{ID: "TD-07.2", Rule: "TD-07", What: "never", By: []string{}, Reason: "the rule's examples are error: no answer"},
		},
	}
}

func TestGoldenMutants(t *testing.T) {
	t.Parallel()
	for _, f := range []struct {
		name  string
		write func(io.Writer, MutantRun) error
	}{{"mutants.txt", MutantsText}, {"mutants.json", MutantsJSON}} {
		var b strings.Builder
		if err := f.write(&b, mutantRun()); err != nil {
			t.Fatal(err)
		}
		golden(t, f.name, []byte(b.String()))
	}
}

func TestMutantRunsEndWithTheStatusOfWhatTheyShowed(t *testing.T) {
	t.Parallel()
	killed := Mutant{ID: "TD-06.1", Rule: "TD-06", Killed: true}
	for name, row := range map[string]struct {
		run  MutantRun
		want int
	}{
		"all killed, all rules have one": {MutantRun{Rules: []string{"TD-06"}, Mutants: []Mutant{killed}}, ExitHeld},
		"all killed, a rule has none":    {MutantRun{Rules: []string{"TD-06", "TD-07"}, Mutants: []Mutant{killed}}, ExitBroken},
		"one survived":                   {MutantRun{Rules: []string{"TD-06"}, Mutants: []Mutant{killed, {ID: "TD-06.2", Rule: "TD-06"}}}, ExitBroken},
		"all killed, a rule of the browser has none": {
			MutantRun{Rules: []string{"TD-06", "CC-02"}, Browser: []string{"CC-02"}, Mutants: []Mutant{killed}}, ExitHeld,
		},
		"a rule of the browser has one that survived": {
			MutantRun{Rules: []string{"CC-02"}, Browser: []string{"CC-02"}, Mutants: []Mutant{{ID: "CC-02.1", Rule: "CC-02"}}}, ExitBroken,
		},
		"nothing to do":                   {MutantRun{Rules: []string{"TD-06"}}, ExitNotRun},
		"interrupted with all killed yet": {MutantRun{Run: Run{Interrupted: "a signal"}, Rules: []string{"TD-06"}, Mutants: []Mutant{killed}}, ExitNotRun},
	} {
		if got := row.run.ExitStatus(); got != row.want {
			t.Errorf("%s: status %d, want %d", name, got, row.want)
		}
	}
}

func TestMutantTotalsAreTheLastLine(t *testing.T) {
	t.Parallel()
	const want = "4 mutants: 2 killed, 2 survived; 2 of 4 rules have one"
	if got := mutantRun().Totals().String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMutantsThatAnInterruptedRunDidNotComeToHaveNotSurvived(t *testing.T) {
	t.Parallel()
	run := MutantRun{Run: Run{Interrupted: "a signal"}, Rules: []string{"TD-06"}, Mutants: []Mutant{
		{ID: "TD-06.1", Rule: "TD-06", Killed: true}, {ID: "TD-06.2", Rule: "TD-06", Unplayed: true},
	}}
	const want = "2 mutants: 1 killed, 0 survived, 1 not played; 1 of 1 rules have one"
	if got := run.Totals().String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var text strings.Builder
	if err := MutantsText(&text, run); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text.String(), "TD-06.2  unplayed") {
		t.Errorf("nothing says that TD-06.2 was not played:\n%s", text.String())
	}
}

func TestRulesOfTheBrowserAreExcusedAndNeverCountedAsCovered(t *testing.T) {
	t.Parallel()
	killed := func(rule string) Mutant { return Mutant{ID: rule + ".1", Rule: rule, Killed: true} }
	for name, row := range map[string]struct {
		mutants []Mutant
		want    string
	}{
		"none has one":     {[]Mutant{killed("TD-06")}, "1 mutants: 1 killed, 0 survived; 1 of 3 rules have one, the other 2 need a browser"},
		"one of them has":  {[]Mutant{killed("TD-06"), killed("CC-02")}, "2 mutants: 2 killed, 0 survived; 2 of 3 rules have one, the other 1 needs a browser"},
		"another has none": {[]Mutant{killed("CC-02")}, "1 mutants: 1 killed, 0 survived; 1 of 3 rules have one"},
	} {
		run := MutantRun{Rules: []string{"TD-06", "CC-02", "CC-03"}, Browser: []string{"CC-02", "CC-03"}, Mutants: row.mutants}
		if got := run.Totals().String(); got != row.want {
			t.Errorf("%s: got %q, want %q", name, got, row.want)
		}
	}
}

func TestAHintTakesFiveRulesAndTenExamples(t *testing.T) {
	t.Parallel()
	rules := func(n int) []string { return make([]string, n) }
	list := []BroadExample{{Name: "six", Rules: rules(6)}, {Name: "five", Rules: rules(5)}, {Name: "four", Rules: rules(4)}}
	if got := Broadest(list); len(got) != 2 {
		t.Errorf("got %d of three examples, want those that fail on mutants of five rules or more", len(got))
	}
	for range 20 {
		list = append([]BroadExample{{Rules: rules(7)}}, list...)
	}
	if got := Broadest(list); len(got) != 10 {
		t.Errorf("got %d examples, want ten at most", len(got))
	}
}
