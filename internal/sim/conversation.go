package sim

import (
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
	if made.value.MessagingServiceSid == "" {
		made.value.MessagingServiceSid = "MG" + a.sid[2:]
	}
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
	if a.book.Breaks(rulebook.ClosedConversationsReopen) {
		next.State = conversations.Active
	}
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

func deref(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}
