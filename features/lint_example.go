package features

import (
	"regexp"
	"slices"
	"strings"

	messages "github.com/cucumber/messages/go/v21"
)

// examples checks the examples as they are played, the rows' values filled in.
func (l *linter) examples() {
	names := map[string]int{}
	for _, p := range l.doc.pickles {
		e := l.doc.example(p)
		if first, taken := names[e.Name]; taken {
			l.find(e.Line, "the name %q is that of the example in line %d; name both by their difference, outlines by their columns", e.Name, first)
		}
		names[e.Name] = e.Line
		l.provenance(e)
		l.keywords(e, p)
		l.wording(e.ScenarioLine, e.Name)
		for i, step := range e.Steps {
			l.wording(step.Line, step.Text+pickleArgument(p.Steps[i]))
			l.placeholders(step.Line, step.Text+table(p.Steps[i]))
		}
	}
}

func (l *linter) provenance(e Example) {
	n := 0
	for _, tag := range e.Tags {
		if slices.Contains(provenances, strings.TrimPrefix(tag, "@")) {
			n++
		}
	}
	if n != 1 {
		l.find(e.Line, "example %q has %d provenances, want one of @%s", e.Name, n, strings.Join(provenances, " @"))
	}
}

// keywords holds an example to one event and something that follows from it.
func (l *linter) keywords(e Example, p *messages.Pickle) {
	if len(p.Steps) == 0 {
		return // said of the scenario
	}
	whens, thens := 0, 0
	for _, step := range e.Steps {
		switch step.Kind {
		case When:
			whens++
		case Then:
			thens++
		}
	}
	if whens != 1 {
		l.find(e.ScenarioLine, "the example has %d When steps, an And after one included; want one", whens)
	}
	if thens == 0 {
		l.find(e.ScenarioLine, "the example has no Then")
	}
}

// pickleArgument is the text of a step's table or doc string.
func pickleArgument(step *messages.PickleStep) string {
	if step.Argument == nil || step.Argument.DocString == nil {
		return table(step)
	}
	return "\n" + step.Argument.DocString.Content
}

func table(step *messages.PickleStep) string {
	if step.Argument == nil || step.Argument.DataTable == nil {
		return ""
	}
	var all strings.Builder
	for _, row := range step.Argument.DataTable.Rows {
		for _, cell := range row.Cells {
			all.WriteString("\n" + cell.Value)
		}
	}
	return all.String()
}

var placeholder = regexp.MustCompile(`<[a-z][a-z0-9 _]*>`)

// placeholders finds what no column has filled in. Doc strings are left out:
// they hold texts of any kind, angle brackets included.
func (l *linter) placeholders(at int, text string) {
	if left := placeholder.FindString(text); left != "" {
		l.find(at, "no column fills in %s", left)
	}
}
