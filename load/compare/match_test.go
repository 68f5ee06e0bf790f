package compare

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/flexrig/flexrig/reports"
)

// took is the record of a round whose service time was so long.
func took(ms float64) reports.Load {
	return reports.Load{
		Run:     reports.LoadRun{Target: "mock", Machine: reports.LoadMachine{OS: "linux", Cores: 2}},
		Plan:    reports.LoadPlan{Workload: "task-update", Rate: 500},
		Totals:  reports.LoadTotals{Sent: 1000, Acknowledged: 1000, Rate: 500},
		Service: reports.LoadLatency{P50: ms, P99: 4 * ms}, Response: reports.LoadLatency{P50: ms, P99: 4 * ms},
	}
}

// wobble is a little noise that follows from the number of the round.
func wobble(round int) float64 { return 1 + 0.01*float64((round*7+10)%5) }

// match has sides that take 1 ms and slower ms.
func match(slower float64) Match {
	return Match{Rounds: 10, Measure: func(_ context.Context, side Side, round int) (reports.Load, error) {
		if side == B {
			return took(slower * wobble(round)), nil
		}
		return took(wobble(round)), nil
	}}
}

func TestRoundsTakeTurnsAfterAWarmUp(t *testing.T) {
	t.Parallel()
	m := match(1)
	var played strings.Builder
	measure := m.Measure
	m.Rounds = 6
	m.Measure = func(ctx context.Context, side Side, round int) (reports.Load, error) {
		fmt.Fprintf(&played, "%s%d ", side, round)
		return measure(ctx, side, round)
	}
	var told []string
	m.Progress = func(done, all int) { told = append(told, fmt.Sprintf("%d/%d", done, all)) }
	found, err := Run(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	const want = "A-1 B-1 A0 B0 B1 A1 A2 B2 B3 A3 A4 B4 B5 A5 "
	if played.String() != want {
		t.Errorf("got the rounds %s, want %s", played.String(), want)
	}
	if last := told[len(told)-1]; last != "14/14" || len(told) != 14 {
		t.Errorf("got progress %v, want 14 tellings up to 14/14", told)
	}
	if found.Verdict != reports.NoChange || found.Decided != "service.p50" {
		t.Errorf("got %s by %s, want no change by service.p50", found.Verdict, found.Decided)
	}
}

func TestADifferenceIsConfirmedByASecondSet(t *testing.T) {
	t.Parallel()
	found, err := Run(t.Context(), match(1.5))
	if err != nil {
		t.Fatal(err)
	}
	f := found.Figures[0]
	if found.Verdict != reports.Slower || len(f.Sets) != 2 || len(f.A.Samples) != 20 || f.All.Samples != 20 {
		t.Errorf("got %s by %d sets of %d samples, want slower by two sets of 10", found.Verdict, len(f.Sets), len(f.A.Samples))
	}
	if f.A.Median < 1 || f.A.Median > 1.05 || f.All.Change < 0.45 || f.All.Change > 0.55 {
		t.Errorf("got a median of %v and a change of %v, want about 1 and 0.5", f.A.Median, f.All.Change)
	}
}

func TestADifferenceThatIsNotSeenAgainIsNoVerdict(t *testing.T) {
	t.Parallel()
	m := match(1)
	slow := match(1.5).Measure
	even := m.Measure
	m.Measure = func(ctx context.Context, side Side, round int) (reports.Load, error) {
		if round < 10 {
			return slow(ctx, side, round)
		}
		return even(ctx, side, round)
	}
	found, err := Run(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	if found.Verdict != reports.CannotTell || !strings.Contains(found.Figures[0].Reason, "did not confirm") {
		t.Errorf("got %s (%s), want cannot tell, since the second set did not confirm", found.Verdict, found.Figures[0].Reason)
	}
}

func TestAFasterMedianDoesNotHideASlowerTail(t *testing.T) {
	t.Parallel()
	m := match(1)
	m.Measure = func(_ context.Context, side Side, round int) (reports.Load, error) {
		run := took(wobble(round))
		if side == B {
			run.Service.P50, run.Service.P99 = run.Service.P50/2, run.Service.P99*2
		}
		return run, nil
	}
	found, err := Run(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	if found.Verdict != reports.Slower || found.Decided != "service.p99" {
		t.Errorf("got %s by %s, want slower by service.p99", found.Verdict, found.Decided)
	}
}

func TestAnInvalidRoundIsTakenAgain(t *testing.T) {
	t.Parallel()
	m := match(1)
	even, fails := m.Measure, 3
	m.Measure = func(ctx context.Context, side Side, round int) (reports.Load, error) {
		run, err := even(ctx, side, round)
		if side == B && round == 4 && fails > 0 {
			fails--
			run = took(100)
			run.Invalid = "the generator fell behind"
		}
		return run, err
	}
	found, err := Run(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	if found.B.Void != 3 || found.A.Void != 0 || found.Verdict != reports.NoChange || found.Figures[0].B.Hi > 2 {
		t.Errorf("got %+v and %s, want 3 void rounds of B and no change", found.B, found.Verdict)
	}
}

func TestAMatchThatCannotBePlayedGivesAnError(t *testing.T) {
	t.Parallel()
	broken := errors.New("connection refused")
	for _, row := range []struct {
		name  string
		spoil func(*reports.Load) error
		want  string
	}{
		{"an error", func(*reports.Load) error { return broken }, "the warm-up of B: connection refused"},
		{"always invalid", func(l *reports.Load) error { l.Invalid = "it fell behind"; return nil }, "6 rounds of B proved nothing"},
		{"errors in plenty", func(l *reports.Load) error { l.Totals.Rejected = 11; return nil }, "11 of its 1000 hits had errors"},
		{"writes lost", func(l *reports.Load) error { l.Totals.Lost = 1; return nil }, "1 acknowledged writes of it are lost"},
		{"wrong answers", func(l *reports.Load) error { l.Totals.Wrong = 2; return nil }, "2 of its answers were wrong"},
		{"nothing acknowledged", func(l *reports.Load) error { l.Totals.Acknowledged = 0; return nil }, "nothing was acknowledged"},
		{"ended early", func(l *reports.Load) error { l.Stopped = "the target is gone"; return nil }, "the target is gone"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			m := match(1)
			even := m.Measure
			m.Measure = func(ctx context.Context, side Side, round int) (reports.Load, error) {
				run, err := even(ctx, side, round)
				if side == B {
					err = row.spoil(&run)
				}
				return run, err
			}
			_, err := Run(t.Context(), m)
			if err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("got error %v, want one that says %q", err, row.want)
			}
		})
	}
}

func TestErrorsThatWereExpectedDoNotSpoilARound(t *testing.T) {
	t.Parallel()
	run := took(1)
	run.Totals.Rejected, run.Totals.Expected = 400, 400
	if err := unfit(run); err != nil {
		t.Errorf("got %v, want a round that counts", err)
	}
}

func TestAMatchEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	m := match(1)
	even := m.Measure
	m.Measure = func(ctx context.Context, side Side, round int) (reports.Load, error) {
		if round == 3 {
			cancel()
		}
		return even(ctx, side, round)
	}
	_, err := Run(ctx, m)
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "of 22 rounds") {
		t.Errorf("got %v, want one that wraps context.Canceled and says how far it came", err)
	}
}

func TestTooFewRoundsAreRefusedBeforeAnyIsTaken(t *testing.T) {
	t.Parallel()
	for _, rounds := range []int{-1, 0, 5, 101} {
		if _, err := Run(t.Context(), Match{Rounds: rounds}); err == nil || !strings.Contains(err.Error(), "want 6 to 100") {
			t.Errorf("%d rounds: got error %v, want one that says how many", rounds, err)
		}
	}
}
