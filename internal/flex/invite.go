package flex

import "time"

// An Invite asks an agent onto the channel; each makes a task of its own.
type Invite struct {
	Sid            string
	InteractionSid string
	ChannelSid     string
	TaskSid        string
	Created        time.Time
}
