package reports

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// oneLine makes any text safe for one line of a terminal or of a file: control
// characters, line breaks included, and bytes that are no UTF-8 appear as Go
// escapes. A body from the network must not move a cursor, colour a screen or
// reverse the reading direction of what follows.
func oneLine(s string) string {
	return printable(s, "")
}

// lines does the same for text that may have lines and tabs.
func lines(s string) string {
	return printable(strings.ReplaceAll(s, "\r\n", "\n"), "\n\t")
}

func printable(s, keep string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return hostile(r, keep) }) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case hostile(r, keep):
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		default:
			b.WriteRune(r)
		}
		i += size
	}
	return b.String()
}

// hostile reports whether r is shown as an escape: control characters, what
// turns the reading direction, and what XML cannot carry. U+FFFD is among them
// since that is how a range over a string shows an invalid byte.
func hostile(r rune, keep string) bool {
	if strings.ContainsRune(keep, r) && r != utf8.RuneError {
		return false
	}
	return r == utf8.RuneError || unicode.IsControl(r) ||
		unicode.In(r, unicode.Bidi_Control, unicode.Noncharacter_Code_Point)
}

// cut shortens s to about limit bytes, never inside a character, and says how
// much is missing.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	end := limit
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return fmt.Sprintf("%s… (%d bytes more)", s[:end], len(s)-end)
}

// indent puts prefix before the second line of s and all that follow.
func indent(s, prefix string) string {
	return strings.ReplaceAll(s, "\n", "\n"+prefix)
}

// count writes a number with its noun: "1 example", "2 examples".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
