package target

import "github.com/flexrig/flexrig/internal/rulebook"

// A Mutant is a mock target that breaks one rule on purpose.
type Mutant struct {
	ID   string // what [MockConfig] takes: TD-06.1
	Rule string // TD-06
	What string // what is different, in a few words
}

// Mutants lists every mutant there is, in the order of the rules.
func Mutants() []Mutant {
	all := rulebook.Mutants()
	listed := make([]Mutant, len(all))
	for i, m := range all {
		listed[i] = Mutant{ID: m.ID, Rule: m.Rule, What: m.What}
	}
	return listed
}
