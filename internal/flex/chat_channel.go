package flex

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// A ChatChannel is what Flex holds of a Programmable Chat channel that it has
// made for a contact; its sid is the chat channel's own.
type ChatChannel struct {
	Sid       string
	FlowSid   string
	UserSid   string
	LongLived bool
	Created   time.Time
	Updated   time.Time
}

// A ChatChannelRequest is what a chat channel is made from.
type ChatChannelRequest struct {
	FlowSid, Identity, UserFriendlyName, FriendlyName *string
	UniqueName, PreEngagementData                     *string
	LongLived                                         *bool
}

// Check refuses a request that lacks what has to be there.
func (r ChatChannelRequest) Check(book *rulebook.Book) error {
	for _, parameter := range []struct {
		name  string
		value *string
	}{
		{"FlexFlowSid", r.FlowSid},
		{"Identity", r.Identity},
		{"ChatUserFriendlyName", r.UserFriendlyName},
		{"ChatFriendlyName", r.FriendlyName},
	} {
		if slices.Contains(book.FlexChannelRequired, parameter.name) && isEmpty(parameter.value) {
			return missing(parameter.name)
		}
	}
	return nil
}

// Attributes are what Flex writes into the chat channel's attributes, as captured
// from a webhook: who the contact is, the kind of channel, that it is active.
// Data from before the contact stand beside them, as JSON where they are JSON.
func (r ChatChannelRequest) Attributes(flow Flow) string {
	var written struct {
		PreEngagementData json.RawMessage `json:"pre_engagement_data,omitempty"`
		From              string          `json:"from"`
		ChannelType       string          `json:"channel_type"`
		Status            string          `json:"status"`
		LongLived         bool            `json:"long_lived"`
	}
	take(&written.From, r.UserFriendlyName)
	written.ChannelType, written.Status = flow.ChannelType, "ACTIVE"
	written.LongLived = r.lives(flow)
	if given := r.PreEngagementData; !isEmpty(given) {
		written.PreEngagementData = asJSON(*given)
	}
	text, err := json.Marshal(written)
	if err != nil {
		return "{}" // cannot be: texts, a truth and valid JSON
	}
	return string(text)
}

// asJSON is a text as it stands where it is JSON, and as a JSON string where not.
func asJSON(text string) json.RawMessage {
	if json.Valid([]byte(text)) {
		return json.RawMessage(text)
	}
	quoted, err := json.Marshal(text)
	if err != nil {
		return json.RawMessage(`""`) // cannot be
	}
	return quoted
}

// lives tells whether the channel outlasts one contact: as the request says,
// else as the Flex Flow does.
func (r ChatChannelRequest) lives(flow Flow) bool {
	long := flow.LongLived
	take(&long, r.LongLived)
	return long
}

// ChatChannel is Flex's part of the channel that the request makes.
func (r ChatChannelRequest) ChatChannel(sid, user string, flow Flow, now time.Time) ChatChannel {
	return ChatChannel{Sid: sid, FlowSid: flow.Sid, UserSid: user, LongLived: r.lives(flow), Created: now, Updated: now}
}
