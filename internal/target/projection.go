package target

import "time"

// A Projection is what Flex Insights shows for an account, as the target tells
// it. Its types are the target's own, so that those who judge a target take
// nothing from the code that they judge.
type Projection struct {
	Segments      []Segment      `json:"segments"`
	Conversations []Conversation `json:"conversations"`
	Findings      []Finding      `json:"findings"`

	Agents        []Agent       `json:"agents"`
	AgentStatuses []AgentStatus `json:"agent_statuses"` // in the order in which they began
	Inputs        []Input       `json:"inputs"`         // every reading, in order

	// LoadedAt is the load that brought all this; zero where all that Insights
	// has been given is shown.
	LoadedAt time.Time `json:"loaded_at,omitzero"`
}

// A Conversation is the handling of one customer: all segments of the tasks
// that name it.
type Conversation struct {
	ID         string   `json:"id"`
	CustomerID string   `json:"customer_id"` // generated; the same for every conversation of the customer
	Tasks      []string `json:"tasks"`       // sids, in the order in which the tasks appeared
	Segments   int      `json:"segments"`
}

// A Segment is a stretch of a conversation with one agent, or in one queue.
type Segment struct {
	Kind           string    `json:"kind"` // Queue or Conversation
	ConversationID string    `json:"conversation_id,omitempty"`
	CustomerID     string    `json:"customer_id,omitempty"`
	TaskSid        string    `json:"task_sid"`
	ReservationSid string    `json:"reservation_sid,omitempty"` // Conversation segments only
	Agent          string    `json:"agent,omitempty"`           // the worker's friendly name
	Queue          string    `json:"queue,omitempty"`           // the queue's friendly name
	Channel        string    `json:"channel,omitempty"`         // the task channel's unique name
	Started        time.Time `json:"started"`
	Ended          time.Time `json:"ended,omitzero"` // zero while it goes on

	// Outcome is how the segment ended: accepted, canceled or moved for a Queue
	// segment; completed, rejected, timeout, canceled, rescinded or moved for a
	// Conversation segment. Empty while it goes on.
	Outcome string `json:"outcome,omitempty"`
	Reason  string `json:"reason,omitempty"` // of the task's end

	ExtractedBy string    `json:"extracted_by,omitempty"` // the event that the attributes were last read at
	ExtractedAt time.Time `json:"extracted_at,omitzero"`

	// Conversations and Customers are the custom data that was loaded from the
	// attributes' objects of these names, media and segment_link left out.
	Conversations map[string]any `json:"conversations"`
	Customers     map[string]any `json:"customers"`
	TeamID        string         `json:"team_id,omitempty"` // of the handling team: its own id or the queue's sid

	SegmentLink string `json:"segment_link,omitempty"` // a custom recording's address
	Media       []Link `json:"media"`                  // in the order in which the segment refers to it
	Screen      Screen `json:"screen"`
}

// A Link is one media link of a segment.
type Link struct {
	Level     string   `json:"level"` // default, task or reservation
	Type      string   `json:"type"`
	URL       string   `json:"url,omitempty"`
	Sid       string   `json:"sid,omitempty"`
	Title     string   `json:"title,omitempty"`
	StartTime *int64   `json:"start_time,omitempty"` // milliseconds since 1970
	Channels  []string `json:"channels,omitempty"`
	Path      string   `json:"path,omitempty"` // its place in the attributes: conversations.media[0]
}

// A Screen is what a drill-down to a segment shows.
type Screen struct {
	Opens bool   `json:"opens"`         // whether the Conversation Screen opens
	Tab   string `json:"tab,omitempty"` // the address that a browser tab opens instead
	Items []Item `json:"items"`         // what can be switched between, in order
}

// An Item is one thing on the Conversation Screen.
type Item struct {
	Presentation string `json:"presentation"` // iframe, link, player or transcript
	Type         string `json:"type"`
	URL          string `json:"url,omitempty"`
	Sid          string `json:"sid,omitempty"`
	Title        string `json:"title,omitempty"`
	StartTime    *int64 `json:"start_time,omitempty"`
}

// A Finding is something in the attributes that will not do what its author
// must have meant.
type Finding struct {
	Rule      string `json:"rule"`     // CM-12
	Severity  string `json:"severity"` // error, warning or note
	TaskSid   string `json:"task_sid,omitempty"`
	WorkerSid string `json:"worker_sid,omitempty"` // of an agent's own attributes
	Path      string `json:"path"`                 // conversations.media[1].start_time
	Message   string `json:"message"`
}

// An Agent is a worker as the agents data set shows them.
type Agent struct {
	WorkerSid  string         `json:"worker_sid"`
	Name       string         `json:"name"`       // the worker's friendly name
	Attributes map[string]any `json:"attributes"` // what was loaded of the worker's
	ReadAt     time.Time      `json:"read_at,omitzero"`
	TeamID     string         `json:"team_id,omitempty"` // the agent's own, or the sid of a queue
}

// An AgentStatus is a stretch of an agent's time in one activity.
type AgentStatus struct {
	WorkerSid string    `json:"worker_sid"`
	Agent     string    `json:"agent"`
	Activity  string    `json:"activity"`
	Started   time.Time `json:"started"`
	Ended     time.Time `json:"ended,omitzero"` // zero while it goes on
}

// An Input is one reading of attributes, to the letter.
type Input struct {
	Event          string    `json:"event"` // that the attributes were read at
	At             time.Time `json:"at"`
	TaskSid        string    `json:"task_sid,omitempty"`
	ReservationSid string    `json:"reservation_sid,omitempty"`
	WorkerSid      string    `json:"worker_sid,omitempty"` // of an agent's own attributes
	Attributes     string    `json:"attributes"`
}
