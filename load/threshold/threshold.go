package threshold

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A unit is what a figure is counted in.
type unit int

const (
	milliseconds unit = iota // a duration
	perSecond                // a rate
	hits                     // a number, or with a percent sign a share of all hits sent
)

// A Threshold is something that a run has to reach.
type Threshold struct {
	expression string
	operation  string // the one it is about; empty for the whole flow
	figure     string
	relation   string
	value      float64 // in the figure's unit; a share between 0 and 1
	share      bool    // of all hits
}

// String is the threshold as it was written, without blanks.
func (t Threshold) String() string { return t.expression }

// relations in the order in which they are looked for: the longer ones first.
var relations = []string{"<=", ">=", "==", "<", ">"}

// Parse reads a threshold. It does not know the figures of a workload's own:
// [Threshold.Names] tells whether there is such a thing.
func Parse(expression string) (Threshold, error) {
	t := Threshold{expression: strings.Join(strings.Fields(expression), "")}
	left, right, err := t.split()
	if err != nil {
		return Threshold{}, err
	}
	t.operation, t.figure = nameOf(left)
	if t.figure == "" {
		return Threshold{}, fmt.Errorf("threshold %q names no figure before %s; write it as p99<50ms", expression, t.relation)
	}
	if err := t.read(right); err != nil {
		return Threshold{}, fmt.Errorf("threshold %q: %w", expression, err)
	}
	return t, nil
}

func (t *Threshold) split() (left, right string, err error) {
	at := strings.IndexAny(t.expression, "<>=")
	if at < 0 {
		return "", "", fmt.Errorf("threshold %q has no relation; write it as p99<50ms, with one of %s", t.expression, strings.Join(relations, " "))
	}
	for _, relation := range relations {
		if after, ok := strings.CutPrefix(t.expression[at:], relation); ok {
			t.relation = relation
			return t.expression[:at], after, nil
		}
	}
	return "", "", fmt.Errorf("threshold %q: a single = is no relation; write == for equal", t.expression)
}

// nameOf takes an operation's name from what stands before a figure. Figures
// themselves may hold a dot, as p99.9 and lag.p99 do.
func nameOf(left string) (operation, figure string) {
	if _, common := unitOf(left); common {
		return "", left
	}
	for at := range left {
		if left[at] != '.' {
			continue
		}
		if _, common := unitOf(left[at+1:]); common {
			return left[:at], left[at+1:]
		}
	}
	return "", left
}

// unitOf tells in what a figure is counted that every run has, and whether there
// is one of that name.
func unitOf(figure string) (unit, bool) {
	figure, _ = strings.CutPrefix(figure, "lag.")
	switch figure {
	case "min", "mean", "max":
		return milliseconds, true
	case "rate":
		return perSecond, true
	}
	if _, ok := quantile(figure); ok {
		return milliseconds, true
	}
	return hits, slices.Contains(tallies, figure)
}

// tallies are the figures that count hits.
var tallies = []string{"sent", "acknowledged", "rejected", "failed", "wrong", "errors", "lost"}

// quantile reads p50, p99.9: the share of hits in percent.
func quantile(figure string) (float64, bool) {
	digits, ok := strings.CutPrefix(figure, "p")
	if !ok || digits == "" || digits[0] < '0' || digits[0] > '9' {
		return 0, false
	}
	share, err := strconv.ParseFloat(digits, 64)
	return share, err == nil && share > 0 && share < 100
}

func (t *Threshold) read(value string) error {
	of, _ := unitOf(t.figure) // a workload's own figure counts hits
	switch of {
	case milliseconds:
		return t.readSpan(value)
	case perSecond:
		return t.readNumber(strings.TrimSuffix(value, "/s"))
	case hits:
		number, percent := strings.CutSuffix(value, "%")
		err := t.readNumber(number)
		if t.share = percent; percent {
			t.value /= 100
		}
		return err
	}
	panic("a figure without a unit")
}

func (t *Threshold) readSpan(value string) error {
	span, err := time.ParseDuration(value)
	if err != nil || span < 0 {
		return fmt.Errorf("%q is no duration; write it with its unit, as 50ms", value)
	}
	t.value = float64(span) / float64(time.Millisecond)
	return nil
}

func (t *Threshold) readNumber(value string) error {
	number, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(number) || math.IsInf(number, 0) || number < 0 {
		return fmt.Errorf("%q is no number", value)
	}
	t.value = number
	return nil
}

// Names tells whether the threshold is about something that a run of a workload
// has, given the names of its operations and of its own figures. The error
// lists what there is.
func (t Threshold) Names(operations, counts []string) error {
	if t.operation != "" && !slices.Contains(operations, t.operation) {
		return fmt.Errorf("threshold %q: the workload has no operation %q; it has %s", t, t.operation, listed(operations))
	}
	if _, common := unitOf(t.figure); common {
		return t.possible()
	}
	if !slices.Contains(counts, t.figure) {
		return fmt.Errorf("threshold %q: there is no figure %q; there are p50, p99.9 and the like, min mean max rate lag.p99 %s%s",
			t, t.figure, strings.Join(tallies, " "), own(counts))
	}
	return nil
}

// ofOperations are the figures that single operations have too.
var ofOperations = []string{"sent", "rejected", "failed", "errors"}

// possible refuses figures that only a whole flow has.
func (t Threshold) possible() error {
	if t.operation == "" {
		return nil
	}
	if of, _ := unitOf(t.figure); of == milliseconds && !strings.HasPrefix(t.figure, "lag.") || slices.Contains(ofOperations, t.figure) {
		return nil
	}
	return fmt.Errorf("threshold %q: %s is a figure of whole flows; leave %s. out", t, t.figure, t.operation)
}

func listed(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, " ")
}

func own(counts []string) string {
	if len(counts) == 0 {
		return ""
	}
	return ", and of this workload " + strings.Join(counts, " ")
}

// ParseAll reads several thresholds and tells of all that could not be read.
func ParseAll(expressions []string) ([]Threshold, error) {
	var all []Threshold
	var wrong []error
	for _, expression := range expressions {
		t, err := Parse(expression)
		all, wrong = append(all, t), append(wrong, err)
	}
	return all, errors.Join(wrong...)
}
