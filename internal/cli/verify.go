package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/internal/clock"
	"github.com/flexrig/flexrig/internal/target"
	"github.com/flexrig/flexrig/reports"
	"github.com/flexrig/flexrig/steps"
)

// verify plays the contract against a target.
type verify struct {
	Target   string        `default:"mock" help:"What to verify: mock, the stand-in in this process with a clock of its own, or the base URL of a server that speaks the API."`
	Manage   string        `placeholder:"URL|off" help:"Management door of a server; it is found by itself where the server tells of one. Off plays all examples on the account of TWILIO_ACCOUNT_SID."`
	Rules    []string      `placeholder:"ID" help:"Rules to play, as ids in which * stands for anything: IC-*,TD-06."`
	Tags     string        `placeholder:"EXPR" help:"A Cucumber tag expression: 'not @needs:clock'. A tag's @ is part of it."`
	Parallel int           `default:"0" placeholder:"N" help:"Examples played at once; 0 is the number of processors."`
	Seed     int64         `default:"0" placeholder:"N" help:"Repeats a run's order, sids and credentials; 0 picks one, which the report names."`
	Patience time.Duration `default:"5m" help:"How long a run may really wait for time to pass on a target without a clock to move: a server without a management door."`
	Out      string        `default:"reports/out" help:"Folder in which the run's own folder is made, and latest is pointed to it."`
	Rulebook string        `placeholder:"FILE" help:"YAML file of rule book values that differ from the documented ones."`
	Quiet    bool          `help:"Show no progress."`
}

// Help is shown under the command's flags.
func (verify) Help() string {
	return "Examples:\n" +
		"  flexrig verify\n" +
		"  flexrig verify --rules 'IC-*,TD-06' --tags 'not @assumed'\n" +
		"  flexrig verify --target http://127.0.0.1:4010\n" +
		"  flexrig verify --target http://127.0.0.1:4010 --manage off --patience 3m\n\n" +
		"Without a management door every example plays on one account: that of\n" +
		"TWILIO_ACCOUNT_SID, with TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and\n" +
		"TWILIO_API_SECRET. What can be seen there alone, or in no time that the run may\n" +
		"wait, is not observable.\n\n" +
		"Writes verdict.json, junit.xml, cucumber.json, report.html and exchanges.jsonl."
}

// Run plays the selected examples, prints the report and writes the files.
func (v *verify) Run(ctx context.Context, streams Streams) (status int, err error) {
	collectAt(shortRun)
	contract, selected, err := v.selection()
	if err != nil {
		return reports.ExitNotRun, err
	}
	seed, err := seedOr(v.Seed)
	if err != nil {
		return reports.ExitNotRun, err
	}
	aim, err := v.open(ctx, seed)
	if err != nil {
		return reports.ExitNotRun, err
	}
	defer func() {
		if failed := aim.Close(); failed != nil {
			status, err = reports.ExitNotRun, errors.Join(err, fmt.Errorf("verify: give the target up: %w", failed))
		}
	}()
	return v.against(ctx, streams, aim, contract, selected, seed)
}

// against plays the examples on an open target.
func (v *verify) against(ctx context.Context, streams Streams, aim target.Target, contract *features.Contract,
	selected []features.Example, seed int64,
) (int, error) {
	folder, err := newRunFolder(v.Out, "verify", clock.Wall{}.Now(), seed)
	if err != nil {
		return reports.ExitNotRun, err
	}
	record, err := v.play(ctx, streams, aim, contract, selected, reports.Run{
		ID: folder.id, Command: commandLine(), Target: aim.Name(), Seed: seed, Started: clock.Wall{}.Now(),
		Versions: versions(), Corrections: corrections(aim),
	})
	if err != nil {
		return reports.ExitNotRun, errors.Join(err, folder.discard())
	}
	return interrupted(ctx)(publish(streams, folder, record))
}

// interrupted makes a run that was ended by a signal after its last example
// one that did not come to its end, too.
func interrupted(ctx context.Context) func(int, error) (int, error) {
	return func(status int, err error) (int, error) {
		if ctx.Err() != nil {
			status = reports.ExitNotRun
		}
		return status, err
	}
}

// ruleNames are ids as somebody typed them: in any case, with blanks around.
func ruleNames(typed []string) []string {
	names := make([]string, len(typed))
	for i, name := range typed {
		names[i] = strings.ToUpper(strings.TrimSpace(name))
	}
	return names
}

func (v *verify) chosen() features.Selection {
	return features.Selection{Rules: ruleNames(v.Rules), Tags: v.Tags}
}

// selection loads the contract and picks the examples to play.
func (v *verify) selection() (*features.Contract, []features.Example, error) {
	contract, err := features.Load()
	if err != nil {
		return nil, nil, fmt.Errorf("verify: %w", err)
	}
	selected, err := contract.Select(v.chosen())
	if err != nil {
		return nil, nil, hinted{fmt.Errorf("verify: %w", err), "run: flexrig rules"}
	}
	if v.Parallel < 0 {
		return nil, nil, hinted{fmt.Errorf("verify: --parallel is %d", v.Parallel), "use 1 or more, or 0 for the number of processors"}
	}
	return contract, selected, nil
}

// open makes the target, with the rule book's corrections where there are any.
func (v *verify) open(ctx context.Context, seed int64) (target.Target, error) {
	if v.Patience < 0 {
		return nil, hinted{fmt.Errorf("verify: --patience is %s", v.Patience), "use 0 or more, as 5m"}
	}
	config := target.Config{
		Mock:   target.MockConfig{Seed: seed, Strict: true},
		Served: target.ServedConfig{Manage: v.Manage, Seed: seed, Strict: true, Shared: sharedAccount(v.Patience)},
	}
	if v.Rulebook != "" {
		file, err := os.Open(v.Rulebook)
		if err != nil {
			return nil, hinted{fmt.Errorf("verify: rule book: %w", err), "--rulebook takes a YAML file such as: completed_task_retention: 5m"}
		}
		defer file.Close() // it was only read
		config.Mock.Rulebook = file
	}
	aim, err := target.Parse(ctx, v.Target, config)
	if err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	return aim, nil
}

// sharedAccount is the account that the environment names, as every tool of the
// platform's reads it.
func sharedAccount(patience time.Duration) target.Shared {
	shared := target.Shared{AccountSid: os.Getenv("TWILIO_ACCOUNT_SID"), Patience: patience}
	shared.User, shared.Password = shared.AccountSid, os.Getenv("TWILIO_AUTH_TOKEN")
	if shared.Password == "" {
		shared.User, shared.Password = os.Getenv("TWILIO_API_KEY"), os.Getenv("TWILIO_API_SECRET")
	}
	return shared
}

// play runs the suite and fills the record.
func (v *verify) play(ctx context.Context, streams Streams, aim target.Target, contract *features.Contract,
	selected []features.Example, run reports.Run,
) (reports.Record, error) {
	progress := newMeter(streams, len(selected), v.Quiet)
	played, err := steps.Suite{
		Target: aim, Contract: contract, Selected: selected, Names: v.chosen().Names, Parallel: v.workers(), Seed: run.Seed,
		Progress: func(e reports.Example) {
			if e.Outcome != reports.Skipped { // an interrupted one was not played
				progress.tell()
			}
		}, Now: clock.Wall{}.Now,
	}.Run(ctx)
	progress.finish()
	if err != nil {
		return reports.Record{}, fmt.Errorf("verify: %w", err)
	}
	run.Finished, run.Notes = clock.Wall{}.Now(), notes(aim)
	if ctx.Err() != nil {
		run.Interrupted = "interrupted by a signal"
	}
	return reports.Record{Version: reports.Version, Run: run, Rules: played}, nil
}

func (v *verify) workers() int {
	if v.Parallel == 0 {
		return runtime.GOMAXPROCS(0)
	}
	return v.Parallel
}

// publish prints the report and writes the run's files. A run whose files could
// not be written has not happened, for those who read files; what it found is
// on stdout all the same.
func publish(streams Streams, folder runFolder, record reports.Record) (int, error) {
	clean := reports.Redact(record)
	files := renderings(clean)
	wrote := folder.write(files...)
	if wrote == nil {
		fmt.Fprintf(streams.Err, "wrote %s\n", folder.listed(files...))
	}
	if err := reports.Terminal(streams.Out, clean, reports.TerminalOptions{Color: colour(streams)}); err != nil {
		return reports.ExitNotRun, errors.Join(fmt.Errorf("print the report: %w", err), wrote)
	}
	if wrote != nil {
		return reports.ExitNotRun, hinted{wrote, "the report above is complete; make room or choose another folder with --out"}
	}
	return record.ExitStatus(), nil
}

// corrections are the rule book values that the target departs from.
func corrections(aim target.Target) []reports.Correction {
	corrected, ok := aim.(interface{ Corrections() []target.Correction })
	if !ok {
		return nil
	}
	var all []reports.Correction
	for _, c := range corrected.Corrections() {
		all = append(all, reports.Correction{Rule: strings.Join(c.Rules, ","), Name: c.Name, Documented: c.Documented, Used: c.Used})
	}
	return all
}

// notes are what the target tells of how it was played.
func notes(aim target.Target) []string {
	if telling, ok := aim.(interface{ Notes() []string }); ok {
		return telling.Notes()
	}
	return nil
}

// commandLine is the command as it could be typed again, for the report.
func commandLine() string {
	words := []string{"flexrig"}
	for _, word := range os.Args[1:] {
		if word == "" || strings.ContainsAny(word, " \t\n'\"*?$&|;<>()[]{}#!`\\") {
			word = "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}
