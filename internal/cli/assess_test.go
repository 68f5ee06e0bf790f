package cli

import (
	"context"
	"slices"
	"testing"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/internal/target"
	"github.com/flexrig/flexrig/reports"
)

// unseen watches nothing.
type unseen struct{}

func (unseen) tell()   {}
func (unseen) finish() {}

func assessed(contract *features.Contract, rules ...string) reports.MutantRun {
	asked := features.Selection{Rules: rules}
	return assess(context.Background(), contract, asked, ownTrials(asked), 7, func(int) gauge { return unseen{} })
}

// lacking is a contract without one rule's examples of a name.
func lacking(contract *features.Contract, rule string, names ...string) *features.Contract {
	return &features.Contract{Examples: slices.DeleteFunc(slices.Clone(contract.Examples), func(e features.Example) bool {
		return e.Rule == rule && slices.Contains(names, e.Name)
	})}
}

// of is a contract of some rules alone.
func of(contract *features.Contract, rules ...string) *features.Contract {
	return &features.Contract{Examples: slices.DeleteFunc(slices.Clone(contract.Examples), func(e features.Example) bool {
		return !slices.Contains(rules, e.Rule)
	})}
}

func loaded(t *testing.T) *features.Contract {
	t.Helper()
	contract, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	return contract
}

// The features have teeth: whoever deletes the one example that notices a
// breakage is told by the next run.
func TestARunFailsWithoutTheOnlyExampleThatKillsAMutant(t *testing.T) {
	t.Parallel()
	contract := loaded(t)
	const enough = 5
	tried := 0
	for _, mutant := range assessed(contract, "IC-06", "CM-17", "TD-20").Mutants {
		if len(mutant.By) != 1 || tried == enough {
			continue
		}
		tried++
		run := assessed(lacking(contract, mutant.Rule, mutant.By[0]), mutant.Rule)
		after := run.Mutants[slices.IndexFunc(run.Mutants, func(m reports.Mutant) bool { return m.ID == mutant.ID })]
		if after.Killed || run.ExitStatus() != reports.ExitBroken {
			t.Errorf("without %q, %s (%s) is killed: %t, by %q, and the run ends with %d",
				mutant.By[0], mutant.ID, mutant.What, after.Killed, after.By, run.ExitStatus())
		}
	}
	if tried < enough {
		t.Errorf("found %d mutants with one killer, want %d to try", tried, enough)
	}
}

// A task that stays a millisecond longer breaks TD-06 and TD-07. Without the
// examples of TD-06 that notice, those of TD-07 do not stand in for them.
func TestAnExampleOfAnotherRuleKillsNothing(t *testing.T) {
	t.Parallel()
	const what = "the window is a millisecond longer"
	contract := of(loaded(t), "TD-06", "TD-07")
	i := slices.IndexFunc(target.Mutants(), func(m target.Mutant) bool { return m.Rule == "TD-06" && m.What == what })
	mutant := target.Mutants()[i]

	own := &trial{mutant: mutant}
	own.play(context.Background(), contract, 7)
	blind := &trial{mutant: mutant}
	blind.play(context.Background(), lacking(contract, "TD-06", own.result.By...), 7)
	if !own.result.Killed || blind.result.Killed || blind.result.Reason != "" {
		t.Errorf("killed: %t; without %q killed: %t, %s", own.result.Killed, own.result.By, blind.result.Killed, blind.result.Reason)
	}

	others := &trial{mutant: mutant, others: true}
	others.play(context.Background(), contract, 7)
	if !slices.ContainsFunc(others.noticed, func(e reports.BroadExample) bool { return e.Rule == "TD-07" }) {
		t.Errorf("no example of TD-07 fails on %q: %v; another mutant has to show that it does not count", what, others.noticed)
	}
}

func TestTheMostTellingExamplesComeFirst(t *testing.T) {
	t.Parallel()
	var trials []*trial
	for _, rule := range []string{"IC-01", "IC-02", "IC-03", "IC-04", "IC-05"} {
		everywhere := reports.BroadExample{Rule: "IC-09", Name: "everything", File: "f", Line: 9}
		t := &trial{mutant: target.Mutant{Rule: rule}, others: true, noticed: []reports.BroadExample{everywhere}}
		if rule != "IC-05" {
			t.noticed = append(t.noticed, reports.BroadExample{Rule: "IC-08", Name: "nearly everything", File: "f", Line: 3})
		}
		trials = append(trials, t, &trial{mutant: t.mutant, noticed: t.noticed})
	}
	got := broad(trials)
	if len(got) != 1 || got[0].Name != "everything" || len(got[0].Rules) != len([]string{"IC-01", "IC-02", "IC-03", "IC-04", "IC-05"}) {
		t.Errorf("got %+v, want the one example that fails on mutants of five rules", got)
	}
}

func TestOnlyWholeFamiliesArePlayedAgainstEachOther(t *testing.T) {
	t.Parallel()
	if some := crossTrials(features.Selection{Rules: []string{"IC-0*"}}); len(some) != 0 {
		t.Errorf("a part of a family has %d trials against the rest, want none", len(some))
	}
	all := crossTrials(features.Selection{Rules: []string{"IC-*"}})
	without := mutants{}
	if trials := without.trials(features.Selection{Rules: []string{"IC-*"}}); slices.ContainsFunc(trials, func(t *trial) bool { return t.others }) {
		t.Error("without --broad the family is played against each other all the same")
	}
	if len(all) != 20 || all[0].mutant.Rule != "IC-01" || !all[0].others {
		t.Errorf("the family of IC has %d trials, want one for each of its 20 rules", len(all))
	}
}
