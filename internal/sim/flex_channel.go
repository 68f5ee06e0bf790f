package sim

import (
	"fmt"

	"github.com/flexrig/flexrig/internal/chat"
	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/rulebook"
)

// CreateFlexChannel makes a private chat channel for a contact of a Flex Flow,
// and the contact's chat user where there is none yet. It does so whether the
// Flex Flow is enabled or not (assumed): enabling it later is enough.
func (a *Account) CreateFlexChannel(in flex.ChatChannelRequest) (flex.ChatChannel, error) {
	defer a.enter()()
	if err := in.Check(a.book); err != nil {
		return flex.ChatChannel{}, err
	}
	flow, err := a.flowOfRequest(deref(in.FlowSid))
	if err != nil {
		return flex.ChatChannel{}, err
	}
	value, err := a.draftFlexChannel(in, flow)
	if err != nil {
		return flex.ChatChannel{}, err
	}
	user := a.chatUser(deref(in.Identity), deref(in.UserFriendlyName))
	a.joins(user)
	made := a.storeChatChannel(value, func(sid string) *flex.ChatChannel {
		c := in.ChatChannel(sid, user.Sid, flow, a.now)
		return &c
	})
	return *made.flex, nil
}

// flowOfRequest finds the Flex Flow of a new channel. One whose messages would go
// to an address, or make a task without a message, is not modelled.
func (a *Account) flowOfRequest(sid string) (flex.Flow, error) {
	flow, ok := a.flexFlows.get(sid)
	if !ok && !a.book.Breaks(rulebook.ChannelsOfAnyFlexFlow) {
		return flow, &rulebook.Refusal{
			Kind: rulebook.KindNotFound, Code: rulebook.CodeFlexFlowUnknown, Message: "Flex Flow " + sid + " was not found",
		}
	}
	if takes := flow.Takes(a.book); takes == flex.IntegrationExternal || takes == flex.IntegrationTask {
		return flow, &rulebook.Refusal{
			Kind: rulebook.KindUnmodelled, Message: fmt.Sprintf("a channel of a Flex Flow with integration %s is not modelled by this stand-in", takes),
		}
	}
	return flow, nil
}

func (a *Account) draftFlexChannel(in flex.ChatChannelRequest, flow flex.Flow) (chat.Channel, error) {
	if a.book.Breaks(rulebook.FlexChannelsNameIdentities) {
		in.UserFriendlyName = in.Identity
	}
	attributes, kind := in.Attributes(flow), chat.Private
	if a.book.Breaks(rulebook.FlexChannelsArePublic) {
		kind = chat.Public
	}
	value, err := a.draftChatChannel().Change(chat.ChannelChange{
		FriendlyName: in.FriendlyName, UniqueName: in.UniqueName, Attributes: &attributes, Type: &kind,
	}, a.now)
	if err != nil {
		return value, err
	}
	if _, taken := a.chatNamed(value.UniqueName); taken && !a.book.Breaks(rulebook.FlexChannelNamesTwice) {
		return value, rulebook.Conflict(rulebook.CodeFlexChannelTaken, "Channel with unique name %s exists", value.UniqueName)
	}
	value.Members = 1
	return value, nil
}

// FlexChannel finds a chat channel that Flex has made.
func (a *Account) FlexChannel(sid string) (flex.ChatChannel, error) {
	defer a.enter()()
	c, err := a.flexChannel(sid)
	if err != nil {
		return flex.ChatChannel{}, err
	}
	return *c.flex, nil
}

func (a *Account) flexChannel(sid string) (*chatChannel, error) {
	if c, ok := a.chats.get(sid); ok && c.flex != nil {
		return c, nil
	}
	return nil, rulebook.NotFound("/Channels/" + sid)
}

// FlexChannels lists the chat channels that Flex has made.
func (a *Account) FlexChannels(page Page) (Listed[flex.ChatChannel], error) {
	defer a.enter()()
	found := a.chats.page(page, func(c *chatChannel) bool { return c.flex != nil })
	return mapped(found, func(c *chatChannel) flex.ChatChannel { return *c.flex }), nil
}

// DeleteFlexChannel forgets a chat channel with its messages.
func (a *Account) DeleteFlexChannel(sid string) error {
	defer a.enter()()
	c, err := a.flexChannel(sid)
	if err != nil {
		return err
	}
	a.dropChat(c)
	return nil
}
