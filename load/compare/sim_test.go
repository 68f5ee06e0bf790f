package compare

import (
	"context"
	"flag"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/flexrig/flexrig/reports"
)

// tries is how many matches each row plays. The bounds of the tables hold for
// the default and for more:
//
//	go test ./load/compare -run InSimulation -v -args -tries 5000
var tries = flag.Int("tries", 100, "matches that each row of a simulation plays")

// A world is a machine and two targets whose rounds it makes up.
type world struct {
	rounds   int     // of each side in a set; 0 for 10
	floor    float64 // 0 for the default
	noise    float64 // coefficient of variation of a round's service time, lognormal
	slower   float64 // by how much B is slower than A, as a share
	drift    float64 // by how much the machine gets slower over one set, as a share
	stalls   float64 // share of rounds that take half as long again
	tail     float64 // by how much B's p99 alone is slower
	tailless bool    // p99 is as quiet as p50; else it has three times its noise
}

// round makes up the figures of one round of 2 s at 500/s.
func (w world) round(rng *rand.Rand, side Side, played int) reports.Load {
	common := math.Pow(1+w.drift, float64(played)/float64(2*w.rounds))
	if rng.Float64() < w.stalls {
		common *= 1.5
	}
	tail := 1.0
	if side == B {
		common *= 1 + w.slower
		tail += w.tail
	}
	spread := math.Sqrt(math.Log1p(w.noise * w.noise))
	noise := func(times float64) float64 { return math.Exp(times * spread * rng.NormFloat64()) }
	tailNoise := 3.0
	if w.tailless {
		tailNoise = 1
	}
	p50, p99 := common*noise(1), 4*common*tail*noise(tailNoise)
	return reports.Load{
		Plan:     reports.LoadPlan{Workload: "task-update", Profile: "constant", Rate: 500, Duration: 2000},
		Totals:   reports.LoadTotals{Sent: 1000, Acknowledged: 1000, Rate: 500 * (1 - 1e-4*rng.Float64())},
		Service:  reports.LoadLatency{P50: p50, P99: p99},
		Response: reports.LoadLatency{P50: p50 + 0.5*noise(0.5), P99: p99 + noise(1)},
	}
}

// play plays matches and counts the verdicts.
func (w world) play(t *testing.T, seed uint64) map[reports.ComparisonVerdict]int {
	t.Helper()
	if w.rounds == 0 {
		w.rounds = 10
	}
	seen := map[reports.ComparisonVerdict]int{}
	for try := range *tries {
		rng := rand.New(rand.NewPCG(seed, uint64(try)))
		played := 0
		found, err := Run(t.Context(), Match{
			Rounds: w.rounds, Floor: w.floor,
			Measure: func(_ context.Context, side Side, _ int) (reports.Load, error) {
				played++
				return w.round(rng, side, played), nil
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		seen[found.Verdict]++
	}
	return seen
}

// share of matches that ended so.
func of(seen map[reports.ComparisonVerdict]int, verdicts ...reports.ComparisonVerdict) float64 {
	sum := 0
	for _, v := range verdicts {
		sum += seen[v]
	}
	return float64(sum) / float64(*tries)
}

func TestASlowerTargetIsToldFromItselfInSimulation(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]world{
		"10% slower, noise 2%":                         {slower: 0.10, noise: 0.02},
		"10% slower, noise 4%":                         {slower: 0.10, noise: 0.04},
		"10% slower, noise 5%, floor 5%":               {slower: 0.10, noise: 0.05, floor: 0.05},
		"10% slower, noise 4%, drift 20%":              {slower: 0.10, noise: 0.04, drift: 0.20},
		"10% slower, noise 3%, one round in 20 stalls": {slower: 0.10, noise: 0.03, stalls: 0.05},
		"20% slower, noise 8%":                         {slower: 0.20, noise: 0.08},
		"2 ms on 1 ms":                                 {slower: 2, noise: 0.10, drift: 0.20, stalls: 0.1},
		"p99 alone doubled":                            {tail: 1, noise: 0.05},
		"12 rounds, noise 5%":                          {slower: 0.10, noise: 0.05, rounds: 12},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seen := w.play(t, 1)
			if got := of(seen, reports.Slower); got < 0.9 {
				t.Errorf("got %v, want slower in 9 of 10 matches", seen)
			}
			t.Logf("%v", seen)
		})
	}
}

func TestTheSameTargetIsSeldomCalledDifferentInSimulation(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]world{
		"noise 2%":                        {noise: 0.02},
		"noise 5%":                        {noise: 0.05},
		"noise 10%":                       {noise: 0.10},
		"noise 5%, floor 1%":              {noise: 0.05, floor: 0.01},
		"noise 30%, floor 1%":             {noise: 0.30, floor: 0.01},
		"noise 5%, drift 50%":             {noise: 0.05, drift: 0.5, floor: 0.01},
		"noise 5%, drift 50%, odd rounds": {noise: 0.05, drift: 0.5, floor: 0.01, rounds: 7},
		"noise 5%, one round in 5 stalls": {noise: 0.05, stalls: 0.2, floor: 0.01},
		"six rounds, noise 10%, floor 1%": {noise: 0.10, rounds: 6, floor: 0.01},
		"no noise at all":                 {},
		"noise 5%, floor 1%, quiet p99":   {noise: 0.05, floor: 0.01, tailless: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seen := w.play(t, 2)
			if got := of(seen, reports.Slower, reports.Faster); got > 0.05 {
				t.Errorf("got %v, want a difference in 1 of 20 matches at most", seen)
			}
			t.Logf("%v", seen)
		})
	}
}

func TestNoiseThatHidesTheFloorIsSaidInSimulation(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]world{
		"noise 25%":                {noise: 0.25},
		"every third round stalls": {noise: 0.05, stalls: 0.33},
		"noise 5%, a floor of 1%":  {noise: 0.05, floor: 0.01},
		"six rounds, noise 15%":    {noise: 0.15, rounds: 6},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if seen := w.play(t, 3); of(seen, reports.CannotTell) < 0.9 {
				t.Errorf("got %v, want cannot tell in 9 of 10 matches", seen)
			}
		})
	}
}

// A change of just the floor must not pass for none, however noisy it is.
func TestAChangeOfTheFloorSeldomPassesForNoneInSimulation(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]world{
		"noise 1%":                {slower: 0.1, noise: 0.01},
		"noise 5%":                {slower: 0.1, noise: 0.05},
		"noise 8%":                {slower: 0.1, noise: 0.08},
		"noise 15%":               {slower: 0.1, noise: 0.15},
		"noise 8%, six rounds":    {slower: 0.1, noise: 0.08, rounds: 6},
		"one in ten stalls":       {slower: 0.1, noise: 0.03, stalls: 0.1},
		"drift of 30%":            {slower: 0.1, noise: 0.05, drift: 0.3},
		"noise 5%, a floor of 5%": {slower: 0.05, noise: 0.05, floor: 0.05},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seen := w.play(t, 6)
			if of(seen, reports.NoChange, reports.Faster) > 0.1 {
				t.Errorf("got %v, want no change or faster in 1 of 10 matches at most", seen)
			}
			t.Logf("%v", seen)
		})
	}
}

func TestAQuietMachineSaysNoChangeInSimulation(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]world{
		"noise 2%":                      {noise: 0.02},
		"noise 4%":                      {noise: 0.04},
		"noise 4%, drift 20%":           {noise: 0.04, drift: 0.2},
		"noise 2%, 3% slower, floor 10": {noise: 0.02, slower: 0.03},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if seen := w.play(t, 4); of(seen, reports.NoChange) < 0.9 {
				t.Errorf("got %v, want no change in 9 of 10 matches", seen)
			}
		})
	}
}

// What is printed as the smallest detectable change has to be one: a change of
// that size is found about as often as is said.
func TestTheSmallestDetectableChangeIsFoundNineTimesInTenInSimulation(t *testing.T) {
	t.Parallel()
	for _, noise := range []float64{0.02, 0.05, 0.10} {
		rng := rand.New(rand.NewPCG(5, math.Float64bits(noise)))
		draw := func(centre float64) []float64 {
			values := make([]float64, 10)
			for i := range values {
				values[i] = centre * math.Exp(noise*rng.NormFloat64())
			}
			return values
		}
		var smallest, found float64
		n := 5 * *tries
		for range n {
			v, err := Compare(draw(1), draw(1), Options{})
			if err != nil {
				t.Fatal(err)
			}
			smallest += v.Smallest / float64(n)
		}
		for range n {
			v, err := Compare(draw(1), draw(1+smallest), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if v.P < alpha {
				found += 1 / float64(n)
			}
		}
		if found < 0.85 || found > 0.97 {
			t.Errorf("noise %g: a change of %.3f was found in %.2f of all tries, want about %g", noise, smallest, found, power)
		}
	}
}
