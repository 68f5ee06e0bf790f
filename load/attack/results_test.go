package attack_test

import (
	"bytes"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	vegeta "github.com/tsenart/vegeta/v12/lib"

	"github.com/flexrig/flexrig/load/attack"
)

// TestVegetaReadsTheResults: its report tells the same as the record.
func TestVegetaReadsTheResults(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var file bytes.Buffer
		began := time.Now()
		c := constant(t, 1000, 3*time.Second, after(30*time.Millisecond)) // 667/s is what 20 workers reach
		c.Results, c.Name = &file, "shard 1"
		r := run(t, c).Record
		decode := vegeta.DecoderFor(&file)
		if decode == nil {
			t.Fatal("vegeta knows no such format")
		}
		var metrics vegeta.Metrics
		seen := make([]bool, 3000)
		for {
			var result vegeta.Result
			if err := decode(&result); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			seen[result.Seq] = true
			if due := time.Duration(result.Seq) * time.Millisecond; !result.Timestamp.Equal(began.Add(due)) || result.Attack != "shard 1" || result.URL != "/flights" {
				t.Fatalf("result %d is %+v, want it due after %s", result.Seq, result, due)
			}
			metrics.Add(&result)
		}
		metrics.Close()
		for n, there := range seen {
			if !there {
				t.Fatalf("result %d is missing", n)
			}
		}
		if metrics.Requests != 3000 || metrics.Success != 1 || metrics.StatusCodes["200"] != 3000 {
			t.Errorf("vegeta counts %+v", metrics)
		}
		if p99 := float64(metrics.Latencies.P99) / 1e6; math.Abs(p99-r.Response.P99) > 0.02*r.Response.P99 || p99 < 1000 {
			t.Errorf("vegeta's p99 is %.1f ms, the record's %.1f ms", p99, r.Response.P99)
		}
	})
}

// full is a disk with room for so many bytes.
type full struct{ room int }

var errFull = errors.New("no space left on device")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.room {
		return 0, errFull
	}
	f.room -= len(p)
	return len(p), nil
}

func TestAFullDiskCostsTheResultsAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := constant(t, 1000, 5*time.Second, after(time.Millisecond))
		c.Results = &full{room: 100_000}
		outcome, err := attack.Run(t.Context(), c)
		if !errors.Is(err, errFull) || outcome == nil || outcome.Record.Totals.Acknowledged != 5000 || outcome.Record.Invalid != "" {
			t.Errorf("%v, %+v: want the error and the whole record", err, outcome)
		}
	})
}

// TestNoHitWaitsForASlowDisk: the disk of this one takes 10 s for what the run
// writes in half a second.
func TestNoHitWaitsForASlowDisk(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := constant(t, 10_000, 20*time.Second, after(time.Millisecond))
		c.Results = stuck{}
		outcome, err := attack.Run(t.Context(), c)
		if err == nil || !strings.Contains(err.Error(), "more slowly than they come") {
			t.Errorf("%v, want it said that the disk is too slow", err)
		}
		if r := outcome.Record; r.Lag.Max != 0 || r.Invalid != "" || r.Totals.Acknowledged != 200_000 {
			t.Errorf("lag %+v, invalid %q, totals %+v", r.Lag, r.Invalid, r.Totals)
		}
	})
}

type stuck struct{}

func (stuck) Write(p []byte) (int, error) {
	time.Sleep(10 * time.Second)
	return len(p), nil
}
