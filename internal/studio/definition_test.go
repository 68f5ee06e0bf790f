package studio_test

import (
	"strings"
	"testing"

	"github.com/flexrig/flexrig/internal/studio"
)

// flow is a definition with a widget of the given properties.
func flow(properties string) string {
	return `{"states":[{"name":"Trigger","type":"trigger","transitions":[{"event":"incomingMessage","next":"Flex"},{"event":"incomingCall"}]},` +
		`{"name":"Flex","type":"send-to-flex","properties":{` + properties + `}}],"initial_state":"Trigger"}`
}

const whole = `"workflow":"WW1","channel":"chat"`

func TestProblemsOfADefinition(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, text, problem string }{
		{"a whole one", flow(whole), ""},
		{"numbers as numbers", flow(whole + `,"priority":3,"timeout":60`), ""},
		{"numbers as texts", flow(whole + `,"priority":"3","timeout":"60"`), ""},
		{"numbers left out in other ways", flow(whole + `,"priority":"","timeout":null`), ""},
		{"no states", `{"initial_state":"Trigger"}`, "there are no states"},
		{"no initial state", `{"states":[{"name":"a","type":"trigger"}]}`, `the initial state "" is none`},
		{"an arrow to nowhere", `{"states":[{"name":"a","type":"trigger","transitions":[{"event":"e","next":"b"}]}],"initial_state":"a"}`, `leads to "b"`},
		{"two states of one name", `{"states":[{"name":"a","type":"trigger"},{"name":"a","type":"trigger"}],"initial_state":"a"}`, `two states are called "a"`},
		{"a state without a name", `{"states":[{"type":"trigger"}],"initial_state":"a"}`, "has no name"},
		{"states that are no list", `{"states":"a","initial_state":"a"}`, "states is a string"},
		{"no workflow", flow(`"channel":"chat"`), "names no workflow"},
		{"no task channel", flow(`"workflow":"WW1"`), "names no channel"},
		{"a priority below 0", flow(whole + `,"priority":"-1"`), `priority of widget "Flex" is "-1"`},
		{"a timeout that is a word", flow(whole + `,"timeout":"soon"`), `timeout of widget "Flex" is "soon"`},
		{"attributes with a filter", flow(whole + `,"attributes":"{{a|b}}"`), `attributes of widget "Flex"`},
	} {
		_, problems, err := studio.ParseDefinition(row.text)
		found := strings.Join(problems, "; ")
		if err != nil || (found == "") != (row.problem == "") || !strings.Contains(found, row.problem) {
			t.Errorf("%s: problems %q, error %v; want %q", row.name, found, err, row.problem)
		}
	}
	for _, text := range []string{"", "null", "[]", `"a"`, "{"} {
		if _, _, err := studio.ParseDefinition(text); err == nil {
			t.Errorf("%q is read as a definition", text)
		}
	}
}

func TestWhereAMessageLeads(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, text, widget, problem string }{
		{"to the widget", flow(whole), "Flex", ""},
		{"nowhere", strings.Replace(flow(whole), "incomingMessage", "incomingRequest", 1), "", "does nothing with an incoming message"},
		{"to a widget that is not modelled", strings.Replace(flow(whole), "send-to-flex", "run-function", 1), "", "is a run-function, which is not modelled"},
		{"into a flow without a trigger", strings.Replace(flow(whole), `"trigger"`, `"split-based-on"`, 1), "", "does not begin with a trigger"},
	} {
		definition, _, err := studio.ParseDefinition(row.text)
		if err != nil {
			t.Fatalf("%s: %v", row.name, err)
		}
		widget, err := definition.OnMessage()
		if widget.Name != row.widget || (err == nil) != (row.problem == "") || err != nil && !strings.Contains(err.Error(), row.problem) {
			t.Errorf("%s: widget %q, error %v; want %q, %q", row.name, widget.Name, err, row.widget, row.problem)
		}
	}
}

func TestAWidgetsNumbers(t *testing.T) {
	t.Parallel()
	definition, _, err := studio.ParseDefinition(flow(whole + `,"priority":"0","timeout":90`))
	if err != nil {
		t.Fatal(err)
	}
	widget, err := definition.OnMessage()
	if err != nil || widget.Priority == nil || *widget.Priority != 0 || widget.Timeout == nil || *widget.Timeout != 90 {
		t.Errorf("widget %+v with error %v, want priority 0 and a timeout of 90", widget, err)
	}
}
