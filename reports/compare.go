package reports

import (
	"fmt"
	"math"
	"strings"
)

// ComparisonVersion is the version of [Comparison] and of the compare.json
// written from it. It rises when a field changes its name or its meaning.
const ComparisonVersion = 1

// ExitCannotTell is for a comparison that has nothing to compare with, or that
// noise keeps from an answer.
const ExitCannotTell = 3

// A ComparisonVerdict says how B stands against A.
type ComparisonVerdict string

// The four verdicts. One that is none of them counts as an error, so that a
// forgotten assignment can never look like success.
const (
	NoChange   ComparisonVerdict = "no change"
	Slower     ComparisonVerdict = "slower"
	Faster     ComparisonVerdict = "faster"
	CannotTell ComparisonVerdict = "cannot tell"
)

// Comparison is two loads set against each other, figure by figure. Whoever
// compared fills it in, and it is only read here.
type Comparison struct {
	Version int    `json:"version"`
	ID      string `json:"id"` // of the run; empty where saved runs were compared by a program
	Command string `json:"command"`
	Seed    int64  `json:"seed"`
	// Plan is what was asked of each round or of each saved run.
	Plan LoadPlan     `json:"plan"`
	A    ComparedSide `json:"a"`
	B    ComparedSide `json:"b"`
	// Method is how samples were taken and judged, in one sentence.
	Method string `json:"method"`
	// Floor is the smallest change worth a verdict, Alpha the chance of a first
	// difference where there is none, Power the chance at which a change of
	// [ComparedFigure.Smallest] would have been seen; all as shares of 1.
	Floor float64 `json:"floor"`
	Alpha float64 `json:"alpha"`
	Power float64 `json:"power"`
	// Verdict is of the whole and Decided the figure that it came from.
	Verdict ComparisonVerdict `json:"verdict"`
	Decided string            `json:"decided"`
	Figures []ComparedFigure  `json:"figures"`
	Notes   []string          `json:"notes,omitempty"`
}

// ComparedSide is one of the two.
type ComparedSide struct {
	Name     string            `json:"name"` // of the target or the file
	Kind     string            `json:"kind"` // target or saved run
	Machine  LoadMachine       `json:"machine"`
	Versions map[string]string `json:"versions,omitempty"`
	Void     int               `json:"void_rounds,omitempty"` // rounds that proved nothing and were taken again
}

// ComparedFigure is one figure of both sides.
type ComparedFigure struct {
	Name           string         `json:"name"` // as thresholds call it: p99, service.p50
	Unit           string         `json:"unit"` // ms, or hits/s
	HigherIsBetter bool           `json:"higher_is_better"`
	A              ComparedSample `json:"a"`
	B              ComparedSample `json:"b"`
	// All is what all samples say together, Sets what each set of rounds says.
	All  ComparedEffect   `json:"all"`
	Sets []ComparedEffect `json:"sets"`
	// Verdict is this figure's own, with a reason.
	Verdict ComparisonVerdict `json:"verdict"`
	Reason  string            `json:"reason"`
}

// ComparedSample is one side of a figure: the samples in the order in which
// they were taken, and their median with its 95 % interval.
type ComparedSample struct {
	Median  float64   `json:"median"`
	Lo      float64   `json:"lo"`
	Hi      float64   `json:"hi"`
	Samples []float64 `json:"samples"`
}

// ComparedEffect is how far B is from A, as shares of A: 0.1 is a tenth more.
type ComparedEffect struct {
	Change float64 `json:"change"`
	Lo     float64 `json:"lo"` // of the 95 % interval
	Hi     float64 `json:"hi"`
	P      float64 `json:"p"`
	// Smallest is the smallest change that these samples would have shown.
	Smallest float64 `json:"smallest_detectable"`
	Samples  int     `json:"samples"` // of each side; the smaller where they differ
}

// ExitStatus is what the process should exit with: [ExitHeld] for no change and
// faster, [ExitBroken] for slower, [ExitCannotTell] for cannot tell, and
// [ExitNotRun] for what is no verdict.
func (c Comparison) ExitStatus() int {
	switch c.Verdict {
	case NoChange, Faster:
		return ExitHeld
	case Slower:
		return ExitBroken
	case CannotTell:
		return ExitCannotTell
	}
	return ExitNotRun
}

// decided is the figure that the verdict came from.
func (c Comparison) decided() (ComparedFigure, bool) {
	for _, f := range c.Figures {
		if f.Name == c.Decided {
			return f, true
		}
	}
	return ComparedFigure{}, false
}

// String is the last line of a report: the verdict, the figure behind it on both
// sides, and what could have been seen.
func (c Comparison) String() string {
	f, ok := c.decided()
	if !ok {
		return fmt.Sprintf("%s: no figure was compared", c.verdict())
	}
	parts := []string{"B " + f.B.text(f.Unit)}
	switch {
	case c.Verdict != NoChange:
		parts = append(parts, percent(f.All.Change))
	case f.All.P < c.Alpha: // one was seen, and is too small to count
		parts = append(parts, percent(f.All.Change)+" within the floor of "+share(c.Floor))
	}
	parts = append(parts, chance(f.All.P))
	if len(f.Sets) > 1 && (c.Verdict == Slower || c.Verdict == Faster) {
		parts = append(parts, "confirmed "+chance(f.Sets[1].P))
	}
	parts = append(parts, "could have seen "+size(f.All.Smallest))
	line := fmt.Sprintf("%s: %s A %s, %s", c.verdict(), f.Name, f.A.text(f.Unit), strings.Join(parts, ", "))
	if hidden := c.hidden(); hidden != "" && c.ExitStatus() == ExitHeld {
		line += "; cannot tell for " + hidden
	}
	return line
}

// hidden names the figures beside the deciding one of which nobody can tell.
func (c Comparison) hidden() string {
	var names []string
	for _, f := range c.Figures {
		if f.Verdict == CannotTell && f.Name != c.Decided {
			names = append(names, f.Name)
		}
	}
	return strings.Join(names, ", ")
}

func (c Comparison) verdict() string {
	if c.ExitStatus() == ExitNotRun {
		return "error"
	}
	return string(c.Verdict)
}

// text is a median with its interval: 1.20ms ±3%.
func (s ComparedSample) text(unit string) string {
	if s.Median == 0 {
		return quantity(0, unit)
	}
	return quantity(s.Median, unit) + " ±" + share(max(s.Hi/s.Median-1, 1-s.Lo/s.Median))
}

// quantity writes a value with three digits that count.
func quantity(v float64, unit string) string {
	if unit == "hits/s" {
		unit = "/s"
	}
	digits := 2
	if v != 0 {
		digits = min(max(2-int(math.Floor(math.Log10(math.Abs(v)))), 0), 6)
	}
	return fmt.Sprintf("%.*f%s", digits, v, unit)
}

// share writes a share without a sign, as 3%, and below a tenth of one with
// more digits, as 0.4%.
func share(v float64) string {
	if v*100 < 9.95 {
		return strings.TrimSuffix(fmt.Sprintf("%.1f", v*100), ".0") + "%"
	}
	return fmt.Sprintf("%.0f%%", v*100)
}

// size writes a change that could have been seen. Noise that hides a doubling
// hides everything that somebody would ask for.
func size(v float64) string {
	if v > 10 || math.IsNaN(v) {
		return "nothing below 1000%"
	}
	return share(v)
}

// percent writes a change with its sign: +10.4%.
func percent(v float64) string { return fmt.Sprintf("%+.1f%%", v*100) }

// chance writes a p value.
func chance(p float64) string {
	if p < 0.001 {
		return "p<0.001"
	}
	return fmt.Sprintf("p=%.2g", p)
}
