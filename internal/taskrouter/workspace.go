package taskrouter

import "time"

// A Workspace holds everything that TaskRouter routes for one contact centre.
type Workspace struct {
	Sid                string
	AccountSid         string
	FriendlyName       string
	EventCallbackURL   string
	EventsFilter       string
	MultiTask          bool
	QueueOrder         string // FIFO or LIFO
	DefaultActivitySid string
	TimeoutActivitySid string
	Created            time.Time
	Updated            time.Time
}

// An Activity is what a worker is doing; an available one gets offers.
type Activity struct {
	Sid          string
	WorkspaceSid string
	FriendlyName string
	Available    bool // fixed at creation
	Created      time.Time
	Updated      time.Time
}

// A TaskChannel is a kind of work with a capacity of its own. It says nothing
// of the medium: an interaction's channel type may be another word.
type TaskChannel struct {
	Sid              string
	WorkspaceSid     string
	FriendlyName     string
	UniqueName       string
	OptimizedRouting bool
	Created          time.Time
	Updated          time.Time
}

// A TaskQueue holds tasks for the workers that its expression selects.
type TaskQueue struct {
	Sid                    string
	WorkspaceSid           string
	FriendlyName           string
	TargetWorkers          Expression
	MaxReservedWorkers     int // parallel offers of one task, 1 to 50
	TaskOrder              string
	ReservationActivitySid string
	AssignmentActivitySid  string
	Created                time.Time
	Updated                time.Time
}

// A Workflow sends tasks to queues by their attributes.
type Workflow struct {
	Sid                 string
	WorkspaceSid        string
	FriendlyName        string
	Configuration       string         // as given
	Config              WorkflowConfig `json:"-"` // what Configuration says
	AssignmentURL       string
	FallbackURL         string
	ReservationTimeout  time.Duration
	DocumentContentType string
	Created             time.Time
	Updated             time.Time
}
