package chat

import (
	"encoding/json"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// Types of a channel. Flex makes private ones.
const (
	Public  = "public"
	Private = "private"
)

// A Channel is a thread of messages.
type Channel struct {
	Sid          string
	AccountSid   string
	ServiceSid   string
	FriendlyName string
	UniqueName   string
	Attributes   string // JSON text
	Type         string
	CreatedBy    string
	Members      int
	Created      time.Time
	Updated      time.Time
}

// A ChannelChange is what a create or update sets. A type counts at creation only.
type ChannelChange struct {
	FriendlyName, UniqueName, Attributes, Type, CreatedBy *string
}

// Change is the channel with what a request sets; a request that is refused
// leaves it as it is.
func (c Channel) Change(change ChannelChange, now time.Time) (Channel, error) {
	next := c
	if change.Attributes != nil {
		if err := checkAttributes(*change.Attributes); err != nil {
			return c, err
		}
	}
	set(&next.FriendlyName, change.FriendlyName)
	set(&next.UniqueName, change.UniqueName)
	set(&next.Attributes, change.Attributes)
	set(&next.Type, change.Type)
	set(&next.CreatedBy, change.CreatedBy)
	if next.Type != Public && next.Type != Private {
		return c, rulebook.Invalid(rulebook.CodeInvalid, "Value '%s' provided for Type is neither public nor private", next.Type)
	}
	next.Updated = now
	return next, nil
}

// Decoded gives the channel's attributes as a value, nil where they cannot be
// read. Numbers are json.Number: one of twenty digits stays one.
func (c Channel) Decoded() any { return decoded(c.Attributes) }

func checkAttributes(text string) error {
	if !json.Valid([]byte(text)) {
		return rulebook.Invalid(rulebook.CodeChatAttributes, "Attributes are not valid JSON")
	}
	return nil
}

func set(to, from *string) {
	if from != nil {
		*to = *from
	}
}
