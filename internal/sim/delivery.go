package sim

import (
	"slices"
	"strconv"
	"time"
)

// A DeliveryState is how far a callback has come.
type DeliveryState string

// Where a callback stands. The last two are final, and so is [DeliveryDropped].
const (
	DeliveryWaiting   DeliveryState = "waiting"   // for its instant, or for the one in front of it
	DeliverySending   DeliveryState = "sending"   // an attempt has no answer yet
	DeliveryDelivered DeliveryState = "delivered" // answered with 2xx
	DeliveryFailed    DeliveryState = "failed"    // given up
)

// A Delivery is a callback on its way, as it stands.
type Delivery struct {
	Seq uint64 // the order in which callbacks were caused
	Callback
	Caused   time.Time
	State    DeliveryState
	Attempts int       // begun so far
	Due      time.Time // when the next attempt is made, or the answer has to be there; when it ended
	Outcome  string    // of the last attempt: "200", "503", "no answer within 15s"; empty before
	Fault    string    // the mishap that met it; empty where none did
}

// underWay tells whether something is to be waited for that needs no time to
// pass on the account: an attempt has begun, or is about to.
func (d Delivery) underWay(now time.Time) bool {
	return d.State == DeliverySending || (d.State == DeliveryWaiting && !d.Due.After(now))
}

// field is the value of a parameter, and "" where there is none.
func (d Delivery) field(name string) string {
	for _, field := range d.Fields {
		if field.Name == name {
			return field.Value
		}
	}
	return ""
}

// form gives the callback's fields for the attempt that has begun. One that
// repeats what has been delivered, needlessly, is no retry.
func (d Delivery) form(counts bool, needless int) []CallbackField {
	fields := slices.Clone(d.Fields)
	for i := range fields {
		if fields[i].Name == retryCount && counts {
			fields[i].Value = strconv.Itoa(d.Attempts - 1 - needless)
		}
	}
	return fields
}

// A Receipt is how an attempt ended for the one who made it.
type Receipt struct {
	Status int    // of the answer; 0 where none came
	Reason string // why none came
}

func (r Receipt) delivered() bool { return r.Status >= 200 && r.Status <= 299 }

// outcome is the receipt in a few words.
func (r Receipt) outcome() string {
	if r.Status != 0 {
		return strconv.Itoa(r.Status)
	}
	return r.Reason
}

// An Attempt is a delivery that somebody has taken to send.
type Attempt struct {
	Delivery
	ticket uint64
}
