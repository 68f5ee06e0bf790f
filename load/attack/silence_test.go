package attack_test

import (
	"math"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// A target that is silent for half a second every five.
const (
	period  = 5 * time.Second
	silence = 500 * time.Millisecond
)

// answered is when a request that is sent at an instant has its answer: 1 to 3
// ms later, or as long after the silence that it fell into.
func answered(sent time.Duration) time.Duration {
	if into := sent % period; into >= period-silence {
		sent += period - into
	}
	return sent + time.Millisecond + sent%(1900*time.Microsecond)
}

// queued computes what a queue before so many workers makes of hits that are due
// every millisecond, and of which each takes so much longer than it should: it knows
// nothing of how the attack is carried out.
func queued(hits, workers int, longer time.Duration) []time.Duration {
	free := make([]time.Duration, workers) // when each worker is
	responses := make([]time.Duration, hits)
	for n := range responses {
		due := time.Duration(n) * time.Millisecond
		first := slices.Index(free, slices.Min(free))
		free[first] = answered(max(due, free[first])) + longer
		responses[n] = free[first] - due
	}
	slices.Sort(responses)
	return responses
}

// TestSilencesShowInResponseTimes: hits that were due in a silence waited, which
// a clock that starts when a worker is free would never see.
func TestSilencesShowInResponseTimes(t *testing.T) {
	t.Parallel()
	const hits, workers = 20_000, 20
	want := queued(hits, workers, 0)
	rank := func(p float64) float64 { return float64(want[int(p*hits)-1]) / 1e6 }
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		c := constant(t, 1000, hits*time.Millisecond, network(func(req *http.Request) (*http.Response, error) {
			sent := time.Since(began)
			time.Sleep(answered(sent) - sent)
			return answer(http.StatusOK, "{}"), nil
		}))
		c.Workers = workers
		r := run(t, c).Record
		for name, row := range map[string]struct{ got, want float64 }{
			"p50": {r.Response.P50, rank(0.5)}, "p90": {r.Response.P90, rank(0.9)}, "p95": {r.Response.P95, rank(0.95)},
			"p99": {r.Response.P99, rank(0.99)}, "max": {r.Response.Max, rank(1)},
		} {
			if math.Abs(row.got-row.want) > 0.05*row.want {
				t.Errorf("response %s is %.1f ms, the schedule says %.1f ms", name, row.got, row.want)
			}
		}
		t.Logf("response p95 %.0f ms, p99 %.0f ms; service p50 %.1f, p99 %.1f ms", r.Response.P95, r.Response.P99, r.Service.P50, r.Service.P99)
		if r.Response.P95 < 200 || r.Response.P99 < 400 {
			t.Errorf("response p95 is %.1f ms and p99 %.1f ms: a tenth of all hits were due in silences", r.Response.P95, r.Response.P99)
		}
		if r.Service.P50 < 1 || r.Service.P99 > 3.01 {
			t.Errorf("service p50 is %.1f and p99 %.1f ms, want 1 to 3 ms", r.Service.P50, r.Service.P99)
		}
		if r.Invalid != "" || r.Totals.Acknowledged != hits {
			t.Errorf("%d acknowledged, invalid: %q: a slow target is slow, and no fault of the generator's", r.Totals.Acknowledged, r.Invalid)
		}
	})
}
