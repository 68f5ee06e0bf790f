package steps

import (
	"context"
	"fmt"
	"time"

	"github.com/cucumber/godog"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/internal/target"
)

// A stage is where godog finds what it plays.
type stage struct {
	target   target.Target
	rec      *recorder
	words    *lexicon
	now      func() time.Time
	examples map[string]features.Example // by key
}

// set prepares one scenario. Everything is registered here and nothing on the
// suite: godog shares the suite's hooks between scenarios that run at once.
func (st stage) set(sc *godog.ScenarioContext) {
	var p *play
	sc.Before(func(ctx context.Context, pickle *godog.Scenario) (context.Context, error) {
		p = newPlay(ctx, st.examples[pickle.Uri], st.now)
		return ctx, p.open(st.target, st.words, sc)
	})
	sc.StepContext().Before(func(ctx context.Context, _ *godog.Step) (context.Context, error) {
		p.beforeStep()
		return ctx, nil
	})
	sc.StepContext().After(func(ctx context.Context, _ *godog.Step, status godog.StepResultStatus, err error) (context.Context, error) {
		p.afterStep(status, err)
		return ctx, nil
	})
	sc.After(func(ctx context.Context, _ *godog.Scenario, _ error) (context.Context, error) {
		// A panic in this hook would end the process.
		defer func() {
			if value := recover(); value != nil {
				st.rec.finish(p.example, p.broke(fmt.Errorf("closing the example panicked: %v", value)))
			}
		}()
		st.rec.finish(p.example, p.close())
		return ctx, nil
	})
}
