package conversations

import "time"

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
