package reports

import (
	"bufio"
	"fmt"
	"io"
)

// CardText writes a card for people: each finding with its severity, kind and
// rule, what was seen, the first request that shows it and what to do; then
// whether the card is whole, and the totals as the last line. Nothing that a
// request held can move a cursor or colour the terminal.
func CardText(w io.Writer, c Card, o TerminalOptions) error {
	t := terminal{Writer: bufio.NewWriter(w), color: o.Color}
	for _, found := range c.Findings {
		t.finding(found)
	}
	if lossy := c.lossy(); lossy != "" {
		t.printf("%s\n", t.weigh(SeverityWarning, lossy))
	}
	t.printf("%s\n", c.Totals())
	if err := t.Flush(); err != nil {
		return fmt.Errorf("write report card: %w", err)
	}
	return nil
}

func (t terminal) finding(f Finding) {
	t.printf("%s\n  %s\n", t.weigh(f.Severity, findingTitle(f)), oneLine(f.Sentence))
	if f.Request != nil {
		t.printf("  seen in  %s\n", oneLine(f.Request.String()))
	}
	if f.Advice != "" {
		t.printf("  do       %s\n", oneLine(f.Advice))
	}
	t.printf("\n")
}

// findingTitle is a finding in a few words: "error: dropped-keys (CM-01), 3 times".
func findingTitle(f Finding) string {
	title := string(f.Severity) + ": " + f.Kind
	if f.Rule != "" {
		title += " (" + f.Rule + ")"
	}
	if f.Count > 1 {
		title += ", " + count(f.Count, "time")
	}
	return oneLine(title)
}

// severityColors are those of the outcomes that mean as much.
var severityColors = map[Severity]string{
	SeverityError:   colors[Broken],
	SeverityWarning: colors[NotObservable],
	SeverityNote:    colors[Skipped],
}

func (t terminal) weigh(s Severity, text string) string {
	color, known := severityColors[s]
	if !t.color || !known {
		return text
	}
	return color + text + "\x1b[0m"
}
