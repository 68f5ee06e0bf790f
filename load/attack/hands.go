package attack

import (
	"context"
	"time"

	"github.com/flexrig/flexrig/load/history"
)

// Hands carry a hit out without a run around it: for tests of workloads.
type Hands struct {
	Send   func(ctx context.Context, operation string, r Request) Answer
	Wrote  func(history.Write)
	Margin func(left time.Duration)
}

// NewFlight is hit n, carried out by the hands.
func NewFlight(n int, by Hands) *Flight { return &Flight{N: n, crew: byHand{by}} }

// Outcome is the flight's last answer, and the class of what was wrong with it:
// empty for nothing.
func (f *Flight) Outcome() (last Answer, wrong string) { return f.last, f.wrong }

// byHand is a crew of functions.
type byHand struct{ hands Hands }

func (b byHand) send(ctx context.Context, operation string, r Request) Answer {
	return b.hands.Send(ctx, operation, r)
}

func (b byHand) wrote(w history.Write) { b.hands.Wrote(w) }

func (b byHand) margin(left time.Duration) { b.hands.Margin(left) }
