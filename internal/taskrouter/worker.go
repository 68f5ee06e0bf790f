package taskrouter

import "time"

// A Worker is an agent as TaskRouter knows them, as they stood at one moment.
type Worker struct {
	Sid           string
	AccountSid    string
	WorkspaceSid  string
	FriendlyName  string // unique in its workspace, whatever the case
	Attributes    Attributes
	ActivitySid   string
	ActivityName  string
	Available     bool // the activity's
	Version       int
	Created       time.Time
	Updated       time.Time
	StatusChanged time.Time
}

// A WorkerChannel is how much of one task channel a worker takes at once.
type WorkerChannel struct {
	Sid        string
	WorkerSid  string
	ChannelSid string // task channel
	Capacity   int    // 0 stops offers
	Available  bool
	Created    time.Time
	Updated    time.Time
}

// Takes tells whether a worker with so many reservations on the channel can be
// offered one more.
func (c WorkerChannel) Takes(assigned int, ignoreCapacity bool) bool {
	if !c.Available {
		return false
	}
	return ignoreCapacity || assigned < c.Capacity
}

// FreePercentage is the share of the capacity that is not taken, 0 to 100.
func (c WorkerChannel) FreePercentage(assigned int) int {
	if c.Capacity <= 0 || assigned >= c.Capacity {
		return 0
	}
	return (c.Capacity - assigned) * 100 / c.Capacity
}

// Variables gives an expression what it may ask of a worker, with or without
// "worker." in front: the attributes, and under the names that TaskRouter's own
// expressions use the sid, friendly name and activity.
func (w Worker) Variables() Variables {
	attributes := w.Attributes.Variables()
	return WorkerScope(func(path []string) (any, bool) {
		if value, ok := attributes(path); ok || len(path) != 1 {
			return value, ok
		}
		switch path[0] {
		case "sid":
			return w.Sid, true
		case "friendly_name":
			return w.FriendlyName, true
		case "activity_sid":
			return w.ActivitySid, true
		case "activity_name":
			return w.ActivityName, true
		}
		return nil, false
	})
}
