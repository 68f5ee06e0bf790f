package history

// states are how many there are, the zero one among them.
const states = int(Failed) + 1

// A step says which states may follow one directly.
type step struct {
	from State
	to   []State
	// source is where it is documented.
	source string
}

// steps are the documented machines of tasks and of interaction channels. A
// state follows another where a chain of steps leads there, since what happens
// between two answers is not seen.
var steps = []step{
	{Pending, []State{Reserved, Canceled}, "TaskRouter, task lifecycle: a reservation is created, or the task is given up"},
	{Reserved, []State{Pending, Assigned, Canceled}, "TaskRouter, task lifecycle: rejected or timed out, accepted, given up"},
	{Assigned, []State{Wrapping, Completed}, "TaskRouter, task lifecycle: an assigned task will not move to canceled"},
	{Wrapping, []State{Completed}, "TaskRouter, task lifecycle"},
	{Completed, nil, "TaskRouter, task lifecycle: terminal"},
	{Canceled, nil, "TaskRouter, task lifecycle: terminal"},
	{Setup, []State{Active, Failed, Closed, Inactive}, "Flex, interaction channels: created, read back later, may have failed"},
	{Active, []State{Inactive, Closed, Failed}, "Flex, interaction channels: IC-09 to IC-12"},
	{Inactive, []State{Active, Closed, Failed}, "Flex, error dictionary: 45380 is about making a channel active again"},
	{Closed, nil, "Flex, interaction channels: closing makes the conversation read-only"},
	{Failed, nil, "Flex, interaction channels: a failed channel carries its error"},
}

// stateNames are how the API writes them.
var stateNames = [states]string{
	"unseen", "pending", "reserved", "assigned", "wrapping", "completed", "canceled",
	"setup", "active", "inactive", "closed", "failed",
}

func (s State) String() string {
	if int(s) < states {
		return stateNames[s]
	}
	return "unknown"
}

// Terminal tells whether nothing can follow the state.
func (s State) Terminal() bool {
	return s == Completed || s == Canceled || s == Closed || s == Failed
}

// follows[a] has bit b set where b may be seen after a, at once or later.
var follows = closure()

func closure() (reach [states]uint16) {
	for _, s := range steps {
		reach[s.from] = 1 << s.from
		for _, to := range s.to {
			reach[s.from] |= 1 << to
		}
	}
	for range states { // a chain is no longer than there are states
		for from := range reach {
			for to := range reach {
				if reach[from]&(1<<to) != 0 {
					reach[from] |= reach[to]
				}
			}
		}
	}
	return reach
}

// mayFollow tells whether a subject seen in one state may later be seen in
// another.
func mayFollow(before, after State) bool { return follows[before]&(1<<after) != 0 }

// ParseState is the state that the API writes so; [NotSeen] for any other text.
func ParseState(text string) State {
	for s, name := range stateNames {
		if s > 0 && name == text {
			return State(s)
		}
	}
	return NotSeen
}
