package taskrouter

import (
	"slices"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// A ReservationStatus is how far one offer of a task to one worker has come.
type ReservationStatus string

// The reservation statuses (Twilio docs, Task Reservation resource).
const (
	ReservationIsPending   ReservationStatus = "pending"
	ReservationIsAccepted  ReservationStatus = "accepted"
	ReservationIsRejected  ReservationStatus = "rejected"
	ReservationIsTimeout   ReservationStatus = "timeout"
	ReservationIsCanceled  ReservationStatus = "canceled"  // the task ended before anybody accepted it
	ReservationIsRescinded ReservationStatus = "rescinded" // another worker was faster
	ReservationIsWrapping  ReservationStatus = "wrapping"
	ReservationIsCompleted ReservationStatus = "completed"
)

// ReservationStatuses lists every reservation status.
func ReservationStatuses() []ReservationStatus {
	return []ReservationStatus{
		ReservationIsPending, ReservationIsAccepted, ReservationIsRejected, ReservationIsTimeout,
		ReservationIsCanceled, ReservationIsRescinded, ReservationIsWrapping, ReservationIsCompleted,
	}
}

// A Reservation is one offer of a task to one worker, as it stood at one moment.
type Reservation struct {
	Sid          string
	AccountSid   string
	WorkspaceSid string
	TaskSid      string
	WorkerSid    string
	WorkerName   string
	ChannelSid   string // the task channel whose capacity it takes up
	Status       ReservationStatus
	Version      int
	Created      time.Time
	Updated      time.Time
	Deadline     time.Time // when a pending reservation times out

	// Recording is the address of the call's recording, made when a call is
	// accepted while the account records calls; empty otherwise.
	Recording string
}

// Live tells whether the reservation still takes up its worker's capacity.
func (r Reservation) Live() bool {
	return r.Status == ReservationIsPending || r.Held()
}

// Held tells whether an agent has accepted the task and not finished it.
func (r Reservation) Held() bool {
	return r.Status == ReservationIsAccepted || r.Status == ReservationIsWrapping
}

// reservationMoves is what may follow what, and the event that it makes. It
// holds what an API request may ask for and what only the platform does.
var reservationMoves = map[ReservationStatus][]ReservationStatus{
	ReservationIsPending: {
		ReservationIsAccepted, ReservationIsRejected, ReservationIsTimeout,
		ReservationIsCanceled, ReservationIsRescinded,
	},
	ReservationIsAccepted: {ReservationIsWrapping, ReservationIsCompleted},
	ReservationIsWrapping: {ReservationIsCompleted},
}

var reservationEvents = map[ReservationStatus]EventType{
	ReservationIsAccepted:  ReservationAccepted,
	ReservationIsRejected:  ReservationRejected,
	ReservationIsTimeout:   ReservationTimedOut,
	ReservationIsCanceled:  ReservationCanceled,
	ReservationIsRescinded: ReservationRescinded,
	ReservationIsWrapping:  ReservationWrapup,
	ReservationIsCompleted: ReservationCompleted,
}

// Move takes the reservation to another status and tells which event that
// makes. An illegal move is refused and leaves the reservation as it is.
func (r Reservation) Move(to ReservationStatus, now time.Time) (Reservation, EventType, error) {
	if !slices.Contains(reservationMoves[r.Status], to) {
		return r, "", rulebook.Invalid(rulebook.CodeInvalid,
			"Cannot update reservation %s to %s because it is currently %s.", r.Sid, to, r.Status)
	}
	r.Status = to
	r.Version++
	r.Updated = now
	return r, reservationEvents[to], nil
}

// RequestedReservationStatus reads a request's ReservationStatus. Statuses that
// only the platform sets are refused, as are words that are none.
func RequestedReservationStatus(word string) (ReservationStatus, error) {
	switch status := ReservationStatus(word); status {
	case ReservationIsAccepted, ReservationIsRejected, ReservationIsWrapping, ReservationIsCompleted:
		return status, nil
	case ReservationIsPending, ReservationIsTimeout, ReservationIsCanceled, ReservationIsRescinded:
		return "", rulebook.Invalid(rulebook.CodeInvalid,
			"Cannot set a reservation to %s: only TaskRouter does; use accepted, rejected, wrapping or completed", word)
	}
	return "", rulebook.Invalid(rulebook.CodeInvalid, "Value '%s' provided for ReservationStatus is not a reservation status", word)
}
