package insights

import (
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// How many digits an international phone number has (ITU-T E.164 for the most;
// the least is assumed).
const (
	fewestDigits = 7
	mostDigits   = 15
)

// phoneNumber takes the separators out of a phone number, so that all ways to
// write it are one. Only what begins with a plus sign, and holds nothing but
// digits and separators after it, is taken for a phone number: an id such as
// A-17 or 2024-0017 keeps its hyphens, since without them it may be another id.
func (c *conversation) phoneNumber(text string) string {
	bare := strings.Map(func(r rune) rune {
		if strings.ContainsRune(c.book.PhoneSeparators, r) {
			return -1
		}
		return r
	}, text)
	if c.book.Breaks(rulebook.SeparatorsNeverCount) || strings.HasPrefix(text, "+") && c.isNumber(bare[1:]) {
		return bare
	}
	return text
}

func (c *conversation) isNumber(digits string) bool {
	return strings.Trim(digits, "0123456789") == "" &&
		(len(digits) >= fewestDigits || c.book.Breaks(rulebook.NumbersMayBeShort)) &&
		(len(digits) <= mostDigits || c.book.Breaks(rulebook.NumbersMayBeLong))
}
