package conversations

import (
	"slices"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// Writable refuses any change to a conversation in its final state, with the
// sentence that live accounts answer.
func (c Conversation) Writable() error {
	if c.State == Closed {
		return rulebook.Invalid(rulebook.CodeConversationClosed, "Can't update conversation as it's in final closed state")
	}
	return nil
}

// Move is the conversation in another state. A word that is no state, and any
// move out of the final one, is refused.
func (c Conversation) Move(to State, now time.Time) (Conversation, error) {
	if err := c.Writable(); err != nil {
		return c, err
	}
	if !slices.Contains([]State{Active, Inactive, Closed}, to) {
		return c, rulebook.Invalid(rulebook.CodeConversationState, "Value '%s' provided for State is none of active, inactive, closed", to)
	}
	c.State, c.Updated = to, now
	return c, nil
}

// Wake is the conversation after a message: one that had gone inactive is
// active again.
func (c Conversation) Wake(now time.Time) Conversation {
	if c.State == Inactive {
		c.State = Active
	}
	c.Updated = now
	return c
}
