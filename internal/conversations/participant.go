package conversations

import "time"

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
