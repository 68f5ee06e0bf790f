package rulebook

// Unspecified is the routing status of a request that gives none.
const Unspecified = ""

// A Closing is one row of the table that says what becomes of an interaction
// channel's tasks and conversation when its status is updated (Twilio docs,
// Interaction Channels, update a channel). A pair of statuses that has no row
// is an invalid request and changes nothing.
type Closing struct {
	Rule         string `yaml:"rule"`
	Channel      string `yaml:"channel"`      // the status asked for, and then the channel's own
	Routing      string `yaml:"routing"`      // the routing status asked for; "" where none was
	Tasks        string `yaml:"tasks"`        // what tasks that an agent has accepted become
	Waiting      string `yaml:"waiting"`      // what tasks that nobody has accepted become; the page is silent
	Conversation string `yaml:"conversation"` // the conversation's state afterwards; "" leaves it as it is
}

// channelStatuses are those that an interaction channel may be in.
func channelStatuses() []string { return []string{"setup", "active", "failed", "closed", "inactive"} }

// closings is the documented table: two rows for closed, one for inactive.
func closings() []Closing {
	return []Closing{
		{Rule: "IC-09", Channel: "closed", Routing: Unspecified, Tasks: "wrapping", Waiting: "canceled", Conversation: "closed"},
		{Rule: "IC-10", Channel: "closed", Routing: "closed", Tasks: "completed", Waiting: "canceled", Conversation: "closed"},
		{Rule: "IC-12", Channel: "inactive", Routing: "closed", Tasks: "completed", Waiting: "canceled"},
	}
}

// Closing finds the row for a pair of statuses, and false where the platform
// refuses the pair.
func (b *Book) Closing(channel, routing string) (Closing, bool) {
	for _, row := range b.Closings {
		if row.Channel == channel && row.Routing == routing {
			return row, true
		}
	}
	return Closing{}, false
}
