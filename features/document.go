package features

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
)

// A document is one feature file, parsed.
type document struct {
	path    string   // as in the checkout: features/closing.feature
	lines   []string // line n of the file is lines[n-1]
	tree    *messages.GherkinDocument
	pickles []*messages.Pickle
	nodes   map[string]node // by the ids of the tree
}

// A node says what a pickle's node id stands for.
type node struct {
	line     int
	keyword  string // steps only
	scenario *messages.Scenario
	rule     *messages.Rule // nil outside a Rule block
}

// readDocuments parses every feature file below the root of files. All files
// that do not parse are in the error, each with its lines.
func readDocuments(files fs.FS) ([]*document, error) {
	var docs []*document
	var problems []error
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".feature" {
			return err
		}
		doc, err := readDocument(files, name)
		if err != nil {
			problems = append(problems, err)
			return nil
		}
		docs = append(docs, doc)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list feature files: %w", err)
	}
	return docs, errors.Join(problems...)
}

func readDocument(files fs.FS, name string) (*document, error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("read feature: %w", err)
	}
	doc := &document{path: path.Join(Root, name), lines: strings.Split(string(text), "\n"), nodes: map[string]node{}}
	ids := (&messages.Incrementing{}).NewId
	doc.tree, err = gherkin.ParseGherkinDocument(bytes.NewReader(text), ids)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doc.path, err)
	}
	if doc.tree.Feature == nil {
		return nil, fmt.Errorf("%s:1: there is no feature in the file", doc.path)
	}
	doc.pickles = gherkin.Pickles(*doc.tree, doc.path, ids)
	doc.index()
	return doc, nil
}

// index notes every node that a pickle can refer to.
func (d *document) index() {
	for _, child := range d.tree.Feature.Children {
		switch {
		case child.Background != nil:
			d.indexSteps(child.Background.Steps)
		case child.Scenario != nil:
			d.indexScenario(child.Scenario, nil)
		case child.Rule != nil:
			d.indexRule(child.Rule)
		}
	}
}

func (d *document) indexRule(rule *messages.Rule) {
	for _, child := range rule.Children {
		switch {
		case child.Background != nil:
			d.indexSteps(child.Background.Steps)
		case child.Scenario != nil:
			d.indexScenario(child.Scenario, rule)
		}
	}
}

func (d *document) indexScenario(s *messages.Scenario, rule *messages.Rule) {
	d.nodes[s.Id] = node{line: line(s.Location), scenario: s, rule: rule}
	d.indexSteps(s.Steps)
	for _, examples := range s.Examples {
		for _, row := range examples.TableBody {
			d.nodes[row.Id] = node{line: line(row.Location), scenario: s, rule: rule}
		}
	}
}

func (d *document) indexSteps(steps []*messages.Step) {
	for _, s := range steps {
		d.nodes[s.Id] = node{line: line(s.Location), keyword: strings.TrimSpace(s.Keyword)}
	}
}

func line(at *messages.Location) int { return int(at.Line) }
