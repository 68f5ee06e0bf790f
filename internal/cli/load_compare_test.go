package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"github.com/flexrig/flexrig/load/compare"
	"github.com/flexrig/flexrig/reports"
)

// compared runs the command on targets whose rounds take 1 ms and slower ms.
func compared(t *testing.T, slower float64, args ...string) (status int, out string, err error) {
	t.Helper()
	var line struct {
		Compare loadCompare `cmd:""`
	}
	parser, err := kong.New(&line, kong.DefaultEnvars(envPrefix), kong.Vars{"workloads": "task-update"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(append([]string{"compare", "--quiet", "--out", t.TempDir()}, args...)); err != nil {
		t.Fatal(err)
	}
	finished := false
	line.Compare.open = func(context.Context, *loadCompare, int64) (rounds, func() error, error) {
		measure := func(_ context.Context, side compare.Side, round int) (reports.Load, error) {
			took := 1 + 0.01*float64((round*7+10)%5)
			if side == compare.B {
				took *= slower
			}
			return reports.Load{
				Totals:  reports.LoadTotals{Sent: 100, Acknowledged: 100, Rate: 50},
				Service: reports.LoadLatency{P50: took, P99: took}, Response: reports.LoadLatency{P50: took, P99: took},
			}, nil
		}
		if slower == 0 {
			return nil, nil, errors.New("nothing answers there")
		}
		return measure, func() error { finished = true; return nil }, nil
	}
	var stdout, stderr bytes.Buffer
	status, err = line.Compare.Run(t.Context(), Streams{Out: &stdout, Err: &stderr})
	if err == nil && isTarget(line.Compare.A) && !finished {
		t.Error("the targets were not given up")
	}
	if err == nil && !strings.Contains(stderr.String(), "compare.json junit.xml") {
		t.Errorf("got %q on stderr, want the files that were written", stderr.String())
	}
	return status, stdout.String(), err
}

func TestLoadCompareEndsAsItsVerdictSays(t *testing.T) {
	for _, row := range []struct {
		slower float64
		status int
		last   string
	}{
		{1, 0, "no change: service.p50 A 1.02ms"},
		{1.5, 1, "slower: service.p50 A 1.02ms"},
		{0.5, 0, "faster: service.p50 A 1.02ms"},
	} {
		status, out, err := compared(t, row.slower, "mock", "http://127.0.0.1:4010")
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(out), "\n")
		if last := lines[len(lines)-1]; status != row.status || !strings.HasPrefix(last, row.last) {
			t.Errorf("%g times as slow: got status %d and %q, want %d and %q", row.slower, status, last, row.status, row.last)
		}
	}
}

// savedFile writes a baseline of ten windows that take so many ms.
func savedFile(t *testing.T, ms, rate float64) string {
	t.Helper()
	run := reports.Load{
		Version: reports.LoadVersion, Run: reports.LoadRun{ID: "r1", Target: "mock"}, Plan: reports.LoadPlan{Workload: "task-update", Rate: rate},
		Totals: reports.LoadTotals{Sent: 100, Acknowledged: 100},
	}
	for i := range 10 {
		took := ms * (1 + 0.01*float64(i*7%5))
		run.Windows = append(run.Windows, reports.LoadWindow{
			Length: 1000, Asked: int64(rate), Acknowledged: int64(rate), Response: reports.LoadLatency{P50: took, P99: took},
		})
	}
	b, err := compare.NewBaseline(run)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := b.Write(&text); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "saved.json")
	if err := os.WriteFile(path, text.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoadCompareTakesSavedRuns(t *testing.T) {
	for ms, want := range map[float64]int{1: reports.ExitHeld, 2: reports.ExitBroken} {
		if status, out, err := compared(t, 1, savedFile(t, 1, 50), savedFile(t, ms, 50)); status != want || err != nil {
			t.Errorf("%g ms: got status %d, %v, want %d:\n%s", ms, status, err, want, out)
		}
	}
}

func TestLoadCompareSaysWhyItCannot(t *testing.T) {
	folder := t.TempDir()
	other := filepath.Join(folder, "other.json")
	if err := os.WriteFile(other, []byte(`{"totals": 1}`), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		name   string
		args   []string
		status int
		want   string
	}{
		{"a file that is not there", []string{"no.json", "no.json"}, 3, "no baseline: no.json is not there"},
		{"a folder of another run", []string{folder, folder}, 3, "load.json is not there"},
		{"a file of something else", []string{other, other}, 2, "neither a baseline nor the load.json"},
		{"another rate", []string{savedFile(t, 1, 50), savedFile(t, 1, 60)}, 2, "rate is 50/s in A and 60/s in B"},
		{"a target and a file", []string{"mock", other}, 2, "one side is a target and the other a saved run"},
		{"few rounds", []string{"mock", "mock", "--rounds", "5"}, 2, "--rounds is 5"},
		{"short rounds", []string{"mock", "mock", "--round", "1ms"}, 2, "--round is 1ms"},
		{"no floor", []string{"mock", "mock", "--floor", "ten"}, 2, `floor "ten" is no share`},
		{"a floor of nothing", []string{"mock", "mock", "--floor", "0%"}, 2, "not between"},
		{"a target that is not there", []string{"mock", "http://127.0.0.1:1"}, 2, "nothing answers there"},
	} {
		slower := 1.0
		if row.name == "a target that is not there" {
			slower = 0
		}
		status, _, err := compared(t, slower, row.args...)
		if err == nil || status != row.status || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got status %d and error %v, want %d and one that says %q", row.name, status, err, row.status, row.want)
		}
		var told hinted
		if !errors.As(err, &told) && slower != 0 {
			t.Errorf("%s: got error %v, want what to do about it", row.name, err)
		}
	}
}

func TestAFloorIsAShare(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{"10%": 0.1, " 5 %": 0, "0.05": 0.05, "2.5%": 0.025, "100%": 0, "-1%": 0, "": 0, "NaN": 0} {
		if got, err := parseFloor(text); got != want || (err == nil) != (want != 0) {
			t.Errorf("%q: got %v, %v, want %v", text, got, err, want)
		}
	}
}
