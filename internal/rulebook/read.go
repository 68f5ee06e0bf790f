package rulebook

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/goccy/go-yaml"
)

// A Correction is a documented value that an operator has replaced because
// their account is seen to differ. Reports show it beside the verdict.
type Correction struct {
	Rules      []string // the ids that depend on the value
	Name       string   // as the file writes it: completed_task_retention
	Documented string
	Used       string
}

// maxBookSize bounds a file of corrections; the whole book is a few kilobytes.
const maxBookSize = 1 << 20

// Read gives the documented book with the values that a YAML (or JSON) file
// replaces, and what has been replaced. A file holds only what differs:
//
//	completed_task_retention: 5m
//	closings:
//	  - {rule: IC-09, channel: closed, tasks: wrapping, waiting: canceled, conversation: closed}
//
// A list is replaced as a whole. A name that is none, a value of the wrong kind
// and a book that contradicts itself are errors that name the line or the value.
func Read(r io.Reader) (*Book, []Correction, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxBookSize+1))
	if err != nil {
		return nil, nil, fmt.Errorf("read rule book: %w", err)
	}
	if len(text) > maxBookSize {
		return nil, nil, fmt.Errorf("read rule book: larger than %d bytes; write only the values that differ", maxBookSize)
	}
	values, err := valuesOf(bytes.TrimPrefix(text, []byte("\ufeff")))
	if err != nil {
		return nil, nil, fmt.Errorf("read rule book: %w", err)
	}
	book := Documented()
	for _, value := range values {
		if err := book.correct(value); err != nil {
			return nil, nil, fmt.Errorf("read rule book: %w", err)
		}
	}
	if err := book.check(); err != nil {
		return nil, nil, fmt.Errorf("read rule book: %w", err)
	}
	return book, corrections(Documented(), book), nil
}

// valuesOf splits a file into its values. A second document, or anything that
// is no list of names with values, is refused: what is not read must not look
// as if it had been.
func valuesOf(text []byte) (yaml.MapSlice, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var values yaml.MapSlice
	if err := decoder.Decode(&values); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%q is not YAML with a name and a value a line: %s", excerpt(text), firstLine(err))
	}
	if err := decoder.Decode(new(any)); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is something after the first document; write one document")
	}
	return values, nil
}

// correct takes over one value of a file.
func (b *Book) correct(value yaml.MapItem) error {
	name := fmt.Sprint(value.Key)
	if !slices.Contains(Names(), name) {
		return fmt.Errorf("there is no value called %q; near it is %s", name, nearest(name))
	}
	if value.Value == nil {
		return fmt.Errorf("%s has no value; write one, or leave the line out", name)
	}
	text, err := yaml.Marshal(yaml.MapSlice{value})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := yaml.NewDecoder(bytes.NewReader(text), yaml.DisallowUnknownField()).Decode(b); err != nil {
		return fmt.Errorf("%s: %s", name, firstLine(err))
	}
	return nil
}

// firstLine is a decoder's error without its excerpt of the file and without
// the names of Go's types.
func firstLine(err error) string {
	line, _, _ := strings.Cut(yaml.FormatError(err, false, false), "\n")
	return goTypes.ReplaceAllString(positions.ReplaceAllString(line, ""), "a value of another kind")
}

var (
	positions = regexp.MustCompile(`^\[\d+:\d+\] `)
	goTypes   = regexp.MustCompile(`Go (struct field|value) .*$`)
)

// excerpt is the beginning of a file, for an error.
func excerpt(text []byte) string {
	const shown = 40
	line, _, _ := strings.Cut(string(text), "\n")
	return string([]rune(line)[:min(shown, len([]rune(line)))])
}

// nearest is the name that differs least from a word.
func nearest(word string) string {
	return slices.MinFunc(Names(), func(a, b string) int {
		return levenshtein.ComputeDistance(word, a) - levenshtein.ComputeDistance(word, b)
	})
}

// Names lists what a file of corrections can name, in the book's order.
func Names() []string {
	var names []string
	for field := range fields() {
		names = append(names, field.Tag.Get("yaml"))
	}
	return names
}

func corrections(documented, used *Book) []Correction {
	var found []Correction
	before, after := reflect.ValueOf(documented).Elem(), reflect.ValueOf(used).Elem()
	for field := range fields() {
		was, is := before.FieldByIndex(field.Index), after.FieldByIndex(field.Index)
		if !reflect.DeepEqual(was.Interface(), is.Interface()) {
			found = append(found, Correction{
				Rules: strings.Split(field.Tag.Get("rule"), ","), Name: field.Tag.Get("yaml"),
				Documented: shownBeside(was, is), Used: shownBeside(is, was),
			})
		}
	}
	return found
}

// shownBeside is a value as a file would write it; of a list only what the
// other one lacks.
func shownBeside(value, other reflect.Value) string {
	if value.Kind() != reflect.Slice {
		return fmt.Sprint(value.Interface())
	}
	var own []string
	for i := range value.Len() {
		item := value.Index(i).Interface()
		if !holds(other, item) {
			own = append(own, flow(item))
		}
	}
	if own == nil {
		return "nothing more"
	}
	return strings.Join(own, ", ")
}

func holds(list reflect.Value, item any) bool {
	for i := range list.Len() {
		if reflect.DeepEqual(list.Index(i).Interface(), item) {
			return true
		}
	}
	return false
}

func flow(item any) string {
	text, err := yaml.MarshalWithOptions(item, yaml.Flow(true))
	if err != nil {
		return fmt.Sprint(item)
	}
	return strings.TrimSpace(string(text))
}

// fields gives the book's values in their order; switches are none.
func fields() func(yield func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		shape := reflect.TypeFor[Book]()
		for i := range shape.NumField() {
			if field := shape.Field(i); field.IsExported() && !yield(field) {
				return
			}
		}
	}
}
