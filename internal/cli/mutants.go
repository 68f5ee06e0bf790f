package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/internal/clock"
	"github.com/flexrig/flexrig/reports"
)

// mutants breaks the stand-in rule by rule and says which breakage the
// features notice.
type mutants struct {
	Rules []string `placeholder:"ID" help:"Rules whose mutants to play, as ids in which * stands for anything: IC-*,TD-06."`
	Seed  int64    `default:"0" placeholder:"N" help:"Repeats a run's order, sids and credentials; 0 picks one."`
	Out   string   `default:"reports/out" help:"Folder in which the run's own folder is made, and latest is pointed to it."`
	Broad bool     `default:"true" negatable:"" help:"Look for examples that test more than their rule, where a family of rules is asked for as a whole."`
	Quiet bool     `help:"Show no progress."`
}

// Help is shown under the command's flags.
func (mutants) Help() string {
	return "Each mutant is a stand-in that breaks one rule on purpose. It is killed when an\n" +
		"example of that very rule fails on it; one that survives shows that the\n" +
		"features would not notice such a platform. Rules that are observed in a browser\n" +
		"alone need no mutant; the report names them.\n\n" +
		"Where all rules of a family are played, the first mutant of each meets the\n" +
		"examples of the other rules too: an example that fails on many of them tests\n" +
		"more than its rule. That is a hint and no failure; --no-broad leaves it out.\n\n" +
		"Example:\n  flexrig mutants --rules 'TD-*'\n\n" +
		"Writes mutants.json."
}

// Run plays every mutant against its own rule's examples, and where a family of
// rules is asked for as a whole, one mutant of each rule against the family.
func (m *mutants) Run(ctx context.Context, streams Streams) (int, error) {
	collectAt(shortRun)
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
	run := assess(ctx, contract, asked, m.trials(asked), seed, func(total int) gauge { return newMeter(streams, total, m.Quiet) })
	run.Run = reports.Run{ID: folder.id, Command: commandLine(), Target: "mock", Seed: seed, Versions: versions()}
	if ctx.Err() != nil {
		run.Run.Interrupted = "interrupted by a signal"
	}
	return interrupted(ctx)(m.publish(streams, folder, run))
}

// trials are every mutant against its own rule, and where that is asked for the
// families against each other.
func (m *mutants) trials(asked features.Selection) []*trial {
	trials := ownTrials(asked)
	if m.Broad {
		trials = append(trials, crossTrials(asked)...)
	}
	return trials
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
