package sim

import (
	"strings"

	"github.com/flexrig/flexrig/internal/chat"
	"github.com/flexrig/flexrig/internal/rulebook"
)

// SendChatMessage adds a message to a channel. Where its sender asks for webhooks
// to be called, those that hear of it are, and the channel's Flex Flow takes the
// message; otherwise it is kept and nothing else happens.
func (a *Account) SendChatMessage(service, sidOrName string, draft chat.MessageDraft) (chat.Message, error) {
	defer a.enter()()
	c, err := a.chatChannel(service, sidOrName)
	if err != nil {
		return chat.Message{}, err
	}
	message, err := c.value.Message(draft, c.index, a.now)
	if err != nil {
		return chat.Message{}, err
	}
	message.Sid = a.ids.next("IM")
	c.index++
	c.value.Updated = a.now
	calls := chat.CallsWebhooks(draft.CallsWebhooks, a.book)
	if a.keepsMessage(c, calls) {
		c.messages.add(message.Sid, message)
	}
	a.note(chatMessageSent, "", c.value.Sid, "message from "+message.From+", webhooks "+onOff(calls))
	if calls {
		a.tellOfMessage(c, message)
	}
	if calls || a.book.Breaks(rulebook.MessagesMakeTasksAlways) {
		a.takeMessage(c, message)
	}
	return message, nil
}

// keepsMessage tells whether a channel keeps a message. It keeps all of them.
func (a *Account) keepsMessage(c *chatChannel, calls bool) bool {
	return !(a.book.Breaks(rulebook.QuietMessagesVanish) && !calls ||
		a.book.Breaks(rulebook.LaterMessagesVanish) && c.work != work{})
}

// ChatMessage finds a message by its sid.
func (a *Account) ChatMessage(service, channel, sid string) (chat.Message, error) {
	defer a.enter()()
	c, err := a.chatChannel(service, channel)
	if err != nil {
		return chat.Message{}, err
	}
	if message, ok := c.messages.get(sid); ok {
		return message, nil
	}
	return chat.Message{}, rulebook.NotFound("/Services/" + service + "/Channels/" + channel + "/Messages/" + sid)
}

// ChatMessages lists a channel's messages, oldest first; order "desc" turns that
// around.
func (a *Account) ChatMessages(service, channel, order string, page Page) (Listed[chat.Message], error) {
	defer a.enter()()
	c, err := a.chatChannel(service, channel)
	if err != nil {
		return Listed[chat.Message]{}, err
	}
	if strings.EqualFold(order, "desc") {
		return cut(page, c.messages.before(page.After)), nil
	}
	return c.messages.page(page, nil), nil
}
