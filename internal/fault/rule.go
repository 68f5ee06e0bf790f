package fault

import (
	"cmp"
	"net/http"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// What happens to a request that a rule meets.
const (
	DoAnswer  = "answer"  // Status instead of the account's answer; without one the account's own, late
	DoTimeout = "timeout" // no answer: the request is held until the client goes, for Delay or, without one, LongestDelay at most
	DoReset   = "reset"   // the connection is reset
	DoCut     = "cut"     // the answer breaks off in the middle of its body
	DoDribble = "dribble" // the answer comes in small pieces, spread over Delay
	DoLose    = "lose"    // acknowledged as if it had been done, and not done
)

// What happens to a callback that a rule meets.
const (
	DoLate       = "late"         // sent Delay after it was caused, by the account's clock
	DoTwice      = "twice"        // sent once more after it has been delivered
	DoOutOfOrder = "out_of_order" // held back until the next one to its address has gone
	DoDrop       = "drop"         // never sent
)

// When a fault strikes.
const (
	Before = "before" // nothing has been carried out, and nothing will be
	After  = "after"  // the request has been carried out
)

// A Rule is one fault: which requests it is for, which of them it meets, and what
// happens to those. The selectors that are set must all fit; a rule without any is
// for every request to an operation that is modelled.
type Rule struct {
	ID string `json:"id,omitempty"` // given when it is armed, where it is empty

	Webhook   bool   `json:"webhook,omitempty"`   // for callbacks instead of requests
	Product   string `json:"product,omitempty"`   // taskrouter: the first label of its host
	Operation string `json:"operation,omitempty"` // Twilio's operation id, UpdateTask
	Method    string `json:"method,omitempty"`    // POST
	// Path is the path as it is sent, of a callback that of its address. In it *
	// stands for any text within a segment and ** for any text.
	Path string `json:"path,omitempty"`

	Skip        int      `json:"skip,omitempty"`        // how many requests are let through first
	Times       int      `json:"times,omitempty"`       // how many are met, then it is over; 0 for no end
	Probability *float64 `json:"probability,omitempty"` // above 0, up to 1; nil for always

	Do    string `json:"do,omitempty"`    // answer where it is empty and Status or Delay says something
	Phase string `json:"phase,omitempty"` // before where it is empty and Do has a choice

	Status     int                `json:"status,omitempty"`      // 400 to 599
	Code       int                `json:"code,omitempty"`        // Twilio's; 20000 and the status where it is 0
	Message    string             `json:"message,omitempty"`     // the status's name where it is empty
	RetryAfter *rulebook.Duration `json:"retry_after,omitempty"` // the header of that name, in whole seconds
	Delay      *Delay             `json:"delay,omitempty"`
}

// complete fills in what the rule leaves to be understood.
func (r Rule) complete() Rule {
	if r.Do == "" && !r.Webhook && (r.Status != 0 || r.Delay != nil) {
		r.Do = DoAnswer
	}
	if r.Webhook {
		return r
	}
	switch r.Do {
	case DoCut, DoDribble:
		r.Phase = cmp.Or(r.Phase, After)
	case DoAnswer, DoTimeout, DoReset:
		r.Phase = cmp.Or(r.Phase, Before)
	}
	if r.Status != 0 {
		r.Code = cmp.Or(r.Code, 20000+r.Status) // how Twilio numbers errors that have no code of their own
		r.Message = cmp.Or(r.Message, http.StatusText(r.Status))
	}
	return r
}
