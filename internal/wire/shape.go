package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// A shape is an answer's body as JSON members, with the version of what it shows.
type shape struct {
	members map[string]any
	found   map[string][]map[string]any // the resources in it, by what they are
	tag     versioned                   // nil where the resource has no version
}

// MarshalJSON writes the members, in the order of their names.
func (s *shape) MarshalJSON() ([]byte, error) { return json.Marshal(s.members) }

// A taggedShape has a version.
type taggedShape struct{ *shape }

func (t taggedShape) version() int { return t.tag.version() }

// shaped is the answer as the book has it: whole, but for the fields that
// accounts are said to leave out or to write as texts.
func (a answer) shaped(book *rulebook.Book) (answer, error) {
	if len(book.AbsentFields) == 0 && len(book.TextFields) == 0 || a.body == nil {
		return a, nil
	}
	text, err := json.Marshal(a.body)
	if err != nil {
		return a, fmt.Errorf("encode %T: %w", a.body, err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	s := &shape{}
	if err := decoder.Decode(&s.members); err != nil {
		return a, fmt.Errorf("decode %T: %w", a.body, err)
	}
	s.found = map[string][]map[string]any{}
	for resource, mark := range shapedResources {
		s.found[resource] = s.resources(mark)
	}
	for _, path := range book.AbsentFields {
		s.edit(path, func(in map[string]any, name string) { delete(in, name) })
	}
	for _, path := range book.TextFields {
		s.edit(path, func(in map[string]any, name string) {
			if value, ok := in[name]; ok {
				in[name] = fmt.Sprint(value)
			}
		})
	}
	tag, ok := a.body.(versioned)
	if a.body = s; ok {
		s.tag = tag
		a.body = taggedShape{s}
	}
	return a, nil
}

// The resources whose fields a book can name, by a field that no other one has.
var shapedResources = map[string]string{"task": "assignment_status", "channel": "interaction_sid"}

// edit changes a field of the resource that its path begins with, in the answer
// itself or in each resource of a list.
func (s *shape) edit(path string, change func(in map[string]any, name string)) {
	resource, field, _ := strings.Cut(path, ".")
	for _, item := range s.found[resource] {
		within, name := item, field
		if object, inner, nested := strings.Cut(field, "."); nested {
			within, _ = item[object].(map[string]any)
			name = inner
		}
		if within != nil {
			change(within, name)
		}
	}
}

// resources are the answer itself, or the items of its list, where they have a
// field that tells them for what they are.
func (s *shape) resources(mark string) []map[string]any {
	if _, ok := s.members[mark]; ok {
		return []map[string]any{s.members}
	}
	var all []map[string]any
	for _, value := range s.members {
		list, _ := value.([]any)
		for _, item := range list {
			if members, ok := item.(map[string]any); ok {
				if _, marked := members[mark]; marked {
					all = append(all, members)
				}
			}
		}
	}
	return all
}
