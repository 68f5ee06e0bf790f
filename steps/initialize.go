package steps

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v21"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/fixtures"
	"github.com/flexrig/flexrig/internal/target"
)

// Initialize teaches somebody else's godog suite the words of this package.
// Every scenario gets an account of its own, on a stand-in in this process, which
// [AccountOf] gives to the suite's own steps:
//
//	suite := godog.TestSuite{ScenarioInitializer: func(sc *godog.ScenarioContext) {
//		steps.Initialize(sc)
//		sc.When(`^my integration attaches its ticket$`, func(ctx context.Context) error {
//			account, err := steps.AccountOf(ctx)
//			…
//		})
//	}}
//
// Hooks of the suite that need the account are registered after it. Words are
// taught for those steps alone that a scenario has; a step that matches a word
// of this package and one of the suite's is ambiguous, as in any godog suite.
// A scenario fails as well where a When was refused and no Then has looked at
// that, and where a fault did not happen.
func Initialize(sc *godog.ScenarioContext, options ...fixtures.Option) {
	var g guest
	sc.Before(func(ctx context.Context, pickle *godog.Scenario) (context.Context, error) {
		return g.enter(ctx, sc, pickle, options)
	})
	sc.StepContext().Before(func(ctx context.Context, step *godog.Step) (context.Context, error) {
		g.follow(step)
		return ctx, nil
	})
	sc.After(func(ctx context.Context, _ *godog.Scenario, err error) (context.Context, error) {
		return ctx, g.leave(err)
	})
}

// A guest is a scenario of somebody else's suite.
type guest struct {
	play    *play
	account *fixtures.Account
}

type guestKey struct{}

// enter opens the scenario's account and teaches the suite the words of its steps.
func (g *guest) enter(ctx context.Context, sc *godog.ScenarioContext, pickle *godog.Scenario, options []fixtures.Option) (context.Context, error) {
	account, err := fixtures.Open(ctx, pickle.Uri+": "+pickle.Name, options...)
	if err != nil {
		return ctx, err
	}
	g.account = account
	ctx = account.Context(ctx)
	example := exampleOf(pickle)
	g.play = newPlay(ctx, example, func() time.Time { return time.Time{} })
	opened := target.AccountIn(ctx)
	g.play.settle(opened, opened.Target())
	if err := g.play.teach(spoken(), sc); err != nil {
		return ctx, errors.Join(err, account.Close())
	}
	return context.WithValue(ctx, guestKey{}, g), nil
}

// follow notes what the coming step is for: an And is what the step before it was.
func (g *guest) follow(step *godog.Step) {
	if g.play != nil {
		g.play.scenario.kind = kindOf(step.Type, g.play.scenario.kind)
	}
}

// leave gives the account back. failed is why the scenario has failed, if it has.
func (g *guest) leave(failed error) error {
	if g.play == nil {
		return nil
	}
	closed := g.account.Close()
	if other := g.play.scenario.other; other != nil {
		closed = errors.Join(other.Close(), closed)
	}
	if failed != nil { // which explains why a fault did not happen
		return nil
	}
	return errors.Join(g.play.scenario.unjudged(), closed)
}

// exampleOf is what this package needs to know of a scenario.
func exampleOf(pickle *godog.Scenario) features.Example {
	example := features.Example{File: pickle.Uri, Name: pickle.Name}
	kind := features.Given
	for _, step := range pickle.Steps {
		kind = kindOf(step.Type, kind)
		example.Steps = append(example.Steps, features.Step{Kind: kind, Text: step.Text})
	}
	return example
}

// kindOf is what a step is for, where nothing says so the kind of the one before.
func kindOf(of messages.PickleStepType, before features.Kind) features.Kind {
	switch of {
	case messages.PickleStepType_CONTEXT:
		return features.Given
	case messages.PickleStepType_ACTION:
		return features.When
	case messages.PickleStepType_OUTCOME:
		return features.Then
	}
	return before
}

// AccountOf is the account of the scenario that a step runs in. It is an error
// outside of a suite that [Initialize] was told of.
func AccountOf(ctx context.Context) (*fixtures.Account, error) {
	g, err := guestIn(ctx)
	if err != nil {
		return nil, err
	}
	return g.account, nil
}

// CentreOf is the contact centre that a step of the scenario has built.
func CentreOf(ctx context.Context) (*fixtures.Centre, error) {
	g, err := guestIn(ctx)
	if err != nil {
		return nil, err
	}
	if g.play.scenario.centre == nil {
		return nil, errNoCentre
	}
	return g.play.scenario.centre, nil
}

// TaskOf is the sid of the task that "the task" means at this point of the scenario.
func TaskOf(ctx context.Context) (string, error) {
	g, err := guestIn(ctx)
	if err != nil {
		return "", err
	}
	t, err := g.play.scenario.named("")
	if err != nil {
		return "", err
	}
	return t.Sid, nil
}

// SetTask makes a task that the suite's own steps have created the one that
// "the task" means from here on. name is what the scenario calls it: call, chat.
func SetTask(ctx context.Context, name, sid string) error {
	g, err := guestIn(ctx)
	if err != nil {
		return err
	}
	g.play.scenario.holds(name, sid)
	return nil
}

func guestIn(ctx context.Context) (*guest, error) {
	if g, ok := ctx.Value(guestKey{}).(*guest); ok {
		return g, nil
	}
	return nil, fmt.Errorf("the context is of no scenario with an account; call steps.Initialize in the suite's ScenarioInitializer")
}
