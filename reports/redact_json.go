package reports

import (
	"bytes"
	"encoding/json"
	"strings"
)

// looksJSON reports whether s is a JSON object, array or string.
func looksJSON(s string) bool {
	t := strings.TrimLeft(s, " \t\r\n")
	return t != "" && strings.IndexByte(`{["`, t[0]) >= 0 && json.Valid([]byte(s))
}

// json masks values in valid JSON and leaves valid JSON. It edits the text: a
// decode and an encode would lose the order of keys and the white space, which
// are part of what a request shows.
func (r *redactor) json(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] != '"' {
			b.WriteByte(s[i])
			i++
			continue
		}
		end := stringEnd(s, i)
		literal := s[i:end]
		b.WriteString(r.jsonString(literal))
		i = skipSpace(s, end)
		if i < len(s) && s[i] == ':' {
			i = skipSpace(s, i+1)
		}
		b.WriteString(s[end:i])
		if strings.Contains(s[end:i], ":") && sensitiveName(unquote(literal)) {
			end = valueEnd(s, i)
			b.WriteString(r.jsonSecret(s[i:end]))
			i = end
		}
	}
	return b.String()
}

// jsonString masks inside a string literal, which may itself hold JSON, as
// task attributes do.
func (r *redactor) jsonString(literal string) string {
	if !suspicious(literal) {
		return literal
	}
	plain := unquote(literal)
	clean := r.text(plain)
	if clean == plain {
		return literal
	}
	return quote(clean)
}

// jsonSecret masks a whole value; what says only that there is none stays.
func (r *redactor) jsonSecret(value string) string {
	switch value {
	case "null", "true", "false", `""`, "[]", "{}":
		return value
	}
	for i := 0; i < len(value); i++ {
		if value[i] == '"' {
			end := stringEnd(value, i)
			r.known.learn(unquote(value[i:end]))
			i = end - 1
		}
	}
	return `"` + Mask + `"`
}

// stringEnd is the index after the string literal of s that begins at i.
func stringEnd(s string, i int) int {
	for i++; i < len(s) && s[i] != '"'; i++ {
		if s[i] == '\\' {
			i++
		}
	}
	return i + 1
}

// valueEnd is the index after the JSON value of s that begins at i.
func valueEnd(s string, i int) int {
	switch s[i] {
	case '"':
		return stringEnd(s, i)
	case '{', '[':
		return nestedEnd(s, i)
	}
	return until(s, i, strings.IndexAny(s[i:], ",]} \t\r\n"))
}

func nestedEnd(s string, i int) int {
	for depth := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			i = stringEnd(s, i) - 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(s)
}

func skipSpace(s string, i int) int {
	for i < len(s) && strings.IndexByte(" \t\r\n", s[i]) >= 0 {
		i++
	}
	return i
}

// unquote decodes a literal of valid JSON.
func unquote(literal string) string {
	if !strings.Contains(literal, `\`) {
		return literal[1 : len(literal)-1]
	}
	var s string
	if err := json.Unmarshal([]byte(literal), &s); err != nil {
		return literal
	}
	return s
}

// quote encodes s as a JSON string as an API would, with < and & unescaped.
func quote(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	// A string and a buffer give Encode nothing to fail on.
	_ = enc.Encode(s)
	return strings.TrimSuffix(b.String(), "\n")
}
