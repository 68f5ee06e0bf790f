package compare

import (
	"context"
	"fmt"

	"github.com/flexrig/flexrig/reports"
)

// A Side is one of the two targets of a [Match].
type Side uint8

// The sides.
const (
	A Side = iota
	B
)

func (s Side) String() string { return [...]string{"A", "B"}[s] }

// MostRounds is how many rounds of a side one set may have.
const MostRounds = 100

// warmUp is the number of the round that opens connections and fills caches.
const warmUp = -1

// called names a round for people, who count from 1.
func called(round int) string {
	if round == warmUp {
		return "the warm-up"
	}
	return fmt.Sprintf("round %d", round+1)
}

// A Match is two targets that are measured in turns.
type Match struct {
	// Rounds of each side in a set: [FewestSamples] to [MostRounds]. A second set
	// is taken only where the first shows a difference.
	Rounds int
	// Floor is that of [Options].
	Floor float64
	// Measure loads a side for one round and gives the run's record. Rounds are
	// numbered from 0; number -1 warms a side up, and what it measures is not
	// used. An error ends the match.
	Measure func(ctx context.Context, side Side, round int) (reports.Load, error)
	// Progress is told after every round how many are done and how many there
	// will be, as far as is known; it may be nil.
	Progress func(done, all int)
}

// Run plays a match. It gives the comparison without names and versions, which
// the caller knows; an error means that there is none, since a side could not be
// measured, or because ctx has ended.
//
// One set is judged as [Compare] says, figure by figure. Where one of them
// differs, a second set is taken and has to say the same by itself. That is what
// stands for a correction for looking at several figures: where there is no
// difference, a figure shows one twice and in the same direction in 0.05 · 0.025
// of all matches, and five figures in 0.6 % at most.
func Run(ctx context.Context, m Match) (reports.Comparison, error) {
	if m.Rounds < FewestSamples || m.Rounds > MostRounds {
		return reports.Comparison{}, fmt.Errorf("compare: %d rounds, want %d to %d", m.Rounds, FewestSamples, MostRounds)
	}
	g := game{Match: m, out: reports.Comparison{Version: reports.ComparisonVersion, Alpha: alpha, Power: power, Floor: m.options().Floor}}
	sets, found, err := g.play(ctx)
	if err != nil {
		return reports.Comparison{}, fmt.Errorf("compare: %w", err)
	}
	g.out.Figures = found
	g.out.Verdict, g.out.Decided = conclude(found)
	g.out.Method = fmt.Sprintf("%d rounds of each, in turns A B B A, in %s; rank test on the rounds, a straight drift taken out",
		m.Rounds*len(sets), map[int]string{1: "one set", 2: "two sets of which the second confirms"}[len(sets)])
	return g.out, nil
}

func (m Match) options() Options { return Options{Floor: m.Floor, Turns: true}.filled() }

// A game is a match while it is played.
type game struct {
	Match
	out   reports.Comparison
	done  int
	known int // rounds that there will be
}

// play takes one set, or two.
func (g *game) play(ctx context.Context) ([]pair, []reports.ComparedFigure, error) {
	g.known = 2 * (g.Rounds + 1)
	for _, side := range []Side{A, B} {
		if _, err := g.measure(ctx, side, warmUp); err != nil {
			return nil, nil, err
		}
	}
	first, err := g.set(ctx, 0)
	if err != nil {
		return nil, nil, err
	}
	sets := []pair{first}
	found, err := settle(sets, g.options())
	if err != nil || !anyDifferent(found) {
		return sets, found, err
	}
	g.known += 2 * g.Rounds
	second, err := g.set(ctx, g.Rounds)
	if err != nil {
		return nil, nil, err
	}
	sets = append(sets, second)
	found, err = settle(sets, g.options())
	return sets, found, err
}

// set takes the rounds of one set, A B B A.
func (g *game) set(ctx context.Context, from int) (pair, error) {
	set := newPair()
	for i := range g.Rounds {
		order := []Side{A, B}
		if i%2 == 1 {
			order = []Side{B, A}
		}
		for _, side := range order {
			run, err := g.sound(ctx, side, from+i)
			if err != nil {
				return set, err
			}
			if side == A {
				set.a.add(run)
			} else {
				set.b.add(run)
			}
		}
	}
	return set, nil
}

// sound takes a round, and takes it again where it has proved nothing: on a
// machine that others use, the generator falls behind now and then. A match in
// which that is the rule ends.
func (g *game) sound(ctx context.Context, side Side, round int) (reports.Load, error) {
	for {
		run, err := g.measure(ctx, side, round)
		if err != nil {
			return run, err
		}
		why := unfit(run)
		if why == nil {
			return run, nil
		}
		if run.Invalid == "" || run.Stopped != "" {
			return run, fmt.Errorf("round %d of %s: %w", round+1, side, why)
		}
		void := g.count(side)
		if *void++; *void > max(g.Rounds/2, 3) {
			return run, fmt.Errorf("%d rounds of %s proved nothing; round %d: %w", *void, side, round+1, why)
		}
	}
}

func (g *game) count(side Side) *int {
	if side == A {
		return &g.out.A.Void
	}
	return &g.out.B.Void
}

// measure takes one round and tells of it.
func (g *game) measure(ctx context.Context, side Side, round int) (reports.Load, error) {
	run, err := g.Measure(ctx, side, round)
	if ctx.Err() != nil {
		return run, fmt.Errorf("ended after %d of %d rounds: %w", g.done, g.known, context.Cause(ctx))
	}
	if err != nil {
		return run, fmt.Errorf("%s of %s: %w", called(round), side, err)
	}
	g.done++
	g.known = max(g.known, g.done)
	if round == warmUp {
		g.out.Plan = run.Plan
	}
	g.about(side, run)
	if g.Progress != nil {
		g.Progress(g.done, g.known)
	}
	return run, nil
}

// about keeps what a side was measured with.
func (g *game) about(side Side, run reports.Load) {
	of := &g.out.A
	if side == B {
		of = &g.out.B
	}
	of.Kind, of.Name = "target", run.Run.Target
	of.Machine, of.Versions = run.Run.Machine, run.Run.Versions
}
