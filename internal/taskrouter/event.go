package taskrouter

import "time"

// An EventType is what happened, by the name that TaskRouter's event stream
// uses (Twilio docs, Event Callbacks).
type EventType string

// The event types that the stand-in records.
const (
	TaskCreated            EventType = "task.created"
	TaskUpdated            EventType = "task.updated"
	TaskCanceled           EventType = "task.canceled"
	TaskWrapup             EventType = "task.wrapup"
	TaskCompleted          EventType = "task.completed"
	TaskDeleted            EventType = "task.deleted"
	TaskSystemDeleted      EventType = "task.system-deleted"
	TaskQueueEntered       EventType = "task-queue.entered"
	TaskQueueTimeout       EventType = "task-queue.timeout"
	WorkflowTimeout        EventType = "workflow.timeout"
	ReservationCreated     EventType = "reservation.created"
	ReservationAccepted    EventType = "reservation.accepted"
	ReservationRejected    EventType = "reservation.rejected"
	ReservationTimedOut    EventType = "reservation.timeout"
	ReservationCanceled    EventType = "reservation.canceled"
	ReservationRescinded   EventType = "reservation.rescinded"
	ReservationWrapup      EventType = "reservation.wrapup"
	ReservationCompleted   EventType = "reservation.completed"
	WorkerCreated          EventType = "worker.created"
	WorkerDeleted          EventType = "worker.deleted"
	WorkerActivityUpdate   EventType = "worker.activity.update"
	WorkerAttributesUpdate EventType = "worker.attributes.update"
	WorkerCapacityUpdate   EventType = "worker.capacity.update"
	WorkerChannelUpdate    EventType = "worker.channel.availability.update"
	ActivityCreated        EventType = "activity.created"
	ActivityUpdated        EventType = "activity.updated"
	ActivityDeleted        EventType = "activity.deleted"
	QueueCreated           EventType = "task-queue.created"
	QueueUpdated           EventType = "task-queue.expression.updated"
	QueueDeleted           EventType = "task-queue.deleted"
	WorkflowCreated        EventType = "workflow.created"
	WorkflowUpdated        EventType = "workflow.updated"
	WorkflowDeleted        EventType = "workflow.deleted"
	TaskChannelCreated     EventType = "task-channel.created"
	TaskChannelUpdated     EventType = "task-channel.updated"
	TaskChannelDeleted     EventType = "task-channel.deleted"
	WorkspaceCreated       EventType = "workspace.created"
	WorkspaceUpdated       EventType = "workspace.updated"
	WorkspaceDeleted       EventType = "workspace.deleted"
)

// An Event is one thing that happened on an account. Task, Reservation and
// Worker point to values as they stood right after it; nobody changes them, so
// an event keeps what was true at its instant at no cost. Nil where the event
// is not about one.
type Event struct {
	Seq       uint64    // the account's own order; two events may share an instant
	At        time.Time // UTC
	Type      EventType
	Workspace string // sid; empty for what happens outside TaskRouter

	Task        *Task
	Reservation *Reservation
	Worker      *Worker

	// Names as they stood: an event outlives the queue or channel that it names.
	QueueName   string
	ChannelName string // the task channel's unique name

	Resource string // sid of what changed, where it is none of the three above
	Detail   string // what happened, in words: "channel closed without routing"
}
