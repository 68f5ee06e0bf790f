package studio

import "time"

// The statuses of a flow. What runs is what was published last; a draft on top
// of it changes nothing that runs.
const (
	Draft     = "draft"
	Published = "published"
)

// A Flow is a Studio flow with the definition that it shows and the one that runs.
type Flow struct {
	Sid           string
	AccountSid    string
	FriendlyName  string
	Status        string
	Definition    string // JSON, as given
	Problems      []string
	CommitMessage string
	Revision      int
	Live          *Definition // nil until something has been published
	Created       time.Time
	Updated       time.Time
}
