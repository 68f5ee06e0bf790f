package wire

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/flexrig/flexrig/internal/grade"
)

// longestKept is how many bytes of a parameter's value the journal keeps. A
// task's attributes are kept whole, whatever their characters; a workflow's
// configuration of a megabyte is not.
const longestKept = 16 << 10

// masked stands in the journal for a credential.
const masked = "[redacted]"

// kept gives parameters as the journal keeps them: what is too long is cut, and
// credentials are masked. The list that is given stays as it is; where nothing
// is to be changed it is what is given back.
func kept(fields []grade.Field) []grade.Field {
	changed := false
	for i, field := range fields {
		value := keptValue(field)
		if value == field.Value {
			continue
		}
		if !changed {
			fields, changed = slices.Clone(fields), true
		}
		fields[i].Value = value
	}
	return fields
}

func keptValue(field grade.Field) string {
	switch {
	case secret(field.Name):
		return masked
	case strings.HasPrefix(field.Value, "http"):
		return shortValue(withoutUser(field.Value))
	}
	return shortValue(field.Value)
}

// shortValue cuts a value that is too long, at a character, and says how much is
// missing. The rest of the text is let go of.
func shortValue(value string) string {
	if len(value) <= longestKept {
		return value
	}
	end := longestKept
	for end > 0 && !utf8.RuneStart(value[end]) {
		end--
	}
	return fmt.Sprintf("%s… (%d bytes more)", value[:end], len(value)-end)
}

// secret tells by a parameter's name whether it holds a credential, whatever
// letters it is written in. Page tokens open nothing.
func secret(name string) bool {
	const longest = 40 // longer ones are no parameter that anybody knows
	if name == "Attributes" || name == "PageToken" {
		return false
	}
	lower := strings.ToLower(name[:min(len(name), longest)])
	for _, word := range [...]string{"token", "secret", "password", "authorization", "apikey", "api_key", "signature", "credential"} {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return false
}

// withoutUser masks the user part of an address: a webhook's may carry a
// password.
func withoutUser(address string) string {
	if !strings.Contains(address, "@") {
		return address
	}
	parsed, err := url.Parse(address)
	if err != nil || parsed.User == nil {
		return address
	}
	parsed.User = url.User("redacted")
	return parsed.String()
}
