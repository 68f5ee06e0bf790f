package taskrouter

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"unicode/utf16"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// In gives the attributes in the form in which they come back. The platform
// gives what it was sent; every other form is a book's correction or mutant, and
// a text that it cannot be brought into stays as it is.
func (a Attributes) In(form string) Attributes {
	var text bytes.Buffer
	var err error
	switch form {
	case rulebook.FormVerbatim:
		return a
	case rulebook.FormCompact:
		err = json.Compact(&text, []byte(a))
	case rulebook.FormHTML:
		json.HTMLEscape(&text, []byte(a))
	case rulebook.FormASCII:
		return Attributes(escaped(string(a)))
	case rulebook.FormSorted:
		return a.again(json.Number(""))
	case rulebook.FormDecoded:
		return a.again(float64(0))
	case rulebook.FormPruned:
		return a.pruned()
	}
	if err != nil {
		return a
	}
	return Attributes(text.String())
}

// escaped writes letters beyond ASCII as JSON does where it has to.
func escaped(text string) string {
	var b strings.Builder
	for _, letter := range text {
		if letter < 0x80 {
			b.WriteRune(letter)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, letter) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.String()
}

// again decodes and encodes the attributes, numbers as the kind given.
func (a Attributes) again(numbers any) Attributes {
	decoder := json.NewDecoder(strings.NewReader(string(a)))
	if _, exact := numbers.(json.Number); exact {
		decoder.UseNumber()
	}
	var members map[string]any
	if decoder.Decode(&members) != nil {
		return a
	}
	return encoded(members, a)
}

// pruned leaves out the lists that hold nothing, wherever they are.
func (a Attributes) pruned() Attributes {
	members := a.Decode()
	if !prune(members) {
		return a
	}
	return encoded(members, a)
}

// prune tells whether there was anything to leave out.
func prune(members map[string]any) bool {
	before := len(members)
	maps.DeleteFunc(members, func(_ string, value any) bool {
		list, isList := value.([]any)
		return isList && len(list) == 0
	})
	pruned := len(members) < before
	for _, value := range members {
		if inner, isObject := value.(map[string]any); isObject && prune(inner) {
			pruned = true
		}
	}
	return pruned
}

// encoded gives the members as text, and what stood there before where they
// cannot be encoded.
func encoded(members map[string]any, before Attributes) Attributes {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(members) != nil {
		return before
	}
	return Attributes(strings.TrimSuffix(text.String(), "\n"))
}
