package flex

import "time"

// An Interaction is one customer's contact, whatever happens to it.
type Interaction struct {
	Sid         string
	ContextSid  string // HQ sid, if the creator gave one
	WebhookTtid string
	Created     time.Time
}

// A Channel is the communication channel of an interaction. It has many tasks
// in its life and one conversation.
type Channel struct {
	Sid             string
	InteractionSid  string
	Type            string // the medium: web, sms, …
	Status          string // setup, active, failed, closed, inactive
	ErrorCode       int    // on a failed channel; 0 otherwise
	ErrorMessage    string
	ConversationSid string
	InitiatedBy     string // customer, agent or api
	Created         time.Time
	LastActivity    time.Time // when the retention started last
}

// A Participant is somebody on an interaction channel.
type Participant struct {
	Sid            string
	InteractionSid string
	ChannelSid     string
	Type           string // customer, agent, supervisor, external, unknown
	Status         string // active, wrapup or closed; the API does not show it
	// Routing ties an agent to their work; all three are empty for others.
	TaskSid        string
	WorkerSid      string
	ReservationSid string
	MemberSid      string // the conversation's participant behind it
	Created        time.Time
}

// An Invite asks an agent onto the channel; each makes a task of its own.
type Invite struct {
	Sid            string
	InteractionSid string
	ChannelSid     string
	TaskSid        string
	Created        time.Time
}
