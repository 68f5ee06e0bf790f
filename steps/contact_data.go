package steps

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/cucumber/godog"
	flex "github.com/twilio/twilio-go/rest/flex/v1"
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/flexrig/flexrig/fixtures"
)

// aContact is how features call what a customer turns to the centre by.
const aContact = `(call|text message|chat|email)`

// contactDataWords make contacts whose attributes the example chooses: who the
// customer is, and which conversation the contact is part of.
var contactDataWords = words{
	{`^an? ` + aContact + ` waiting in the queue, with:$`, (*scenario).contactWaiting},
	{`^an? ` + aContact + ` that "([^"]+)" has accepted, with:$`, (*scenario).contactAccepted},
	{`^an? ` + aContact + ` that "([^"]+)" has completed, with:$`, (*scenario).contactCompleted},
	{`^an? ` + aContact + ` arrives with:$`, (*scenario).contactArrives},
}

// media are the types of interaction channel that a contact comes on, and the
// task channels of the same kind. A call has none: its task is made as Studio
// makes it.
var media = map[string]contact{
	"text message": {medium: "sms", taskChannel: "sms"},
	"chat":         {medium: "web", taskChannel: "chat"},
	"email":        {medium: "email", taskChannel: "email"},
}

func (s *scenario) contactWaiting(what string, table *godog.Table) error {
	if err := s.only(); err != nil {
		return err
	}
	return s.makeContact(what, table)
}

func (s *scenario) contactAccepted(what, agent string, table *godog.Table) error {
	return s.contactHandled(what, agent, "accepted", table)
}

func (s *scenario) contactCompleted(what, agent string, table *godog.Table) error {
	return s.contactHandled(what, agent, "completed", table)
}

func (s *scenario) contactHandled(what, agent, how string, table *godog.Table) error {
	makes := func() error { return s.makeContact(what, table) }
	if err := s.offer(makes, agent); err != nil {
		return err
	}
	return s.handle(agent, how)
}

func (s *scenario) contactArrives(what string, table *godog.Table) error {
	return s.tried(s.makeContact(what, table))
}

// makeContact creates the contact's task with the table's attributes, beside
// what the platform itself puts there.
func (s *scenario) makeContact(what string, table *godog.Table) error {
	attributes := map[string]any{}
	if what == "call" {
		sample, err := fixtures.Payload("incoming call")
		if err != nil {
			return err
		}
		if attributes, err = decodeObject(sample.JSON); err != nil {
			return err
		}
	}
	values, err := pairs(table)
	if err != nil {
		return err
	}
	for i := range values {
		if values[i].value, err = s.spoken(values[i].value); err != nil {
			return err
		}
	}
	if err := setAll(attributes, values); err != nil {
		return err
	}
	if what == "call" {
		return s.makeCall(attributes)
	}
	return s.makeInteraction(what, attributes)
}

func (s *scenario) makeCall(attributes map[string]any) error {
	encoded, err := encode(attributes)
	if err != nil {
		return err
	}
	return s.taskArrives("call", (&taskrouter.CreateTaskParams{}).SetTaskChannel("voice").SetAttributes(encoded))
}

func (s *scenario) makeInteraction(what string, attributes map[string]any) error {
	if s.centre == nil {
		return errNoCentre
	}
	c := media[what]
	routing, err := s.routing(c)
	if err != nil {
		return err
	}
	routing["attributes"] = attributes
	made, err := s.client().FlexV1.CreateInteraction((&flex.CreateInteractionParams{}).
		SetChannel(c.channel()).SetRouting(map[string]any{"properties": routing}))
	if err != nil {
		return fmt.Errorf("create an interaction for a %s: %w", what, err)
	}
	var answer routed
	if err := reread(made.Routing, &answer); err != nil {
		return fmt.Errorf("routing of the new %s: %w", what, err)
	}
	if answer.Properties.Sid == "" {
		return fmt.Errorf("create an interaction for a %s: the answer names no task", what)
	}
	s.holds(what, answer.Properties.Sid)
	return nil
}

// idOfTask is how features write an id that the platform has chosen: the first
// call's sid.
var idOfTask = regexp.MustCompile(`^(the .+)'s (sid|conversation id)$`)

// spoken gives what a cell stands for, where it names a task's sid or the
// conversation id that its attributes hold.
func (s *scenario) spoken(cell string) (string, error) {
	parts := idOfTask.FindStringSubmatch(cell)
	if parts == nil {
		return cell, nil
	}
	t, err := s.spokenTask(parts[1])
	if err != nil || parts[2] == "sid" {
		return sidOf(t), err
	}
	found, err := s.client().TaskrouterV1.FetchTask(s.workspace(), t.Sid)
	if err != nil {
		return "", fmt.Errorf("fetch task %q: %w", t.Name, err)
	}
	attributes, err := decodeObject(text(found.Attributes))
	if err != nil {
		return "", err
	}
	conversation, _ := attributes["conversations"].(map[string]any)
	id, ok := conversation["conversation_id"].(string)
	if !ok {
		return "", fmt.Errorf("the attributes of task %q name no conversation", t.Name)
	}
	return id, nil
}

func sidOf(t *task) string {
	if t == nil {
		return ""
	}
	return t.Sid
}

// ordinals tell tasks of one kind apart.
var ordinals = map[string]string{"first ": "", "second ": " 2", "third ": " 3"}

// spokenTask finds the task that a feature calls the email, or the second call.
func (s *scenario) spokenTask(phrase string) (*task, error) {
	name := strings.TrimPrefix(phrase, "the ")
	for ordinal, number := range ordinals {
		if rest, ok := strings.CutPrefix(name, ordinal); ok {
			name = rest + number
		}
	}
	return s.named(name)
}
