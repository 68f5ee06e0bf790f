package cli

import (
	"context"
	"errors"

	"github.com/flexrig/flexrig/load"
	"github.com/flexrig/flexrig/load/compare"
	"github.com/flexrig/flexrig/reports"
)

// sides makes two targets ready and gives what measures one round of either, and
// what gives both up. Both sides are sent the same bytes.
func (c *loadCompare) sides(ctx context.Context, seed int64) (rounds, func() error, error) {
	plan, err := c.plan("constant", c.Round, seed, false)
	if err != nil {
		return nil, nil, err
	}
	plan.Grace = -1
	var sides [2]side
	finish := func() error { return errors.Join(sides[0].leave(), sides[1].leave()) }
	for i, spec := range []string{c.A, c.B} {
		if sides[i], err = c.side(ctx, spec, plan); err != nil {
			return nil, nil, errors.Join(err, finish())
		}
	}
	return func(ctx context.Context, of compare.Side, _ int) (reports.Load, error) {
		return sides[of].round(ctx)
	}, finish, nil
}

// A side is one of two targets.
type side struct {
	plan load.Plan
	at   load.Place
	name string
	end  func() error
}

func (c *loadCompare) side(ctx context.Context, spec string, plan load.Plan) (side, error) {
	made, err := c.workload(baseOf(spec))
	if err != nil {
		return side{}, err
	}
	plan.Workload = made.make
	at, name, leave, err := c.place(ctx, spec, "compare", made.own, plan)
	return side{plan: plan, at: at, name: name, end: leave}, err
}

// round sends one load. Nobody keeps its hits.
func (s side) round(ctx context.Context) (reports.Load, error) {
	record, err := load.Run(ctx, s.plan, s.at, nil, load.Watchers{})
	record.Run.Target, record.Run.Versions, record.Run.Machine = s.name, versions(), machine()
	return record, err
}

func (s side) leave() error {
	if s.end == nil {
		return nil
	}
	return s.end()
}
