package attack_test

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	hdr "github.com/HdrHistogram/hdrhistogram-go"

	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/history"
	"github.com/flexrig/flexrig/load/pacing"
	"github.com/flexrig/flexrig/reports"
)

func TestEachHitLeavesWhenItIsDue(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		schedule, err := pacing.New("ramp", 100, 10*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		var sent [600]atomic.Int64
		c := constant(t, 1, time.Second, after(time.Millisecond))
		c.Schedule = schedule
		c.Workload = flights(func(ctx context.Context, f *attack.Flight) {
			sent[f.N].Store(int64(time.Since(began)))
			updates(ctx, f)
		})
		r := run(t, c).Record
		for n := range sent {
			if got, due := time.Duration(sent[n].Load()), schedule.At(n); got != due {
				t.Fatalf("hit %d was sent at %s, due at %s", n, got, due)
			}
		}
		if r.Totals.Sent != 600 || r.Totals.Acknowledged != 600 || r.Lag.Max != 0 || r.Response.P99 != 1 {
			t.Errorf("totals %+v, lag %+v, response %+v", r.Totals, r.Lag, r.Response)
		}
		if r.Totals.Took < 9990 || r.Totals.Took > 10_000 || r.Totals.Rate < 60 || r.Totals.Rate > 60.1 {
			t.Errorf("it took %.1f ms at %.2f/s, want just below 10 s and above 60/s", r.Totals.Took, r.Totals.Rate)
		}
	})
}

func TestAShardSendsItsOwnHitsAtTheirInstants(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		c := constant(t, 10, 2*time.Second, after(time.Millisecond))
		c.Numbers = []int32{3, 4, 11, 19}
		var sent []int
		c.Workload = flights(func(ctx context.Context, f *attack.Flight) {
			if time.Since(began) != c.Schedule.At(f.N) || f.Intended != c.Schedule.At(f.N) {
				t.Errorf("hit %d was sent at %s, intended for %s", f.N, time.Since(began), f.Intended)
			}
			sent = append(sent, f.N) // one at a time: they lie far apart
			updates(ctx, f)
		})
		r := run(t, c).Record
		if len(sent) != 4 || sent[0] != 3 || sent[3] != 19 || r.Plan.Hits != 4 || r.Totals.Sent != 4 {
			t.Errorf("sent %v, plan %+v, totals %+v", sent, r.Plan, r.Totals)
		}
		asked := int64(0)
		for _, w := range r.Windows {
			asked += w.Asked
		}
		if asked != 4 {
			t.Errorf("the windows ask for %d hits, want the shard's 4", asked)
		}
	})
}

// TestWindowsAddUpToTheWhole: also of a run of which some hits failed. A share of a
// load keeps their histograms.
func TestWindowsAddUpToTheWhole(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int64
		c := constant(t, 200, 7*time.Second, network(func(req *http.Request) (*http.Response, error) {
			time.Sleep(time.Duration(n.Add(1)%40) * time.Millisecond)
			if n.Load()%10 == 0 {
				return answer(http.StatusTooManyRequests, `{"code":20429,"message":"Too many requests"}`), nil
			}
			return answer(http.StatusOK, "{}"), nil
		}))
		for n := range c.Schedule.Len() {
			c.Numbers = append(c.Numbers, int32(n))
		}
		r := run(t, c).Record
		if len(r.Windows) < 50 || len(r.Windows) > 120 {
			t.Errorf("there are %d windows", len(r.Windows))
		}
		var sum reports.LoadWindow
		merged := hdr.New(1, int64(time.Hour/time.Microsecond), 3)
		for i, w := range r.Windows {
			if i > 0 && w.Start != r.Windows[i-1].Start+r.Windows[i-1].Length {
				t.Errorf("window %d starts at %v ms, after one that ends at %v ms", i, w.Start, r.Windows[i-1].Start+r.Windows[i-1].Length)
			}
			sum.Asked, sum.Sent = sum.Asked+w.Asked, sum.Sent+w.Sent
			sum.Acknowledged, sum.Errors = sum.Acknowledged+w.Acknowledged, sum.Errors+w.Errors
			part, err := hdr.Decode([]byte(w.Response.Histogram))
			if err != nil {
				t.Fatal(err)
			}
			merged.Merge(part)
		}
		if sum.Asked != 1400 || sum.Sent != r.Totals.Sent || sum.Acknowledged != r.Totals.Acknowledged || sum.Errors != r.Totals.Rejected || sum.Errors == 0 {
			t.Errorf("windows add up to %+v, totals are %+v", sum, r.Totals)
		}
		whole, err := hdr.Decode([]byte(r.Response.Histogram))
		if err != nil {
			t.Fatal(err)
		}
		if !whole.Equals(merged) {
			t.Error("the windows' histograms merged are not the run's")
		}
	})
}

func TestWindowsOfALoadThatIsNotSharedKeepNoHistograms(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := run(t, constant(t, 200, time.Second, after(3*time.Millisecond))).Record
		for _, w := range r.Windows {
			if w.Response.Histogram != "" || w.Response.Count != 20 || math.Round(w.Response.P99) != 3 {
				t.Errorf("the window at %v ms tells %+v", w.Start, w.Response)
			}
		}
		if r.Response.Histogram == "" || r.Lag.Histogram == "" {
			t.Error("the run's own histograms are not kept")
		}
	})
}

func TestAnswersAreCountedByWhatTheyWere(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := constant(t, 100, time.Second, network(func(req *http.Request) (*http.Response, error) {
			switch req.URL.Path {
			case "/0":
				return answer(http.StatusTooManyRequests, `{"code":20429,"message":"Too many requests"}`), nil
			case "/1":
				return answer(http.StatusBadGateway, "<html>"), nil
			case "/2":
				return nil, &testReset
			case "/3":
				<-req.Context().Done()
				return nil, req.Context().Err()
			case "/4":
				return answer(http.StatusPreconditionFailed, `{"code":20412}`), nil
			}
			return answer(http.StatusOK, "{}"), nil
		}))
		c.Timeout, c.Workers = time.Second, 100
		c.Expected = func(class string) bool { return class == "429 20429" }
		c.Workload = flights(func(ctx context.Context, f *attack.Flight) {
			path := string(rune('0' + f.N%10))
			got := f.Do(ctx, "step "+path, attack.Request{Method: http.MethodGet, URL: "https://taskrouter.twilio.com/" + path})
			switch path {
			case "4":
				f.Accept()
			case "5":
				f.Wrong("marker")
			case "6":
				if got.Version != 7 || got.Verdict() != history.Acknowledged || string(got.Body) != "{}" {
					t.Errorf("the answer is %+v", got)
				}
				f.Wrote(history.Write{Subject: 1, Marker: 1})
				f.Margin(time.Duration(f.N-50) * time.Millisecond)
			}
		})
		outcome := run(t, c)
		r := outcome.Record
		want := reports.LoadTotals{Sent: 100, Acknowledged: 50, Rejected: 10, Failed: 30, Wrong: 10, Expected: 10, Took: r.Totals.Took, Rate: r.Totals.Rate}
		if r.Totals != want {
			t.Errorf("totals are %+v, want %+v", r.Totals, want)
		}
		classes := map[string]reports.LoadError{}
		for _, e := range r.Errors {
			classes[e.Class] = e
		}
		for class, example := range map[string]string{
			"429 20429": "Too many requests", "502": "Bad Gateway", "reset": testReset.Error(), "timeout": context.DeadlineExceeded.Error(), "wrong: marker": "OK",
		} {
			if got := classes[class]; got.Count != 10 || got.Example != example || got.Expected != (class == "429 20429") {
				t.Errorf("class %s is %+v, want 10 as %q", class, got, example)
			}
		}
		if len(classes) != 5 || len(r.Operations) != 10 {
			t.Errorf("there are %d classes and %d operations: %v, %+v", len(classes), len(r.Operations), classes, r.Operations)
		}
		for _, of := range r.Operations {
			step := of.Name[len("step "):]
			rejected, failed := step == "0" || step == "4", step == "1" || step == "2" || step == "3"
			if of.Sent != 10 || of.Rejected == 10 != rejected || of.Failed == 10 != failed || of.Service.P50 > 999 != (step == "3") {
				t.Errorf("operation %+v", of)
			}
		}
		if m := r.Margins; outcome.Log.Len() != 10 || m == nil || m.Count != 10 || m.Min != -44 || math.Abs(m.Max-46) > 0.1 {
			t.Errorf("%d writes, margins %+v", outcome.Log.Len(), r.Margins)
		}
	})
}

var testReset = resetError{}

type resetError struct{}

func (*resetError) Error() string { return "read: connection reset by peer" }

func (*resetError) Unwrap() error { return syscall.ECONNRESET }

// TestAnInterruptedRunKeepsWhatItMeasured: and waits for hits on their way.
func TestAnInterruptedRunKeepsWhatItMeasured(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(2500*time.Millisecond, func() { cancel(errors.New("SIGINT")) })
		began := time.Now()
		outcome, err := attack.Run(ctx, constant(t, 10, time.Hour, after(700*time.Millisecond)))
		if err != nil {
			t.Fatal(err)
		}
		r := outcome.Record
		if r.Stopped != "interrupted: SIGINT" || r.Invalid != "" || r.Totals.Sent < 25 || r.Totals.Sent > 26 || r.Totals.Acknowledged != r.Totals.Sent {
			t.Errorf("stopped %q, invalid %q, totals %+v", r.Stopped, r.Invalid, r.Totals)
		}
		if took := time.Since(began); took > 3300*time.Millisecond {
			t.Errorf("it went on until %s", took)
		}
		if len(r.Windows) != 1 || r.Windows[0].Asked != 25 && r.Windows[0].Asked != 26 {
			t.Errorf("windows are %+v, want the one that was begun, with what was due in it", r.Windows)
		}
	})
}

func TestHitsThatNeverEndAreGivenUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		c := constant(t, 10, time.Minute, after(time.Millisecond))
		c.Timeout = 3 * time.Second
		c.Workload = flights(func(ctx context.Context, f *attack.Flight) {
			for ctx.Err() == nil { // polls for ever
				updates(ctx, f)
				time.Sleep(100 * time.Millisecond)
			}
		})
		began := time.Now()
		outcome, err := attack.Run(ctx, c)
		if err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took < 4*time.Second || took > 4200*time.Millisecond {
			t.Errorf("it took %s, want a second and the timeout", took)
		}
		if outcome.Record.Totals.Sent < 10 {
			t.Errorf("totals are %+v", outcome.Record.Totals)
		}
	})
}

func TestATargetThatIsGoneEndsTheRun(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		r := run(t, constant(t, 100, time.Minute, network(func(*http.Request) (*http.Response, error) {
			if time.Since(began) > 10*time.Second {
				return nil, syscall.ECONNREFUSED
			}
			return answer(http.StatusOK, "{}"), nil
		}))).Record
		if !strings.HasPrefix(r.Stopped, "the target is gone: nobody took a connection for 5s, in 501 hits (refused)") {
			t.Errorf("stopped because %q", r.Stopped)
		}
		if r.Totals.Acknowledged < 1000 || r.Totals.Acknowledged > 1001 || r.Invalid != "" {
			t.Errorf("totals are %+v, invalid %q: what was measured stays", r.Totals, r.Invalid)
		}
	})
}

func TestWatchSeesTheRunAndMayEndIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := constant(t, 100, time.Minute, after(2*time.Millisecond))
		looks := 0
		c.Every = 500 * time.Millisecond
		c.Watch = func(r reports.Load) string {
			looks++
			due := int64(looks * 50)
			if off := r.Totals.Sent - due; off < -1 || off > 1 || r.Response.P50 != 2 || r.Response.Histogram != "" {
				t.Errorf("look %d: totals %+v, response %+v", looks, r.Totals, r.Response)
			}
			last := r.Windows[len(r.Windows)-1]
			if got := int(last.Start); got > looks*500 || got < looks*500-500 || last.Sent > 0 && last.Response.P50 != 2 {
				t.Errorf("look %d: the last window is %+v", looks, last)
			}
			if looks == 10 {
				return "p99<1ms is missed"
			}
			return ""
		}
		r := run(t, c).Record
		if looks != 10 || r.Stopped != "p99<1ms is missed" || r.Totals.Sent < 500 || r.Totals.Sent > 502 {
			t.Errorf("%d looks, stopped %q, totals %+v", looks, r.Stopped, r.Totals)
		}
	})
}

func TestASlowTargetIsNoFaultOfTheGenerators(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := run(t, constant(t, 1000, 5*time.Second, after(100*time.Millisecond))).Record
		if r.Invalid != "" || r.Stopped != "" || r.Totals.Acknowledged != 5000 {
			t.Errorf("invalid %q, stopped %q, totals %+v", r.Invalid, r.Stopped, r.Totals)
		}
		if r.Totals.Rate > 201 || r.Response.Max < 19_000 || r.Service.Max > 101 {
			t.Errorf("20 workers at 100 ms: rate %.1f/s, response up to %.0f ms, service up to %.0f ms", r.Totals.Rate, r.Response.Max, r.Service.Max)
		}
	})
}

// TestAStarvedGeneratorProvesNothing asks for far more than a machine can send
// to a target that costs nothing.
func TestAStarvedGeneratorProvesNothing(t *testing.T) {
	t.Parallel()
	c := constant(t, 2e6, 50*time.Millisecond, nil)
	c.Site.Network = http.DefaultTransport // which is not used
	c.Workers = 64
	c.Workload = flights(func(_ context.Context, f *attack.Flight) { f.Accept() })
	r := run(t, c).Record
	if !strings.Contains(r.Invalid, "the generator fell behind its schedule") || r.Totals.Acknowledged != 100_000 {
		t.Errorf("invalid %q, totals %+v, lag %+v", r.Invalid, r.Totals, r.Lag)
	}
}

func TestRunsThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	for says, change := range map[string]func(*attack.Config){
		"no workload":     func(c *attack.Config) { c.Workload = nil },
		"no network":      func(c *attack.Config) { c.Site.Network = nil },
		"no hits":         func(c *attack.Config) { c.Numbers = []int32{} },
		"workers":         func(c *attack.Config) { c.Workers = 0 },
		"timeout":         func(c *attack.Config) { c.Timeout = 0 },
		"hit 1 after":     func(c *attack.Config) { c.Numbers = []int32{1, 1} },
		"hit 10 after":    func(c *attack.Config) { c.Numbers = []int32{1, 10} },
		"attack: no hits": func(c *attack.Config) { c.Schedule = pacing.Schedule{} },
	} {
		c := constant(t, 10, time.Second, after(0))
		change(&c)
		outcome, err := attack.Run(t.Context(), c)
		if outcome != nil || err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, %v: want an error that says %q", outcome, err, says)
		}
	}
}
