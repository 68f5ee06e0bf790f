package reports

// feature is the examples of one feature file, which formats made for tests
// are ordered by; a rule's examples may stand in several.
type feature struct {
	name, file string
	members    []member
}

// member is an example with the rule that it belongs to.
type member struct {
	rule    Rule
	example Example
}

// features groups the examples by feature, in the order in which the features
// first appear.
func features(rules []Rule) []feature {
	var groups []feature
	index := map[[2]string]int{}
	for _, r := range rules {
		for _, e := range r.Examples {
			key := [2]string{e.Feature, e.File}
			i, seen := index[key]
			if !seen {
				i = len(groups)
				index[key] = i
				groups = append(groups, feature{name: e.Feature, file: e.File})
			}
			groups[i].members = append(groups[i].members, member{r, e})
		}
	}
	return groups
}
