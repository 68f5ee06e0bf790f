package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/internal/clock"
	"github.com/flexrig/flexrig/internal/target"
	"github.com/flexrig/flexrig/reports"
	"github.com/flexrig/flexrig/steps"
)

// mutants breaks the stand-in rule by rule and says which breakage the
// features notice.
type mutants struct {
	Rules []string `placeholder:"ID" help:"Rules whose mutants to play, as ids in which * stands for anything: IC-*,TD-06."`
	Seed  int64    `default:"0" placeholder:"N" help:"Repeats a run's order, sids and credentials; 0 picks one."`
	Out   string   `default:"reports/out" help:"Folder in which the run's own folder is made, and latest is pointed to it."`
	Quiet bool     `help:"Show no progress."`
}

// Help is shown under the command's flags.
func (mutants) Help() string {
	return "Each mutant is a stand-in that breaks one rule on purpose. It is killed when an\n" +
		"example of that very rule fails on it; one that survives shows that the\n" +
		"features would not notice such a platform.\n\n" +
		"Example:\n  flexrig mutants --rules 'TD-*'\n\n" +
		"Writes mutants.json."
}

// Run plays every mutant against its own rule's examples.
func (m *mutants) Run(ctx context.Context, streams Streams) (int, error) {
	collectRarely()
	contract, err := features.Load()
	if err != nil {
		return reports.ExitNotRun, fmt.Errorf("mutants: %w", err)
	}
	asked := features.Selection{Rules: ruleNames(m.Rules)}
	if _, err := contract.Select(asked); err != nil {
		return reports.ExitNotRun, hinted{fmt.Errorf("mutants: %w", err), "run: flexrig rules"}
	}
	seed, err := seedOr(m.Seed)
	if err != nil {
		return reports.ExitNotRun, err
	}
	folder, err := newRunFolder(m.Out, "mutants", clock.Wall{}.Now(), seed)
	if err != nil {
		return reports.ExitNotRun, err
	}
	run := reports.MutantRun{
		Run:   reports.Run{ID: folder.id, Command: commandLine(), Target: "mock", Seed: seed, Versions: versions()},
		Rules: ruleIDs(asked),
	}
	run.Mutants = m.playAll(ctx, streams, contract, chosenMutants(asked), seed)
	if ctx.Err() != nil {
		run.Run.Interrupted = "interrupted by a signal"
	}
	return interrupted(ctx)(m.publish(streams, folder, run))
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

func chosenMutants(asked features.Selection) []target.Mutant {
	var chosen []target.Mutant
	for _, mutant := range target.Mutants() {
		if asked.Names(mutant.Rule) {
			chosen = append(chosen, mutant)
		}
	}
	return chosen
}

// playAll plays the mutants side by side, each on a stand-in of its own.
func (m *mutants) playAll(ctx context.Context, streams Streams, contract *features.Contract, chosen []target.Mutant, seed int64) []reports.Mutant {
	progress := newMeter(streams, len(chosen), m.Quiet)
	defer progress.finish()
	played := make([]reports.Mutant, len(chosen))
	places := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range places {
				played[i] = play(ctx, contract, chosen[i], seed)
				progress.tell()
			}
		})
	}
	for i := range chosen {
		places <- i
	}
	close(places)
	workers.Wait()
	return played
}

// play plays the examples of a mutant's own rule on it. What could not be
// played has killed nothing.
func play(ctx context.Context, contract *features.Contract, mutant target.Mutant, seed int64) reports.Mutant {
	result := reports.Mutant{ID: mutant.ID, Rule: mutant.Rule, What: mutant.What, By: []string{}}
	rule, err := playRule(ctx, contract, mutant, seed)
	if err != nil {
		result.Reason = err.Error()
		return result
	}
	for _, example := range rule.Examples {
		if example.Outcome == reports.Broken {
			result.By = append(result.By, example.Name)
		}
	}
	result.Killed = len(result.By) > 0
	if !result.Killed && rule.Outcome() != reports.Held {
		result.Reason = "the rule's examples are " + rule.Outcome().Words() + ": " + rule.Why()
	}
	return result
}

func playRule(ctx context.Context, contract *features.Contract, mutant target.Mutant, seed int64) (rule reports.Rule, err error) {
	own := features.Selection{Rules: []string{mutant.Rule}}
	selected, err := contract.Select(own)
	if err != nil {
		return rule, err
	}
	mock, err := target.NewMock(target.MockConfig{Seed: seed, Mutant: mutant.ID, Strict: true})
	if err != nil {
		return rule, err
	}
	defer func() { err = errors.Join(err, mock.Close()) }()
	all, err := steps.Suite{Target: mock, Contract: contract, Selected: selected, Names: own.Names, Parallel: 1, Seed: seed}.Run(ctx)
	if err != nil {
		return rule, err
	}
	for _, r := range all {
		if r.ID == mutant.Rule {
			rule = r
		}
	}
	return rule, nil
}

// publish prints the mutants and writes mutants.json.
func (m *mutants) publish(streams Streams, folder runFolder, run reports.MutantRun) (int, error) {
	file := rendering{"mutants.json", func(w io.Writer) error { return reports.MutantsJSON(w, run) }}
	wrote := folder.write(file)
	if wrote == nil {
		fmt.Fprintf(streams.Err, "wrote %s\n", folder.listed(file))
	}
	if err := reports.MutantsText(streams.Out, run); err != nil {
		return reports.ExitNotRun, errors.Join(fmt.Errorf("print the mutants: %w", err), wrote)
	}
	if wrote != nil {
		return reports.ExitNotRun, hinted{wrote, "the report above is complete; make room or choose another folder with --out"}
	}
	return run.ExitStatus(), nil
}
