package reports

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// TerminalOptions says how [Terminal] writes.
type TerminalOptions struct {
	// Color turns on ANSI colours. Whether there is a terminal, and what
	// NO_COLOR says, is for the caller to know.
	Color bool
}

// Terminal writes the run for people: one line a rule, then every failure with
// what was found, wanted, what had happened and the requests exchanged, then
// what the operator changed in the rule book, notes, the seed, why the run proves
// nothing if it does not, and the totals as the last line. Rules that were left out
// appear in the totals only.
func Terminal(w io.Writer, rec Record, o TerminalOptions) error {
	rec = Redact(rec)
	t := terminal{Writer: bufio.NewWriter(w), color: o.Color}
	t.rules(rec.Rules)
	t.failures(rec)
	t.corrections(rec.Run.Corrections)
	for _, note := range rec.Run.Notes {
		t.printf("note: %s\n", oneLine(note))
	}
	t.printf("target %s, seed %d\n", oneLine(rec.Run.Target), rec.Run.Seed)
	if why := rec.NotRun(); why != "" {
		t.printf("%s\n", t.paint(Error, oneLine(why)))
	}
	t.printf("%s\n", rec.Totals())
	if err := t.Flush(); err != nil {
		return fmt.Errorf("write terminal report: %w", err)
	}
	return nil
}

// terminal is the writer and its one setting. The bufio.Writer keeps the first
// error for Flush, so that lines need not check.
type terminal struct {
	*bufio.Writer
	color bool
}

func (t terminal) printf(format string, args ...any) {
	fmt.Fprintf(t, format, args...)
}

var colors = map[Outcome]string{
	Held:          "\x1b[32m",
	Broken:        "\x1b[1;31m",
	NotObservable: "\x1b[33m",
	Skipped:       "\x1b[2m",
	Error:         "\x1b[1;35m",
}

func (t terminal) paint(o Outcome, s string) string {
	if !t.color {
		return s
	}
	return colors[o.settled()] + s + "\x1b[0m"
}

func (t terminal) rules(rules []Rule) {
	width := 0
	for _, r := range rules {
		width = max(width, len(r.ID))
	}
	printed := false
	for _, r := range rules {
		if r.Outcome() == Skipped {
			continue
		}
		t.rule(r, width)
		printed = true
	}
	if printed {
		t.printf("\n")
	}
}

func (t terminal) rule(r Rule, width int) {
	outcome := r.Outcome()
	t.printf("%-*s  %s  %s (%s)", width, oneLine(r.ID),
		t.paint(outcome, fmt.Sprintf("%-14s", outcome.Words())), oneLine(r.Sentence), exampleCount(r))
	if mark := assumedMark(r); mark != "" {
		t.printf(" %s", t.paint(NotObservable, mark))
	}
	if why := r.Why(); why != "" && !outcome.failed() {
		t.printf(": %s", oneLine(why))
	}
	t.printf("\n")
}

// exampleCount says how many examples there are, and how many of them did not
// do as the rule says: "4 examples, 1 not observable".
func exampleCount(r Rule) string {
	parts := []string{count(len(r.Examples), "example")}
	for _, o := range []Outcome{Broken, Error, NotObservable, Skipped} {
		if n := r.count(o); n > 0 && n < len(r.Examples) {
			parts = append(parts, fmt.Sprintf("%d %s", n, o.Words()))
		}
	}
	return strings.Join(parts, ", ")
}

// assumedMark marks what the documents do not say.
func assumedMark(r Rule) string {
	switch n := r.assumed(); {
	case n == 0 && strings.Contains(r.Provenance, Assumed):
		return "[assumed]"
	case n == 0:
		return ""
	case n == len(r.Examples):
		return "[assumed]"
	default:
		return fmt.Sprintf("[%d assumed]", n)
	}
}

func (t terminal) failures(rec Record) {
	for _, r := range rec.Rules {
		for _, e := range r.Examples {
			if e.Outcome.failed() {
				t.failure(r, e, rec.Run.correctionsOf(r.ID))
			}
		}
	}
}

func (t terminal) failure(r Rule, e Example, corrected []Correction) {
	t.printf("%s %s %s\n", t.paint(e.Outcome, e.Outcome.Words()+":"), oneLine(r.ID), oneLine(r.Sentence))
	t.printf("  example  %s", oneLine(e.Name))
	if e.assumed() {
		t.printf(" %s", t.paint(NotObservable, "[assumed]"))
	}
	t.printf("\n  at       %s\n", oneLine(e.where()))
	for _, c := range corrected {
		t.printf("  book     %s is %s; documented is %s\n", oneLine(c.Name), oneLine(c.Used), oneLine(c.Documented))
	}
	t.printf("  %s\n\n", indent(failureText(e), "  "))
}

func (t terminal) corrections(list []Correction) {
	if len(list) == 0 {
		return
	}
	t.printf("%s corrected in the rule book:\n", count(len(list), "value"))
	for _, c := range list {
		t.printf("  %s\n", correctionText(c))
	}
	t.printf("\n")
}

func correctionText(c Correction) string {
	return fmt.Sprintf("%s %s: documented %s, used %s",
		oneLine(c.Rule), oneLine(c.Name), oneLine(c.Documented), oneLine(c.Used))
}
