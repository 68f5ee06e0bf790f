package steps

import (
	"slices"
	"strings"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/reports"
)

// rules gives every rule of the catalogue with what became of its examples.
func (s Suite) rules(rec *recorder) []reports.Rule {
	played := map[string][]reports.Example{}
	for _, e := range s.Selected {
		played[e.Rule] = append(played[e.Rule], rec.done[key(e)])
	}
	origins := provenances(s.Contract)
	named := s.Names
	if named == nil {
		named = func(string) bool { return true }
	}
	var rules []reports.Rule
	for _, r := range features.Catalogue() {
		rule := reports.Rule{
			ID: r.ID, Sentence: r.Sentence, Source: r.Source,
			Provenance: origins[r.ID], Examples: played[r.ID],
		}
		switch {
		case len(rule.Examples) > 0:
		case origins[r.ID] != "", !named(r.ID):
			rule.Deselected = true
		case r.InBrowserAlone():
			rule.Reason = "it shows in a browser with Flex UI alone"
		default:
			rule.Reason = "no feature has an example of it yet"
		}
		rules = append(rules, rule)
	}
	return rules
}

// provenances tells for each rule what stands behind its examples, selected or
// not: "documented+assumed".
func provenances(c *features.Contract) map[string]string {
	kinds := map[string][]string{}
	for _, e := range c.Examples {
		if !slices.Contains(kinds[e.Rule], e.Provenance) {
			kinds[e.Rule] = append(kinds[e.Rule], e.Provenance)
		}
	}
	joined := map[string]string{}
	for id, list := range kinds {
		slices.SortFunc(list, func(a, b string) int { return rank(a) - rank(b) })
		joined[id] = strings.Join(list, "+")
	}
	return joined
}

func rank(provenance string) int {
	return slices.Index([]string{"documented", "observed", "assumed"}, provenance)
}
