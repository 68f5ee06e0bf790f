package taskrouter

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/tidwall/gjson"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// Attributes is the JSON object that a task or worker carries, as the text in
// which it was sent: key order, white space and duplicate keys are kept, since
// the platform gives the same text back.
type Attributes string

// ParseAttributes accepts a text that is a JSON object of at most maxCharacters
// Unicode characters, white space counted (0 sets no limit). Everything else is
// a *rulebook.Refusal with Twilio's code for a bad parameter. No source quotes
// the platform's wording for it; the sentences are this project's own.
func ParseAttributes(text string, maxCharacters int) (Attributes, error) {
	if maxCharacters > 0 && len(text) > maxCharacters {
		if length := utf8.RuneCountInString(text); length > maxCharacters {
			return "", rulebook.Invalid(rulebook.CodeInvalid,
				"Parameter Attributes is too long: %d characters, at most %d are allowed", length, maxCharacters)
		}
	}
	if problem := objectProblem(text); problem != "" {
		return "", rulebook.Invalid(rulebook.CodeInvalid, "Invalid JSON in parameter Attributes: %s", problem)
	}
	return Attributes(text), nil
}

// Decode gives the object's members, the last one where a key is given twice.
// Attributes that hold no object give an empty map.
func (a Attributes) Decode() map[string]any {
	members := map[string]any{}
	if err := json.Unmarshal([]byte(a), &members); err != nil || members == nil {
		return map[string]any{}
	}
	return members
}

// Merge gives these attributes with another's members added and replaced, each
// value as it was written. No update does this, unless a stand-in is told to; a
// login through single sign-on does.
func (a Attributes) Merge(update Attributes) Attributes {
	members := map[string]json.RawMessage{}
	for _, text := range []Attributes{a, update} {
		if err := json.Unmarshal([]byte(text), &members); err != nil {
			return update
		}
	}
	text, err := json.Marshal(members)
	if err != nil {
		return update
	}
	return Attributes(text)
}

// Lookup gives the value at a path of keys and list indices. It decodes the
// whole text; ask Variables where several values are wanted.
func (a Attributes) Lookup(path []string) (value any, ok bool) {
	return memberAt(a.Decode(), path)
}

// Variables gives an expression the attributes. The text is decoded when the
// first one is asked for, once, whichever goroutine asks.
func (a Attributes) Variables() Variables {
	decoded := sync.OnceValue(a.Decode)
	return func(path []string) (any, bool) { return memberAt(decoded(), path) }
}

func memberAt(object map[string]any, path []string) (value any, ok bool) {
	if len(path) == 0 {
		return nil, false
	}
	value = object
	for _, step := range path {
		switch inner := value.(type) {
		case map[string]any:
			value, ok = inner[step]
		case []any:
			value, ok = elementAt(inner, step)
		default:
			return nil, false
		}
		if !ok {
			return nil, false
		}
	}
	return value, true
}

func elementAt(list []any, step string) (value any, ok bool) {
	index, err := strconv.ParseUint(step, 10, 32)
	if err != nil || index >= uint64(len(list)) {
		return nil, false
	}
	return list[index], true
}

// objectProblem says why a text is no JSON object that can be decoded, or ""
// where it is one. A good text costs no allocation.
func objectProblem(text string) string {
	if !wellFormed(text) {
		return syntaxProblem(text)
	}
	if body := strings.TrimLeft(text, " \t\r\n"); body[0] != '{' {
		return "expected an object, found " + jsonKind(body[0])
	}
	if number := unboundedNumber(text); number != "" {
		return fmt.Sprintf("the number %.40s is out of range", number)
	}
	return ""
}

// wellFormed agrees with encoding/json, which is the measure because it decodes
// the attributes, and takes half its time. They differ on nesting deeper than
// 10,000 alone, which no shorter text can have.
func wellFormed(text string) bool {
	const deepest = 10_000
	if len(text) > deepest {
		return json.Valid([]byte(text))
	}
	return gjson.Valid(text)
}

func syntaxProblem(text string) string {
	var ignored json.RawMessage
	err := json.Unmarshal([]byte(text), &ignored)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Sprintf("%s at byte %d", syntax, syntax.Offset)
	}
	return "unreadable"
}

func jsonKind(first byte) string {
	switch first {
	case '[':
		return "a list"
	case '"':
		return "a string"
	case 'n':
		return "null"
	case 't', 'f':
		return "a boolean"
	}
	return "a number"
}

// unboundedNumber finds the first number of a valid JSON text that no float64
// holds: the syntax allows 1e999, decoding does not.
func unboundedNumber(text string) string {
	const alwaysFits = 300 // digits without an exponent
	for at := 0; at < len(text); at++ {
		switch c := text[at]; {
		case c == '"':
			at = closingQuote(text, at)
		case c == '-' || c >= '0' && c <= '9':
			number := numberAt(text, at)
			if len(number) > alwaysFits || strings.ContainsAny(number, "eE") {
				if _, err := strconv.ParseFloat(number, 64); err != nil {
					return number
				}
			}
			at += len(number) - 1
		}
	}
	return ""
}

// closingQuote gives the offset of the quote that ends the string opened at.
func closingQuote(text string, opened int) int {
	for at, quote := opened+1, opened; ; {
		if quote < at { // the one that was found is escaped
			next := strings.IndexByte(text[at:], '"')
			if next < 0 {
				return len(text)
			}
			quote = at + next
		}
		escape := strings.IndexByte(text[at:quote], '\\')
		if escape < 0 {
			return quote
		}
		at += escape + len(`\"`)
	}
}

func numberAt(text string, start int) string {
	end := start
	for end < len(text) && strings.IndexByte("+-.eE0123456789", text[end]) >= 0 {
		end++
	}
	return text[start:end]
}
