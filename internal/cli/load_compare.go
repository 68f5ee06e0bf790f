package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/flexrig/flexrig/internal/clock"
	"github.com/flexrig/flexrig/load/compare"
	"github.com/flexrig/flexrig/reports"
)

// loadCompare sets two targets or two saved runs against each other.
type loadCompare struct {
	A      string        `arg:"" help:"A target, or a saved run: a baseline, a load.json, or a run's folder."`
	B      string        `arg:"" help:"What is held against it: a target where A is one, a saved run where A is one."`
	Rounds int           `default:"10" placeholder:"N" help:"Rounds of each target in a set, taken in turns; a second set confirms a difference."`
	Round  time.Duration `default:"2s" help:"How long a round is."`
	Floor  string        `default:"10%" help:"The smallest change worth a verdict."`
	loadAim
	Out string `default:"reports/out" help:"Folder in which the run's own folder is made, and latest is pointed to it."`

	// open makes two targets ready; nil is [loadCompare.sides], tests have others.
	open func(context.Context, *loadCompare, int64) (rounds, func() error, error) `kong:"-"`
}

// rounds measures one round of a side; see [compare.Match].
type rounds func(ctx context.Context, side compare.Side, round int) (reports.Load, error)

// Help is shown under the command's flags.
func (loadCompare) Help() string {
	return "Examples:\n" +
		"  flexrig load compare http://127.0.0.1:4010 http://127.0.0.1:5010\n" +
		"  flexrig load compare baseline.json reports/out/latest --floor 5%\n\n" +
		"Two targets take turns, A B B A, so that what the machine does meanwhile meets\n" +
		"both. A difference counts where it is unlikely to be chance, may be as large as\n" +
		"the floor, and is shown by a second set of rounds. The verdict is no change,\n" +
		"slower, faster or cannot tell; what could have been seen is said.\n\n" +
		"Exit status: 0 no change or faster, 1 slower, 2 a side could not be measured,\n" +
		"3 cannot tell, or a saved run is not there.\n\n" +
		"Writes compare.json, junit.xml and report.html."
}

// Run compares, prints the comparison and writes its files.
func (c *loadCompare) Run(ctx context.Context, streams Streams) (int, error) {
	floor, err := parseFloor(c.Floor)
	if err != nil {
		return reports.ExitNotRun, hinted{fmt.Errorf("load compare: %w", err), "say a share, as --floor 5%"}
	}
	switch {
	case isTarget(c.A) && isTarget(c.B):
		return c.targets(ctx, streams, floor)
	case !isTarget(c.A) && !isTarget(c.B):
		return c.saved(ctx, streams, floor)
	}
	return reports.ExitNotRun, hinted{
		errors.New("load compare: one side is a target and the other a saved run"),
		"compare two of a kind, or run: flexrig load --target TARGET --baseline FILE",
	}
}

// targets measures two targets in turns.
func (c *loadCompare) targets(ctx context.Context, streams Streams, floor float64) (status int, err error) {
	if err := c.sensible(); err != nil {
		return reports.ExitNotRun, err
	}
	seed, err := seedOr(c.Seed)
	if err != nil {
		return reports.ExitNotRun, err
	}
	open := c.open
	if open == nil {
		open = func(ctx context.Context, c *loadCompare, seed int64) (rounds, func() error, error) {
			return c.sides(ctx, seed)
		}
	}
	measure, finish, err := open(ctx, c, seed)
	if err != nil {
		return reports.ExitNotRun, err
	}
	defer func() {
		if failed := finish(); failed != nil {
			status, err = max(status, reports.ExitNotRun), errors.Join(err, fmt.Errorf("load compare: give the targets up: %w", failed))
		}
	}()
	display := progress(streams, c.Quiet)
	found, err := compare.Run(ctx, compare.Match{Rounds: c.Rounds, Floor: floor, Measure: measure, Progress: display.Update})
	display.Finish()
	switch {
	case ctx.Err() != nil:
		return reports.ExitNotRun, fmt.Errorf("load %w", err)
	case err != nil:
		return reports.ExitNotRun, hinted{fmt.Errorf("load %w", err), "a comparison that was not finished says nothing; mend what is named, or use a lower --rate, and run it again"}
	}
	found.A.Name, found.B.Name = c.A, c.B
	return c.publish(streams, found, seed)
}

// sensible refuses numbers that nothing could be measured with.
func (c *loadCompare) sensible() error {
	switch {
	case c.Rounds < compare.FewestSamples || c.Rounds > compare.MostRounds:
		return hinted{
			fmt.Errorf("load compare: --rounds is %d", c.Rounds),
			fmt.Sprintf("use %d to %d: fewer show no difference, however large", compare.FewestSamples, compare.MostRounds),
		}
	case c.Round < 100*time.Millisecond:
		return hinted{fmt.Errorf("load compare: --round is %s", c.Round), "use 100ms or more; the default is 2s"}
	}
	return nil
}

// saved sets two saved runs against each other.
func (c *loadCompare) saved(_ context.Context, streams Streams, floor float64) (int, error) {
	a, status, err := readSaved(c.A)
	if err != nil {
		return status, err
	}
	b, status, err := readSaved(c.B)
	if err != nil {
		return status, err
	}
	found, err := compare.Against(a, b, floor, nil)
	if errors.Is(err, compare.ErrOtherPlan) {
		return reports.ExitNotRun, hinted{fmt.Errorf("load %w", err), "run B again as A was run"}
	}
	if err != nil {
		return reports.ExitNotRun, hinted{fmt.Errorf("load %w", err), "save the runs again"}
	}
	found.A.Name, found.B.Name = c.A, c.B
	return c.publish(streams, found, 0)
}

// publish prints a comparison and writes its files.
func (c *loadCompare) publish(streams Streams, found reports.Comparison, seed int64) (int, error) {
	folder, err := newRunFolder(c.Out, "compare", clock.Wall{}.Now(), seed)
	if err != nil {
		return reports.ExitNotRun, err
	}
	found.ID, found.Command, found.Seed = folder.id, commandLine(), seed
	files := []rendering{
		{"compare.json", func(w io.Writer) error { return reports.ComparisonJSON(w, found) }},
		{"junit.xml", func(w io.Writer) error { return reports.ComparisonJUnit(w, found) }},
		{"report.html", func(w io.Writer) error { return reports.ComparisonHTML(w, found) }},
	}
	wrote := folder.write(files...)
	if wrote == nil {
		fmt.Fprintf(streams.Err, "wrote %s\n", folder.listed(files...))
	}
	if err := reports.ComparisonText(streams.Out, found, reports.TerminalOptions{Color: colour(streams)}); err != nil {
		return reports.ExitNotRun, errors.Join(fmt.Errorf("print the comparison: %w", err), wrote)
	}
	if wrote != nil {
		return reports.ExitNotRun, hinted{wrote, "the comparison above is complete; make room or choose another folder with --out"}
	}
	return found.ExitStatus(), nil
}

// isTarget tells a target from the name of a file.
func isTarget(name string) bool {
	return name == "mock" || name == "live" || strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://")
}
