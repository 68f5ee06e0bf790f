package sim

import (
	"fmt"
	"slices"

	"github.com/flexrig/flexrig/internal/conversations"
)

// savedConversation is a conversation with its participants and messages.
type savedConversation struct {
	Conversation conversations.Conversation            `json:"conversation"`
	Participants savedTable[conversations.Participant] `json:"participants"`
	Messages     savedTable[conversations.Message]     `json:"messages"`
	Index        int                                   `json:"index"`
}

func saveConversation(c *conversation) savedConversation {
	return savedConversation{
		Conversation: c.value, Participants: saveTable(c.members, asItIs), Messages: saveTable(c.messages, asItIs), Index: c.index,
	}
}

var conversationStates = []conversations.State{
	conversations.Initializing, conversations.Active, conversations.Inactive, conversations.Closed,
}

func (r *restorer) conversation(saved savedConversation) (sid string, c *conversation, err error) {
	sid = saved.Conversation.Sid
	c = &conversation{value: saved.Conversation, index: saved.Index}
	if !slices.Contains(conversationStates, c.value.State) {
		return sid, nil, fmt.Errorf("%.60q is no state of a conversation", c.value.State)
	}
	c.members, err = restoreTable(saved.Participants, "participant", plain(func(p conversations.Participant) string { return p.Sid }))
	if err != nil {
		return sid, nil, err
	}
	if name := c.value.UniqueName; name != "" {
		if other, taken := r.state.uniqueNames[name]; taken {
			return sid, nil, fmt.Errorf("conversation %.60s has its unique name %.60q", other, name)
		}
		r.state.uniqueNames[name] = sid
	}
	c.messages, err = restoreTable(saved.Messages, "message", plain(func(m conversations.Message) string { return m.Sid }))
	return sid, c, err
}
