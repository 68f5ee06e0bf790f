package attack_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/reports"
)

// holding is a search at a target that holds rates as a function says.
func holding(holds func(rate float64) bool) attack.Search {
	return attack.Search{
		From: 100, Most: 100_000, Precision: 0.05, Confirm: 3, Length: 5 * time.Second,
		Trial: func(_ context.Context, rate float64) (reports.Load, bool, string, error) {
			held := holds(rate)
			return reports.Load{Totals: reports.LoadTotals{Rate: rate}, Response: reports.LoadLatency{P99: rate / 10}}, held, "p99 was missed", nil
		},
	}
}

func below(limit float64) func(float64) bool {
	return func(rate float64) bool { return rate <= limit }
}

func TestTheHighestRateIsFoundToItsPrecision(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.Float64Range(1, 90_000).Draw(t, "limit")
		found, err := attack.FindMax(t.Context(), holding(below(limit)))
		if err != nil {
			t.Fatal(err)
		}
		if found.Rate > limit || found.Failed <= limit || found.Failed > found.Rate*1.0501 {
			t.Errorf("a target that holds %.1f/s: found %.1f/s, failed %.1f/s", limit, found.Rate, found.Failed)
		}
		if len(found.Trials) > 40 {
			t.Errorf("it took %d trials", len(found.Trials))
		}
	})
}

func TestHowSureASearchIsIsSaid(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		limit float64
		says  string
	}{
		"a limit":            {1000, "993/s held in 3 of 3 trials of 5s; 1037/s, 4 % above, failed in 2 of 2: p99 was missed"},
		"no limit":           {1e9, "100000/s held in 3 of 3 trials of 5s; nothing higher was tried: it is the highest rate that was asked for"},
		"nothing that holds": {0, "no rate held; 0.0977/s failed in 2 of 2: p99 was missed"},
	} {
		found, err := attack.FindMax(t.Context(), holding(below(row.limit)))
		if err != nil {
			t.Fatal(err)
		}
		if found.Sure != row.says {
			t.Errorf("%s: it says %q, want %q", name, found.Sure, row.says)
		}
	}
}

// TestChanceDoesNotDecideASearch: a target that fails one trial of ten for no
// reason is found to hold almost what it does.
func TestChanceDoesNotDecideASearch(t *testing.T) {
	t.Parallel()
	const searches = 200
	near := 0
	for seed := range uint64(searches) {
		chance := rand.New(rand.NewPCG(seed, 1))
		found, err := attack.FindMax(t.Context(), holding(func(rate float64) bool {
			return rate <= 1000 && chance.Float64() > 0.1
		}))
		if err != nil {
			t.Fatal(err)
		}
		if found.Rate > 1000 {
			t.Errorf("seed %d: found %.0f/s, which never holds", seed, found.Rate)
		}
		if found.Rate >= 850 {
			near++
		}
	}
	if near < searches*8/10 {
		t.Errorf("%d of %d searches came within 15 %%", near, searches)
	}
}

// TestALuckyTrialIsNotTheResult: a rate that held once and fails when it is
// confirmed is not what is found.
func TestALuckyTrialIsNotTheResult(t *testing.T) {
	t.Parallel()
	lucky := true
	found, err := attack.FindMax(t.Context(), holding(func(rate float64) bool {
		if rate > 1500 && rate < 1700 && lucky {
			lucky = false
			return true
		}
		return rate <= 1200
	}))
	if err != nil {
		t.Fatal(err)
	}
	if found.Rate > 1200 || found.Rate < 1140 {
		t.Errorf("found %.0f/s: %s; want just below 1200/s", found.Rate, found.Sure)
	}
}

func TestSearchesEndWhereTheyCannotGoOn(t *testing.T) {
	t.Parallel()
	broken := errors.New("target went away")
	ctx, cancel := context.WithCancelCause(t.Context())
	trials := 0
	interrupted := holding(below(1e6))
	ends := interrupted.Trial
	interrupted.Trial = func(c context.Context, rate float64) (reports.Load, bool, string, error) {
		if trials++; trials == 3 {
			cancel(errors.New("SIGINT"))
		}
		return ends(c, rate)
	}
	failing := holding(nil)
	failing.Trial = func(context.Context, float64) (reports.Load, bool, string, error) {
		return reports.Load{}, false, "", broken
	}
	found, err := attack.FindMax(t.Context(), failing)
	if !errors.Is(err, broken) || !strings.Contains(found.Sure, "did not come to its end") {
		t.Errorf("a trial that breaks: %v, %q", err, found.Sure)
	}
	found, err = attack.FindMax(ctx, interrupted)
	if err == nil || !strings.Contains(err.Error(), "SIGINT") || found.Rate != 200 || len(found.Trials) != 2 {
		t.Errorf("an interrupted search: %v, found %v/s in %d trials, want the 200/s of the second", err, found.Rate, len(found.Trials))
	}
}

func TestSearchesThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*attack.Search){
		"no trial":     func(s *attack.Search) { s.Trial = nil },
		"from nothing": func(s *attack.Search) { s.From = 0 },
		"to less":      func(s *attack.Search) { s.Most = s.From / 2 },
		"no precision": func(s *attack.Search) { s.Precision = 0 },
		"no trials":    func(s *attack.Search) { s.Confirm = 0 },
	} {
		search := holding(below(1))
		change(&search)
		if found, err := attack.FindMax(t.Context(), search); err == nil {
			t.Errorf("%s: found %v, want an error", name, found)
		}
	}
}

func ExampleFindMax() {
	found, err := attack.FindMax(context.Background(), attack.Search{
		From: 100, Most: 10_000, Precision: 0.05, Confirm: 3, Length: 5 * time.Second,
		Trial: func(_ context.Context, rate float64) (reports.Load, bool, string, error) {
			return reports.Load{}, rate < 750, "p99<50ms was missed", nil // a load at this rate
		},
	})
	fmt.Println(found.Sure, err)
	// Output: 734/s held in 3 of 3 trials of 5s; 766/s, 4 % above, failed in 2 of 2: p99<50ms was missed <nil>
}
