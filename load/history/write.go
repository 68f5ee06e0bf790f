package history

import "time"

// A Verdict is what a client may conclude from the answer to a write.
type Verdict uint8

// The verdicts.
const (
	// Acknowledged writes were answered with success: they have to be there.
	Acknowledged Verdict = iota
	// Refused writes were answered with an error of the client's (4xx): they
	// must not be there.
	Refused
	// Unknown writes had no answer, a broken one or a server error: they may be
	// there, once.
	Unknown
)

// A Kind is how a write changes its subject.
type Kind uint8

// The kinds of writes.
const (
	// Create makes the subject, with Marker as its value and version 0.
	Create Kind = iota
	// Replace sets the subject's value to Marker, whatever it was.
	Replace
	// Add raises the writer's own counter in the subject by one, over what the
	// writer has read before: another writer's counter survives it only where
	// nobody wrote in between.
	Add
	// Move takes the subject to State and leaves its value.
	Move
)

// A State is a task's assignment status, or a channel's status. The zero State
// is one that was not seen.
type State uint8

// The states of tasks (pending to canceled), and those of channels that tasks
// do not share.
const (
	NotSeen State = iota
	Pending
	Reserved
	Assigned
	Wrapping
	Completed
	Canceled
	Setup
	Active
	Inactive
	Closed
	Failed
)

// NoVersion stands where an answer named no version.
const NoVersion = -1

// A Write is one change that a client asked for, and what it heard.
type Write struct {
	Subject int32  // the task or channel, by its number in the load
	Writer  uint16 // who writes, for Add
	Kind    Kind
	Verdict Verdict
	State   State  // that the answer showed, and for Move the one that was asked for
	Version int32  // that the answer named, [NoVersion] without
	Marker  uint64 // unique in the load; never 0
	// Sent is when the write left and Done when its answer was there, since the
	// load began.
	Sent, Done time.Duration
}

// A Final is how a subject stood after the last answer.
type Final struct {
	Subject int32
	// Copies is how many such subjects were found: 0 where the target says that
	// it is gone, more than 1 where a create was done twice.
	Copies   int32
	Version  int32 // [NoVersion] where the target names none
	State    State
	Marker   uint64   // the value; 0 where it holds none
	Counters []uint32 // by writer, for Add
	// Foreign is what the value holds that no writer of the load puts there; ""
	// for nothing.
	Foreign string
}
