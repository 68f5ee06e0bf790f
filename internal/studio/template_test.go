package studio_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/flexrig/flexrig/internal/studio"
)

// values are what placeholders find under trigger.message.
func values(path []string) (any, bool) {
	found := map[string]any{
		"Body": "Hello", "Index": 3, "Quiet": true, "Nothing": nil, "Order": json.Number("12345678901234567890"),
		"Object": map[string]any{}, "List": []any{1},
	}
	value, ok := found[path[len(path)-1]]
	return value, ok && len(path) == 3
}

func TestPlaceholders(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, template, want string }{
		{"an empty text", "", ""},
		{"a text without any", `{"name": "a chat"}`, `{"name": "a chat"}`},
		{"one", `{"name": "{{trigger.message.Body}}"}`, `{"name": "Hello"}`},
		{"one with white space", `{{  trigger.message.Body	}}!`, `Hello!`},
		{"two side by side", `{{trigger.message.Body}}{{trigger.message.Index}}`, `Hello3`},
		{"a truth", `{{trigger.message.Quiet}}`, `true`},
		{"a long number", `{{trigger.message.Order}}`, `12345678901234567890`},
		{"a null", `<{{trigger.message.Nothing}}>`, `<>`},
		{"no value", `<{{trigger.message.Wibble}}>`, `<>`},
		{"no value below a value", `<{{trigger.message.Body.Wibble}}>`, `<>`},
		{"single braces", `{"a": {"b": "}}"}}`, `{"a": {"b": "}}"}}`},
		{"a value beyond ASCII around it", `č{{trigger.message.Body}}č`, `čHelloč`},
	} {
		template, err := studio.ParseTemplate(row.template)
		if err != nil {
			t.Errorf("%s: %v", row.name, err)
			continue
		}
		if got, err := template.Render(values); err != nil || got != row.want {
			t.Errorf("%s: rendered %q with error %v, want %q", row.name, got, err, row.want)
		}
	}
}

func TestLiquidThatIsNotRead(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"a filter":             `{{trigger.message.Body | upcase}}`,
		"a tag":                `{% if a %}b{% endif %}`,
		"a tag after the text": `{"a": 1} {% comment`,
		"an index":             `{{trigger.message.List[0]}}`,
		"a text":               `{{"Hello"}}`,
		"no end":               `{{trigger.message.Body`,
		"nothing in it":        `{{}}`,
		"two dots":             `{{trigger.message..Body}}`,
		"a dot at the end":     `{{trigger.message.Body.}}`,
		"the whole message":    `{{trigger.message}}`,
		"the flow's variables": `{{flow.variables.name}}`,
		"white space control":  `{{- trigger.message.Body -}}`,
	} {
		if _, err := studio.ParseTemplate(text); err == nil {
			t.Errorf("%s is read: %s", name, text)
		}
	}
}

func TestObjectsAndListsAreNotRendered(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Object", "List"} {
		template, err := studio.ParseTemplate("{{trigger.message." + name + "}}")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := template.Render(values); err == nil || !strings.Contains(err.Error(), "trigger.message."+name) {
			t.Errorf("%s: rendered %q with error %v, want an error that names it", name, got, err)
		}
	}
}

// FuzzTemplate holds that a text without Liquid comes out as it went in, that what
// is read has no placeholder left, and that a template's source is the template.
func FuzzTemplate(f *testing.F) {
	for _, seed := range []string{
		"", "{", "{{", "{{}}", "{%", `{"a":{"b":1}}`, "{{trigger.message.Body}}", "{{trigger.message.Body}", "a{{trigger.message.X}}b{{trigger.message.Body}}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		template, err := studio.ParseTemplate(text)
		plain := !strings.Contains(text, "{{") && !strings.Contains(text, "{%")
		if err != nil {
			if plain {
				t.Fatalf("%q holds no Liquid and is refused: %v", text, err)
			}
			return
		}
		got, err := template.Render(func([]string) (any, bool) { return "", true })
		if err != nil {
			t.Fatalf("render %q: %v", text, err)
		}
		if plain && got != text {
			t.Errorf("%q comes out as %q", text, got)
		}
		again, err := studio.ParseTemplate(template.Source())
		if err != nil || again.Source() != template.Source() {
			t.Errorf("the source %q of %q is read as %q, error %v", template.Source(), text, again.Source(), err)
		}
	})
}
