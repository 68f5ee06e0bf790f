package insights

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// beginning gives the first units of a text, no more than so many, and never a
// part of a code point. What people see as one character, such as a family of
// emoji or an accent written on its own, may be several code points and may be
// cut between them.
func beginning(text, unit string, longest int) string {
	length := 0
	for i, char := range text {
		length += sizeIn(unit, char)
		if length > longest {
			return text[:i]
		}
	}
	return text
}

// sizeIn tells how many units a code point takes.
func sizeIn(unit string, char rune) int {
	switch unit {
	case rulebook.UnitByte:
		return utf8.RuneLen(char)
	case rulebook.UnitUTF16:
		return utf16.RuneLen(char)
	}
	return 1
}
