package reports

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
)

// LoadJUnit writes a load as JUnit XML: one suite, with a case that the run is
// valid, one that it came to the end of its plan, one that answers are as the API
// promises, one for each threshold, one for the audit and one for each of its rules. The file is green exactly where
// [Load.ExitStatus] is [ExitHeld]: an audit that could not be made is an error,
// one that was left out on purpose is skipped.
func LoadJUnit(w io.Writer, l Load) error {
	if err := loadSuites(RedactLoad(l)).write(w); err != nil {
		return fmt.Errorf("write JUnit load report: %w", err)
	}
	return nil
}

func loadSuites(l Load) junitSuites {
	took := time.Duration(l.Totals.Took * float64(time.Millisecond))
	s := junitSuite{Name: oneLine("load " + l.Plan.Workload), Time: seconds(took), Properties: l.properties()}
	if !l.Run.Started.IsZero() {
		s.Timestamp = l.Run.Started.UTC().Format("2006-01-02T15:04:05")
	}
	s.add(l.validCase(), took)
	s.add(l.endCase(), 0)
	s.add(l.answersCase(), 0)
	for _, t := range l.Thresholds {
		s.add(t.junit(), 0)
	}
	if l.Search != nil {
		s.add(l.searchCase(), 0)
	}
	s.add(l.Audit.junit(), 0)
	for _, rule := range l.Audit.Rules {
		s.add(l.Audit.ruleCase(rule), 0)
	}
	return junitSuites{
		Name: "flexrig", Tests: s.Tests, Failures: s.Failures, Errors: s.Errors, Skipped: s.Skipped,
		Time: seconds(took), Suites: []junitSuite{s},
	}
}

func loadCase(class, name string) junitCase {
	return junitCase{Name: oneLine(name), Class: oneLine(class), Time: seconds(0)}
}

func loadProblem(kind, message, text string) *junitProblem {
	return &junitProblem{Message: oneLine(cut(message, shownBody)), Type: kind, Text: lines(text)}
}

func (l Load) validCase() junitCase {
	c := loadCase("run", "the run is valid")
	c.Out = &junitText{l.Summary()}
	if why := l.ProvesNothing(); why != "" {
		c.Error = loadProblem("invalid", why, why)
	}
	return c
}

func (l Load) endCase() junitCase {
	c := loadCase("run", "the run comes to the end of its plan")
	if l.Stopped != "" {
		c.Failure = loadProblem("stopped", l.Stopped, l.Stopped)
	}
	return c
}

// answersCase is about answers of success that show something else than they should.
func (l Load) answersCase() junitCase {
	c := loadCase("run", "no answer contradicts what the API promises")
	if l.Totals.Wrong == 0 {
		return c
	}
	var classes []string
	for _, e := range l.Errors {
		if strings.HasPrefix(e.Class, "wrong: ") {
			classes = append(classes, fmt.Sprintf("%s, %s", e.Class, times(e.Count)))
		}
	}
	c.Failure = loadProblem("wrong", fmt.Sprintf("%d of %d hits", l.Totals.Wrong, l.Totals.Sent), strings.Join(classes, "\n"))
	return c
}

func (l Load) searchCase() junitCase {
	c := loadCase("run", "a rate is found that holds the thresholds")
	c.Out = &junitText{oneLine(l.Search.Sure)}
	if l.foundNoRate() {
		c.Failure = loadProblem("missed", l.Search.Sure, l.Search.Sure)
	}
	return c
}

func (t LoadThreshold) junit() junitCase {
	c := loadCase("thresholds", t.Expression)
	if t.Held {
		c.Out = &junitText{oneLine(t.Found)}
		return c
	}
	message := fmt.Sprintf("%s: found %s", t.Expression, t.Found)
	c.Failure = loadProblem("missed", message, message)
	return c
}

// junit is the audit as a whole. A broken one fails here, too, because it may
// name no rule that is.
func (a LoadAudit) junit() junitCase {
	c := loadCase("audit", "the audit is made and holds")
	text := a.sentence()
	switch a.settled() {
	case AuditHeld:
		c.Out = &junitText{a.extent()}
	case AuditBroken:
		c.Failure = loadProblem("broken", text, text+"\n"+a.extent())
	case AuditSkipped:
		c.Skipped = &junitSkipped{Message: oneLine(text)}
	default:
		c.Error = loadProblem(a.settled(), text, text)
	}
	return c
}

func (a LoadAudit) ruleCase(r AuditRule) junitCase {
	c := loadCase("audit", r.Name+": "+r.Sentence)
	switch a.ruleOutcome(r) {
	case Held:
	case Broken:
		c.Failure = loadProblem("broken", "not so, "+times(r.Broken), strings.Join(r.Examples, "\n"))
	default:
		c.Skipped = &junitSkipped{Message: oneLine(a.sentence())}
	}
	return c
}

// sentence is the audit's outcome with its reason: "not observable: …".
func (a LoadAudit) sentence() string {
	if a.Reason == "" {
		return a.words()
	}
	return a.words() + ": " + a.Reason
}

func (l Load) properties() []junitProperty {
	props := []junitProperty{
		{"run", oneLine(l.Run.ID)},
		{"target", oneLine(l.Run.Target)},
		{"seed", fmt.Sprint(l.Run.Seed)},
		{"plan", l.planText()},
	}
	for _, name := range slices.Sorted(maps.Keys(l.Run.Versions)) {
		props = append(props, junitProperty{"version." + oneLine(name), oneLine(l.Run.Versions[name])})
	}
	return props
}
