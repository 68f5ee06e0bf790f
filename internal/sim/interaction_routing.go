package sim

import (
	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/rulebook"
)

// reachable is the routing as the request has it. Mutants put something that
// exists in the place of what does not, or ignore what the request says.
func (a *Account) reachable(routing flex.RoutingProperties, channel flex.ChannelRequest) flex.RoutingProperties {
	first, ok := a.workspaces.find(func(*workspace) bool { return true })
	if !ok {
		return routing
	}
	_, known := a.workspaces.get(routing.WorkspaceSid)
	if a.book.Breaks(rulebook.WorkspaceIsTheFirst) || !known && a.book.Breaks(rulebook.UnknownWorkspaceIsTheFirst) {
		routing.WorkspaceSid = first.value.Sid
	}
	if a.book.Breaks(rulebook.WorkspaceIsTheFirst) || a.book.Breaks(rulebook.UnknownWorkflowIsTheFirst) {
		routing.WorkflowSid = first.orFirstWorkflow(routing.WorkflowSid)
	}
	if _, err := first.taskChannel(routing.TaskChannelName); err != nil && a.book.Breaks(rulebook.UnknownTaskChannelIsChat) {
		routing.TaskChannelSid, routing.TaskChannelName = "", ""
	}
	if _, err := first.taskChannel(channel.Type); err == nil && a.book.Breaks(rulebook.MediumIsTheTaskChannel) {
		routing.TaskChannelSid, routing.TaskChannelName = "", channel.Type
	}
	return routing
}

// orFirstWorkflow gives the sid of a workflow that is there.
func (w *workspace) orFirstWorkflow(sid string) string {
	if _, ok := w.workflows.get(sid); ok {
		return sid
	}
	for workflow := range w.workflows.all() {
		return workflow.Sid
	}
	return sid
}

// matched is the channel as the request has it: the medium and the task channel
// that its work takes up are two things, which mutants make one.
func (a *Account) matched(channel flex.ChannelRequest, w *workspace, row *taskRow) (flex.ChannelRequest, error) {
	on, _ := w.channels.get(row.task.ChannelSid)
	if on.UniqueName == channel.Type {
		return channel, nil
	}
	if a.book.Breaks(rulebook.UnlikeChannelsAreRefused) {
		return channel, rulebook.Invalid(rulebook.CodeFlexValidation, "A %s cannot be routed on the task channel %s", channel.Type, on.UniqueName)
	}
	if a.book.Breaks(rulebook.TaskChannelIsTheMedium) {
		channel.Type = on.UniqueName
	}
	return channel, nil
}
