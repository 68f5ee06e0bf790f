package sim

import (
	"strings"

	"github.com/flexrig/flexrig/internal/conversations"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// conversation is a conversation with its participants and messages.
type conversation struct {
	value    conversations.Conversation
	members  *table[conversations.Participant]
	messages *table[conversations.Message]
	index    int // of the next message; never used twice
}

// What happens to conversations, in the history's words.
const (
	conversationCreated taskrouter.EventType = "conversation.created"
	conversationUpdated taskrouter.EventType = "conversation.updated"
	conversationDeleted taskrouter.EventType = "conversation.deleted"
	memberAdded         taskrouter.EventType = "conversation.participant.added"
	memberRemoved       taskrouter.EventType = "conversation.participant.removed"
	messageAdded        taskrouter.EventType = "conversation.message.added"
)

// A ConversationChange is what a create or update sets.
type ConversationChange struct {
	FriendlyName, UniqueName, Attributes, State, MessagingServiceSid *string
}

// CreateConversation makes a conversation, active unless told otherwise. A
// unique name that is in use is a conflict.
func (a *Account) CreateConversation(change ConversationChange) (conversations.Conversation, error) {
	defer a.enter()()
	if change.State != nil && *change.State == string(conversations.Closed) {
		return conversations.Conversation{}, rulebook.Invalid(rulebook.CodeConversationInitialState, "A conversation cannot be created closed")
	}
	made := a.draftConversation()
	if err := a.changeConversation(made, change); err != nil {
		return conversations.Conversation{}, err
	}
	a.storeConversation(made)
	return made.value, nil
}

func (a *Account) draftConversation() *conversation {
	return &conversation{
		value: conversations.Conversation{
			AccountSid: a.sid, Attributes: "{}", State: conversations.Active, Created: a.now, Updated: a.now,
		},
		members: newTable[conversations.Participant](), messages: newTable[conversations.Message](),
	}
}

func (a *Account) storeConversation(made *conversation) {
	made.value.Sid = a.ids.next("CH")
	made.value.ChatServiceSid = a.chatService()
	made.value.MessagingServiceSid = "MG" + a.sid[2:]
	a.threads.add(made.value.Sid, made)
	if made.value.UniqueName != "" {
		a.uniqueNames[made.value.UniqueName] = made.value.Sid
	}
	a.note(conversationCreated, "", made.value.Sid, "conversation "+string(made.value.State))
}

// chatService is the account's one conversations service. Its sid is the
// account's own digits, so that it is the same whenever it is asked for.
func (a *Account) chatService() string { return "IS" + a.sid[2:] }

// changeConversation changes a conversation, or nothing where a value is refused.
func (a *Account) changeConversation(c *conversation, change ConversationChange) error {
	next := c.value
	if err := next.Writable(); err != nil {
		return err
	}
	if owner, taken := a.uniqueNames[deref(change.UniqueName)]; change.UniqueName != nil && taken && owner != next.Sid {
		return rulebook.Conflict(rulebook.CodeUniqueNameTaken, "Conversation with unique name %s exists", *change.UniqueName)
	}
	if change.Attributes != nil {
		attributes, err := taskrouter.ParseAttributes(*change.Attributes, 0)
		if err != nil {
			return err
		}
		next.Attributes = string(attributes)
	}
	if change.State != nil {
		moved, err := next.Move(conversations.State(*change.State), a.now)
		if err != nil {
			return err
		}
		next = moved
	}
	keep(&next.FriendlyName, change.FriendlyName)
	keep(&next.MessagingServiceSid, change.MessagingServiceSid)
	keep(&next.UniqueName, change.UniqueName)
	next.Updated = a.now
	c.value = next
	return nil
}

// Conversation finds a conversation by its sid or its unique name.
func (a *Account) Conversation(sidOrName string) (conversations.Conversation, error) {
	defer a.enter()()
	c, err := a.conversation(sidOrName)
	if err != nil {
		return conversations.Conversation{}, err
	}
	return c.value, nil
}

func (a *Account) conversation(sidOrName string) (*conversation, error) {
	if sid, ok := a.uniqueNames[sidOrName]; ok {
		sidOrName = sid
	}
	if c, ok := a.threads.get(sidOrName); ok {
		return c, nil
	}
	return nil, rulebook.NotFound("/Conversations/" + sidOrName)
}

// UpdateConversation changes a conversation that is not closed.
func (a *Account) UpdateConversation(sidOrName string, change ConversationChange) (conversations.Conversation, error) {
	defer a.enter()()
	c, err := a.conversation(sidOrName)
	if err != nil {
		return conversations.Conversation{}, err
	}
	before := c.value.UniqueName
	if err := a.changeConversation(c, change); err != nil {
		return conversations.Conversation{}, err
	}
	delete(a.uniqueNames, before)
	if c.value.UniqueName != "" {
		a.uniqueNames[c.value.UniqueName] = c.value.Sid
	}
	a.note(conversationUpdated, "", c.value.Sid, "conversation "+string(c.value.State))
	a.touchByConversation(c.value.Sid, rulebook.ActivityConversationUpdated)
	return c.value, nil
}

// closeConversation brings a conversation into its final state, if it is not there.
func (a *Account) closeConversation(sid string) {
	c, ok := a.threads.get(sid)
	if !ok || c.value.State == conversations.Closed {
		return
	}
	c.value.State, c.value.Updated = conversations.Closed, a.now
	a.note(conversationUpdated, "", sid, "conversation closed with its channel")
}

// DeleteConversation forgets a conversation.
func (a *Account) DeleteConversation(sidOrName string) error {
	defer a.enter()()
	c, err := a.conversation(sidOrName)
	if err != nil {
		return err
	}
	a.threads.remove(c.value.Sid)
	delete(a.uniqueNames, c.value.UniqueName)
	a.note(conversationDeleted, "", c.value.Sid, "conversation deleted")
	return nil
}

// Conversations lists the account's conversations, narrowed to one state where
// it is given.
func (a *Account) Conversations(state *string, page Page) (Listed[conversations.Conversation], error) {
	defer a.enter()()
	found := a.threads.page(page, func(c *conversation) bool { return is(state, string(c.value.State)) })
	return mapped(found, func(c *conversation) conversations.Conversation { return c.value }), nil
}

// A ConversationParticipantChange is what adding a participant sets: an
// identity, or a pair of addresses.
type ConversationParticipantChange struct {
	Identity, Attributes, Address, ProxyAddress *string
}

// AddConversationParticipant makes somebody take part. An identity that does
// already is a conflict; a closed conversation refuses.
func (a *Account) AddConversationParticipant(sidOrName string, change ConversationParticipantChange) (conversations.Participant, error) {
	defer a.enter()()
	c, err := a.conversation(sidOrName)
	if err != nil {
		return conversations.Participant{}, err
	}
	member, err := a.join(c, change)
	if err == nil {
		a.touchByConversation(c.value.Sid, rulebook.ActivityConversationMember)
	}
	return member, err
}

func (a *Account) join(c *conversation, change ConversationParticipantChange) (conversations.Participant, error) {
	if err := c.value.Writable(); err != nil {
		return conversations.Participant{}, err
	}
	member := conversations.Participant{ConversationSid: c.value.Sid, Attributes: "{}", Created: a.now, Updated: a.now}
	keep(&member.Identity, change.Identity)
	keep(&member.Address, change.Address)
	keep(&member.ProxyAddress, change.ProxyAddress)
	if change.Attributes != nil {
		attributes, err := taskrouter.ParseAttributes(*change.Attributes, 0)
		if err != nil {
			return conversations.Participant{}, err
		}
		member.Attributes = string(attributes)
	}
	if member.Identity == "" && member.Address == "" {
		return conversations.Participant{}, rulebook.Invalid(rulebook.CodeInvalid, "A participant needs an Identity or a MessagingBinding.Address")
	}
	if _, taken := c.member(member.Identity); taken {
		return conversations.Participant{}, rulebook.Conflict(rulebook.CodeParticipantExists, "Participant already exists")
	}
	member.Sid = a.ids.next("MB")
	c.members.add(member.Sid, member)
	a.note(memberAdded, "", c.value.Sid, "participant "+member.Identity+member.Address)
	return member, nil
}

func (c *conversation) member(identity string) (conversations.Participant, bool) {
	return c.members.find(func(m conversations.Participant) bool { return identity != "" && m.Identity == identity })
}

// ConversationParticipant finds a participant by its sid or its identity.
func (a *Account) ConversationParticipant(sidOrName, sid string) (conversations.Participant, error) {
	defer a.enter()()
	c, err := a.conversation(sidOrName)
	if err != nil {
		return conversations.Participant{}, err
	}
	return c.participant(sid)
}

func (c *conversation) participant(sid string) (conversations.Participant, error) {
	if member, ok := c.members.get(sid); ok {
		return member, nil
	}
	if member, ok := c.member(sid); ok {
		return member, nil
	}
	return conversations.Participant{}, rulebook.NotFound("/Conversations/" + c.value.Sid + "/Participants/" + sid)
}

// ConversationParticipants lists a conversation's participants.
func (a *Account) ConversationParticipants(sidOrName string, page Page) (Listed[conversations.Participant], error) {
	defer a.enter()()
	c, err := a.conversation(sidOrName)
	if err != nil {
		return Listed[conversations.Participant]{}, err
	}
	return c.members.page(page, nil), nil
}

// RemoveConversationParticipant makes somebody take part no longer.
func (a *Account) RemoveConversationParticipant(sidOrName, sid string) error {
	defer a.enter()()
	c, err := a.conversation(sidOrName)
	if err != nil {
		return err
	}
	if err := c.value.Writable(); err != nil {
		return err
	}
	member, err := c.participant(sid)
	if err != nil {
		return err
	}
	c.members.remove(member.Sid)
	a.note(memberRemoved, "", c.value.Sid, "participant "+member.Identity+member.Address)
	a.touchByConversation(c.value.Sid, rulebook.ActivityConversationMember)
	return nil
}

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
	if err := c.value.Writable(); err != nil {
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

func deref(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}
