package cli

import (
	"context"
	"fmt"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/internal/target"
	"github.com/flexrig/flexrig/reports"
)

// rules lists the rule book.
type rules struct {
	JSON bool `name:"json" help:"Write the list as JSON."`
}

// Help is shown under the command's flags.
func (rules) Help() string {
	return "Example: flexrig rules --json | jq '.[] | select(.examples == 0).id'"
}

// Run writes the list to stdout.
func (r *rules) Run(_ context.Context, streams Streams) (int, error) {
	contract, err := features.Load()
	if err != nil {
		return reports.ExitNotRun, fmt.Errorf("list the rules: %w", err)
	}
	write := reports.RulesText
	if r.JSON {
		write = reports.RulesJSON
	}
	if err := write(streams.Out, listing(contract)); err != nil {
		return reports.ExitNotRun, fmt.Errorf("list the rules: %w", err)
	}
	return reports.ExitHeld, nil
}

// listing counts each rule's examples by what stands behind them, and the ways
// to break it.
func listing(contract *features.Contract) reports.Listing {
	counts := map[string]*reports.ProvenanceCount{}
	for _, example := range contract.Examples {
		if counts[example.Rule] == nil {
			counts[example.Rule] = &reports.ProvenanceCount{}
		}
		count(counts[example.Rule], example.Provenance)
	}
	broken := map[string]int{}
	for _, mutant := range target.Mutants() {
		broken[mutant.Rule]++
	}
	var list reports.Listing
	for _, rule := range features.Catalogue() {
		row := reports.ListedRule{ID: rule.ID, Sentence: rule.Sentence, Source: rule.Source, Where: rule.Where, Note: rule.Note, Mutants: broken[rule.ID]}
		if n := counts[rule.ID]; n != nil {
			row.Provenance, row.Examples = *n, n.Documented+n.Observed+n.Assumed
		}
		list = append(list, row)
	}
	return list
}

func count(n *reports.ProvenanceCount, provenance string) {
	switch provenance {
	case "documented":
		n.Documented++
	case "observed":
		n.Observed++
	case "assumed":
		n.Assumed++
	}
}
