package rulebook

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"strings"

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
	book := Documented()
	if says, err := anything(text); err != nil || !says {
		return book, nil, err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text), yaml.DisallowUnknownField())
	if err := decoder.Decode(book); err != nil {
		return nil, nil, fmt.Errorf("read rule book: %s; the names are %s", yaml.FormatError(err, false, true), strings.Join(Names(), ", "))
	}
	if err := book.check(); err != nil {
		return nil, nil, fmt.Errorf("read rule book: %w", err)
	}
	return book, corrections(Documented(), book), nil
}

// anything tells whether a file says anything at all. The decoder would turn a
// file of comments into a book of zeroes.
func anything(text []byte) (bool, error) {
	var said any
	if err := yaml.Unmarshal(text, &said); err != nil {
		return false, fmt.Errorf("read rule book: %s", yaml.FormatError(err, false, true))
	}
	return said != nil, nil
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
		was, is := before.FieldByIndex(field.Index).Interface(), after.FieldByIndex(field.Index).Interface()
		if !reflect.DeepEqual(was, is) {
			found = append(found, Correction{
				Rules: strings.Split(field.Tag.Get("rule"), ","), Name: field.Tag.Get("yaml"),
				Documented: fmt.Sprint(was), Used: fmt.Sprint(is),
			})
		}
	}
	return found
}

// fields gives the book's fields in their order.
func fields() func(yield func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		shape := reflect.TypeFor[Book]()
		for i := range shape.NumField() {
			if !yield(shape.Field(i)) {
				return
			}
		}
	}
}
