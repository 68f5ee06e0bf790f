package reports

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// comparisonColors are those of the outcomes that mean as much.
var comparisonColors = map[ComparisonVerdict]string{
	NoChange:   colors[Held],
	Faster:     colors[Held],
	Slower:     colors[Broken],
	CannotTell: colors[NotObservable],
}

// ComparisonText writes a comparison for people: what was compared and how, a
// line for each figure, why each verdict that is not "no change" came out so,
// notes, and the verdict as the last line.
func ComparisonText(w io.Writer, c Comparison, o TerminalOptions) error {
	c = RedactComparison(c)
	t := terminal{Writer: bufio.NewWriter(w), color: o.Color}
	t.printf("A  %s (%s)\nB  %s (%s)\n", oneLine(c.A.Name), oneLine(c.A.Kind), oneLine(c.B.Name), oneLine(c.B.Kind))
	t.printf("%s\n\n", oneLine(c.Method))
	if err := comparedTable(t, c.Figures); err != nil {
		return fmt.Errorf("write the comparison: %w", err)
	}
	t.printf("\n")
	for _, f := range c.Figures {
		if f.Reason != "" && (f.Verdict != NoChange || f.Name == c.Decided) {
			t.printf("%s: %s\n", oneLine(f.Name), oneLine(f.Reason))
		}
	}
	for _, side := range []struct {
		name string
		of   ComparedSide
	}{{"A", c.A}, {"B", c.B}} {
		if side.of.Void > 0 {
			t.printf("note: %s of %s taken again, after what proved nothing\n", count(side.of.Void, "round"), side.name)
		}
	}
	for _, note := range c.Notes {
		t.printf("note: %s\n", oneLine(note))
	}
	t.printf("%s\n", t.judge(c.Verdict, oneLine(c.String())))
	if err := t.Flush(); err != nil {
		return fmt.Errorf("write the comparison: %w", err)
	}
	return nil
}

func comparedTable(w io.Writer, figures []ComparedFigure) error {
	columns := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(columns, "FIGURE\tA\tB\tCHANGE\t95% INTERVAL\tP\tCOULD SEE\tVERDICT")
	for _, f := range figures {
		fmt.Fprintf(columns, "%s\t%s\t%s\t%s\t%s to %s\t%s\t%s\t%s\n", oneLine(f.Name), f.A.text(f.Unit), f.B.text(f.Unit),
			percent(f.All.Change), percent(f.All.Lo), percent(f.All.Hi), strings.TrimPrefix(strings.TrimPrefix(chance(f.All.P), "p"), "="),
			size(f.All.Smallest), f.Verdict)
	}
	return columns.Flush()
}

func (t terminal) judge(v ComparisonVerdict, text string) string {
	color, known := comparisonColors[v]
	if !t.color || !known {
		return text
	}
	return color + text + "\x1b[0m"
}
