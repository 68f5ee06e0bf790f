package wire

import "strings"

// nearest finds the known name that somebody who wrote another one is likely to
// have meant, or "" where none comes near: the same letters in another case, or
// at most one slip in three letters.
func nearest(written string, known []string) string {
	const longest = 60 // no parameter is as long; comparing takes time by the letter
	if len(written) > longest {
		return ""
	}
	best, least := "", max(1, len(written)/3)+1
	for _, name := range known {
		if strings.EqualFold(name, written) {
			return name
		}
		if slips := distance(written, name); slips < least {
			best, least = name, slips
		}
	}
	return best
}

// distance counts the letters to insert, drop or replace to get from one word
// to another.
func distance(from, to string) int {
	row := make([]int, len(to)+1)
	for i := range row {
		row[i] = i
	}
	for i := range len(from) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(to) {
			replaced := diagonal
			if from[i] != to[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(to)]
}
