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

// A Participant is a member of a conversation.
type Participant struct {
	Sid             string
	ConversationSid string
	Identity        string // empty for somebody who takes part by address
	Address         string
	ProxyAddress    string
	Attributes      string
	Created         time.Time
	Updated         time.Time
}

// A Message is one message of a conversation. Index counts from 0.
type Message struct {
	Sid             string
	ConversationSid string
	ParticipantSid  string // empty where the author is no participant
	Index           int
	Author          string
	Body            string
	Attributes      string
	Created         time.Time
	Updated         time.Time
}
