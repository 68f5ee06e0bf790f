package steps

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/cucumber/godog"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/internal/target"
	"github.com/flexrig/flexrig/reports"
)

// interrupted is the reason of examples that did not come to their end because
// the run did.
const interrupted = "interrupted"

// lastEvents is how much of an account's history a failure shows.
const lastEvents = 10

// A play is one example being played and what was seen of it so far.
type play struct {
	example  features.Example
	scenario *scenario
	now      func() time.Time
	started  time.Time
	step     time.Time // when the running step began
	seen     []reports.Step
	failure  *reports.Failure
	err      error // of the first step that failed
}

func newPlay(ctx context.Context, example features.Example, now func() time.Time) *play {
	return &play{
		example: example, now: now, started: now(),
		scenario: &scenario{ctx: ctx, example: example, tasks: map[string]*task{}},
	}
}

// open gets the example its account and tells godog the words that its steps
// use. Registering all words for every scenario would cost more than it plays.
func (p *play) open(t target.Target, known *lexicon, sc *godog.ScenarioContext) error {
	if p.scenario.ctx.Err() != nil {
		return godog.ErrSkip
	}
	if err := p.teach(known, sc); err != nil {
		return err
	}
	account, err := t.Open(p.scenario.ctx, p.example.File+": "+p.example.Name)
	if err != nil {
		return fmt.Errorf("open an account: %w", err)
	}
	p.settle(account, t)
	return nil
}

// settle puts the example on an account of a target.
func (p *play) settle(account *target.Account, of target.Target) {
	p.scenario.account, p.scenario.target = account, of
}

// teach tells godog the words of the example's steps.
func (p *play) teach(known *lexicon, sc *godog.ScenarioContext) error {
	for _, w := range known.wordsOf(p.example) {
		do, err := w.bind(p.scenario)
		if err != nil {
			return err
		}
		switch w.kind {
		case features.Given:
			sc.Given(w.pattern, do)
		case features.When:
			sc.When(w.pattern, do)
		case features.Then:
			sc.Then(w.pattern, do)
		default:
			sc.Step(w.pattern, do)
		}
	}
	return nil
}

func (p *play) beforeStep() {
	p.step = p.now()
	if at := len(p.seen); at < len(p.example.Steps) {
		p.scenario.kind = p.example.Steps[at].Kind
	}
}

// afterStep notes how the step at hand ended.
func (p *play) afterStep(status godog.StepResultStatus, err error) {
	if len(p.seen) >= len(p.example.Steps) {
		return
	}
	written := p.example.Steps[len(p.seen)]
	seen := reports.Step{
		Keyword: written.Keyword, Text: written.Text, Line: written.Line,
		Outcome: reports.Skipped, Duration: p.now().Sub(p.step),
	}
	switch {
	case p.err != nil: // not reached
	case err == nil && status == godog.StepPassed:
		seen.Outcome = reports.Held
	default:
		p.err = p.doubted(stepError(status, err))
		seen.Outcome, seen.Error = p.outcome(p.err), p.err.Error()
		p.failure = p.explain(written, p.err)
	}
	p.seen = append(p.seen, seen)
}

// stepError says why a step did not pass, for the ways that have no error of
// their own and for those whose error is godog's.
func stepError(status godog.StepResultStatus, err error) error {
	switch {
	case errors.Is(err, godog.ErrUndefined):
		return errors.New("no step has this text")
	case errors.Is(err, godog.ErrPending):
		return errors.New("the step is not written yet")
	case err == nil:
		return fmt.Errorf("the step ended as %s", status)
	}
	return err
}

// doubted puts what differs in doubt where time goes on by itself and has gone on
// for too long.
func (p *play) doubted(err error) error {
	if p.scenario.account == nil || p.outcome(err) != reports.Broken {
		return err
	}
	if late := p.scenario.account.Late(); late != nil {
		return fmt.Errorf("%w: %w", err, late)
	}
	return err
}

// outcome sorts an error: the target cannot show what was asked for, or was seen
// to differ, or the rig failed, or the run was ended.
func (p *play) outcome(err error) reports.Outcome {
	var differs *Mismatch
	var hidden *target.Unobservable
	_, refused := refusal(err)
	switch {
	case errors.As(err, &hidden):
		return reports.NotObservable
	case errors.As(err, &differs), refused:
		return reports.Broken
	case p.scenario.ctx.Err() != nil:
		return reports.Skipped
	}
	return reports.Error
}

// explain gathers what helps to understand a failure. What cannot be had, on a
// target without history or in a run that has ended, is left out.
func (p *play) explain(step features.Step, err error) *reports.Failure {
	f := reports.Failure{Step: step.Keyword + " " + step.Text, Message: err.Error()}
	var differs *Mismatch
	if errors.As(err, &differs) {
		f.Found, f.Wanted = differs.Found, differs.Wanted
	}
	if p.scenario.account == nil {
		return &f
	}
	if history, err := p.scenario.account.History(p.scenario.ctx, lastEvents); err == nil && len(history) > 0 {
		f.History = history
		f.Message += ": last event " + history[len(history)-1]
	}
	return &f
}

// close gives the account back and the example's outcome.
func (p *play) close() reports.Example {
	if p.scenario.account == nil {
		return p.result()
	}
	exchanges := p.scenario.account.Exchanges()
	if err := p.scenario.giveBack(); err != nil && p.err == nil && p.scenario.ctx.Err() == nil {
		p.err = fmt.Errorf("give the account back: %w", err)
	}
	result := p.result()
	result.Exchanges = make([]reports.Exchange, len(exchanges))
	for i, x := range exchanges {
		result.Exchanges[i] = reports.Exchange(x)
	}
	return result
}

// result is the example as it was seen, without its exchanges.
func (p *play) result() reports.Example {
	result := reports.Example{
		Outcome: reports.Held, Steps: p.seen, Failure: p.failure,
		Duration: p.now().Sub(p.started),
	}
	if p.err == nil {
		p.err = p.unfinished()
	}
	if p.err == nil {
		return result
	}
	result.Outcome, result.Reason = p.outcome(p.err), p.err.Error()
	var hidden *target.Unobservable
	switch {
	case errors.As(p.err, &hidden):
		result.Reason, result.Failure = hidden.Reason, nil
	case result.Outcome == reports.Skipped:
		result.Reason, result.Failure = interrupted, nil
	case p.failure != nil:
		result.Reason = p.failure.Message
	}
	return result
}

// unfinished finds what no step failed for: steps that were never played, and a
// refusal that no step has looked at.
func (p *play) unfinished() error {
	if played, all := len(p.seen), len(p.example.Steps); played < all {
		return fmt.Errorf("%d of %d steps were played", played, all)
	}
	return p.scenario.unjudged()
}

// broke is the example's result where the rig failed on it.
func (p *play) broke(err error) reports.Example {
	return reports.Example{Outcome: reports.Error, Reason: err.Error(), Steps: p.seen}
}
