package sim

import (
	"slices"

	"github.com/flexrig/flexrig/internal/chat"
	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// chatChannel is a Programmable Chat channel with all that is on it. Flex's part
// is nil on a channel that Flex has not made. The two share one sid and are one
// thing: deleted through either product, it is gone from both (assumed).
type chatChannel struct {
	value    chat.Channel
	messages *table[chat.Message]
	webhooks *table[chat.Webhook]
	index    int // of the next message
	flex     *flex.ChatChannel
	work     work // the task that a Studio flow has made; empty before
}

// What happens to chat channels, in the history's words.
const (
	chatChannelCreated taskrouter.EventType = "chat-channel.created"
	chatChannelUpdated taskrouter.EventType = "chat-channel.updated"
	chatChannelDeleted taskrouter.EventType = "chat-channel.deleted"
	chatMessageSent    taskrouter.EventType = "chat-channel.message.sent"
	chatWebhookAdded   taskrouter.EventType = "chat-channel.webhook.added"
	chatWebhookUpdated taskrouter.EventType = "chat-channel.webhook.updated"
	chatWebhookRemoved taskrouter.EventType = "chat-channel.webhook.removed"
)

// ChatService is the sid of the account's one chat service, which Flex's
// configuration names too.
func (a *Account) ChatService() string { return a.chatService() }

// inChatService refuses a service that the account does not have.
func (a *Account) inChatService(service string) error {
	if service != a.chatService() {
		return rulebook.NotFound("/Services/" + service)
	}
	return nil
}

// CreateChatChannel makes a channel, public unless told otherwise. A unique name
// that is in use is a conflict.
func (a *Account) CreateChatChannel(service string, change chat.ChannelChange) (ChatChannelView, error) {
	defer a.enter()()
	if err := a.inChatService(service); err != nil {
		return ChatChannelView{}, err
	}
	value, err := a.draftChatChannel().Change(change, a.now)
	if err != nil {
		return ChatChannelView{}, err
	}
	if err := a.chatNameIsFree(value); err != nil {
		return ChatChannelView{}, err
	}
	return a.storeChatChannel(value, nil).view(), nil
}

func (a *Account) draftChatChannel() chat.Channel {
	return chat.Channel{
		AccountSid: a.sid, ServiceSid: a.chatService(), Attributes: "{}", Type: chat.Public, CreatedBy: "system",
		Created: a.now, Updated: a.now,
	}
}

// storeChatChannel gives a channel its sid. Flex's part is made of that sid.
func (a *Account) storeChatChannel(value chat.Channel, ofFlex func(sid string) *flex.ChatChannel) *chatChannel {
	value.Sid = a.ids.next("CH")
	c := &chatChannel{value: value, messages: newTable[chat.Message](), webhooks: newTable[chat.Webhook]()}
	if ofFlex != nil {
		c.flex = ofFlex(value.Sid)
	}
	a.chats.add(value.Sid, c)
	a.note(chatChannelCreated, "", value.Sid, value.Type+" chat channel "+value.FriendlyName)
	return c
}

func (a *Account) chatNameIsFree(value chat.Channel) error {
	if owner, taken := a.chatNamed(value.UniqueName); taken && owner.value.Sid != value.Sid {
		return rulebook.Conflict(rulebook.CodeChatUniqueNameTaken, "Channel with unique name %s exists", value.UniqueName)
	}
	return nil
}

func (a *Account) chatNamed(name string) (*chatChannel, bool) {
	if name == "" {
		return nil, false
	}
	return a.chats.find(func(c *chatChannel) bool { return c.value.UniqueName == name })
}

// A ChatChannelView is a channel with the number of its messages.
type ChatChannelView struct {
	chat.Channel
	Messages int
}

func (c *chatChannel) view() ChatChannelView {
	return ChatChannelView{Channel: c.value, Messages: c.messages.len()}
}

// ChatChannel finds a channel by its sid or its unique name.
func (a *Account) ChatChannel(service, sidOrName string) (ChatChannelView, error) {
	defer a.enter()()
	c, err := a.chatChannel(service, sidOrName)
	if err != nil {
		return ChatChannelView{}, err
	}
	return c.view(), nil
}

func (a *Account) chatChannel(service, sidOrName string) (*chatChannel, error) {
	if err := a.inChatService(service); err != nil {
		return nil, err
	}
	if c, ok := a.chats.get(sidOrName); ok {
		return c, nil
	}
	if c, ok := a.chatNamed(sidOrName); ok {
		return c, nil
	}
	return nil, rulebook.NotFound("/Services/" + service + "/Channels/" + sidOrName)
}

// ChatChannels lists the channels, narrowed to the given types where there are any.
func (a *Account) ChatChannels(service string, types []string, page Page) (Listed[ChatChannelView], error) {
	defer a.enter()()
	if err := a.inChatService(service); err != nil {
		return Listed[ChatChannelView]{}, err
	}
	found := a.chats.page(page, func(c *chatChannel) bool { return oneOf(types, c.value.Type) })
	return mapped(found, (*chatChannel).view), nil
}

// UpdateChatChannel changes a channel. Webhooks that hear of it are called where
// the request's header X-Twilio-Webhook-Enabled asks for that.
func (a *Account) UpdateChatChannel(service, sidOrName string, change chat.ChannelChange, callsWebhooks string) (ChatChannelView, error) {
	defer a.enter()()
	c, err := a.chatChannel(service, sidOrName)
	if err != nil {
		return ChatChannelView{}, err
	}
	change.Type = nil
	next, err := c.value.Change(change, a.now)
	if err != nil {
		return ChatChannelView{}, err
	}
	if err := a.chatNameIsFree(next); err != nil {
		return ChatChannelView{}, err
	}
	c.value = next
	a.note(chatChannelUpdated, "", next.Sid, "attributes "+next.Attributes)
	if chat.CallsWebhooks(callsWebhooks, a.book) {
		a.tellOfChannel(c)
	}
	return c.view(), nil
}

// DeleteChatChannel forgets a channel with its messages and webhooks.
func (a *Account) DeleteChatChannel(service, sidOrName string) error {
	defer a.enter()()
	c, err := a.chatChannel(service, sidOrName)
	if err != nil {
		return err
	}
	a.dropChat(c)
	return nil
}

func (a *Account) dropChat(c *chatChannel) {
	a.chats.remove(c.value.Sid)
	a.note(chatChannelDeleted, "", c.value.Sid, "chat channel "+c.value.FriendlyName)
}

// oneOf tells whether a value is among those asked for; none asked for is all.
func oneOf(asked []string, value string) bool {
	return len(asked) == 0 || slices.Contains(asked, value)
}
