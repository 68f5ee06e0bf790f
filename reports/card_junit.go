package reports

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// CardJUnit writes a card as JUnit XML: one suite, a case for each kind of
// finding that was looked for, so that a green one shows what was checked.
// Errors and warnings are failures; a note is told in the case and fails
// nothing. Where the card is not whole a case of its own errors: what is no
// longer known may have been anything.
func CardJUnit(w io.Writer, c Card) error {
	if err := cardSuites(c).write(w); err != nil {
		return fmt.Errorf("write JUnit report card: %w", err)
	}
	return nil
}

func cardSuites(c Card) junitSuites {
	s := junitSuite{Name: "report card", Time: seconds(0), Properties: cardProperties(c)}
	if !c.At.IsZero() {
		s.Timestamp = c.At.UTC().Format("2006-01-02T15:04:05")
	}
	for _, check := range c.checks() {
		s.add(checkCase(check, c.Findings), 0)
	}
	if lossy := c.lossy(); lossy != "" {
		s.add(junitCase{
			Name: "every request and event is known", Class: "report card", Time: seconds(0),
			Error: &junitProblem{Message: lossy, Type: "lossy", Text: lossy},
		}, 0)
	}
	return junitSuites{
		Name: "flexrig", Tests: s.Tests, Failures: s.Failures, Errors: s.Errors, Skipped: s.Skipped,
		Time: seconds(0), Suites: []junitSuite{s},
	}
}

func cardProperties(c Card) []junitProperty {
	return []junitProperty{
		{"account", oneLine(c.Account)},
		{"requests", fmt.Sprint(c.Requests)},
		{"dropped", fmt.Sprint(c.Dropped)},
		{"events_dropped", fmt.Sprint(c.EventsDropped)},
	}
}

// checks are what the card looked for, and after them every kind that it found
// all the same: a finding must not get lost because nobody announced it.
func (c Card) checks() []Check {
	known := map[string]bool{}
	all := make([]Check, 0, len(c.Checks))
	for _, check := range c.Checks {
		known[check.Kind] = true
		all = append(all, check)
	}
	for _, found := range c.Findings {
		if !known[found.Kind] {
			known[found.Kind] = true
			all = append(all, Check{Kind: found.Kind, Rule: found.Rule, Sentence: found.Kind})
		}
	}
	return all
}

func checkCase(check Check, findings []Finding) junitCase {
	c := junitCase{Name: oneLine(check.Sentence), Class: oneLine(strings.TrimSpace(check.Kind + " " + check.Rule)), Time: seconds(0)}
	var failing, notes []Finding
	for _, found := range findings {
		switch {
		case found.Kind != check.Kind:
		case found.Severity == SeverityNote:
			notes = append(notes, found)
		default:
			failing = append(failing, found)
		}
	}
	if len(failing) > 0 {
		c.Failure = &junitProblem{
			Message: oneLine(cut(failing[0].Sentence, shownBody)), Type: string(failing[0].Severity),
			Text: findingsText(append(failing, notes...)),
		}
	} else if len(notes) > 0 {
		c.Out = &junitText{findingsText(notes)}
	}
	return c
}

// findingsText tells findings as [CardText] does.
func findingsText(findings []Finding) string {
	var text strings.Builder
	t := terminal{Writer: bufio.NewWriter(&text)}
	for _, found := range findings {
		t.finding(found)
	}
	_ = t.Flush() // a strings.Builder takes everything
	return strings.TrimSpace(text.String())
}
