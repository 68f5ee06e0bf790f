package chat

import "time"

// A User is somebody who can speak on a service's channels.
type User struct {
	Sid            string
	ServiceSid     string
	Identity       string
	FriendlyName   string
	Attributes     string // JSON text
	JoinedChannels int
	Created        time.Time
	Updated        time.Time
}
