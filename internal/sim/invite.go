package sim

import (
	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/rulebook"
)

// An InviteView is an invite with the task that it made. Task is nil once that
// is gone.
type InviteView struct {
	flex.Invite
	Task TaskView
	Gone bool // the task is no longer there; Task is empty
}

// CreateInvite asks an agent onto the channel: it makes a task of its own,
// which carries nothing of earlier tasks' attributes. A channel that is not
// open refuses.
func (a *Account) CreateInvite(interaction, channel string, routing *string) (InviteView, error) {
	defer a.enter()()
	i, err := a.openChannel(interaction, channel)
	if err != nil {
		return InviteView{}, err
	}
	properties, err := flex.ParseRouting(routing)
	if err != nil {
		return InviteView{}, err
	}
	w, row, err := a.draftWork(properties)
	if err != nil {
		return InviteView{}, err
	}
	i.channel = i.channel.Touch(rulebook.ActivityInvited, a.now, a.book)
	if a.book.Breaks(rulebook.InviteOpensConversation) {
		thread := a.draftConversation()
		a.storeConversation(thread)
		i.channel.ConversationSid = thread.value.Sid
	}
	if a.book.Breaks(rulebook.OneTaskPerChannel) {
		i.works = nil
	}
	return a.invite(i, w, row, properties), nil
}

// invite makes the invite of a drafted task, writes into the task where it
// comes from, and routes it.
func (a *Account) invite(i *interaction, w *workspace, row *taskRow, routing flex.RoutingProperties) InviteView {
	made := flex.Invite{
		Sid: a.ids.next("KG"), InteractionSid: i.value.Sid, ChannelSid: i.channel.Sid, TaskSid: row.task.Sid, Created: a.now,
	}
	sent, err := routing.TaskAttributes()
	if err != nil {
		sent = nil // cannot be: the draft has read them
	}
	task := *row.task
	task.Origin = i.origin(made.Sid)
	task.Attributes = a.workAttributes(i, made.Sid, sent)
	row.task = &task
	if workflow, ok := w.workflows.get(task.WorkflowSid); ok && !row.past {
		row.route = w.routeFor(workflow, row.task)
	}
	i.invites.add(made.Sid, made)
	i.works = append(i.works, work{workspace: w.value.Sid, task: task.Sid})
	a.note(inviteCreated, "", made.Sid, "invite makes task "+task.Sid)
	if a.book.Breaks(rulebook.NewTasksAreHeldBack) {
		row.bound = "nobody"
	}
	return InviteView{Invite: made, Task: a.launch(w, row)}
}

// Invites lists a channel's invites, the first one included.
func (a *Account) Invites(interaction, channel string, page Page) (Listed[InviteView], error) {
	defer a.enter()()
	i, err := a.channelOf(interaction, channel)
	if err != nil {
		return Listed[InviteView]{}, err
	}
	return mapped(i.invites.page(page, nil), func(invite flex.Invite) InviteView { return a.inviteView(i, invite) }), nil
}

func (a *Account) inviteView(i *interaction, invite flex.Invite) InviteView {
	view := InviteView{Invite: invite, Gone: true}
	for _, work := range i.works {
		if work.task != invite.TaskSid {
			continue
		}
		if task := a.workView(work); task != nil {
			view.Task, view.Gone = *task, false
		}
	}
	return view
}
