package features

import "slices"

// nearest gives the three candidates that differ least from a word, in order of
// difference, then of the list.
func nearest(word string, candidates []string) []string {
	type near struct {
		word     string
		distance int
	}
	var all []near
	for _, c := range candidates {
		all = append(all, near{c, distance(word, c)})
	}
	slices.SortStableFunc(all, func(a, b near) int { return a.distance - b.distance })
	var words []string
	for _, n := range all[:min(3, len(all))] {
		words = append(words, n.word)
	}
	return words
}

// distance counts the letters to insert, remove or replace to turn a into b
// (Levenshtein's), where letters that differ in case alone count as equal only
// if all else is.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
