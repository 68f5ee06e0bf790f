package sim

import (
	"strings"

	"github.com/flexrig/flexrig/internal/conversations"
	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// A MessageChange is what a create or update sets.
type MessageChange struct {
	Author, Body, Attributes *string
}

// AddMessage adds a message; a conversation that had gone inactive wakes up, a
// closed one refuses.
func (a *Account) AddMessage(sidOrName string, change MessageChange) (conversations.Message, error) {
	defer a.enter()()
	c, err := a.conversation(sidOrName)
	if err != nil {
		return conversations.Message{}, err
	}
	if err := a.takesMessage(c, deref(change.Author)); err != nil {
		return conversations.Message{}, err
	}
	message, err := a.changedMessage(conversations.Message{
		ConversationSid: c.value.Sid, Index: c.index, Author: "system", Attributes: "{}", Created: a.now,
	}, change)
	if err != nil {
		return conversations.Message{}, err
	}
	if author, ok := c.member(message.Author); ok {
		message.ParticipantSid = author.Sid
	}
	message.Sid = a.ids.next("IM")
	c.index++
	c.messages.add(message.Sid, message)
	c.value = c.value.Wake(a.now)
	a.note(messageAdded, "", c.value.Sid, "message from "+message.Author)
	a.touchByConversation(c.value.Sid, rulebook.ActivityConversationMessage)
	return message, nil
}

// takesMessage refuses a message to a conversation in its final state, whoever
// writes it; what becomes of the channel besides does not matter.
func (a *Account) takesMessage(c *conversation, author string) error {
	if a.book.Breaks(rulebook.AgentsWriteAfterClose) && a.isWorker(author) {
		return nil
	}
	if a.book.Breaks(rulebook.InactiveTakesNoMessage) && a.rests(c) {
		return rulebook.Invalid(rulebook.CodeConversationClosed, "The channel of the conversation is inactive")
	}
	return c.value.Writable()
}

// isWorker tells whether an author has a worker's name.
func (a *Account) isWorker(author string) bool {
	_, ok := a.workspaces.find(func(w *workspace) bool {
		_, works := w.workers.find(func(row *workerRow) bool { return row.worker.FriendlyName == author })
		return works
	})
	return ok
}

// rests tells whether a conversation's channel is inactive.
func (a *Account) rests(c *conversation) bool {
	_, inactive := a.interactions.find(func(i *interaction) bool {
		return i.channel.ConversationSid == c.value.Sid && i.channel.Status == flex.ChannelInactive
	})
	return inactive
}

func (a *Account) changedMessage(message conversations.Message, change MessageChange) (conversations.Message, error) {
	keep(&message.Author, change.Author)
	keep(&message.Body, change.Body)
	if change.Attributes != nil {
		attributes, err := taskrouter.ParseAttributes(*change.Attributes, 0)
		if err != nil {
			return message, err
		}
		message.Attributes = string(attributes)
	}
	message.Updated = a.now
	return message, nil
}

// Message finds a message by its sid.
func (a *Account) Message(sidOrName, sid string) (conversations.Message, error) {
	defer a.enter()()
	c, err := a.conversation(sidOrName)
	if err != nil {
		return conversations.Message{}, err
	}
	return c.message(sid)
}

func (c *conversation) message(sid string) (conversations.Message, error) {
	if message, ok := c.messages.get(sid); ok {
		return message, nil
	}
	return conversations.Message{}, rulebook.NotFound("/Conversations/" + c.value.Sid + "/Messages/" + sid)
}

// Messages lists a conversation's messages, oldest first; order "desc" turns
// that around. Reading works on a closed conversation too.
func (a *Account) Messages(sidOrName, order string, page Page) (Listed[conversations.Message], error) {
	defer a.enter()()
	c, err := a.conversation(sidOrName)
	if err != nil {
		return Listed[conversations.Message]{}, err
	}
	if c.value.State == conversations.Closed && a.book.Breaks(rulebook.ClosedConversationsAreHidden) {
		return Listed[conversations.Message]{}, rulebook.NotFound("/Conversations/" + sidOrName)
	}
	if strings.EqualFold(order, "desc") {
		return cut(page, c.messages.before(page.After)), nil
	}
	return c.messages.page(page, nil), nil
}

// UpdateMessage changes a message of a conversation that is not closed.
func (a *Account) UpdateMessage(sidOrName, sid string, change MessageChange) (conversations.Message, error) {
	defer a.enter()()
	c, message, err := a.writableMessage(sidOrName, sid)
	if err != nil {
		return conversations.Message{}, err
	}
	if message, err = a.changedMessage(message, change); err != nil {
		return conversations.Message{}, err
	}
	c.messages.set(sid, message)
	return message, nil
}

// DeleteMessage forgets a message of a conversation that is not closed.
func (a *Account) DeleteMessage(sidOrName, sid string) error {
	defer a.enter()()
	c, _, err := a.writableMessage(sidOrName, sid)
	if err != nil {
		return err
	}
	c.messages.remove(sid)
	return nil
}

func (a *Account) writableMessage(sidOrName, sid string) (*conversation, conversations.Message, error) {
	c, err := a.conversation(sidOrName)
	if err != nil {
		return nil, conversations.Message{}, err
	}
	if err := c.value.Writable(); err != nil {
		return nil, conversations.Message{}, err
	}
	message, err := c.message(sid)
	return c, message, err
}
