package reports

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

// sampleComparison has a figure of each verdict, and hostile text.
func sampleComparison() Comparison {
	side := func(median float64) ComparedSample {
		return ComparedSample{Median: median, Lo: 0.98 * median, Hi: 1.03 * median, Samples: []float64{0.98 * median, median, 1.03 * median}}
	}
	effect := func(change, p, smallest float64) ComparedEffect {
		return ComparedEffect{Change: change, Lo: change - 0.02, Hi: change + 0.02, P: p, Smallest: smallest, Samples: 10}
	}
	return Comparison{
		Version: ComparisonVersion, ID: "20260105T090000000Z-compare-7", Command: "flexrig load compare mock mock", Seed: 7,
		Plan: LoadPlan{Workload: "task-update", Profile: "constant", Rate: 500, Duration: 2000, Hits: 1000, Workers: 64, Connections: 64},
		A:    ComparedSide{Name: "mock", Kind: "target"}, B: ComparedSide{Name: "http://127.0.0.1:4010/\x1b[31m", Kind: "target", Void: 1},
		Method: "20 rounds of each", Floor: 0.1, Alpha: 0.05, Power: 0.9, Verdict: Slower, Decided: "service.p50",
		Figures: []ComparedFigure{
			{
				Name: "service.p50", Unit: "ms", A: side(1.2), B: side(1.33), All: effect(0.108, 0.0002, 0.04), Verdict: Slower,
				Sets: []ComparedEffect{effect(0.11, 0.002, 0.06), effect(0.105, 0.004, 0.06)}, Reason: "two sets have shown it",
			},
			{Name: "p50", Unit: "ms", A: side(1.7), B: side(1.8), All: effect(0.06, 0.04, 0.05), Verdict: NoChange, Reason: "it is small"},
			{Name: "p99", Unit: "ms", A: side(12), B: side(14), All: effect(0.16, 0.3, 12), Verdict: CannotTell, Reason: "the noise\nhides it"},
			{Name: "rate", Unit: "hits/s", HigherIsBetter: true, A: side(400), B: side(500), All: effect(0.25, 0.0001, 0.004), Verdict: Faster, Reason: "it is"},
		},
		Notes: []string{"go is go1.26.7 in A and go1.26.8 in B"},
	}
}

// evenComparison came out without a change, beside a tail that nobody can tell.
func evenComparison() Comparison {
	c := sampleComparison()
	c.Verdict, c.Decided, c.B.Void, c.Notes = NoChange, "p50", 0, nil
	c.Figures = c.Figures[1:3]
	return c
}

func TestGoldenFilesOfComparisons(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]Comparison{"slower": sampleComparison(), "even": evenComparison()} {
		for format, write := range map[string]func(io.Writer, Comparison) error{
			"compare.txt":       func(w io.Writer, c Comparison) error { return ComparisonText(w, c, TerminalOptions{}) },
			"compare-color.txt": func(w io.Writer, c Comparison) error { return ComparisonText(w, c, TerminalOptions{Color: true}) },
			"compare.json":      ComparisonJSON,
			"compare.xml":       ComparisonJUnit,
			"compare.html":      ComparisonHTML,
		} {
			t.Run(name+" "+format, func(t *testing.T) {
				t.Parallel()
				var b bytes.Buffer
				if err := write(&b, c); err != nil {
					t.Fatal(err)
				}
				golden(t, name+"."+format, b.Bytes())
				if err := write(brokenPipe{}, c); err == nil || !strings.Contains(err.Error(), "closed pipe") {
					t.Errorf("to a closed pipe: got error %v, want one that wraps it", err)
				}
			})
		}
	}
}

func TestTheExitStatusFollowsFromTheComparison(t *testing.T) {
	t.Parallel()
	for verdict, want := range map[ComparisonVerdict]int{
		NoChange: ExitHeld, Faster: ExitHeld, Slower: ExitBroken, CannotTell: ExitCannotTell, "": ExitNotRun, "slow": ExitNotRun,
	} {
		if got := (Comparison{Verdict: verdict}).ExitStatus(); got != want {
			t.Errorf("%q: got status %d, want %d", verdict, got, want)
		}
	}
}

func TestAnUndecidedComparisonIsGreenNowhere(t *testing.T) {
	t.Parallel()
	for _, verdict := range []ComparisonVerdict{CannotTell, ""} {
		var b bytes.Buffer
		if err := ComparisonJUnit(&b, Comparison{Verdict: verdict}); err != nil {
			t.Fatal(err)
		}
		var read junitSuites
		if err := xml.Unmarshal(b.Bytes(), &read); err != nil {
			t.Fatal(err)
		}
		if read.Errors != 1 {
			t.Errorf("%q: got %d errors, want 1:\n%s", verdict, read.Errors, b.String())
		}
	}
}

func TestQuantitiesOfAComparisonHaveThreeDigitsThatCount(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		value float64
		unit  string
		want  string
	}{
		{1.2, "ms", "1.20ms"},
		{0.15678, "ms", "0.157ms"},
		{0.00012345, "ms", "0.000123ms"},
		{12.345, "ms", "12.3ms"},
		{1234.5, "ms", "1234ms"},
		{499.96, "hits/s", "500/s"},
		{0, "ms", "0.00ms"},
	} {
		if got := quantity(row.value, row.unit); got != row.want {
			t.Errorf("%v %s: got %s, want %s", row.value, row.unit, got, row.want)
		}
	}
}
