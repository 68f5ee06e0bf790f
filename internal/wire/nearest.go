package wire

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

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
		if slips := levenshtein.ComputeDistance(written, name); slips < least {
			best, least = name, slips
		}
	}
	return best
}
