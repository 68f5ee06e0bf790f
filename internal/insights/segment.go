package insights

import "time"

// The kinds of segment that a task makes.
const (
	KindQueue        = "Queue"        // the customer waits
	KindConversation = "Conversation" // one offer to one agent, and the handling if it was accepted
)

// How a segment ends. A Queue segment is accepted, canceled or moved; a
// Conversation segment is completed, rejected, timeout, canceled, rescinded or
// moved.
const (
	OutcomeAccepted  = "accepted"
	OutcomeMoved     = "moved" // into another queue, or onto another channel
	OutcomeCanceled  = "canceled"
	OutcomeRejected  = "rejected"
	OutcomeTimeout   = "timeout"
	OutcomeRescinded = "rescinded"
	OutcomeCompleted = "completed"
)

// A Segment is a stretch of a conversation with one agent, or in one queue.
type Segment struct {
	Kind           string    `json:"kind"`
	ConversationID string    `json:"conversation_id,omitempty"` // shared by all segments of a conversation
	CustomerID     string    `json:"customer_id,omitempty"`     // shared by all conversations of a customer
	TaskSid        string    `json:"task_sid"`
	ReservationSid string    `json:"reservation_sid,omitempty"` // Conversation segments only
	Agent          string    `json:"agent,omitempty"`           // the worker's friendly name
	Queue          string    `json:"queue,omitempty"`           // the queue's friendly name
	Channel        string    `json:"channel,omitempty"`         // the task channel's unique name
	Started        time.Time `json:"started"`
	Ended          time.Time `json:"ended,omitzero"` // zero while it goes on

	// Outcome is how the segment ended; empty while it goes on.
	Outcome string `json:"outcome,omitempty"`
	// Reason is what the task was completed or canceled with, on the segments
	// that its end settled.
	Reason string `json:"reason,omitempty"`

	// ExtractedBy is the event that the attributes were read at, last: an
	// extraction event, or the task's end for a segment that had none of its own
	// then. Empty, and ExtractedAt zero, while nothing has been read.
	ExtractedBy string    `json:"extracted_by,omitempty"`
	ExtractedAt time.Time `json:"extracted_at,omitzero"`

	// Conversations and Customers are the custom data that was loaded of the
	// task attributes' objects of these names: documented keys alone, each a
	// text or a float64. Media and segment_link are not among them. Never nil.
	Conversations map[string]any `json:"conversations"`
	Customers     map[string]any `json:"customers"`

	// TeamID is the unique id of the handling team: handling_team_id, or the
	// queue's sid in its place. Empty where the history shows no queue.
	TeamID string `json:"team_id,omitempty"`

	SegmentLink string `json:"segment_link,omitempty"` // a custom recording's address
	Media       []Link `json:"media"`                  // what the segment refers to, in order; never nil
	Screen      Screen `json:"screen"`                 // what a drill-down shows
}
