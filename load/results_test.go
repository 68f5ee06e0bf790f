package load

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	vegeta "github.com/tsenart/vegeta/v12/lib"
)

var began = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

// results are n hits of an attack, ten milliseconds apart: a timestamp is when a
// hit was due, the latency its response time.
func results(t *testing.T, attack string, n int, offset time.Duration) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	encode := vegeta.NewEncoder(&b)
	for i := range n {
		r := vegeta.Result{
			Attack: attack, Seq: uint64(i), Code: 200, Timestamp: began.Add(offset + time.Duration(i)*10*time.Millisecond),
			Latency: time.Duration(1+i%7) * time.Millisecond, Method: "FLOW", URL: "/task-update",
		}
		if i%10 == 9 {
			r.Code, r.Error = 429, "429 20429"
		}
		if err := encode(&r); err != nil {
			t.Fatal(err)
		}
	}
	return &b
}

func decoded(t *testing.T, r io.Reader) []vegeta.Result {
	t.Helper()
	var all []vegeta.Result
	for decode := vegeta.NewDecoder(r); ; {
		var next vegeta.Result
		if err := decode(&next); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, next)
	}
}

func TestMergedResultsAreAllThereInTheOrderInWhichTheyEnded(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := MergeResults(&out, results(t, "flexrig 2 of 2", 30, 5*time.Millisecond), results(t, "flexrig 1 of 2", 40, 0)); err != nil {
		t.Fatal(err)
	}
	all := decoded(t, &out)
	seen := map[string]uint64{}
	for i, r := range all {
		if i > 0 && r.End().Before(all[i-1].End()) {
			t.Fatalf("result %d ended before the one that precedes it", i)
		}
		if r.Seq != seen[r.Attack] {
			t.Fatalf("%s: got result %d, want %d", r.Attack, r.Seq, seen[r.Attack])
		}
		seen[r.Attack]++
		if want := r.Seq%10 == 9; (r.Error != "") != want {
			t.Errorf("%s %d: error is %q", r.Attack, r.Seq, r.Error)
		}
	}
	if len(all) != 70 || seen["flexrig 1 of 2"] != 40 || seen["flexrig 2 of 2"] != 30 {
		t.Errorf("got %d results, %v", len(all), seen)
	}
}

func TestResultsThatVegetaCouldNotTellApartAreRefused(t *testing.T) {
	t.Parallel()
	cut := results(t, "b", 5, 0)
	cut.Truncate(cut.Len() - 3)
	for _, row := range []struct {
		streams []io.Reader
		want    string
	}{
		{[]io.Reader{results(t, "a", 3, 0), results(t, "a", 3, time.Second)}, `streams 1 and 2 both call their attack "a"`},
		{[]io.Reader{results(t, "a", 3, 0), &bytes.Buffer{}}, "stream 2 holds no result"},
		{[]io.Reader{results(t, "a", 3, 0), cut}, "stream 2: unexpected EOF"},
		{[]io.Reader{strings.NewReader("no gob at all")}, "stream 1: "},
	} {
		if err := MergeResults(io.Discard, row.streams...); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("got error %v, want one that says %q", err, row.want)
		}
	}
}

// vegetaCommand builds vegeta's own command, of the version that the library has.
func vegetaCommand(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("it builds vegeta's command")
	}
	path := filepath.Join(t.TempDir(), "vegeta")
	build := exec.Command("go", "build", "-modfile="+filepath.Join("..", ".ci", "vegeta.mod"), "-o", path, "github.com/tsenart/vegeta/v12")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build vegeta: %v\n%s", err, out)
	}
	return path
}

func TestVegetaItselfReportsAndPlotsMergedResults(t *testing.T) {
	t.Parallel()
	command := vegetaCommand(t)
	file := filepath.Join(t.TempDir(), "results.bin")
	merged, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(MergeResults(merged, results(t, "flexrig 1 of 2", 40, 0), results(t, "flexrig 2 of 2", 30, 0)), merged.Close()); err != nil {
		t.Fatal(err)
	}
	report, err := exec.Command(command, "report", file).CombinedOutput()
	if err != nil {
		t.Fatalf("vegeta report: %v\n%s", err, report)
	}
	for _, want := range []string{"Requests      [total, rate, throughput]", "70, ", "200:63", "429:7", "429 20429"} {
		if !strings.Contains(string(report), want) {
			t.Errorf("vegeta report does not say %q:\n%s", want, report)
		}
	}
	plot, err := exec.Command(command, "plot", file).CombinedOutput()
	if err != nil {
		t.Fatalf("vegeta plot: %v\n%s", err, plot)
	}
	for i := range 2 {
		if want := fmt.Sprintf("flexrig %d of 2", i+1); !strings.Contains(string(plot), want) {
			t.Errorf("vegeta plot does not show %q", want)
		}
	}
}
