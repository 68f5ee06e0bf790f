package features

import (
	"bytes"

	messages "github.com/cucumber/messages/go/v21"
)

// A block is a stretch of a feature file that belongs to one node; it ends
// where the next one begins.
type block struct {
	first    int // its first line, tags included
	rule     *messages.Rule
	scenario *messages.Scenario
	examples *messages.Examples
}

// excerpt gives the file as if the pickle were its only example. Lines move up,
// since a parser takes as long for an empty one; where a step stands is known
// from [Example.Steps].
func (d *document) excerpt(p *messages.Pickle) []byte {
	at := d.nodes[p.AstNodeIds[0]]
	row := 0
	if len(p.AstNodeIds) > 1 {
		row = d.nodes[p.AstNodeIds[1]].line
	}
	var kept bytes.Buffer
	blocks := d.blocks()
	for i, b := range blocks {
		if !b.belongsTo(at) || b.examples != nil && !holds(b.examples, row) {
			continue
		}
		end := len(d.lines) + 1
		if i+1 < len(blocks) {
			end = blocks[i+1].first
		}
		for number := b.first; number < end; number++ {
			if b.examples == nil || number == row || !holds(b.examples, number) {
				kept.WriteString(d.lines[number-1])
				kept.WriteByte('\n')
			}
		}
	}
	return kept.Bytes()
}

// belongsTo tells whether a pickle of the scenario needs the block: the file's
// head, backgrounds, and its own rule and scenario.
func (b block) belongsTo(at node) bool {
	return (b.rule == nil || b.rule == at.rule) && (b.scenario == nil || b.scenario == at.scenario)
}

// holds tells whether the line is one of the table's rows.
func holds(e *messages.Examples, row int) bool {
	for _, r := range e.TableBody {
		if line(r.Location) == row {
			return true
		}
	}
	return false
}

// blocks lists the file's blocks in the order of its lines, without a gap.
func (d *document) blocks() []block {
	blocks := []block{{first: 1}}
	for _, child := range d.tree.Feature.Children {
		switch {
		case child.Background != nil:
			blocks = append(blocks, block{first: line(child.Background.Location)})
		case child.Scenario != nil:
			blocks = append(blocks, scenarioBlocks(child.Scenario, nil)...)
		case child.Rule != nil:
			blocks = append(blocks, ruleBlocks(child.Rule)...)
		}
	}
	return blocks
}

func ruleBlocks(rule *messages.Rule) []block {
	blocks := []block{{first: first(rule.Tags, rule.Location), rule: rule}}
	for _, child := range rule.Children {
		switch {
		case child.Background != nil:
			blocks = append(blocks, block{first: line(child.Background.Location), rule: rule})
		case child.Scenario != nil:
			blocks = append(blocks, scenarioBlocks(child.Scenario, rule)...)
		}
	}
	return blocks
}

func scenarioBlocks(s *messages.Scenario, rule *messages.Rule) []block {
	blocks := []block{{first: first(s.Tags, s.Location), rule: rule, scenario: s}}
	for _, e := range s.Examples {
		blocks = append(blocks, block{first: first(e.Tags, e.Location), rule: rule, scenario: s, examples: e})
	}
	return blocks
}

// first is the line of a node's first tag, else its own.
func first(tags []*messages.Tag, at *messages.Location) int {
	if len(tags) > 0 {
		return line(tags[0].Location)
	}
	return line(at)
}
