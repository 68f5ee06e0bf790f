package conversations

import "time"

// A Conversation is the thread of messages behind an interaction channel.
type Conversation struct {
	Sid                 string
	AccountSid          string
	ChatServiceSid      string
	MessagingServiceSid string
	FriendlyName        string
	UniqueName          string
	Attributes          string // JSON text
	State               State
	Created             time.Time
	Updated             time.Time
}

// A State is where a conversation stands.
type State string

// The states (Twilio docs, Conversation resource). Closed is final.
const (
	Initializing State = "initializing"
	Active       State = "active"
	Inactive     State = "inactive"
	Closed       State = "closed"
)
