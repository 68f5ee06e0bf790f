package sim

import (
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// A TaskChannelChange is what a create or update sets. The unique name counts
// at creation only.
type TaskChannelChange struct {
	FriendlyName, UniqueName *string
	OptimizedRouting         *bool
}

// CreateTaskChannel makes a task channel. A unique name that the workspace has
// already is a conflict.
func (a *Account) CreateTaskChannel(ws string, change TaskChannelChange) (taskrouter.TaskChannel, error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return taskrouter.TaskChannel{}, err
	}
	if err := friendlyName(change.FriendlyName, true); err != nil {
		return taskrouter.TaskChannel{}, err
	}
	if change.UniqueName == nil || *change.UniqueName == "" {
		return taskrouter.TaskChannel{}, rulebook.Invalid(rulebook.CodeInvalid, "Missing required parameter UniqueName in the post body")
	}
	if _, taken := w.channelNamed(*change.UniqueName); taken && !a.book.Breaks(rulebook.TaskChannelNamesTwice) {
		return taskrouter.TaskChannel{}, rulebook.Conflict(rulebook.CodeConflict, "Task channel with unique name %s exists", *change.UniqueName)
	}
	channel := taskrouter.TaskChannel{
		Sid: a.ids.next("TC"), WorkspaceSid: ws, FriendlyName: *change.FriendlyName, UniqueName: *change.UniqueName,
		Created: a.now, Updated: a.now,
	}
	keep(&channel.OptimizedRouting, change.OptimizedRouting)
	w.channels.add(channel.Sid, channel)
	for worker := range w.workers.all() {
		if !a.book.Breaks(rulebook.NewTaskChannelsReachNobody) {
			worker.channels.add(a.newWorkerChannel(worker.worker.Sid, channel.Sid))
		}
	}
	a.note(taskrouter.TaskChannelCreated, ws, channel.Sid, "task channel "+channel.UniqueName)
	return channel, nil
}

// TaskChannel finds a task channel by its sid or its unique name.
func (a *Account) TaskChannel(ws, sidOrName string) (taskrouter.TaskChannel, error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return taskrouter.TaskChannel{}, err
	}
	return w.taskChannel(sidOrName)
}

// UpdateTaskChannel changes a task channel's friendly name and routing.
func (a *Account) UpdateTaskChannel(ws, sidOrName string, change TaskChannelChange) (taskrouter.TaskChannel, error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return taskrouter.TaskChannel{}, err
	}
	channel, err := w.taskChannel(sidOrName)
	if err != nil {
		return channel, err
	}
	if err := friendlyName(change.FriendlyName, false); err != nil {
		return channel, err
	}
	keep(&channel.FriendlyName, change.FriendlyName)
	keep(&channel.OptimizedRouting, change.OptimizedRouting)
	channel.Updated = a.now
	w.channels.set(channel.Sid, channel)
	a.note(taskrouter.TaskChannelUpdated, ws, channel.Sid, "task channel "+channel.UniqueName)
	return channel, nil
}

// DeleteTaskChannel forgets a task channel that no task is on.
func (a *Account) DeleteTaskChannel(ws, sidOrName string) error {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return err
	}
	channel, err := w.taskChannel(sidOrName)
	if err != nil {
		return err
	}
	for row := range w.tasks.all() {
		if row.task.ChannelSid == channel.Sid && !row.task.Final() {
			return rulebook.Invalid(rulebook.CodeInvalid, "Cannot delete task channel %s because task %s is on it", channel.Sid, row.task.Sid)
		}
	}
	w.channels.remove(channel.Sid)
	for worker := range w.workers.all() {
		worker.channels.drop(channel.Sid)
	}
	a.note(taskrouter.TaskChannelDeleted, ws, channel.Sid, "task channel "+channel.UniqueName)
	return nil
}

// TaskChannels lists a workspace's task channels.
func (a *Account) TaskChannels(ws string, page Page) (Listed[taskrouter.TaskChannel], error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return Listed[taskrouter.TaskChannel]{}, err
	}
	return w.channels.page(page, nil), nil
}

func (w *workspace) taskChannel(sidOrName string) (taskrouter.TaskChannel, error) {
	if channel, ok := w.channels.get(sidOrName); ok {
		return channel, nil
	}
	if channel, ok := w.channelNamed(sidOrName); ok {
		return channel, nil
	}
	return taskrouter.TaskChannel{}, missing(w.value.Sid, "TaskChannels", sidOrName)
}

func (w *workspace) channelNamed(name string) (taskrouter.TaskChannel, bool) {
	return w.channels.find(func(c taskrouter.TaskChannel) bool { return c.UniqueName == name })
}
