package studio

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A Template is a text with placeholders, such as {{trigger.message.Body}}.
type Template struct{ parts []part }

// A part is a text that stands for itself, or the path of a placeholder.
type part struct {
	text string
	path []string
}

// path is what a placeholder may hold: names with dots between them.
var path = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z_][A-Za-z0-9_-]*)*$`)

// opening is where Liquid begins: a placeholder or a tag.
var opening = regexp.MustCompile(`\{\{|\{%`)

// readable begins every path that can have a value.
const readable = "trigger.message."

// ParseTemplate reads a text. Liquid other than placeholders is an error that
// shows it.
func ParseTemplate(text string) (Template, error) {
	var t Template
	for {
		at := opening.FindStringIndex(text)
		if at == nil {
			t.literal(text)
			return t, nil
		}
		t.literal(text[:at[0]])
		rest, err := t.placeholder(text[at[0]:])
		if err != nil {
			return Template{}, err
		}
		text = rest
	}
}

func (t *Template) literal(text string) {
	if text != "" {
		t.parts = append(t.parts, part{text: text})
	}
}

// placeholder takes the placeholder with which a text begins.
func (t *Template) placeholder(text string) (rest string, err error) {
	if strings.HasPrefix(text, "{%") {
		return "", fmt.Errorf("%.40q is a tag of Liquid, which is not modelled by this stand-in", text)
	}
	inside, rest, closed := strings.Cut(text[len("{{"):], "}}")
	if !closed {
		return "", fmt.Errorf("the placeholder %.40q does not end", text)
	}
	inside = strings.TrimSpace(inside)
	if !path.MatchString(inside) {
		return "", fmt.Errorf("%.60q is more than a path with dots, which is all of Liquid that this stand-in reads", inside)
	}
	if !strings.HasPrefix(inside, readable) {
		return "", fmt.Errorf("%.60q does not lie under trigger.message, which is all that this stand-in knows when a flow runs", inside)
	}
	t.parts = append(t.parts, part{path: strings.Split(inside, ".")})
	return rest, nil
}

// Render fills in the placeholders. A path that leads to nothing, or to null,
// renders as nothing; one that leads to an object or a list is an error, since
// no page says how these are written.
func (t Template) Render(lookup func(path []string) (value any, ok bool)) (string, error) {
	var b strings.Builder
	for _, p := range t.parts {
		if p.path == nil {
			b.WriteString(p.text)
			continue
		}
		value, _ := lookup(p.path)
		text, err := plain(value)
		if err != nil {
			return "", fmt.Errorf("{{%s}}: %w", strings.Join(p.path, "."), err)
		}
		b.WriteString(text)
	}
	return b.String(), nil
}

// Source is the template as it was written, but for white space within its
// placeholders.
func (t Template) Source() string {
	var b strings.Builder
	for _, p := range t.parts {
		if p.path == nil {
			b.WriteString(p.text)
		} else {
			b.WriteString("{{" + strings.Join(p.path, ".") + "}}")
		}
	}
	return b.String()
}

// plain is a value as a text shows it.
func plain(value any) (string, error) {
	switch v := value.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case bool:
		return strconv.FormatBool(v), nil
	case int:
		return strconv.Itoa(v), nil
	case json.Number:
		return v.String(), nil
	}
	return "", errors.New("it is an object or a list, which is not modelled by this stand-in")
}
