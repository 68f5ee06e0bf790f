package sim

import (
	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// A Record is what an account remembers of all that happened on it, and what on
// it has not come to its end.
type Record struct {
	Events     []taskrouter.Event
	Dropped    uint64 // events that the history no longer holds
	Deliveries Deliveries
	Tasks      []taskrouter.Task // neither completed nor canceled
	Channels   []flex.Channel    // that can still be closed
}

// Record gives all of it as it stands at one instant.
func (a *Account) Record() Record {
	defer a.enter()()
	record := Record{Events: a.history.events(0), Dropped: a.history.dropped, Deliveries: a.deliveries()}
	for w := range a.workspaces.all() {
		for row := range w.tasks.all() {
			if !row.task.Final() {
				record.Tasks = append(record.Tasks, *row.task)
			}
		}
	}
	for i := range a.interactions.all() {
		if openChannel(i.channel) && !a.expired(i, a.now) {
			record.Channels = append(record.Channels, i.channel)
		}
	}
	return record
}

// openChannel tells whether a channel is in use: neither closed nor inactive, and
// not failed.
func openChannel(c flex.Channel) bool {
	switch c.Status {
	case flex.ChannelClosed, flex.ChannelFailed, flex.ChannelInactive:
		return false
	}
	return true
}
