package steps

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/cucumber/godog"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/internal/target"
	"github.com/flexrig/flexrig/reports"
)

// A Suite plays examples of the contract against a target.
type Suite struct {
	Target   target.Target
	Contract *features.Contract
	// Selected are the examples to play, as [features.Contract.Select] gives
	// them. Running none is an error, so that a typo is never green.
	Selected []features.Example
	// Names tells which rules were asked for: one of those that has no example
	// is not observable, any other is skipped. Nil stands for all.
	Names func(rule string) bool
	// Parallel is how many examples run at once; less than one stands for one.
	Parallel int
	// Seed fixes the order in which they start.
	Seed int64
	// Progress, if set, is told of each example that is done, of one at a time.
	Progress func(reports.Example)
	// Now tells the time that durations are measured with, which is no account's
	// own. Without it they are zero: this package has no clock.
	Now func() time.Time

	words []word // nil stands for the vocabulary; tests have words of their own
}

// Run plays the selected examples and gives all rules of the catalogue, in its
// order, each with its examples. What the target does not show is not
// observable and is not played; what the rig could not play is an error, never
// held.
//
// When ctx ends, requests under way end with it, no further example starts, and
// Run gives what is known; examples that did not come to their end are skipped
// as interrupted. An error means that nothing was played.
func (s Suite) Run(ctx context.Context) ([]reports.Rule, error) {
	if len(s.Selected) == 0 {
		return nil, fmt.Errorf("run the contract: %w", features.ErrNothingSelected)
	}
	if s.Target == nil || s.Contract == nil {
		return nil, fmt.Errorf("run the contract: it needs a target and a contract")
	}
	rec := newRecorder(s.Selected, s.Progress)
	playable := s.observable(rec)
	if err := s.play(ctx, playable, rec); err != nil {
		return nil, err
	}
	rec.settle(ctx.Err() != nil)
	return s.rules(rec), nil
}

// observable settles the examples that the target cannot show, or that hold
// nothing to play, and gives the others.
func (s Suite) observable(rec *recorder) []features.Example {
	var playable []features.Example
	for _, example := range s.Selected {
		switch reason := s.lacking(example); {
		case reason != "":
			rec.finish(example, reports.Example{Outcome: reports.NotObservable, Reason: reason})
		case len(example.Steps) == 0:
			rec.finish(example, reports.Example{Outcome: reports.Error, Reason: "the example has no steps"})
		default:
			playable = append(playable, example)
		}
	}
	return playable
}

// lacking says why the target cannot show the example, and "" where it can.
func (s Suite) lacking(example features.Example) string {
	for _, need := range example.Needs {
		if reason := s.Target.Lacks(target.Capability(need)); reason != "" {
			return reason
		}
	}
	if patient, ok := s.Target.(waiter); ok {
		return patient.CannotWait(spansOf(example))
	}
	return ""
}

// A waiter is a target on which time is really waited for, and not for ever.
type waiter interface {
	// CannotWait tells why spans cannot pass one after the other, and "" where
	// they may.
	CannotWait(spans []time.Duration) string
}

// play hands the examples to godog, in an order of the seed's. Each goes in as
// a feature of its own: godog selects by line and cannot tell the rows of an
// outline apart, and it never mixes the order of two features.
func (s Suite) play(ctx context.Context, examples []features.Example, rec *recorder) error {
	if len(examples) == 0 {
		return nil
	}
	now := s.Now
	if now == nil {
		now = func() time.Time { return time.Time{} }
	}
	known := spoken()
	if s.words != nil {
		known = &lexicon{known: s.words}
	}
	stage := stage{target: s.Target, rec: rec, now: now, words: known, examples: map[string]features.Example{}}
	var contents []godog.Feature
	for _, example := range examples {
		stage.examples[key(example)] = example
		contents = append(contents, godog.Feature{Name: key(example), Contents: example.Text})
	}
	shuffle(contents, s.Seed)
	registerSilence()
	status := godog.TestSuite{
		Name:                "contract",
		ScenarioInitializer: stage.set,
		Options: &godog.Options{
			Format: silence, Output: io.Discard, NoColors: true, Strict: true,
			Concurrency: max(1, s.Parallel), FeatureContents: contents, DefaultContext: ctx,
		},
	}.Run()
	if optionError := 2; status == optionError {
		return fmt.Errorf("run the contract: godog refused its options or one of %d examples", len(examples))
	}
	return nil
}

func shuffle(contents []godog.Feature, seed int64) {
	random := rand.New(rand.NewPCG(uint64(seed), 0))
	random.Shuffle(len(contents), func(i, j int) { contents[i], contents[j] = contents[j], contents[i] })
}

// silence is the name of a formatter that writes nothing: outcomes are recorded
// from hooks, and godog's own formatters cost more than the steps.
const silence = "flexrig-silence"

// registerSilence makes the formatter known. godog's list of them has no lock.
var registerSilence = sync.OnceFunc(func() {
	godog.Format(silence, "writes nothing", func(suite string, out io.Writer) godog.Formatter {
		return silent{godog.NewBaseFmt(suite, out)}
	})
})

type silent struct{ *godog.BaseFmt }

// Summary keeps BaseFmt's from walking through all results.
func (silent) Summary() {}
