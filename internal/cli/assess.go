package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/internal/target"
	"github.com/flexrig/flexrig/reports"
	"github.com/flexrig/flexrig/steps"
)

// A gauge is told of each trial that is done.
type gauge interface {
	tell()
	finish()
}

// A trial is a mutant with the rules whose examples it is played against: its
// own, or the others of its family.
type trial struct {
	mutant target.Mutant
	others bool

	result  reports.Mutant         // what the mutant's own rule made of it
	noticed []reports.BroadExample // examples of other rules that failed
}

// assess plays trials of the mutants of the rules that were asked for against a
// contract.
// It cannot fail: what could not be played has killed nothing.
func assess(ctx context.Context, contract *features.Contract, asked features.Selection, trials []*trial, seed int64, watch func(total int) gauge) reports.MutantRun {
	run := reports.MutantRun{Rules: ruleIDs(asked), Browser: browserRules()}
	playAll(ctx, contract, trials, seed, watch(len(trials)))
	for _, t := range trials {
		if !t.others {
			run.Mutants = append(run.Mutants, t.result)
		}
	}
	run.Broad = broad(trials)
	return run
}

func ruleIDs(asked features.Selection) []string {
	var ids []string
	for _, rule := range features.Catalogue() {
		if asked.Names(rule.ID) {
			ids = append(ids, rule.ID)
		}
	}
	return ids
}

// browserRules are the rules that no stand-in can show.
func browserRules() []string {
	var ids []string
	for _, rule := range features.Catalogue() {
		if rule.InBrowserAlone() {
			ids = append(ids, rule.ID)
		}
	}
	return ids
}

func ownTrials(asked features.Selection) []*trial {
	var trials []*trial
	for _, mutant := range target.Mutants() {
		if asked.Names(mutant.Rule) {
			trials = append(trials, &trial{mutant: mutant})
		}
	}
	return trials
}

// crossTrials gives the first mutant of each rule of the families that are asked
// for as a whole. All mutants against all examples would take minutes.
func crossTrials(asked features.Selection) []*trial {
	whole := map[string]bool{}
	for _, rule := range features.Catalogue() {
		named, seen := whole[family(rule.ID)]
		whole[family(rule.ID)] = (named || !seen) && asked.Names(rule.ID)
	}
	var trials []*trial
	represented := map[string]bool{}
	for _, mutant := range target.Mutants() {
		if whole[family(mutant.Rule)] && !represented[mutant.Rule] {
			represented[mutant.Rule] = true
			trials = append(trials, &trial{mutant: mutant, others: true})
		}
	}
	return trials
}

// family is what the rules of one page have in common: CM, TD, CC or IC.
func family(rule string) string {
	name, _, _ := strings.Cut(rule, "-")
	return name
}

// playAll plays the trials side by side, each on a stand-in of its own. The
// longest come first: the others of a family, then every mutant's own rule.
func playAll(ctx context.Context, contract *features.Contract, trials []*trial, seed int64, progress gauge) {
	defer progress.finish()
	places := make(chan *trial)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for t := range places {
				t.play(ctx, contract, seed)
				progress.tell()
			}
		})
	}
	for _, others := range []bool{true, false} {
		for _, t := range trials {
			if t.others == others {
				places <- t
			}
		}
	}
	close(places)
	workers.Wait()
}

// play plays one trial. What could not be played has noticed nothing.
func (t *trial) play(ctx context.Context, contract *features.Contract, seed int64) {
	rules, err := t.rules(ctx, contract, seed)
	own := reports.Rule{ID: t.mutant.Rule}
	for _, rule := range rules {
		if rule.ID == t.mutant.Rule {
			own = rule
		} else {
			t.noticed = append(t.noticed, failed(rule)...)
		}
	}
	if !t.others {
		t.result = verdictOn(t.mutant, own, err)
		t.result.Unplayed = ctx.Err() != nil && !t.result.Killed
	}
}

// verdictOn says what a mutant's own rule has made of it. No other rule's
// example counts.
func verdictOn(mutant target.Mutant, own reports.Rule, err error) reports.Mutant {
	result := reports.Mutant{ID: mutant.ID, Rule: mutant.Rule, What: mutant.What, By: []string{}}
	if err != nil {
		result.Reason = err.Error()
		return result
	}
	for _, example := range failed(own) {
		result.By = append(result.By, example.Name)
	}
	result.Killed = len(result.By) > 0
	if !result.Killed && own.Outcome() != reports.Held {
		result.Reason = "the rule's examples are " + own.Outcome().Words() + ": " + own.Why()
	}
	return result
}

// failed are a rule's examples that are broken, each with its rule. One that the
// rig could not play has noticed nothing.
func failed(rule reports.Rule) []reports.BroadExample {
	var all []reports.BroadExample
	for _, example := range rule.Examples {
		if example.Outcome == reports.Broken {
			all = append(all, reports.BroadExample{Rule: rule.ID, Name: example.Name, File: example.File, Line: example.Line})
		}
	}
	return all
}

// rules plays the trial's examples on its mutant.
func (t *trial) rules(ctx context.Context, contract *features.Contract, seed int64) (rules []reports.Rule, err error) {
	selected, err := t.examples(contract)
	if err != nil {
		return nil, err
	}
	mock, err := target.NewMock(target.MockConfig{Seed: seed, Mutant: t.mutant.ID, Strict: true})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, mock.Close()) }()
	return steps.Suite{Target: mock, Contract: contract, Selected: selected, Parallel: 1, Seed: seed}.Run(ctx)
}

// examples are those that the trial plays.
func (t *trial) examples(contract *features.Contract) ([]features.Example, error) {
	if !t.others {
		return contract.Select(features.Selection{Rules: []string{t.mutant.Rule}})
	}
	all, err := contract.Select(features.Selection{Rules: []string{family(t.mutant.Rule) + "-*"}})
	return slices.DeleteFunc(slices.Clone(all), func(e features.Example) bool { return e.Rule == t.mutant.Rule }), err
}

// broad lists the examples that failed on mutants of other rules, those of the
// most rules first.
func broad(trials []*trial) []reports.BroadExample {
	found := map[string]*reports.BroadExample{}
	for _, t := range trials {
		if !t.others {
			continue
		}
		for _, e := range t.noticed {
			key := fmt.Sprintf("%s:%d", e.File, e.Line)
			if found[key] == nil {
				found[key] = &e
			}
			found[key].Rules = append(found[key].Rules, t.mutant.Rule)
		}
	}
	list := make([]reports.BroadExample, 0, len(found))
	for _, example := range found {
		list = append(list, *example)
	}
	slices.SortFunc(list, func(a, b reports.BroadExample) int {
		return cmp.Or(cmp.Compare(len(b.Rules), len(a.Rules)), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return reports.Broadest(list)
}
