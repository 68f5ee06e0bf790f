package reports

import (
	"io"
	"strings"
	"testing"
)

func mutantRun() MutantRun {
	return MutantRun{
		Run:   Run{ID: "r1", Target: "mock", Seed: 7, Versions: map[string]string{"flexrig": "v1"}},
		Rules: []string{"TD-06", "TD-07", "TD-08"},
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
		"all killed, all rules have one":  {MutantRun{Rules: []string{"TD-06"}, Mutants: []Mutant{killed}}, ExitHeld},
		"all killed, a rule has none":     {MutantRun{Rules: []string{"TD-06", "TD-07"}, Mutants: []Mutant{killed}}, ExitBroken},
		"one survived":                    {MutantRun{Rules: []string{"TD-06"}, Mutants: []Mutant{killed, {ID: "TD-06.2", Rule: "TD-06"}}}, ExitBroken},
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
	const want = "4 mutants: 2 killed, 2 survived; 2 of 3 rules have one"
	if got := mutantRun().Totals().String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
