package steps

import (
	"encoding/json"
	"fmt"
	"strings"

	studio "github.com/twilio/twilio-go/rest/studio/v2"

	"github.com/flexrig/flexrig/fixtures"
)

// studioFlowWords make Studio flows whose widget sends chats to Flex.
var studioFlowWords = words{
	{`^a Studio flow that sends chats to Flex$`, func(s *scenario) error { return s.publish(s.widget()) }},
	{`^a Studio flow that names its tasks by the message's "([^"]*)"$`, (*scenario).namesBy},
	{`^a Studio flow that gives its tasks a note of (\d+) characters$`, (*scenario).givesNote},
	{`^a Studio flow that sends chats to an unknown (workflow|task channel)$`, (*scenario).sendsNowhere},
	{`^a Studio flow with a timeout of (\d+) seconds and the priority (\d+)$`, (*scenario).givesPlace},
	{`^a Studio flow that is only a draft$`, (*scenario).onlyDraft},
	{`^a draft of it would name its tasks "([^"]+)"$`, (*scenario).draftNames},
	{`^a Studio flow is published without (an initial state|a workflow|a task channel|states)$`, (*scenario).publishesWithout},
	{`^a Studio flow is published whose attributes read (.+)$`, (*scenario).publishesReading},
}

// A widget is what a flow's Send to Flex widget is told.
type widget struct {
	Workflow   string `json:"workflow,omitempty"`
	Channel    string `json:"channel,omitempty"`
	Attributes string `json:"attributes"`
	Priority   string `json:"priority,omitempty"`
	Timeout    string `json:"timeout,omitempty"`
}

// A flowState is a state of a flow, as Studio writes it down.
type flowState struct {
	Name        string       `json:"name"`
	Type        string       `json:"type"`
	Transitions []transition `json:"transitions"`
	Properties  any          `json:"properties"`
}

type transition struct {
	Event string `json:"event"`
	Next  string `json:"next,omitempty"`
}

// A definition is a flow from a message to a widget.
type definition struct {
	Description string      `json:"description"`
	States      []flowState `json:"states"`
	Initial     string      `json:"initial_state,omitempty"`
}

func definitionOf(w widget) definition {
	return definition{
		Description: "A message goes to Flex",
		States: []flowState{
			{"Trigger", "trigger", []transition{{"incomingMessage", "SendToFlex"}}, struct{}{}},
			{"SendToFlex", "send-to-flex", []transition{{Event: "callComplete"}, {Event: "failedToEnqueue"}}, w},
		},
		Initial: "Trigger",
	}
}

// widget is the one that the page on custom channels describes: the centre's
// workflow, the task channel for chats, the page's own attributes.
func (s *scenario) widget() (widget, error) {
	if s.centre == nil {
		return widget{}, errNoCentre
	}
	attributes, err := fixtures.Payload("send to flex attributes")
	return widget{Workflow: s.centre.WorkflowSid, Channel: "chat", Attributes: attributes.JSON}, err
}

// publish makes the flow of a widget. It takes an error so that words can hand on
// what made the widget.
func (s *scenario) publish(w widget, err error) error {
	if err != nil {
		return err
	}
	return s.makeFlow("published", definitionOf(w))
}

func (s *scenario) makeFlow(status string, d definition) error {
	made, err := s.client().StudioV2.CreateFlow((&studio.CreateFlowParams{}).
		SetFriendlyName("Chats to Flex").SetStatus(status).SetDefinition(d))
	if err != nil {
		return fmt.Errorf("make a Studio flow: %w", err)
	}
	s.custom.StudioFlowSid = text(made.Sid)
	return nil
}

// placeholder is a path in the form in which Studio fills it in.
func placeholder(path string) string { return "{{trigger.message." + path + "}}" }

// naming is a widget that gives its tasks a name and nothing else.
func (s *scenario) naming(template string) (widget, error) {
	w, err := s.widget()
	if err != nil {
		return w, err
	}
	attributes, err := json.Marshal(map[string]string{"name": template})
	w.Attributes = string(attributes)
	return w, err
}

func (s *scenario) namesBy(path string) error { return s.publish(s.naming(placeholder(path))) }

// givesNote fills attributes up to a number of characters that are not ASCII, so
// that a limit counted in bytes would lie elsewhere.
func (s *scenario) givesNote(characters string) error {
	length, err := count(characters)
	if err != nil {
		return err
	}
	const frame = `{"name":""}`
	if length < len(frame) {
		return fmt.Errorf("attributes of %d characters are too short to be filled", length)
	}
	return s.publish(s.naming(strings.Repeat("č", length-len(frame))))
}

func (s *scenario) sendsNowhere(part string) error {
	w, err := s.widget()
	if part == "workflow" {
		w.Workflow = unknownSid("WW")
	} else {
		w.Channel = "telepathy"
	}
	return s.publish(w, err)
}

func (s *scenario) givesPlace(timeout, priority string) error {
	w, err := s.widget()
	w.Timeout, w.Priority = timeout, priority
	return s.publish(w, err)
}

func (s *scenario) onlyDraft() error {
	w, err := s.widget()
	if err != nil {
		return err
	}
	return s.makeFlow("draft", definitionOf(w))
}

func (s *scenario) draftNames(name string) error {
	w, err := s.naming(name)
	if err != nil {
		return err
	}
	_, err = s.client().StudioV2.UpdateFlow(s.custom.StudioFlowSid,
		(&studio.UpdateFlowParams{}).SetStatus("draft").SetDefinition(definitionOf(w)))
	if err != nil {
		return fmt.Errorf("draft a revision of the Studio flow: %w", err)
	}
	return nil
}

// publishesWithout is a When, as is publishesReading.
func (s *scenario) publishesWithout(part string) error {
	w, err := s.widget()
	if err != nil {
		return err
	}
	switch part {
	case "a workflow":
		w.Workflow = ""
	case "a task channel":
		w.Channel = ""
	}
	d := definitionOf(w)
	switch part {
	case "an initial state":
		d.Initial = ""
	case "states":
		d.States = []flowState{}
	}
	return s.tries(d)
}

func (s *scenario) publishesReading(attributes string) error {
	w, err := s.widget()
	if err != nil {
		return err
	}
	w.Attributes = attributes
	return s.tries(definitionOf(w))
}

func (s *scenario) tries(d definition) error {
	if err := s.remember(s.studioFlows); err != nil {
		return err
	}
	return s.tried(s.makeFlow("published", d))
}

func (s *scenario) studioFlows() (string, error) {
	found, err := s.client().StudioV2.ListFlow(nil)
	if err != nil {
		return "", fmt.Errorf("list Studio flows: %w", err)
	}
	return fmt.Sprintf("%d Studio flows", len(found)), nil
}
