package flex

import (
	"slices"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// A Participant is somebody on an interaction channel.
type Participant struct {
	Sid            string
	InteractionSid string
	ChannelSid     string
	Type           string // customer, agent, supervisor, external, unknown
	Status         string // active, wrapup or closed; the API does not show it
	// Routing ties an agent to their work; all three are empty for others.
	TaskSid        string
	WorkerSid      string
	ReservationSid string
	MemberSid      string // the conversation's participant behind it
	Created        time.Time
}

// Types of participant.
const (
	Customer   = "customer"
	Agent      = "agent"
	Supervisor = "supervisor"
)

// Statuses of a participant. The API takes the last two and shows none.
const (
	ParticipantActive = "active"
	ParticipantWrapup = "wrapup"
	ParticipantClosed = "closed"
)

var participantTypes = []string{Supervisor, Customer, "external", Agent, "unknown"}

// ParticipantType checks the type of a participant to add.
func ParticipantType(given *string) (string, error) {
	if given == nil || *given == "" {
		return "", rulebook.Invalid(rulebook.CodeFlexValidation, "Missing required parameter Type")
	}
	if !slices.Contains(participantTypes, *given) {
		return "", rulebook.Invalid(rulebook.CodeFlexValidation, "Value '%s' provided for Type is none of supervisor, customer, external, agent, unknown", *given)
	}
	return *given, nil
}

// Move is the participant with another status: wrapup lets an agent finish
// their work, closed takes them off the channel. Only agents have one to set,
// and one who has left does not come back.
func (p Participant) Move(status *string, book *rulebook.Book) (Participant, error) {
	if status == nil || *status == "" && !slices.Contains(book.ParticipantUpdates, "") {
		return p, rulebook.Invalid(rulebook.CodeCloseStatusMissing, "Missing required parameter Status; use closed or wrapup")
	}
	if !slices.Contains(book.ParticipantUpdates, *status) {
		return p, rulebook.Invalid(rulebook.CodeCloseStatusInvalid, "Value '%s' provided for Status is neither closed nor wrapup", *status)
	}
	if p.Type != Agent && !book.Breaks(rulebook.CustomersHaveAStatus) {
		return p, rulebook.Invalid(rulebook.CodeFlexValidation, "Participant %s is a %s; only agents have a status to set", p.Sid, p.Type)
	}
	if p.Status == ParticipantWrapup && *status == ParticipantClosed && book.Breaks(rulebook.WrappedAgentsCannotLeave) {
		return p, rulebook.Invalid(rulebook.CodeFlexValidation, "Participant %s wraps up", p.Sid)
	}
	if p.Status == ParticipantClosed && *status == ParticipantWrapup {
		return p, rulebook.Invalid(rulebook.CodeFlexValidation, "Participant %s has left the channel", p.Sid)
	}
	p.Status = *status
	return p, nil
}
