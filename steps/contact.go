package steps

import (
	"cmp"
	"fmt"

	flex "github.com/twilio/twilio-go/rest/flex/v1"
)

// The names by which the customer takes part.
const (
	customerIdentity = "customer"
	customerName     = "Customer"
	customerAddress  = "+12025550143"
	centreAddress    = "+12025550100"
)

// A contact is an interaction that is about to be asked for.
type contact struct {
	medium       string
	initiator    string // api where it is empty
	conversation string // an existing one to take over
	agent        string // whom it is routed to; empty for whoever is free
	workspace    string // the three are the centre's where they are empty
	workflow     string
	taskChannel  string
}

func webChat() contact { return contact{medium: "web"} }

// create asks for the interaction, and makes it the current chat where the
// platform accepts.
func (s *scenario) create(c contact) error {
	if s.centre == nil {
		return errNoCentre
	}
	routing, err := s.routing(c)
	if err != nil {
		return err
	}
	made, err := s.client().FlexV1.CreateInteraction((&flex.CreateInteractionParams{}).
		SetChannel(c.channel()).SetRouting(map[string]any{"properties": routing}))
	if err != nil {
		return fmt.Errorf("create an interaction: %w", err)
	}
	return s.began(c, made)
}

func (c contact) channel() map[string]any {
	channel := map[string]any{
		"type": c.medium, "initiated_by": c.initiator, "participants": []any{c.customer()},
	}
	if c.initiator == "" {
		channel["initiated_by"] = "api"
	}
	if c.conversation != "" {
		channel["properties"] = map[string]any{"media_channel_sid": c.conversation}
	}
	return channel
}

// customer is the participant whom every contact brings: by identity where the
// customer writes in a browser, by address everywhere else.
func (c contact) customer() map[string]any {
	switch c.medium {
	case "web", "chat":
		return map[string]any{"identity": customerIdentity}
	case "email":
		return map[string]any{"level": "to", "name": customerName, "address": "customer@mail.example"}
	case "whatsapp", "messenger":
		return map[string]any{"address": c.medium + ":" + customerAddress, "proxy_address": c.medium + ":" + centreAddress}
	}
	return map[string]any{"address": customerAddress, "proxy_address": centreAddress}
}

func (s *scenario) routing(c contact) (map[string]any, error) {
	properties := map[string]any{
		"workspace_sid":            cmp.Or(c.workspace, s.workspace()),
		"workflow_sid":             cmp.Or(c.workflow, s.centre.WorkflowSid),
		"task_channel_unique_name": cmp.Or(c.taskChannel, "chat"),
		"attributes":               map[string]any{"customerName": customerName},
	}
	if c.agent == "" {
		return properties, nil
	}
	worker, err := s.worker(c.agent)
	if err != nil {
		return nil, err
	}
	properties["worker_sid"], properties["queue_sid"] = worker, s.firstQueue()
	return properties, nil
}

// firstQueue is the sid of the centre's queue; centres for chats have one.
func (s *scenario) firstQueue() string {
	for _, sid := range s.centre.Queues {
		return sid
	}
	return ""
}
