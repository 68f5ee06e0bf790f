package target

import (
	"context"
)

// A Capability is something that a target can show beside its API. An example
// names what it needs with a tag, @needs:clock.
type Capability string

// The capabilities that examples may need.
const (
	Clock    Capability = "clock"    // time can be moved, or waited for
	Insights Capability = "insights" // what Flex Insights makes of the data can be read
	Faults   Capability = "faults"   // answers can be made to fail on request
	Webhooks Capability = "webhooks" // callbacks reach this process
	Browser  Capability = "browser"  // Flex UI runs in a browser
)

// Capabilities lists every capability there is.
func Capabilities() []Capability {
	return []Capability{Clock, Insights, Faults, Webhooks, Browser}
}

// A Target is what a run is aimed at. Implementations are safe for concurrent use.
type Target interface {
	// Name is the target as the command line writes it: "mock".
	Name() string
	// Lacks tells why the target cannot show a capability, and "" where it can.
	Lacks(Capability) string
	// Open gives an account for one example: fresh and alone where the target
	// can make accounts. The name is the example's own; the same name and seed
	// give the same account. The account's requests end when ctx does.
	Open(ctx context.Context, name string) (*Account, error)
	// Close gives up what the target holds.
	Close() error
}

// An Unobservable is the error of what a target cannot show, where that comes
// out only when it is asked for.
type Unobservable struct {
	Reason string // why, in one sentence
}

func (u *Unobservable) Error() string { return u.Reason }
