package sim

import (
	"github.com/flexrig/flexrig/internal/conversations"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

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
