package sim

import (
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// workerChannels are one worker's channels, found by their own sid and by the
// task channel's.
type workerChannels struct {
	list      *table[taskrouter.WorkerChannel]
	byChannel map[string]string // task channel sid to worker channel sid
}

func newWorkerChannels() workerChannels {
	return workerChannels{list: newTable[taskrouter.WorkerChannel](), byChannel: map[string]string{}}
}

func (c workerChannels) add(channel taskrouter.WorkerChannel) {
	c.list.add(channel.Sid, channel)
	c.byChannel[channel.ChannelSid] = channel.Sid
}

func (c workerChannels) drop(taskChannel string) {
	c.list.remove(c.byChannel[taskChannel])
	delete(c.byChannel, taskChannel)
}

// on gives the worker's channel for a task channel.
func (c workerChannels) on(taskChannel string) (taskrouter.WorkerChannel, bool) {
	return c.list.get(c.byChannel[taskChannel])
}

// A WorkerChannelView is a worker channel with what TaskRouter works out.
type WorkerChannelView struct {
	taskrouter.WorkerChannel
	AccountSid   string
	WorkspaceSid string
	ChannelName  string // the task channel's unique name
	Assigned     int    // reservations that take up capacity now
}

// A WorkerChannelChange is what an update sets.
type WorkerChannelChange struct {
	Capacity  *int
	Available *bool
}

// newWorkerChannel is a worker's part in a task channel: one task at a time.
func (a *Account) newWorkerChannel(worker, taskChannel string) taskrouter.WorkerChannel {
	return taskrouter.WorkerChannel{
		Sid: a.ids.next("WC"), WorkerSid: worker, ChannelSid: taskChannel, Capacity: 1, Available: true,
		Created: a.now, Updated: a.now,
	}
}

// WorkerChannels lists a worker's channels.
func (a *Account) WorkerChannels(ws, worker string, page Page) (Listed[WorkerChannelView], error) {
	defer a.enter()()
	w, row, err := a.worker(ws, worker)
	if err != nil {
		return Listed[WorkerChannelView]{}, err
	}
	show := func(c taskrouter.WorkerChannel) WorkerChannelView { return w.workerChannelView(row, c) }
	return mapped(row.channels.list.page(page, nil), show), nil
}

// WorkerChannel finds a worker's channel by its sid, the task channel's sid or
// its unique name.
func (a *Account) WorkerChannel(ws, worker, sidOrName string) (WorkerChannelView, error) {
	defer a.enter()()
	w, row, err := a.worker(ws, worker)
	if err != nil {
		return WorkerChannelView{}, err
	}
	channel, err := w.workerChannel(row, sidOrName)
	if err != nil {
		return WorkerChannelView{}, err
	}
	return w.workerChannelView(row, channel), nil
}

// UpdateWorkerChannel sets a worker's capacity or availability on a channel.
// More room may bring an offer at once.
func (a *Account) UpdateWorkerChannel(ws, worker, sidOrName string, change WorkerChannelChange) (WorkerChannelView, error) {
	defer a.enter()()
	w, row, err := a.worker(ws, worker)
	if err != nil {
		return WorkerChannelView{}, err
	}
	channel, err := w.workerChannel(row, sidOrName)
	if err != nil {
		return WorkerChannelView{}, err
	}
	if change.Capacity != nil && *change.Capacity < 0 {
		return WorkerChannelView{}, rulebook.Invalid(rulebook.CodeInvalid, "Value '%d' provided for Capacity is below 0", *change.Capacity)
	}
	keep(&channel.Capacity, change.Capacity)
	keep(&channel.Available, change.Available)
	channel.Updated = a.now
	row.channels.list.set(channel.Sid, channel)
	a.record(taskrouter.Event{Type: channelEvent(change), Workspace: ws, Worker: row.worker, Resource: channel.Sid})
	a.feed(w, row)
	return w.workerChannelView(row, channel), nil
}

func channelEvent(change WorkerChannelChange) taskrouter.EventType {
	if change.Capacity != nil {
		return taskrouter.WorkerCapacityUpdate
	}
	return taskrouter.WorkerChannelUpdate
}

func (w *workspace) workerChannel(row *workerRow, sidOrName string) (taskrouter.WorkerChannel, error) {
	if channel, ok := row.channels.list.get(sidOrName); ok {
		return channel, nil
	}
	if taskChannel, err := w.taskChannel(sidOrName); err == nil {
		if channel, ok := row.channels.on(taskChannel.Sid); ok {
			return channel, nil
		}
	}
	return taskrouter.WorkerChannel{}, missing(w.value.Sid, "Workers", row.worker.Sid, "Channels", sidOrName)
}

func (w *workspace) workerChannelView(row *workerRow, channel taskrouter.WorkerChannel) WorkerChannelView {
	taskChannel, _ := w.channels.get(channel.ChannelSid)
	return WorkerChannelView{
		WorkerChannel: channel, AccountSid: w.value.AccountSid, WorkspaceSid: w.value.Sid,
		ChannelName: taskChannel.UniqueName, Assigned: row.load[channel.ChannelSid],
	}
}
