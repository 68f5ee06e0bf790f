package flex

import (
	"slices"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// Statuses of an interaction channel (Twilio docs, Interaction Channels).
const (
	ChannelSetup    = "setup"
	ChannelActive   = "active"
	ChannelFailed   = "failed"
	ChannelClosed   = "closed"
	ChannelInactive = "inactive"
)

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

// Gone tells whether the platform has deleted the channel: its retention has
// passed since the last update, whatever the status. At 180 days to the
// nanosecond it is gone.
func (c Channel) Gone(now time.Time, book *rulebook.Book) bool {
	return slices.Contains(book.DeletedChannels, c.Status) && !now.Before(c.LastActivity.Add(book.ChannelRetention.Of()))
}

// Touch starts the retention anew where the book counts the happening as an
// update of the channel.
func (c Channel) Touch(activity string, now time.Time, book *rulebook.Book) Channel {
	if c.LastActivity.After(c.Created) && book.Breaks(rulebook.FirstUpdateCounts) {
		return c
	}
	if book.RestartsRetention(activity) {
		c.LastActivity = now
	}
	return c
}

// Update is the channel as a request for a status and a routing status leaves
// it, with the table's row that says what becomes of everything else. A request
// without a row is refused. A nil status or routing was not sent; routing is
// the parameter's JSON text.
//
// The page does not say what closing twice does: the same request is accepted
// again, and a closed channel cannot become inactive.
func (c Channel) Update(status, routing *string, now time.Time, book *rulebook.Book) (Channel, rulebook.Closing, error) {
	asked, err := requestedStatus(status, book)
	if err != nil {
		return c, rulebook.Closing{}, err
	}
	with, err := requestedRouting(routing, book)
	if err != nil {
		return c, rulebook.Closing{}, err
	}
	row, ok := book.Closing(asked, with)
	if !ok {
		return c, rulebook.Closing{}, rulebook.Invalid(rulebook.CodeFlexValidation,
			"Channel status %s demands the routing status closed", asked)
	}
	if c.refuses(asked, book) {
		return c, rulebook.Closing{}, rulebook.Invalid(rulebook.CodeFlexValidation,
			"Channel %s is %s and cannot become %s", c.Sid, c.Status, asked)
	}
	c.Status = becomes(row.Channel, book)
	return c.Touch(rulebook.ActivityStatusUpdated, now, book), row, nil
}

// refuses tells whether the channel's own status forbids another one.
func (c Channel) refuses(asked string, book *rulebook.Book) bool {
	switch c.Status {
	case ChannelFailed:
		return true
	case ChannelClosed:
		return asked != ChannelClosed && !book.Breaks(rulebook.ClosedGoesInactive) || book.Breaks(rulebook.SecondCloseIsRefused)
	case ChannelInactive:
		return asked == ChannelClosed && book.Breaks(rulebook.InactiveIsFinal)
	}
	return false
}

// becomes is the status that a channel has once it was asked for.
func becomes(asked string, book *rulebook.Book) string {
	switch {
	case asked == ChannelInactive && book.Breaks(rulebook.InactiveLooksClosed):
		return ChannelClosed
	case asked == ChannelClosed && book.Breaks(rulebook.ClosedLooksInactive):
		return ChannelInactive
	}
	return asked
}

func requestedStatus(status *string, book *rulebook.Book) (string, error) {
	if status == nil && book.Breaks(rulebook.MissingStatusCloses) {
		return ChannelClosed, nil
	}
	if status == nil || *status == "" && !slices.Contains(book.ChannelUpdates, "") {
		return "", rulebook.Invalid(rulebook.CodeCloseStatusMissing, "Missing required parameter Status; use closed or inactive")
	}
	if !slices.Contains(book.ChannelUpdates, *status) {
		return "", rulebook.Invalid(rulebook.CodeCloseStatusInvalid, "Value '%s' provided for Status is neither closed nor inactive", *status)
	}
	return *status, nil
}

// requestedRouting reads {"status":"closed"}, the only routing there is. A
// parameter that was not sent is unspecified; one that was sent has to say
// closed, but for the empty object, which says nothing.
func requestedRouting(routing *string, book *rulebook.Book) (string, error) {
	if routing == nil || *routing == "" {
		return rulebook.Unspecified, nil
	}
	var asked struct {
		Status *string `json:"status"`
	}
	if err := exactly([]byte(*routing), &asked); err != nil && !book.Breaks(rulebook.UnreadableRoutingIsIgnored) {
		return "", rulebook.Invalid(rulebook.CodeFlexValidation, `Parameter Routing is not a JSON object such as {"status":"closed"}`)
	}
	switch {
	case asked.Status == nil && book.Breaks(rulebook.EmptyRoutingIsRefused):
		return "", rulebook.Invalid(rulebook.CodeFlexValidation, "Parameter Routing holds no status")
	case asked.Status == nil:
		return rulebook.Unspecified, nil
	case !slices.Contains(book.RoutingUpdates, *asked.Status):
		return "", rulebook.Invalid(rulebook.CodeFlexValidation, "Value '%s' provided for Routing.status is not closed", *asked.Status)
	}
	return *asked.Status, nil
}
