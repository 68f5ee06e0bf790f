package flex

import "time"

// An Interaction is one customer's contact, whatever happens to it.
type Interaction struct {
	Sid         string
	ContextSid  string // HQ sid, if the creator gave one
	WebhookTtid string
	Created     time.Time
}
