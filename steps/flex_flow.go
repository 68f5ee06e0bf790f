package steps

import (
	"fmt"

	flex "github.com/twilio/twilio-go/rest/flex/v1"
)

// flexFlowWords make Flex Flows and look at what they tie together.
var flexFlowWords = words{
	{`^a Flex Flow (?:is|has been) made as the page's command makes it$`, (*scenario).makesPagesFlow},
	{`^a Flex Flow is made without a (friendly name|chat service|channel type|contact identity)$`, (*scenario).makesFlowWithout},
	{`^a Flex Flow is made for the channel type "([^"]*)"$`, (*scenario).makesFlowFor},
	{`^a Flex Flow is made for an unknown (chat service|Studio flow)$`, (*scenario).makesFlowOfUnknown},
	{`^a Flex Flow is made for the integration "([^"]+)" and nothing else$`, (*scenario).makesBareFlow},
	{`^a Flex Flow whose creator says that it is (enabled|not enabled|neither)$`, (*scenario).flowEnabled},
	{`^the Flex Flow (?:is|has been) (enabled|disabled)$`, (*scenario).switchesFlow},
	{`^the Flex Flow's (channel type|contact identity) is "([^"]+)"$`, (*scenario).flowHolds},
	{`^the Flex Flow leads to the Studio flow$`, (*scenario).flowLeads},
	{`^the Flex Flow is on Flex's chat service$`, (*scenario).flowIsOnService},
}

// A custom is a custom chat channel and what leads from it to a task.
type custom struct {
	StudioFlowSid string
	FlexFlowSid   string
	ChannelSid    string // of the chat channel, Flex's and Programmable Chat's alike

	webhook string   // the one that was made last
	users   []string // the chat users of the channels that were made
}

// chatService is Flex's chat service, as Flex's configuration names it.
func (s *scenario) chatService() (string, error) {
	found, err := s.client().FlexV1.FetchConfiguration(nil)
	if err != nil {
		return "", fmt.Errorf("fetch Flex's configuration: %w", err)
	}
	if text(found.ChatServiceInstanceSid) == "" {
		return "", fmt.Errorf("the configuration of Flex names no chat service")
	}
	return *found.ChatServiceInstanceSid, nil
}

// pagesFlow holds the parameters of the page's own command, letter by letter:
// the channel of its integration is called studio, and no type is given.
func (s *scenario) pagesFlow() (*flex.CreateFlexFlowParams, error) {
	service, err := s.chatService()
	if err != nil {
		return nil, err
	}
	params := (&flex.CreateFlexFlowParams{}).SetFriendlyName("Custom Webchat Flex Flow").SetChannelType("custom").
		SetIntegrationChannel("studio").SetChatServiceSid(service).SetContactIdentity("custom").SetEnabled(true)
	if s.custom.StudioFlowSid != "" {
		params.SetIntegrationFlowSid(s.custom.StudioFlowSid)
	}
	return params, nil
}

// makesFlow is a When, as are those that call it.
func (s *scenario) makesFlow(params *flex.CreateFlexFlowParams) error {
	if err := s.remember(s.flexFlows); err != nil {
		return err
	}
	return s.tried(s.makeFlexFlow(params))
}

func (s *scenario) makeFlexFlow(params *flex.CreateFlexFlowParams) error {
	made, err := s.client().FlexV1.CreateFlexFlow(params)
	if err != nil {
		return fmt.Errorf("make a Flex Flow: %w", err)
	}
	s.custom.FlexFlowSid = text(made.Sid)
	return nil
}

// changedFlow makes the page's Flex Flow with something else about it.
func (s *scenario) changedFlow(change func(*flex.CreateFlexFlowParams)) error {
	params, err := s.pagesFlow()
	if err != nil {
		return err
	}
	change(params)
	return s.makesFlow(params)
}

func (s *scenario) makesPagesFlow() error { return s.changedFlow(func(*flex.CreateFlexFlowParams) {}) }

func (s *scenario) makesFlowWithout(parameter string) error {
	return s.changedFlow(func(p *flex.CreateFlexFlowParams) {
		switch parameter {
		case "friendly name":
			p.FriendlyName = nil
		case "chat service":
			p.ChatServiceSid = nil
		case "channel type":
			p.ChannelType = nil
		default:
			p.ContactIdentity = nil
		}
	})
}

func (s *scenario) makesFlowFor(channelType string) error {
	return s.changedFlow(func(p *flex.CreateFlexFlowParams) { p.SetChannelType(channelType) })
}

func (s *scenario) makesFlowOfUnknown(part string) error {
	return s.changedFlow(func(p *flex.CreateFlexFlowParams) {
		if part == "chat service" {
			p.SetChatServiceSid(unknownSid("IS"))
		} else {
			p.SetIntegrationFlowSid(unknownSid("FW"))
		}
	})
}

func (s *scenario) makesBareFlow(integration string) error {
	return s.changedFlow(func(p *flex.CreateFlexFlowParams) {
		p.IntegrationFlowSid, p.IntegrationChannel = nil, nil
		p.SetIntegrationType(integration)
	})
}

func (s *scenario) flowEnabled(how string) error {
	params, err := s.pagesFlow()
	if err != nil {
		return err
	}
	switch how {
	case "not enabled":
		params.SetEnabled(false)
	case "neither":
		params.Enabled = nil
	}
	return s.makeFlexFlow(params)
}

func (s *scenario) switchesFlow(how string) error {
	_, err := s.client().FlexV1.UpdateFlexFlow(s.custom.FlexFlowSid, (&flex.UpdateFlexFlowParams{}).SetEnabled(how == "enabled"))
	return s.tried(err)
}

func (s *scenario) flexFlow() (*flex.FlexV1FlexFlow, error) {
	found, err := s.client().FlexV1.FetchFlexFlow(s.custom.FlexFlowSid)
	if err != nil {
		return nil, fmt.Errorf("fetch the Flex Flow: %w", err)
	}
	return found, nil
}

func (s *scenario) flowHolds(field, wanted string) error {
	flow, err := s.flexFlow()
	if err != nil {
		return err
	}
	found := text(flow.ChannelType)
	if field == "contact identity" {
		found = text(flow.ContactIdentity)
	}
	if found != wanted {
		return s.mismatch("the Flex Flow's %s is", found, wanted, field)
	}
	return nil
}

func (s *scenario) flowLeads() error {
	flow, err := s.flexFlow()
	if err != nil {
		return err
	}
	var integration struct {
		FlowSid string `json:"flow_sid"`
	}
	if err := reread(flow.Integration, &integration); err != nil {
		return fmt.Errorf("integration of the Flex Flow: %w", err)
	}
	if integration.FlowSid != s.custom.StudioFlowSid {
		return s.mismatch("the Flex Flow leads to the Studio flow", fmt.Sprintf("%q", integration.FlowSid), s.custom.StudioFlowSid)
	}
	return nil
}

func (s *scenario) flowIsOnService() error {
	service, err := s.chatService()
	if err != nil {
		return err
	}
	flow, err := s.flexFlow()
	if err != nil {
		return err
	}
	if text(flow.ChatServiceSid) != service {
		return s.mismatch("the Flex Flow's chat service is", fmt.Sprintf("%q", text(flow.ChatServiceSid)), service)
	}
	return nil
}

// flexFlows describes what a request for a Flex Flow could change.
func (s *scenario) flexFlows() (string, error) {
	found, err := s.client().FlexV1.ListFlexFlow(nil)
	if err != nil {
		return "", fmt.Errorf("list Flex Flows: %w", err)
	}
	return fmt.Sprintf("%d Flex Flows", len(found)), nil
}
