package attack_test

import (
	"bufio"
	"cmp"
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	vegeta "github.com/tsenart/vegeta/v12/lib"

	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/history"
	"github.com/flexrig/flexrig/load/pacing"
	"github.com/flexrig/flexrig/reports"
)

// Benchmarks run against a server in another process on the same machine:
//
//	go test ./load/attack -run '^$' -bench . -benchtime 1x

const crew = 64 // workers and connections

// long is how long a benchmark sends, and a twentieth of it with -short, which asks
// whether it still runs: its figures say nothing then.
func long(d time.Duration) time.Duration {
	if testing.Short() {
		return d / 20
	}
	return d
}

// cpu is what this process has used of it.
func cpu(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// judged are updates as a workload makes them: a body from the seed, a version
// that is held against the one before, and a write for the audit.
func judged(address string) attack.Workload {
	return flights(func(ctx context.Context, f *attack.Flight) {
		chance := rand.New(rand.NewPCG(1, uint64(f.N)))
		marker := chance.Uint64() | 1
		form := make([]byte, 0, 200)
		form = append(form, "Attributes=%7B%22marker%22%3A"...)
		form = strconv.AppendUint(form, marker, 10)
		form = append(form, "%2C%22text%22%3A%22"...)
		for range 60 {
			form = append(form, byte('a'+chance.IntN(26)))
		}
		form = append(form, "%22%7D"...)
		got := f.Do(ctx, "update", attack.Request{
			Method: http.MethodPost, URL: "http://" + address + "/v1/Workspaces/WS0/Tasks/WT" + strconv.Itoa(f.N%1000), Form: form,
		})
		if got.OK() && got.Version != 7 {
			f.Wrong("version")
		}
		f.Wrote(history.Write{Subject: int32(f.N % 1000), Kind: history.Replace, Marker: marker, Verdict: got.Verdict(), Version: got.Version, Sent: got.Sent, Done: got.Done})
	})
}

func aimed(b *testing.B, address string, rate float64, d time.Duration, over http.RoundTripper) attack.Config {
	c := constant(b, rate, d, over)
	c.Workload, c.Workers, c.Connections = judged(address), crew, crew
	return c
}

// counted is a constant rate that ends after so many hits, however late they are.
type counted struct {
	vegeta.Pacer
	most uint64
}

func (c counted) Pace(elapsed time.Duration, hits uint64) (time.Duration, bool) {
	if hits >= c.most {
		return 0, true
	}
	return c.Pacer.Pace(elapsed, hits)
}

// BenchmarkHit sends the same number of hits at the same rate with vegeta's
// library alone and with the rig, in turns, and tells what a hit costs each of
// CPU. vegeta sends one body over and over, looks at no answer and keeps nothing.
func BenchmarkHit(b *testing.B) {
	const rate = 5000
	hits := int(rate * long(2*time.Second).Seconds())
	address := served(b, "prompt")
	over := connected(b, crew)
	target := vegeta.NewStaticTargeter(vegeta.Target{
		Method: http.MethodPost, URL: "http://" + address + "/v1/Workspaces/WS0/Tasks/WT0",
		Body:   []byte("Attributes=%7B%22marker%22%3A1%2C%22text%22%3A%22" + strings.Repeat("x", 60) + "%22%7D"),
		Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
	})
	alone := func() {
		attacker := vegeta.NewAttacker(vegeta.Workers(crew), vegeta.MaxWorkers(crew), vegeta.Client(&http.Client{Transport: over}))
		for result := range attacker.Attack(target, counted{vegeta.Rate{Freq: rate, Per: time.Second}, uint64(hits)}, 0, "bench") {
			if result.Code != http.StatusOK {
				b.Fatal(result.Error)
			}
		}
	}
	rig := func() {
		c := aimed(b, address, rate, long(2*time.Second), over)
		c.Results = bufio.NewWriter(io.Discard)
		if r := run(b, c).Record; r.Totals.Acknowledged != int64(hits) {
			b.Fatalf("%+v, %+v", r.Totals, r.Errors)
		}
	}
	alone() // connections are made and pools filled
	rig()
	var ofAlone, ofRig time.Duration
	rounds := 0
	for b.Loop() {
		start := cpu(b)
		alone()
		middle := cpu(b)
		rig()
		ofAlone, ofRig, rounds = ofAlone+middle-start, ofRig+cpu(b)-middle, rounds+1
	}
	each := float64(rounds*hits) * 1000
	b.ReportMetric(float64(ofAlone)/each, "µs-cpu/vegeta-hit")
	b.ReportMetric(float64(ofRig)/each, "µs-cpu/rig-hit")
	b.ReportMetric(float64(ofRig-ofAlone)/each, "µs-cpu/over")
}

// BenchmarkRate tells how late hits are sent at a rate, and whether it is kept.
func BenchmarkRate(b *testing.B) {
	for _, rate := range []float64{1000, 5000, 15000} {
		b.Run(strconv.Itoa(int(rate)), func(b *testing.B) {
			address := served(b, "prompt")
			over := connected(b, crew)
			for b.Loop() {
				r := run(b, aimed(b, address, rate, long(2*time.Second), over)).Record
				if r.Invalid != "" {
					b.Log(r.Invalid)
				}
				b.ReportMetric(r.Totals.Rate, "hits/s")
				b.ReportMetric(r.Lag.P50, "ms-lag-p50")
				b.ReportMetric(r.Lag.P99, "ms-lag-p99")
				b.ReportMetric(r.Service.P99, "ms-service-p99")
			}
		})
	}
}

// BenchmarkSilence is TestSilencesShowInResponseTimes on a socket: what the
// schedule says is told beside what was found. A real server takes longer than it
// should, and the queue that a silence leaves is worked off the more slowly: the
// schedule is that of a server which takes as long as this one did.
func BenchmarkSilence(b *testing.B) {
	address := served(b, "silent")
	over := connected(b, 20)
	span := long(10 * time.Second)
	for b.Loop() {
		c := constant(b, 1000, span, over)
		c.Workload = judged(address)
		r := run(b, c).Record
		const should = 1.95 // ms, the median of answered
		want := queued(c.Schedule.Len(), 20, time.Duration((r.Service.P50-should)*float64(time.Millisecond)))
		b.ReportMetric(r.Response.P95, "ms-p95")
		b.ReportMetric(r.Response.P99, "ms-p99")
		b.ReportMetric(r.Service.P95, "ms-service-p95")
		b.ReportMetric(float64(want[len(want)*95/100-1])/1e6, "ms-p95-expected")
		b.ReportMetric(float64(want[len(want)*99/100-1])/1e6, "ms-p99-expected")
	}
}

// BenchmarkFindMax compares what the search finds with what a closed loop of as
// many workers reaches: of the same hits, all due at once, and of vegeta's library
// alone, which makes no bodies and judges no answers.
func BenchmarkFindMax(b *testing.B) {
	address := served(b, "prompt")
	over := connected(b, crew)
	trial := long(time.Second)
	for b.Loop() {
		attacker := vegeta.NewAttacker(vegeta.Workers(crew), vegeta.MaxWorkers(crew), vegeta.Client(&http.Client{Transport: over}))
		target := vegeta.NewStaticTargeter(vegeta.Target{Method: http.MethodPost, URL: "http://" + address + "/", Body: make([]byte, 120)})
		began, alone := time.Now(), 0
		for range attacker.Attack(target, counted{vegeta.Rate{}, 20_000}, 0, "closed") {
			alone++
		}
		b.ReportMetric(float64(alone)/time.Since(began).Seconds(), "hits/s-vegeta-closed-loop")
		closed := run(b, aimed(b, address, 2_000_000, 10*time.Millisecond, over)).Record
		b.ReportMetric(closed.Totals.Rate, "hits/s-closed-loop")
		found, err := attack.FindMax(b.Context(), attack.Search{
			From: 1000, Most: 100_000, Precision: 0.05, Confirm: 3, Length: trial,
			Trial: func(_ context.Context, rate float64) (reports.Load, bool, string, error) {
				r := run(b, aimed(b, address, rate, trial, over)).Record
				return r, r.Invalid == "" && r.Totals.Rate >= 0.97*rate, cmp.Or(r.Invalid, "rate was missed"), nil
			},
		})
		if err != nil {
			b.Fatal(err)
		}
		b.Log(found.Sure)
		b.ReportMetric(found.Rate, "hits/s-found")
		b.ReportMetric(found.Rate/closed.Totals.Rate, "of-closed-loop")
	}
}

// BenchmarkSchedule is what asking for a hit's instant costs a hit.
func BenchmarkSchedule(b *testing.B) {
	schedule, err := pacing.New("soak", 1000, time.Hour)
	if err != nil {
		b.Fatal(err)
	}
	for n := 0; b.Loop(); n++ {
		schedule.At(n % schedule.Len())
	}
}
