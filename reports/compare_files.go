package reports

import (
	"encoding/json"
	"fmt"
	"io"
)

// ComparisonJSON writes a comparison for scripts.
func ComparisonJSON(w io.Writer, c Comparison) error {
	c = RedactComparison(c)
	c.Figures = emptied(c.Figures)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(c); err != nil {
		return fmt.Errorf("write the comparison: %w", err)
	}
	return nil
}

// ComparisonJUnit writes a comparison as JUnit XML: a suite whose first case is
// the verdict, and a case for each figure. Slower is a failure, what nobody can
// tell is skipped with its reason, and a verdict that is none is an error. The
// case of the verdict errors where nobody can tell: a build server must not
// show green what was not seen.
func ComparisonJUnit(w io.Writer, c Comparison) error {
	if err := comparedSuites(RedactComparison(c)).write(w); err != nil {
		return fmt.Errorf("write JUnit comparison: %w", err)
	}
	return nil
}

func comparedSuites(c Comparison) junitSuites {
	s := junitSuite{Name: "load compare", Time: seconds(0), Properties: []junitProperty{
		{"a", oneLine(c.A.Name)},
		{"b", oneLine(c.B.Name)},
		{"workload", oneLine(c.Plan.Workload)},
		{"floor", share(c.Floor)},
	}}
	s.add(wholeCase(c), 0)
	for _, f := range c.Figures {
		s.add(figureCase(f), 0)
	}
	return junitSuites{
		Name: "flexrig", Tests: s.Tests, Failures: s.Failures, Errors: s.Errors, Skipped: s.Skipped,
		Time: seconds(0), Suites: []junitSuite{s},
	}
}

func wholeCase(c Comparison) junitCase {
	whole := junitCase{Name: "B is not slower than A", Class: "load compare", Time: seconds(0)}
	said := &junitProblem{Message: oneLine(c.String()), Type: c.verdict(), Text: oneLine(c.String())}
	switch c.ExitStatus() {
	case ExitHeld:
		whole.Out = &junitText{said.Text}
	case ExitBroken:
		whole.Failure = said
	default:
		whole.Error = said
	}
	return whole
}

func figureCase(f ComparedFigure) junitCase {
	one := junitCase{Name: oneLine(f.Name), Class: "load compare figures", Time: seconds(0)}
	switch f.Verdict {
	case NoChange, Faster:
	case Slower:
		one.Failure = &junitProblem{Message: oneLine(f.Reason), Type: string(f.Verdict), Text: oneLine(f.Reason)}
	case CannotTell:
		one.Skipped = &junitSkipped{Message: oneLine(f.Reason)}
	default:
		one.Error = &junitProblem{Message: "no verdict", Type: "error", Text: oneLine(string(f.Verdict))}
	}
	return one
}
