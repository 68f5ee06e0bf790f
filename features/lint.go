package features

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	messages "github.com/cucumber/messages/go/v21"
)

// The most steps that an example and a background may have. A longer one tells
// a procedure, not a case.
const (
	mostSteps           = 7
	mostBackgroundSteps = 3
)

// A Finding is a place at which a feature file breaks a house rule.
type Finding struct {
	File    string
	Line    int
	Message string
}

// String is the finding as editors and terminals link it.
func (f Finding) String() string { return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Message) }

// Lint holds feature files to the house rules of Gherkin and gives every breach
// in the order of files and lines. A file that does not parse is an error.
func Lint(files fs.FS) ([]Finding, error) {
	docs, err := readDocuments(files)
	if err != nil {
		return nil, err
	}
	var findings []Finding
	for _, doc := range docs {
		l := linter{doc: doc}
		l.feature()
		slices.SortStableFunc(l.findings, func(a, b Finding) int { return cmp.Compare(a.Line, b.Line) })
		findings = append(findings, l.findings...)
	}
	return findings, nil
}

// A linter goes through one file.
type linter struct {
	doc      *document
	findings []Finding
}

func (l *linter) find(line int, format string, args ...any) {
	f := Finding{File: l.doc.path, Line: line, Message: fmt.Sprintf(format, args...)}
	if !slices.Contains(l.findings, f) { // an outline's step is looked at once a row
		l.findings = append(l.findings, f)
	}
}

func (l *linter) feature() {
	f := l.doc.tree.Feature
	l.prose(f.Location, f.Name, f.Description)
	l.tags(f.Tags, "a feature")
	for _, child := range f.Children {
		switch {
		case child.Background != nil:
			l.background(child.Background)
		case child.Scenario != nil:
			l.find(line(child.Scenario.Location), "example %q stands outside a Rule block", child.Scenario.Name)
			l.scenario(child.Scenario)
		case child.Rule != nil:
			l.rule(child.Rule)
		}
	}
	l.examples()
}

func (l *linter) background(b *messages.Background) {
	l.prose(b.Location, b.Name, b.Description)
	l.swallowed(b.Location, b.Description, b.Steps)
	if n := len(b.Steps); n > mostBackgroundSteps {
		l.find(line(b.Location), "the background has %d steps, want at most %d", n, mostBackgroundSteps)
	}
	for _, step := range b.Steps {
		l.wording(line(step.Location), step.Text)
		if step.KeywordType != messages.StepKeywordType_CONTEXT && step.KeywordType != messages.StepKeywordType_CONJUNCTION {
			l.find(line(step.Location), "a background is what is given: no %s in it", strings.TrimSpace(step.Keyword))
		}
	}
}

// rule holds one Rule block to its form: one id, prose, and two examples.
func (l *linter) rule(r *messages.Rule) {
	at := line(r.Location)
	l.prose(r.Location, r.Name, r.Description)
	if strings.TrimSpace(r.Description) == "" {
		l.find(at, "nothing under the rule says why an integrator cares")
	}
	ids := 0
	for _, tag := range r.Tags {
		l.tag(tag)
		if ruleID.MatchString(strings.TrimPrefix(tag.Name, "@")) {
			ids++
		}
	}
	if ids != 1 {
		l.find(at, "the rule has %d ids as tags, want one", ids)
	}
	cases := 0
	for _, child := range r.Children {
		switch {
		case child.Background != nil:
			l.background(child.Background)
		case child.Scenario != nil:
			cases += l.scenario(child.Scenario)
		}
	}
	if cases < 2 {
		l.find(at, "the rule has %d examples, want two or more: one is refused or on the boundary", cases)
	}
}

// scenario checks an example or outline as written and gives how many cases it
// makes.
func (l *linter) scenario(s *messages.Scenario) (cases int) {
	at := line(s.Location)
	l.prose(s.Location, s.Name, s.Description)
	l.swallowed(s.Location, s.Description, s.Steps)
	l.tags(s.Tags, "an example")
	if s.Name == "" {
		l.find(at, "the example has no name")
	}
	if n := len(s.Steps); n > mostSteps || n == 0 {
		l.find(at, "the example has %d steps, want 1 to %d", n, mostSteps)
	}
	if strings.Contains(s.Keyword, "Outline") && len(s.Examples) == 0 {
		l.find(at, "the outline has no examples")
	}
	for _, e := range s.Examples {
		l.tags(e.Tags, "an example")
		l.prose(e.Location, e.Name, e.Description)
		l.table(s, e)
		cases += len(e.TableBody)
	}
	if len(s.Examples) == 0 {
		return 1
	}
	return cases
}

// table finds columns that no text uses and tables without a row.
func (l *linter) table(s *messages.Scenario, e *messages.Examples) {
	if e.TableHeader == nil || len(e.TableBody) == 0 {
		l.find(line(e.Location), "the examples have no row")
		return
	}
	used := s.Name
	for _, step := range s.Steps {
		used += "\n" + step.Text + argument(step)
	}
	for _, cell := range e.TableHeader.Cells {
		if !strings.Contains(used, "<"+cell.Value+">") {
			l.find(line(cell.Location), "no step uses the column <%s>", cell.Value)
		}
	}
}

// argument is the text of a step's table or doc string.
func argument(step *messages.Step) string {
	var all []string
	if step.DataTable != nil {
		for _, row := range step.DataTable.Rows {
			for _, cell := range row.Cells {
				all = append(all, cell.Value)
			}
		}
	}
	if step.DocString != nil {
		all = append(all, step.DocString.Content)
	}
	return "\n" + strings.Join(all, "\n")
}

// tags checks the tags of a node that is no rule.
func (l *linter) tags(tags []*messages.Tag, where string) {
	for _, tag := range tags {
		l.tag(tag)
		if ruleID.MatchString(strings.TrimPrefix(tag.Name, "@")) {
			l.find(line(tag.Location), "the id %s stands on %s, want it on the Rule block", tag.Name, where)
		}
	}
}

func (l *linter) tag(tag *messages.Tag) {
	if problem := tagProblem(tag.Name); problem != "" {
		l.find(line(tag.Location), "%s", problem)
	}
}
