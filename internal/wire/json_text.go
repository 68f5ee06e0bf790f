package wire

import (
	"strconv"
	"time"
	"unicode/utf8"
)

// An appender writes its own JSON. The resources that are asked for most do,
// because reflection takes a third of an update's time; a test holds each of
// them against encoding/json.
type appender interface {
	appendJSON(to []byte) []byte
}

const hexDigits = "0123456789abcdef"

// asIs are the characters below 0x80 that stand in a JSON text as they are.
var asIs = func() (is [utf8.RuneSelf]bool) {
	for c := byte(' '); c < utf8.RuneSelf; c++ {
		is[c] = c != '"' && c != '\\'
	}
	return is
}()

// appendText writes a text as encoding/json does that escapes no HTML: text
// that is no UTF-8 becomes U+FFFD, and the two line separators of JavaScript
// are escaped.
func appendText(to []byte, text string) []byte {
	to = append(to, '"')
	from := 0
	for at := 0; at < len(text); {
		if at+8 <= len(text) && plain8(text[at:at+8]) {
			at += 8
			continue
		}
		c := text[at]
		if c < utf8.RuneSelf && asIs[c] {
			at++
			continue
		}
		size, escape := escapeAt(text[at:])
		if escape != "" {
			to = append(append(to, text[from:at]...), escape...)
			if escape == controlEscape {
				to = append(to, hexDigits[c>>4], hexDigits[c&0xf])
			}
			from = at + size
		}
		at += size
	}
	return append(append(to, text[from:]...), '"')
}

// plain8 tells whether eight characters all stand as they are: none is a quote,
// a backslash, a control character, or above 0x7f. It looks at all at once.
func plain8(s string) bool {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	word := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	quote, backslash := word^(ones*'"'), word^(ones*'\\')
	// the top bit of a byte is set that borrows: one below the bound
	odd := (word - ones*' ') | (quote - ones) | (backslash - ones) | word
	return odd&tops == 0
}

// controlEscape is what the two digits of a control character follow.
const controlEscape = `\u00`

// escapeAt gives the size of a text's first character, and what stands for it;
// empty where it stands for itself.
func escapeAt(text string) (size int, escape string) {
	switch c := text[0]; {
	case c == '"':
		return 1, `\"`
	case c == '\\':
		return 1, `\\`
	case c == '\n':
		return 1, `\n`
	case c == '\r':
		return 1, `\r`
	case c == '\t':
		return 1, `\t`
	case c == '\b':
		return 1, `\b`
	case c == '\f':
		return 1, `\f`
	case c < ' ':
		return 1, controlEscape
	}
	switch char, size := utf8.DecodeRuneInString(text); {
	case char == utf8.RuneError && size == 1:
		return size, `\ufffd`
	case char == '\u2028':
		return size, `\u2028`
	case char == '\u2029':
		return size, `\u2029`
	default:
		return size, ""
	}
}

// appendOrNull writes a text, or null where there is none.
func appendOrNull(to []byte, text string) []byte {
	if text == "" {
		return append(to, "null"...)
	}
	return appendText(to, text)
}

// appendISO writes an instant as [iso] does, or null where there is none.
func appendISO(to []byte, at time.Time) []byte {
	if at.IsZero() {
		return append(to, "null"...)
	}
	to = append(to, '"')
	to = at.UTC().AppendFormat(to, time.RFC3339)
	return append(to, '"')
}

func appendNumber(to []byte, n int) []byte { return strconv.AppendInt(to, int64(n), 10) }

// appendAddress writes the address that [inWorkspace] gives, and what follows it.
func appendAddress(to []byte, ws, collection, sid, tail string) []byte {
	to = append(append(append(to, '"'), workspacesURL...), ws...)
	to = append(append(append(append(to, '/'), collection...), '/'), sid...)
	return append(append(to, tail...), '"')
}

// appendLink is the same address, null where there is no sid.
func appendLink(to []byte, ws, collection, sid string) []byte {
	if sid == "" {
		return append(to, "null"...)
	}
	return appendAddress(to, ws, collection, sid, "")
}
