package pacing_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/load/pacing"
)

func TestSchedulesHaveTheHitsThatWereAskedFor(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		profile  string
		rate     float64
		duration time.Duration
		hits     int
	}{
		{"constant", 500, 30 * time.Second, 15000},
		{"constant", 0.3, 10 * time.Second, 3},
		{"constant", 1.0 / 3, 3 * time.Second, 1},
		{"constant", 0.001, time.Second, 1}, // a load without a hit would prove nothing
		{"constant", 7, 100 * time.Millisecond, 1},
		{"ramp", 500, 30 * time.Second, 9000}, // 0.8·30·250 + 0.2·30·500
		{"step", 500, 30 * time.Second, 9000}, // 6·(100+200+300+400+500)
		{"spike", 500, 30 * time.Second, 5400},
		{"soak", 500, 100 * time.Second, 48750},
		{"constant", 1e6, 2000 * time.Second, 2_000_000_000},
	} {
		schedule, err := pacing.New(row.profile, row.rate, row.duration)
		if err != nil {
			t.Fatal(err)
		}
		if schedule.Len() != row.hits || schedule.Duration() != row.duration {
			t.Errorf("%s at %v/s for %s has %d hits in %s, want %d", row.profile, row.rate, row.duration, schedule.Len(), schedule.Duration(), row.hits)
		}
	}
}

func TestHitsAreDueWhenTheProfileSays(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		profile string
		n       int
		at      time.Duration
	}{ // all at 100/s for 10 s
		{"constant", 0, 0},
		{"constant", 1, 10 * time.Millisecond},
		{"constant", 999, 9990 * time.Millisecond},
		{"ramp", 0, 0},
		{"ramp", 100, 4 * time.Second}, // 12.5/s² · t²/2 = 100
		{"ramp", 400, 8 * time.Second},
		{"ramp", 500, 9 * time.Second},
		{"step", 40, 2 * time.Second},
		{"step", 41, 2025 * time.Millisecond},
		{"step", 500, 9 * time.Second},
		{"spike", 80, 4 * time.Second},
		{"spike", 81, 4010 * time.Millisecond},
		{"soak", 25, 500 * time.Millisecond},
	} {
		schedule, err := pacing.New(row.profile, 100, 10*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		if got := schedule.At(row.n); (got - row.at).Abs() > time.Nanosecond {
			t.Errorf("%s: hit %d is due at %s, want %s", row.profile, row.n, got, row.at)
		}
	}
}

func TestRatesAreThoseOfTheProfile(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		profile string
		at      time.Duration
		rate    float64
	}{ // all at 100/s for 10 s
		{"constant", 0, 100},
		{"constant", 10 * time.Second, 0},
		{"constant", -1, 0},
		{"ramp", 4 * time.Second, 50},
		{"ramp", 9 * time.Second, 100},
		{"step", 1999 * time.Millisecond, 20},
		{"step", 2 * time.Second, 40},
		{"spike", 5 * time.Second, 100},
		{"spike", 7 * time.Second, 20},
	} {
		schedule, err := pacing.New(row.profile, 100, 10*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		if got := schedule.Rate(row.at); math.Abs(got-row.rate) > 1e-9 {
			t.Errorf("%s at %s asks for %v/s, want %v/s", row.profile, row.at, got, row.rate)
		}
	}
}

func TestSchedulesThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		profile  string
		rate     float64
		duration time.Duration
		says     string
	}{
		{"constant", 0, time.Second, "above 0"},
		{"constant", -1, time.Second, "above 0"},
		{"constant", math.NaN(), time.Second, "above 0"},
		{"constant", math.Inf(1), time.Second, "above 0"},
		{"constant", 1, 0, "duration"},
		{"constant", 1, -time.Second, "duration"},
		{"constant", 1e6, time.Hour, "at most 2147483647"},
		{"constant", math.MaxFloat64, math.MaxInt64, "at most"},
		{"constnat", 1, time.Second, "constant, ramp, step, spike, soak"},
		{pacing.FindMax, 1, time.Second, "no schedule of its own"},
	} {
		_, err := pacing.New(row.profile, row.rate, row.duration)
		if err == nil || !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s at %v/s for %s: %v, want it to say %q", row.profile, row.rate, row.duration, err, row.says)
		}
	}
}

// drawn is any schedule of any profile, small enough to be walked through.
func drawn(t *rapid.T) pacing.Schedule {
	profile := rapid.SampledFrom(pacing.Profiles()).Draw(t, "profile")
	rate := rapid.Float64Range(0.01, 2000).Draw(t, "rate")
	duration := time.Duration(rapid.Int64Range(1, int64(3*time.Second)).Draw(t, "duration"))
	schedule, err := pacing.New(profile, rate, duration)
	if err != nil {
		t.Fatal(err)
	}
	return schedule
}

func TestLaterHitsAreNeverDueEarlier(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		schedule := drawn(t)
		last := time.Duration(0)
		for n := range schedule.Len() {
			at := schedule.At(n)
			if at < last || at > schedule.Duration() {
				t.Fatalf("hit %d of %d is due at %s, after %s and in a load of %s", n, schedule.Len(), at, last, schedule.Duration())
			}
			last = at
		}
	})
}

// TestHitsAddUpToTheRate sums the rate up by the trapezoidal rule, which knows
// nothing of how instants are computed, and compares at a drawn instant.
func TestHitsAddUpToTheRate(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		schedule := drawn(t)
		until := time.Duration(rapid.Int64Range(1, int64(schedule.Duration())).Draw(t, "until"))
		const parts = 2000
		sum, width := 0.0, until.Seconds()/parts
		for i := range parts {
			middle := time.Duration((float64(i) + 0.5) * width * 1e9)
			sum += schedule.Rate(middle) * width
		}
		// Where the rate jumps, one part may be off by the whole rate.
		allowed := 1.001 + 5*width*2000
		if due := float64(schedule.Due(until)); math.Abs(due-sum) > allowed {
			t.Fatalf("%v hits are due before %s, the rate adds up to %.3f", due, until, sum)
		}
	})
}

// TestDueAndAtAgree: a hit is due before an instant exactly if its own is earlier.
func TestDueAndAtAgree(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		schedule := drawn(t)
		n := rapid.IntRange(0, schedule.Len()-1).Draw(t, "n")
		if at := schedule.At(n); schedule.Due(at) > n || schedule.Due(at+1) <= n {
			t.Fatalf("hit %d is due at %s, but %d hits are due before it and %d by then", n, at, schedule.Due(at), schedule.Due(at+1))
		}
	})
}

// TestSharesOfAScheduleMakeTheWhole: whichever hits a shard takes, it sends them
// when the one process that sends them all would.
func TestSharesOfAScheduleMakeTheWhole(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		profile := rapid.SampledFrom(pacing.Profiles()).Draw(t, "profile")
		shards := rapid.IntRange(1, 9).Draw(t, "shards")
		whole, err := pacing.New(profile, 300, 2*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		sent := make([]int, whole.Len())
		for shard := range shards {
			own, err := pacing.New(profile, 300, 2*time.Second) // as another machine makes it
			if err != nil {
				t.Fatal(err)
			}
			for n := shard; n < own.Len(); n += shards {
				sent[n]++
				if own.At(n) != whole.At(n) {
					t.Fatalf("hit %d is due at %s on one machine and at %s on another", n, own.At(n), whole.At(n))
				}
			}
		}
		for n, times := range sent {
			if times != 1 {
				t.Fatalf("hit %d is sent %d times", n, times)
			}
		}
	})
}

func BenchmarkAt(b *testing.B) {
	schedule, err := pacing.New("ramp", 500, time.Hour)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		schedule.At(n % schedule.Len())
	}
}
