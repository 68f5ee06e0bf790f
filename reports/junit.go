package reports

import (
	"encoding/xml"
	"fmt"
	"io"
	"time"
)

// The elements of a JUnit file as Jenkins, GitLab and GitHub read them.
type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Skipped  int          `xml:"skipped,attr"`
	Time     string       `xml:"time,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name       string          `xml:"name,attr"`
	Tests      int             `xml:"tests,attr"`
	Failures   int             `xml:"failures,attr"`
	Errors     int             `xml:"errors,attr"`
	Skipped    int             `xml:"skipped,attr"`
	Time       string          `xml:"time,attr"`
	Timestamp  string          `xml:"timestamp,attr,omitempty"`
	File       string          `xml:"file,attr,omitempty"`
	Properties []junitProperty `xml:"properties>property,omitempty"`
	Cases      []junitCase     `xml:"testcase"`

	elapsed time.Duration
}

type junitProperty struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	File    string        `xml:"file,attr,omitempty"`
	Line    int           `xml:"line,attr,omitempty"`
	Time    string        `xml:"time,attr"`
	Failure *junitProblem `xml:"failure"`
	Error   *junitProblem `xml:"error"`
	Skipped *junitSkipped `xml:"skipped"`
	Out     *junitText    `xml:"system-out"`
}

// A junitText is what a case says beside its outcome; it must be printable.
type junitText struct {
	Text string `xml:",cdata"`
}

type junitProblem struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	// Text is CDATA so that people can read the file too; it must be printable.
	Text string `xml:",cdata"`
}

type junitSkipped struct {
	Message string `xml:"message,attr"`
}

// JUnit writes the run as JUnit XML: a suite a feature, a case an example, its
// class the rule. Broken is a failure, error an error, and what was skipped or
// could not be observed is skipped with its reason. A selected rule without
// examples is a skipped case of its own, and a run that proves nothing has a
// case that errors, so that no build server shows it green.
//
// The file is valid XML whatever the texts hold: characters that XML cannot
// carry appear as escapes.
func JUnit(w io.Writer, rec Record) error {
	if err := junit(Redact(rec)).write(w); err != nil {
		return fmt.Errorf("write JUnit report: %w", err)
	}
	return nil
}

// write writes the file that the suites are.
func (s junitSuites) write(w io.Writer) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(s); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func junit(rec Record) junitSuites {
	var suites []junitSuite
	for _, group := range features(rec.Rules) {
		suites = append(suites, featureSuite(group))
	}
	if s, ok := bareRulesSuite(rec.Rules); ok {
		suites = append(suites, s)
	}
	if s, ok := notRunSuite(rec); ok {
		suites = append(suites, s)
	}
	all := junitSuites{Name: "flexrig", Time: seconds(rec.Run.duration())}
	for i := range suites {
		s := &suites[i]
		s.Time = seconds(s.elapsed)
		s.Properties = junitProperties(rec.Run)
		if !rec.Run.Started.IsZero() {
			s.Timestamp = rec.Run.Started.UTC().Format("2006-01-02T15:04:05")
		}
		all.Tests += s.Tests
		all.Failures += s.Failures
		all.Errors += s.Errors
		all.Skipped += s.Skipped
	}
	all.Suites = suites
	return all
}

func featureSuite(g feature) junitSuite {
	s := junitSuite{Name: oneLine(g.name), File: oneLine(g.file)}
	for _, m := range g.members {
		s.add(exampleCase(m.rule, m.example), m.example.Duration)
	}
	return s
}

// add appends a case and counts it by what it holds, so that counters and
// cases cannot differ.
func (s *junitSuite) add(c junitCase, d time.Duration) {
	s.Cases = append(s.Cases, c)
	s.elapsed += d
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Error != nil:
		s.Errors++
	case c.Skipped != nil:
		s.Skipped++
	}
}

func exampleCase(r Rule, e Example) junitCase {
	c := junitCase{
		Name: oneLine(e.Name), Class: className(r), File: oneLine(e.File), Line: e.Line, Time: seconds(e.Duration),
	}
	switch e.Outcome.settled() {
	case Broken:
		c.Failure = problem("broken", e)
	case Error:
		c.Error = problem("error", e)
	case NotObservable, Skipped:
		c.Skipped = &junitSkipped{Message: skippedMessage(e.Outcome, e.Reason)}
	}
	return c
}

func problem(kind string, e Example) *junitProblem {
	return &junitProblem{Message: oneLine(cut(e.failure().Message, shownBody)), Type: kind, Text: failureText(e)}
}

// className is the rule: build servers group by it.
func className(r Rule) string {
	return oneLine(r.ID + " " + r.Sentence)
}

// skippedMessage keeps the two kinds of not run apart, which JUnit does not.
func skippedMessage(o Outcome, reason string) string {
	if reason == "" {
		return o.Words()
	}
	return oneLine(o.Words() + ": " + reason)
}

// bareRulesSuite holds the rules that have no example to stand for them.
func bareRulesSuite(rules []Rule) (junitSuite, bool) {
	s := junitSuite{Name: "rules without examples"}
	for _, r := range rules {
		if len(r.Examples) > 0 || r.Outcome() == Skipped {
			continue
		}
		s.add(junitCase{
			Name: oneLine(r.Sentence), Class: className(r), Time: seconds(0),
			Skipped: &junitSkipped{Message: skippedMessage(r.Outcome(), r.Why())},
		}, 0)
	}
	return s, s.Tests > 0
}

// notRunSuite holds the error of a run that proves nothing.
func notRunSuite(rec Record) (junitSuite, bool) {
	why := rec.NotRun()
	if why == "" {
		return junitSuite{}, false
	}
	s := junitSuite{Name: "the run"}
	s.add(junitCase{
		Name: "the run comes to its end and observes something", Class: "flexrig", Time: seconds(0),
		Error: &junitProblem{Message: oneLine(why), Type: "error", Text: lines(why)},
	}, 0)
	return s, true
}

func junitProperties(run Run) []junitProperty {
	props := []junitProperty{
		{"run", oneLine(run.ID)},
		{"target", oneLine(run.Target)},
		{"seed", fmt.Sprint(run.Seed)},
	}
	for _, name := range run.versionNames() {
		props = append(props, junitProperty{"version." + oneLine(name), oneLine(run.Versions[name])})
	}
	for _, c := range run.Corrections {
		props = append(props, junitProperty{"correction", correctionText(c)})
	}
	return props
}

func seconds(d time.Duration) string {
	return fmt.Sprintf("%.6f", d.Seconds())
}
