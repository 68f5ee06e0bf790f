package steps

import (
	"fmt"
	"slices"
	"strings"

	chats "github.com/twilio/twilio-go/rest/chat/v2"
	flex "github.com/twilio/twilio-go/rest/flex/v1"
)

// chatChannelWords make Programmable Chat channels through Flex and look at them.
var chatChannelWords = words{
	{`^a custom chat channel of "([^"]+)"$`, (*scenario).customChannel},
	{`^a long-lived custom chat channel of "([^"]+)"$`, (*scenario).longLivedChannel},
	{`^a chat channel (?:is|has been) made for "([^"]+)"$`, (*scenario).makesChannel},
	{`^a chat channel (?:is|has been) made for "([^"]+)" under the name "([^"]+)"$`, (*scenario).makesNamedChannel},
	{`^a chat channel is made without (a Flex Flow|an identity|the contact's name|a friendly name)$`, (*scenario).makesChannelWithout},
	{`^a chat channel is made for an unknown Flex Flow$`, (*scenario).makesChannelForNothing},
	{`^the chat channel is private$`, (*scenario).channelIsPrivate},
	{`^the chat channel's "([^"]+)" is "([^"]+)"$`, (*scenario).channelAttributeIs},
	{`^the contact has one chat user$`, (*scenario).oneUser},
}

// customChannel makes all that a chat channel needs, as the page on custom
// channels has it. What the example has made already is taken as it stands.
func (s *scenario) customChannel(contact string) error {
	return s.customChannelWith(contact, func(*flex.CreateChannelParams) {})
}

func (s *scenario) longLivedChannel(contact string) error {
	return s.customChannelWith(contact, func(p *flex.CreateChannelParams) { p.SetLongLived(true) })
}

func (s *scenario) customChannelWith(contact string, change func(*flex.CreateChannelParams)) error {
	if s.custom.StudioFlowSid == "" {
		if err := s.publish(s.widget()); err != nil {
			return err
		}
	}
	if s.custom.FlexFlowSid == "" {
		if err := s.flowEnabled("enabled"); err != nil {
			return err
		}
	}
	params := s.channelOf(contact)
	change(params)
	return s.makeChannel(params)
}

// channelOf is what an integration's createNewChannel asks for. The identity is
// not the contact's name, so that one taken for the other is seen.
func (s *scenario) channelOf(contact string) *flex.CreateChannelParams {
	return (&flex.CreateChannelParams{}).SetFlexFlowSid(s.custom.FlexFlowSid).SetIdentity(s.identityOf(contact)).
		SetChatUserFriendlyName(contact).SetChatFriendlyName("Chat with " + contact)
}

func (s *scenario) identityOf(contact string) string {
	return s.account.Prefix() + "visitor " + contact
}

func (s *scenario) makeChannel(params *flex.CreateChannelParams) error {
	made, err := s.client().FlexV1.CreateChannel(params)
	if err != nil {
		return fmt.Errorf("make a chat channel: %w", err)
	}
	s.custom.ChannelSid = text(made.Sid)
	s.custom.users = append(s.custom.users, text(made.UserSid))
	return nil
}

// makes is a When, as are those that call it.
func (s *scenario) makes(params *flex.CreateChannelParams) error {
	if err := s.remember(s.chatChannels); err != nil {
		return err
	}
	return s.tried(s.makeChannel(params))
}

func (s *scenario) makesChannel(contact string) error { return s.makes(s.channelOf(contact)) }

func (s *scenario) makesNamedChannel(contact, name string) error {
	return s.makes(s.channelOf(contact).SetChatUniqueName(name))
}

func (s *scenario) makesChannelWithout(parameter string) error {
	params := s.channelOf("Joan")
	switch parameter {
	case "a Flex Flow":
		params.FlexFlowSid = nil
	case "an identity":
		params.Identity = nil
	case "the contact's name":
		params.ChatUserFriendlyName = nil
	default:
		params.ChatFriendlyName = nil
	}
	return s.makes(params)
}

func (s *scenario) makesChannelForNothing() error {
	return s.makes(s.channelOf("Joan").SetFlexFlowSid(unknownSid("FO")))
}

func (s *scenario) chatChannel() (*chats.ChatV2Channel, error) {
	service, err := s.chatService()
	if err != nil {
		return nil, err
	}
	found, err := s.client().ChatV2.FetchChannel(service, s.custom.ChannelSid)
	if err != nil {
		return nil, fmt.Errorf("fetch the chat channel: %w", err)
	}
	return found, nil
}

func (s *scenario) channelIsPrivate() error {
	channel, err := s.chatChannel()
	if err != nil {
		return err
	}
	if text(channel.Type) != "private" {
		return s.mismatch("the chat channel is", text(channel.Type), "private")
	}
	return nil
}

func (s *scenario) channelAttributeIs(key, wanted string) error {
	channel, err := s.chatChannel()
	if err != nil {
		return err
	}
	attributes, err := decodeObject(text(channel.Attributes))
	if err != nil {
		return err
	}
	if found := fmt.Sprint(attributes[key]); found != wanted {
		return s.mismatch("the chat channel's %q is", fmt.Sprintf("%q", found), fmt.Sprintf("%q", wanted), key)
	}
	return nil
}

// oneUser compares the users of the channels that were made with each other and
// with those that the chat service lists.
func (s *scenario) oneUser() error {
	service, err := s.chatService()
	if err != nil {
		return err
	}
	found, err := s.client().ChatV2.ListUser(service, nil)
	if err != nil {
		return fmt.Errorf("list chat users: %w", err)
	}
	found = slices.DeleteFunc(found, func(user chats.ChatV2User) bool { // another example's, where they share an account
		return !strings.HasPrefix(text(user.Identity), s.account.Prefix())
	})
	made := slices.Compact(slices.Sorted(slices.Values(s.custom.users)))
	if len(made) != 1 || len(found) != 1 || text(found[0].Sid) != made[0] {
		return s.mismatch("the contact's chat users are", fmt.Sprintf("%d, and the service lists %d", len(made), len(found)), "one")
	}
	return nil
}

// chatChannels describes what a request for a chat channel could change.
func (s *scenario) chatChannels() (string, error) {
	service, err := s.chatService()
	if err != nil {
		return "", err
	}
	found, err := s.client().ChatV2.ListChannel(service, nil)
	if err != nil {
		return "", fmt.Errorf("list chat channels: %w", err)
	}
	users, err := s.client().ChatV2.ListUser(service, nil)
	if err != nil {
		return "", fmt.Errorf("list chat users: %w", err)
	}
	return fmt.Sprintf("%d chat channels, %d chat users", len(found), len(users)), nil
}
