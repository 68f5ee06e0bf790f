package features

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	messages "github.com/cucumber/messages/go/v21"
)

// A Contract is all examples of all feature files, in the order of the files
// and of their lines.
type Contract struct {
	Examples []Example
}

// An Example is one thing that can be played: a plain example, or one row of an
// outline.
type Example struct {
	Rule    string // the rule's id
	Title   string // the sentence of its Rule block
	Name    string // the row's values filled in; unique within the file
	Feature string // the feature's title
	File    string // as in the checkout: features/closing.feature

	Line         int // where it stands; of an outline, the row's line
	ScenarioLine int // of an outline, the line of its keyword, else as Line

	Tags       []string // with their @, inherited ones included, each once
	Provenance string   // documented, observed or assumed
	Needs      []string // capabilities: clock, insights, faults, webhooks, browser

	Steps []Step // the background's first
	// Text is the feature file without all other examples; it is a feature of
	// its own.
	Text []byte
}

// A Step is one step of an example, the row's values filled in.
type Step struct {
	Keyword string // Given, When, Then, And, But or *
	Kind    Kind   // what the keyword means where it stands
	Text    string
	Line    int
}

// Kind is what a step is for; And and But have that of the step before.
type Kind string

// The kinds of step.
const (
	Given Kind = "given"
	When  Kind = "when"
	Then  Kind = "then"
)

// Load reads the contract from the binary. The error names every place at which
// the files are not a contract: what does not parse, and examples without one
// rule of the catalogue, without one provenance, or with an unknown tag.
func Load() (*Contract, error) { return Read(FS) }

// Read reads a contract from other files than the binary's, as Load does.
func Read(files fs.FS) (*Contract, error) {
	docs, err := readDocuments(files)
	if err != nil {
		return nil, err
	}
	var contract Contract
	var problems []error
	for _, doc := range docs {
		for _, pickle := range doc.pickles {
			example := doc.example(pickle)
			contract.Examples = append(contract.Examples, example)
			if err := example.labelled(pickle); err != nil {
				problems = append(problems, err)
			}
		}
	}
	if err := errors.Join(problems...); err != nil {
		return nil, fmt.Errorf("the features are no contract: %w", err)
	}
	return &contract, nil
}

func (d *document) example(p *messages.Pickle) Example {
	scenario := d.nodes[p.AstNodeIds[0]]
	last := d.nodes[p.AstNodeIds[len(p.AstNodeIds)-1]]
	e := Example{
		Name: p.Name, Feature: d.tree.Feature.Name, File: d.path,
		Line: last.line, ScenarioLine: scenario.line,
		Steps: d.steps(p), Text: d.excerpt(p),
	}
	if scenario.rule != nil {
		e.Title = scenario.rule.Name
	}
	for _, tag := range p.Tags {
		e.tag(tag.Name)
	}
	return e
}

// tag sorts a tag to where it belongs. Of several ids or provenances the last
// one stays; labelled refuses them.
func (e *Example) tag(tag string) {
	if slices.Contains(e.Tags, tag) {
		return
	}
	e.Tags = append(e.Tags, tag)
	name := strings.TrimPrefix(tag, "@")
	need, isNeed := strings.CutPrefix(name, needsPrefix)
	switch {
	case isNeed:
		e.Needs = append(e.Needs, need)
	case ruleID.MatchString(name):
		e.Rule = name
	case slices.Contains(provenances, name):
		e.Provenance = name
	}
}

func (d *document) steps(p *messages.Pickle) []Step {
	steps := make([]Step, len(p.Steps))
	kind := Given
	for i, s := range p.Steps {
		at := d.nodes[s.AstNodeIds[0]]
		switch s.Type {
		case messages.PickleStepType_CONTEXT:
			kind = Given
		case messages.PickleStepType_ACTION:
			kind = When
		case messages.PickleStepType_OUTCOME:
			kind = Then
		}
		steps[i] = Step{Keyword: at.keyword, Kind: kind, Text: s.Text, Line: at.line}
	}
	return steps
}
