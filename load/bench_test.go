package load_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	vegeta "github.com/tsenart/vegeta/v12/lib"

	"github.com/flexrig/flexrig/internal/target"
	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/history"
	"github.com/flexrig/flexrig/load/pacing"
	"github.com/flexrig/flexrig/load/workload"
	"github.com/flexrig/flexrig/reports"
)

// Benchmarks send task updates to `flexrig serve` in a process of its own, which
// shares the machine's cores with them:
//
//	go test ./load -run '^$' -bench . -benchtime 3x

const crew = 64 // workers and connections

// A standIn is a served one and an account on it.
type standIn struct {
	address string
	account *target.Account
}

// served starts the built binary and opens an account there.
func served(b *testing.B) standIn {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "flexrig")
	build := exec.Command("go", "build", "-o", binary, ".")
	build.Dir = ".."
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("go build: %v\n%s", err, out)
	}
	serve := exec.Command(binary, "serve", "--listen", "127.0.0.1:0", "--proxy", "off", "--manage", "127.0.0.1:0")
	said, err := serve.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := serve.Process.Signal(syscall.SIGTERM); err != nil {
			b.Error(err)
		}
		if err := serve.Wait(); err != nil {
			b.Error(err)
		}
	})
	address := listening(b, said)
	at, err := target.Serve(b.Context(), target.ServedConfig{Address: address, Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = at.Close() }) // the stand-in goes too
	account, err := at.Open(b.Context(), "bench")
	if err != nil {
		b.Fatal(err)
	}
	if err := account.Follow(b.Context()); err != nil {
		b.Fatal(err)
	}
	return standIn{address, account}
}

// listening waits until the stand-in says that it is, and gives its address.
func listening(b *testing.B, said io.Reader) (address string) {
	b.Helper()
	for lines := bufio.NewScanner(said); lines.Scan(); {
		switch word, rest, _ := strings.Cut(lines.Text(), " "); word {
		case "api":
			address = rest
		case "listening":
			return address
		}
	}
	b.Fatal("flexrig serve ended before it was listening")
	return ""
}

// updates is a load of task updates, its tasks made.
func (s standIn) updates(b *testing.B, rate float64, d time.Duration) attack.Config {
	b.Helper()
	w, err := workload.Named("task-update")
	if err != nil {
		b.Fatal(err)
	}
	schedule, err := pacing.New("constant", rate, d)
	if err != nil {
		b.Fatal(err)
	}
	way := s.account.Bulk(crew)
	b.Cleanup(way.Close)
	site := attack.Site{Network: way, Client: way.Client(), AccountSid: s.account.SID, Seed: 1}
	for n := range schedule.Len() {
		site.Numbers = append(site.Numbers, int32(n))
	}
	if err := w.Prepare(b.Context(), site, nil); err != nil {
		b.Fatal(err)
	}
	return attack.Config{
		Workload: w, Site: site, Schedule: schedule, Workers: crew, Connections: crew,
		Timeout: 10 * time.Second, Results: bufio.NewWriter(io.Discard), Name: "bench",
	}
}

func run(b *testing.B, c attack.Config) reports.Load {
	b.Helper()
	outcome, err := attack.Run(b.Context(), c)
	if err != nil {
		b.Fatal(err)
	}
	if r := outcome.Record; int(r.Totals.Acknowledged) != c.Schedule.Len() {
		b.Fatalf("%+v, %+v", r.Totals, r.Errors)
	}
	return outcome.Record
}

// cpu is what this process has used of it.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// targets are the requests of a load's hits, as vegeta sends them by itself.
func (s standIn) targets(b *testing.B, c attack.Config) []vegeta.Target {
	b.Helper()
	user, password := s.account.Credentials()
	credentials := http.Request{Header: http.Header{}}
	credentials.SetBasicAuth(user, password)
	header := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "Authorization": credentials.Header["Authorization"]}
	all := make([]vegeta.Target, c.Schedule.Len())
	for n := range all {
		c.Workload.Hit(context.Background(), attack.NewFlight(n, attack.Hands{
			Send: func(_ context.Context, _ string, r attack.Request) attack.Answer {
				_, path, _ := strings.Cut(r.URL, "twilio.com")
				all[n] = vegeta.Target{Method: r.Method, URL: s.address + path, Body: slices.Clone(r.Form), Header: header}
				return attack.Answer{Status: http.StatusTeapot}
			},
			Wrote: func(history.Write) {},
		}))
	}
	return all
}

// BenchmarkHit sends the same task updates with vegeta's library alone and with
// the rig, in turns, and tells what a hit costs each of CPU. vegeta's bodies were
// made before, it looks at no answer and keeps nothing; the rig makes each body,
// judges each answer, keeps the write for the audit, counts two histograms and
// writes results.
func BenchmarkHit(b *testing.B) {
	const rate, length = 4000, 4 * time.Second
	at := served(b)
	c := at.updates(b, rate, length)
	hits := c.Schedule.Len()
	hit := vegeta.NewStaticTargeter(at.targets(b, c)...)
	over := &http.Transport{MaxConnsPerHost: crew, MaxIdleConns: crew, MaxIdleConnsPerHost: crew, DisableCompression: true}
	b.Cleanup(over.CloseIdleConnections)
	alone := func() {
		attacker := vegeta.NewAttacker(vegeta.Workers(crew), vegeta.MaxWorkers(crew), vegeta.Client(&http.Client{Transport: over}))
		for result := range attacker.Attack(hit, counted{vegeta.Rate{Freq: rate, Per: time.Second}, hits}, 0, "bench") {
			if result.Code != http.StatusOK {
				b.Fatal(result.Code, result.Error)
			}
		}
	}
	alone() // connections are made and pools filled
	run(b, c)
	var ofAlone, ofRig time.Duration
	rounds := 0
	for b.Loop() {
		start := cpu(b)
		alone()
		middle := cpu(b)
		run(b, c)
		ofAlone, ofRig, rounds = ofAlone+middle-start, ofRig+cpu(b)-middle, rounds+1
	}
	each := float64(rounds*hits) * 1000
	b.ReportMetric(float64(ofAlone)/each, "µs-cpu/vegeta-hit")
	b.ReportMetric(float64(ofRig)/each, "µs-cpu/rig-hit")
	b.ReportMetric(float64(ofRig-ofAlone)/each, "µs-cpu/over")
}

// counted is a constant rate that ends after so many hits, however late they are.
type counted struct {
	vegeta.Pacer
	most int
}

func (c counted) Pace(elapsed time.Duration, hits uint64) (time.Duration, bool) {
	if hits >= uint64(c.most) {
		return 0, true
	}
	return c.Pacer.Pace(elapsed, hits)
}

// BenchmarkRate tells how late hits are sent at a rate, and whether it is kept.
func BenchmarkRate(b *testing.B) {
	at := served(b)
	for _, rate := range []float64{1000, 5000, 10_000, 15_000} {
		b.Run(fmt.Sprint(rate), func(b *testing.B) {
			c := at.updates(b, rate, 5*time.Second)
			for b.Loop() {
				r := run(b, c)
				if r.Invalid != "" {
					b.Log(r.Invalid)
				}
				b.ReportMetric(r.Totals.Rate, "hits/s")
				b.ReportMetric(r.Lag.P50, "ms-lag-p50")
				b.ReportMetric(r.Lag.P99, "ms-lag-p99")
				b.ReportMetric(r.Response.P99, "ms-response-p99")
			}
		})
	}
}
