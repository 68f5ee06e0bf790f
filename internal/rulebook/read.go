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

// check refuses values that the stand-in could not act on.
func (b *Book) check() error {
	for _, span := range []struct {
		name  string
		value Duration
	}{
		{"completed_task_retention", b.CompletedTaskRetention},
		{"task_timeout", b.TaskTimeout},
		{"reservation_timeout", b.ReservationTimeout},
		{"channel_retention", b.ChannelRetention},
		{"assigned_task_limit", b.AssignedTaskLimit},
	} {
		if span.value <= 0 {
			return fmt.Errorf("%s is %s; it has to be longer than nothing", span.name, span.value)
		}
	}
	if b.AttributesCharacters < len("{}") {
		return fmt.Errorf("attributes_characters is %d; not even {} fits", b.AttributesCharacters)
	}
	for _, row := range b.Closings {
		if err := row.check(); err != nil {
			return err
		}
	}
	return b.checkData()
}

func (c Closing) check() error {
	for name, status := range map[string]string{"tasks": c.Tasks, "waiting": c.Waiting} {
		switch status {
		case "", "wrapping", "completed", "canceled":
		default:
			return fmt.Errorf("closings, channel %s: %s is %q; use wrapping, completed, canceled, or nothing to leave them", c.Channel, name, status)
		}
	}
	if c.Conversation != "" && c.Conversation != "closed" {
		return fmt.Errorf("closings, channel %s: conversation is %q; use closed, or nothing to leave it", c.Channel, c.Conversation)
	}
	return nil
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
