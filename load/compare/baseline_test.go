package compare

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/reports"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// saved is a run of so many windows of a second, each of which takes as long as
// the function says.
func saved(windows int, ms func(i int) float64) reports.Load {
	run := reports.Load{
		Version: reports.LoadVersion,
		Run: reports.LoadRun{
			ID: "r1", Target: "mock", Versions: map[string]string{"go": "go1.26.8", "flexrig": "devel"},
			Machine: reports.LoadMachine{OS: "linux", Arch: "amd64", CPU: "Some <CPU> & more", Cores: 2},
		},
		Plan: reports.LoadPlan{
			Workload: "task-update", Profile: "constant", Rate: 500, Duration: float64(windows) * 1000, Workers: 64, Connections: 32,
		},
		Totals: reports.LoadTotals{Sent: int64(500 * windows), Acknowledged: int64(500 * windows)},
		Audit:  reports.LoadAudit{Outcome: string(reports.Held)},
	}
	for i := range windows {
		run.Windows = append(run.Windows, reports.LoadWindow{
			Start: float64(i) * 1000, Length: 1000, Asked: 500, Sent: 500, Acknowledged: 500,
			Response: reports.LoadLatency{P50: ms(i), P99: 4 * ms(i)},
		})
	}
	return run
}

// steady takes times ms, give or take two percent.
func steady(times float64) func(int) float64 {
	return func(i int) float64 { return times * (1 + 0.01*float64((i*7)%5)) / 3 }
}

func baseline(t *testing.T, run reports.Load) Baseline {
	t.Helper()
	b, err := NewBaseline(run)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func written(t *testing.T, b Baseline) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestABaselinesFileIsSmallAndReadsBackAsItWas(t *testing.T) {
	t.Parallel()
	b := baseline(t, saved(12, steady(1)))
	got := written(t, b)
	path := filepath.Join("testdata", "baseline.json.golden")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (go test -update writes it)", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
	read, err := Read(bytes.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b, read); diff != "" {
		t.Errorf("what is read differs from what was written (-written +read):\n%s", diff)
	}
	if err := b.Write(brokenPipe{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("to a closed pipe: got error %v, want one that wraps it", err)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWindowsAreCutIntoTenToTwentySamples(t *testing.T) {
	t.Parallel()
	for windows := FewestWindows; windows < 400; windows++ {
		b := baseline(t, saved(windows, steady(1)))
		n := len(b.Figures[0].Samples)
		if n < FewestWindows || n > mostSamples {
			t.Fatalf("%d windows: got %d samples, want 10 to 20", windows, n)
		}
		if used := n * int(b.Window) / 1000; used > windows || windows-used >= int(b.Window)/1000 {
			t.Fatalf("%d windows: got %d samples of %v ms, want all windows but the rest of the division", windows, n, b.Window)
		}
	}
}

func TestASampleIsTheMeanOfNeighboursAndTheStartIsLeftOut(t *testing.T) {
	t.Parallel()
	b := baseline(t, saved(21, func(i int) float64 { return float64(i + 1) }))
	if got, want := b.Figures[0].Samples, []float64{2.5, 4.5, 6.5, 8.5, 10.5, 12.5, 14.5, 16.5, 18.5, 20.5}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v: window 1 is left out, and two are one sample", got, want)
	}
}

func TestOnlyWindowsAtTheFullRateCount(t *testing.T) {
	t.Parallel()
	run := saved(14, steady(1))
	run.Windows[0].Asked, run.Windows[1].Asked = 100, 300    // ramping up
	run.Windows[13].Length, run.Windows[13].Asked = 300, 150 // the rest of the duration
	run.Windows[5].Asked, run.Windows[6].Asked = 499, 501    // rounding
	run.Windows[0].Response.P50, run.Windows[13].Response.P50 = 99, 99
	if b := baseline(t, run); len(b.Figures[0].Samples) != 11 || slices.Max(b.Figures[0].Samples) > 1 {
		t.Errorf("got the samples %v, want those of 11 windows", b.Figures[0].Samples)
	}
}

func TestARunThatProvesNothingIsNoBaseline(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		spoil func(*reports.Load)
		want  string
	}{
		{"invalid", func(l *reports.Load) { l.Invalid = "the generator fell behind" }, "fell behind"},
		{"interrupted", func(l *reports.Load) { l.Run.Interrupted = "SIGINT" }, "interrupted"},
		{"ended early", func(l *reports.Load) { l.Stopped = "p99<1ms was missed" }, "ended early"},
		{"a shard missing", func(l *reports.Load) { l.Missing = []string{"2/3"} }, "1 of its shards"},
		{"audit broken", func(l *reports.Load) { l.Audit.Outcome, l.Audit.Reason = "broken", "2 doubled" }, "2 doubled"},
		{"audit failed", func(l *reports.Load) { l.Audit.Outcome, l.Audit.Reason = "error", "timeout" }, "timeout"},
		{"writes lost", func(l *reports.Load) { l.Totals.Lost = 2 }, "2 acknowledged writes"},
		{"errors in plenty", func(l *reports.Load) { l.Totals.Failed = l.Totals.Sent / 50 }, "had errors"},
		{"a threshold missed", func(l *reports.Load) {
			l.Thresholds = []reports.LoadThreshold{{Expression: "p99<1ms", Found: "4ms"}}
		}, "p99<1ms (4ms)"},
		{"too short", func(l *reports.Load) { l.Windows = l.Windows[:9] }, "9 of its windows"},
		{"a ramp", func(l *reports.Load) {
			for i := range l.Windows {
				l.Windows[i].Asked = int64(40 * i)
			}
		}, "0 of its windows are at the full rate of 500/s"},
		{"no windows", func(l *reports.Load) { l.Windows = nil }, "0 of its windows"},
	} {
		run := saved(12, steady(1))
		row.spoil(&run)
		if _, err := NewBaseline(run); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got error %v, want one that says %q", row.name, err, row.want)
		}
	}
}

func TestARunThatMissedAThresholdCanStillBeHeldAgainstABaseline(t *testing.T) {
	t.Parallel()
	run := saved(12, steady(1))
	run.Thresholds = []reports.LoadThreshold{{Expression: "p99<1ms", Found: "4ms"}}
	if _, err := FromRun(run); err != nil {
		t.Errorf("got %v, want samples", err)
	}
}

func TestReadTakesARunsOwnFile(t *testing.T) {
	t.Parallel()
	run := saved(12, steady(1))
	data, err := json.Marshal(run)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(baseline(t, run), got); diff != "" {
		t.Errorf("a load.json differs from its run (-want +got):\n%s", diff)
	}
}

func TestAFileThatIsNoSavedRunIsRefused(t *testing.T) {
	t.Parallel()
	good := string(written(t, baseline(t, saved(12, steady(1)))))
	edit := func(old, with string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("the file does not hold %q", old)
		}
		return strings.Replace(good, old, with, 1)
	}
	for _, row := range []struct{ name, text, want string }{
		{"nothing", "", "no JSON object"},
		{"a list", "[]", "no JSON object"},
		{"half of it", good[:len(good)/2], "no JSON object"},
		{"something after it", good + "{}", "no JSON object"},
		{"something else", `{"version": 1, "rules": []}`, "neither a baseline nor the load.json"},
		{"a later version", edit(`"baseline": 1`, `"baseline": 2`), "version 2 is unknown, want 1"},
		{"a later run", `{"version": 9, "windows": []}`, "version 9 is unknown"},
		{"a run that was short", `{"version": 1, "windows": [], "run": {"id": "r7"}, "totals": {"acknowledged": 1}}`, "run r7 cannot be compared"},
		{"an unknown field", edit(`"run":`, `"walk":`), "walk"},
		{"no workload", edit(`"task-update"`, `""`), "no workload"},
		{"no rate", edit(`"rate":500`, `"rate":0`), "its rate is 0"},
		{"no window", edit(`"window_ms": 1000`, `"window_ms": -1`), "its window is -1"},
		{"an unknown figure", edit(`"p99"`, `"p98"`), `figure "p98": it is unknown`},
		{"a figure twice", edit(`"p99"`, `"p50"`), `figure "p50" is there twice`},
		{"another unit", edit(`"unit":"ms"`, `"unit":"s"`), `its unit is "s", want "ms"`},
		{"a sample below zero", edit(`[0.3333,`, `[-1,`), "sample 1 is -1"},
		{"too few samples", `{"baseline":1,"plan":{"workload":"w","rate":1},"window_ms":1,"figures":[{"name":"p50","unit":"ms","samples":[1]}]}`, "1 samples, want 10 to 20"},
		{"no figures", `{"baseline":1,"plan":{"workload":"w","rate":1},"window_ms":1,"figures":[]}`, "no figures"},
	} {
		if _, err := Read(strings.NewReader(row.text)); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got error %v, want one that says %q", row.name, err, row.want)
		}
	}
}

// What Read takes can be written and read again, and compared with itself.
func FuzzRead(f *testing.F) {
	good, err := os.ReadFile(filepath.Join("testdata", "baseline.json.golden"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"version":1,"windows":[{"length_ms":0}],"totals":{"acknowledged":1}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		again, err := Read(bytes.NewReader(written(t, b)))
		if err != nil {
			t.Fatalf("what was read cannot be read again: %v", err)
		}
		found, err := Against(b, again, 0, nil)
		if err != nil {
			t.Fatalf("what was read cannot be compared with itself: %v", err)
		}
		if different(found.Verdict) {
			t.Errorf("a run is %s than itself", found.Verdict)
		}
	})
}
