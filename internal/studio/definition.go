package studio

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// The kinds of state that are read, and the event of a message in a chat.
const (
	trigger         = "trigger"
	sendToFlex      = "send-to-flex"
	incomingMessage = "incomingMessage"
)

// A Definition is what a flow does.
type Definition struct {
	source  string
	initial string
	states  map[string]state
}

type state struct {
	name, kind string
	next       map[string]string // by the event that leads there
	widget     SendToFlex        // where kind is send-to-flex
}

// SendToFlex is a widget that hands the contact to an agent.
type SendToFlex struct {
	Name       string
	Workflow   string // WW sid
	Channel    string // a task channel's sid or unique name
	Attributes Template
	Priority   *int // nil takes the default
	Timeout    *int // seconds; nil takes the default
}

// written is a definition as its JSON has it. What else a flow holds, such as
// the places of its widgets on a screen, is kept and not read.
type written struct {
	States  []writtenState `json:"states"`
	Initial string         `json:"initial_state"`
}

type writtenState struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Transitions []struct {
		Event string `json:"event"`
		Next  string `json:"next"`
	} `json:"transitions"`
	Properties struct {
		Workflow   string  `json:"workflow"`
		Channel    string  `json:"channel"`
		Attributes string  `json:"attributes"`
		Priority   numeral `json:"priority"`
		Timeout    numeral `json:"timeout"`
	} `json:"properties"`
}

// A numeral is a number that a flow writes as one or as a text.
type numeral string

// UnmarshalJSON takes a number, a text or null as it stands; whether it is a
// number is said with the widget's name, not here.
func (n *numeral) UnmarshalJSON(text []byte) error {
	var quoted string
	if json.Unmarshal(text, &quoted) == nil {
		text = []byte(quoted) // null is the empty text
	}
	*n = numeral(text)
	return nil
}

// ParseDefinition reads a flow. The error is that of a text that is no JSON
// object; problems are what makes the flow in it one that cannot run.
func ParseDefinition(text string) (d Definition, problems []string, err error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &members); err != nil || members == nil {
		return Definition{}, nil, errors.New("it is no JSON object")
	}
	var w written
	if err := json.Unmarshal([]byte(text), &w); err != nil {
		return Definition{source: text}, []string{fmt.Sprintf("a member is of the wrong kind: %v", kindOf(err))}, nil
	}
	r := reader{definition: Definition{source: text, initial: w.Initial, states: map[string]state{}}}
	for _, s := range w.States {
		r.add(s)
	}
	r.connections()
	return r.definition, r.problems, nil
}

// kindOf says which member is wrong without naming Go's types.
func kindOf(err error) string {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return wrong.Field + " is a " + wrong.Value
	}
	return err.Error()
}

// A reader gathers a definition and what is wrong with it.
type reader struct {
	definition Definition
	problems   []string
}

func (r *reader) complain(format string, args ...any) {
	r.problems = append(r.problems, fmt.Sprintf(format, args...))
}

func (r *reader) add(w writtenState) {
	if w.Name == "" || w.Type == "" {
		r.complain("a state has no name or no type")
		return
	}
	if _, twice := r.definition.states[w.Name]; twice {
		r.complain("two states are called %q", w.Name)
		return
	}
	s := state{name: w.Name, kind: w.Type, next: map[string]string{}}
	for _, t := range w.Transitions {
		s.next[t.Event] = t.Next
	}
	if s.kind == sendToFlex {
		s.widget = r.widget(w)
	}
	r.definition.states[w.Name] = s
}

func (r *reader) widget(w writtenState) SendToFlex {
	widget := SendToFlex{Name: w.Name, Workflow: w.Properties.Workflow, Channel: w.Properties.Channel}
	if widget.Workflow == "" {
		r.complain("widget %q names no workflow", w.Name)
	}
	if widget.Channel == "" {
		r.complain("widget %q names no channel", w.Name)
	}
	var err error
	if widget.Attributes, err = ParseTemplate(w.Properties.Attributes); err != nil {
		r.complain("attributes of widget %q: %v", w.Name, err)
	}
	widget.Priority = r.number(w.Name, "priority", w.Properties.Priority)
	widget.Timeout = r.number(w.Name, "timeout", w.Properties.Timeout)
	return widget
}

// number reads a number that is not below 0; none given is nil.
func (r *reader) number(widget, name string, text numeral) *int {
	if text == "" {
		return nil
	}
	n, err := strconv.Atoi(string(text))
	if err != nil || n < 0 {
		r.complain("%s of widget %q is %q, which is no whole number", name, widget, text)
		return nil
	}
	return &n
}

// connections looks whether every arrow leads somewhere.
func (r *reader) connections() {
	if len(r.definition.states) == 0 {
		r.complain("there are no states")
	}
	if _, ok := r.definition.states[r.definition.initial]; !ok {
		r.complain("the initial state %q is none of the states", r.definition.initial)
	}
	// In the order of names: the same flow is refused in the same words.
	for _, name := range slices.Sorted(maps.Keys(r.definition.states)) {
		arrows := r.definition.states[name].next
		for _, event := range slices.Sorted(maps.Keys(arrows)) {
			if _, ok := r.definition.states[arrows[event]]; !ok && arrows[event] != "" {
				r.complain("%s of state %q leads to %q, which is none of the states", event, name, arrows[event])
			}
		}
	}
}

// OnMessage gives the widget to which a message leads. The error says why there
// is none: the flow has no way from a message, or one through a widget that is
// not modelled.
func (d Definition) OnMessage() (SendToFlex, error) {
	start, ok := d.states[d.initial]
	if !ok || start.kind != trigger {
		return SendToFlex{}, errors.New("the flow does not begin with a trigger")
	}
	next, ok := d.states[start.next[incomingMessage]]
	if !ok {
		return SendToFlex{}, errors.New("the flow does nothing with an incoming message")
	}
	if next.kind != sendToFlex {
		return SendToFlex{}, fmt.Errorf("widget %q is a %s, which is not modelled by this stand-in", next.name, next.kind)
	}
	return next.widget, nil
}
