package insights

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// typeNames lists the types of link for a message.
func typeNames(book *rulebook.Book) string {
	names := make([]string, 0, len(book.MediaTypes))
	for _, kind := range book.MediaTypes {
		names = append(names, kind.Name)
	}
	return strings.Join(names, ", ")
}

// typeAdvice says what to write instead of a type that there is not.
func typeAdvice(book *rulebook.Book, name string) string {
	for _, kind := range book.MediaTypes {
		if strings.EqualFold(kind.Name, name) {
			return fmt.Sprintf("upper and lower case count: write %q", kind.Name)
		}
	}
	if near := nearestType(book, name); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "write one of " + typeNames(book)
}

// nearestType finds the type that a name was probably meant to be, and "" where
// it resembles none.
func nearestType(book *rulebook.Book, name string) string {
	const longest = 40 // no typing mistake turns a type's name into more
	given := letters(name)
	if len(given) < 3 || len(given) > longest {
		return ""
	}
	nearest, least := "", 4
	for _, kind := range book.MediaTypes {
		known := letters(kind.Name)
		distance := levenshtein.ComputeDistance(given, known)
		if len(given) > 3 && (strings.Contains(known, given) || strings.Contains(given, known)) {
			distance = min(distance, 1)
		}
		if distance < least && distance*2 < len(known) {
			nearest, least = kind.Name, distance
		}
	}
	return nearest
}

// letters keeps a name's letters, in lower case: voice_recording is
// voicerecording.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}
