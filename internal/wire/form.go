package wire

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/flexrig/flexrig/internal/grade"
)

// mostFields bounds how many parameters one request may carry.
const mostFields = 1000

// A form is the parameters of a request, from its body or its query, in the
// order in which they were sent. Its readers give nil where a parameter was not
// sent, and remember the first one that cannot be read: ask problem at the end.
type form struct {
	fields []grade.Field
	err    error
}

// parseForm reads the application/x-www-form-urlencoded format. Unlike
// net/url it keeps the order and takes a semicolon for what it is; a bad
// escape, text that is not UTF-8, or too many parameters are refused. The text
// is decoded where it stands and is of no use afterwards.
func parseForm(text []byte) (form, error) {
	if len(text) == 0 {
		return form{}, nil
	}
	count := bytes.Count(text, []byte("&")) + 1
	if count > mostFields {
		return form{}, invalid("Too many parameters: %d, at most %d are read", count, mostFields)
	}
	fields := make([]grade.Field, 0, count)
	for part := range bytes.SplitSeq(text, []byte("&")) {
		if len(part) == 0 {
			continue
		}
		one, err := parseField(part)
		if err != nil {
			return form{}, err
		}
		fields = append(fields, one)
	}
	return form{fields: fields}, nil
}

func parseField(text []byte) (grade.Field, error) {
	rawName, rawValue, _ := bytes.Cut(text, []byte("="))
	name, known := knownNames()[string(rawName)] // which costs no allocation
	if !known {
		var err error
		if name, err = unescape(rawName); err != nil {
			return grade.Field{}, invalid("A parameter's name %v", err)
		}
	}
	value, err := unescape(rawValue)
	if err != nil {
		return grade.Field{}, invalid("Parameter %.60s %v", name, err)
	}
	return grade.Field{Name: name, Value: value}, nil
}

// knownNames are the names of the table, so that requests share them.
var knownNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for _, op := range operations() {
		for _, name := range slices.Concat(op.body, op.query, op.unread, pagingFields) {
			names[name] = name
		}
	}
	return names
})

// unescape is url.QueryUnescape for bytes that may be written over: a form is
// mostly one long value, and reading it twice is a fifth of a task update.
func unescape(text []byte) (string, error) {
	end := 0
	for at := 0; at < len(text); at++ {
		char := text[at]
		switch char {
		case '+':
			char = ' '
		case '%':
			high, low, ok := escaped(text[at:])
			if !ok {
				return "", fmt.Errorf("is not form-encoded: %w", url.EscapeError(text[at:min(at+3, len(text))]))
			}
			char = high<<4 | low
			at += 2
		}
		text[end] = char
		end++
	}
	if !utf8.Valid(text[:end]) {
		return "", errors.New("is not UTF-8")
	}
	return string(text[:end]), nil
}

// escaped reads the two digits of an escape.
func escaped(text []byte) (high, low byte, ok bool) {
	if len(text) < 3 {
		return 0, 0, false
	}
	high, low = hexDigit[text[1]], hexDigit[text[2]]
	return high, low, high != noDigit && low != noDigit
}

const noDigit = 0xff

// hexDigit is the value of each character as a hex digit.
var hexDigit = func() (values [256]byte) {
	for i := range values {
		values[i] = noDigit
	}
	for value, chars := range []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "aA", "bB", "cC", "dD", "eE", "fF"} {
		for _, char := range []byte(chars) {
			values[char] = byte(value)
		}
	}
	return values
}()

// problem is the first parameter that could not be read as what it has to be.
func (f *form) problem() error { return f.err }

func (f *form) refuse(format string, args ...any) {
	if f.err == nil {
		f.err = invalid(format, args...)
	}
}

// text gives a parameter as it was sent. Of one that is given twice the first counts.
func (f *form) text(name string) *string {
	for i := range f.fields {
		if f.fields[i].Name == name {
			return &f.fields[i].Value
		}
	}
	return nil
}

// filter gives a parameter that narrows a list; an empty one narrows nothing.
func (f *form) filter(name string) *string {
	if value := f.text(name); value != nil && *value != "" {
		return value
	}
	return nil
}

// sidFilter is a filter that must be a sid of the kind that the prefix names.
// A malformed one is refused, a well-formed one that names nothing lists nothing.
func (f *form) sidFilter(name, prefix string) *string {
	value := f.filter(name)
	if value != nil && !isSid(*value, prefix) {
		f.refuse("Value '%.100s' provided for %s has an invalid format", *value, name)
	}
	return value
}

// words gives every value of a parameter that may be repeated, hold a list with
// commas, or both.
func (f *form) words(name string) []string {
	var all []string
	for _, given := range f.fields {
		if given.Name != name {
			continue
		}
		for word := range strings.SplitSeq(given.Value, ",") {
			if word = strings.TrimSpace(word); word != "" {
				all = append(all, word)
			}
		}
	}
	return all
}

// texts gives every value of a parameter that may be repeated, each as it was sent.
func (f *form) texts(name string) []string {
	var all []string
	for _, given := range f.fields {
		if given.Name == name {
			all = append(all, given.Value)
		}
	}
	return all
}

// integer reads a whole number.
func (f *form) integer(name string) *int {
	value := f.text(name)
	if value == nil {
		return nil
	}
	number, err := strconv.Atoi(*value)
	if err != nil {
		f.refuse("Value '%.100s' provided for %s is not a whole number", *value, name)
		return nil
	}
	return &number
}

// truth reads a boolean: true, 1 and yes in any case mean true, everything else
// means false (Twilio docs, Activity resource and Task resource).
func (f *form) truth(name string) *bool {
	value := f.text(name)
	if value == nil {
		return nil
	}
	is := strings.EqualFold(*value, "true") || *value == "1" || strings.EqualFold(*value, "yes")
	return &is
}

// instant reads a time such as 2026-01-05T09:00:00Z.
func (f *form) instant(name string) *time.Time {
	value := f.filter(name)
	if value == nil {
		return nil
	}
	at, err := time.Parse(time.RFC3339, *value)
	if err != nil {
		f.refuse("Value '%.100s' provided for %s is not a date and time such as 2026-01-05T09:00:00Z", *value, name)
		return nil
	}
	return &at
}

// day reads a date such as 2026-01-05, or an instant of the day, which is what
// twilio-go makes of it.
func (f *form) day(name string) *time.Time {
	value := f.filter(name)
	if value == nil {
		return nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if at, err := time.Parse(layout, *value); err == nil {
			return &at
		}
	}
	f.refuse("Value '%.100s' provided for %s is not a date such as 2026-01-05", *value, name)
	return nil
}

// isSid tells whether a text is a sid of the kind that a prefix names.
func isSid(text, prefix string) bool {
	const length = 34
	return len(text) == length && strings.HasPrefix(text, prefix) &&
		strings.Trim(text[len(prefix):], "0123456789abcdefABCDEF") == ""
}
