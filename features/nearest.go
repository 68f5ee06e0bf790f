package features

import (
	"slices"

	"github.com/agnivade/levenshtein"
)

// nearest gives the three candidates that differ least from a word, in order of
// difference, then of the list.
func nearest(word string, candidates []string) []string {
	type near struct {
		word     string
		distance int
	}
	var all []near
	for _, c := range candidates {
		all = append(all, near{c, levenshtein.ComputeDistance(word, c)})
	}
	slices.SortStableFunc(all, func(a, b near) int { return a.distance - b.distance })
	var words []string
	for _, n := range all[:min(3, len(all))] {
		words = append(words, n.word)
	}
	return words
}
