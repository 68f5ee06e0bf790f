package grade

import (
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// A Record is all that a verdict is made of.
type Record struct {
	Requests   []Request          // that are known, oldest first
	Dropped    uint64             // how many older ones are not
	Events     []taskrouter.Event // the account's history, in the order of Seq
	Deliveries []Delivery         // callbacks, in the order in which they were caused
	Book       *rulebook.Book     // what the account follows; nil stands for the documented one
	Now        time.Time          // the account's instant

	// End tells that nobody asks any more, so that what is open stays open.
	// Tasks and Channels are what is: they count at the end alone.
	End      bool
	Tasks    []taskrouter.Task
	Channels []Channel
}

// A Channel is an interaction's channel that has not ended.
type Channel struct{ Sid, InteractionSid, Type, Status string }

// A Delivery is a callback and how it went.
type Delivery struct {
	Method, URL string
	Caused      time.Time // by the account's clock
	Attempts    int       // begun so far
	Ended       time.Time // zero while it goes on
	Delivered   bool      // answered with 2xx; false while it goes on
	Outcome     string    // of the last attempt: "200", "connection refused"; empty before
}
