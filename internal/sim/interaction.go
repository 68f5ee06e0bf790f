package sim

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/flexrig/flexrig/internal/conversations"
	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// interaction is an interaction with its one channel and all that is on it.
type interaction struct {
	value        flex.Interaction
	channel      flex.Channel
	participants *table[flex.Participant]
	invites      *table[flex.Invite]
	works        []work // every task that the channel has had, oldest first
}

// work is a task of a channel, where it can be found.
type work struct{ workspace, task string }

// What happens to interactions, in the history's words.
const (
	interactionCreated taskrouter.EventType = "interaction.created"
	channelUpdated     taskrouter.EventType = "interaction-channel.updated"
	participantAdded   taskrouter.EventType = "interaction-participant.added"
	participantUpdated taskrouter.EventType = "interaction-participant.updated"
	inviteCreated      taskrouter.EventType = "interaction-invite.created"
)

// An InteractionRequest is what an interaction is created from: the parameters
// as sent, JSON texts.
type InteractionRequest struct {
	Channel, Routing, ContextSid, WebhookTtid *string
}

// An InteractionView is an interaction with its channel and its first task.
// Task is nil where the channel failed, and once the task is gone.
type InteractionView struct {
	flex.Interaction
	Channel flex.Channel
	Task    *TaskView
}

// CreateInteraction makes an interaction with its channel, conversation,
// customer, invite and task. Whatever is refused, nothing is made. A media
// channel that does not exist is found out only afterwards, as on the platform:
// the interaction is there and its channel has failed.
func (a *Account) CreateInteraction(in InteractionRequest) (InteractionView, error) {
	defer a.enter()()
	channel, err := flex.ParseChannel(in.Channel, a.book)
	if err != nil {
		return InteractionView{}, err
	}
	routing, err := flex.ParseRouting(in.Routing)
	if err != nil {
		return InteractionView{}, err
	}
	w, row, err := a.draftWork(a.reachable(routing, channel))
	if err != nil {
		return InteractionView{}, err
	}
	if channel, err = a.matched(channel, w, row); err != nil {
		return InteractionView{}, err
	}
	i := a.newInteraction(in, channel)
	a.interactions.add(i.value.Sid, i)
	a.note(interactionCreated, "", i.value.Sid, channel.Type+" initiated by "+channel.InitiatedBy)
	if !a.openThread(i, channel) {
		return InteractionView{Interaction: i.value, Channel: i.channel}, nil
	}
	view := a.invite(i, w, row, routing)
	return InteractionView{Interaction: i.value, Channel: i.channel, Task: &view.Task}, nil
}

func (a *Account) newInteraction(in InteractionRequest, channel flex.ChannelRequest) *interaction {
	sid := a.ids.nextOf(a.book.InteractionPrefix, a.book.SidDigits)
	i := &interaction{
		value: flex.Interaction{Sid: sid, ContextSid: deref(in.ContextSid), WebhookTtid: deref(in.WebhookTtid), Created: a.now},
		channel: flex.Channel{
			Sid: a.ids.nextOf(a.book.ChannelPrefix, a.book.SidDigits), InteractionSid: sid, Type: channel.Type, Status: a.book.ChannelBegins,
			InitiatedBy: channel.InitiatedBy, Created: a.now, LastActivity: a.now,
		},
		participants: newTable[flex.Participant](), invites: newTable[flex.Invite](),
	}
	if channel.InitiatedBy == "agent" {
		i.channel.Status = a.book.AgentChannelBegins
	}
	return i
}

// codeThreadClosed is Flex's error for a media channel whose conversation is closed.
const codeThreadClosed = 45354

// openThread finds or makes the channel's conversation and puts the customer
// into it. It tells false where the conversation that was named does not exist or
// is closed: nobody can speak in it any more, so the channel has failed and
// nothing is routed (for a closed one assumed).
func (a *Account) openThread(i *interaction, request flex.ChannelRequest) bool {
	var thread *conversation
	if sid := request.Properties.MediaChannelSid; sid != "" && !a.book.Breaks(rulebook.GivenConversationIsIgnored) {
		found, ok := a.threads.get(sid)
		if !ok && a.book.Breaks(rulebook.MissingConversationIsMade) {
			found, ok = a.draftConversation(), true
			a.storeConversation(found)
		}
		if !ok {
			return a.failChannel(i, rulebook.CodeChannelFailed, "Media channel "+sid+" was not found")
		}
		if found.value.State == conversations.Closed && !a.book.Breaks(rulebook.ClosedConversationIsTaken) {
			return a.failChannel(i, codeThreadClosed, "Media channel "+sid+" is a closed conversation")
		}
		thread = found
	} else {
		thread = a.draftConversation()
		a.storeConversation(thread)
	}
	i.channel.ConversationSid = thread.value.Sid
	a.seatCustomer(i, thread, request.Participants)
	return true
}

// failChannel keeps why an interaction's channel could not be opened.
func (a *Account) failChannel(i *interaction, code int, why string) (opened bool) {
	i.channel.Status, i.channel.ErrorCode, i.channel.ErrorMessage = flex.ChannelFailed, code, why
	a.note(channelUpdated, "", i.channel.Sid, "channel failed: "+why)
	return false
}

func (a *Account) seatCustomer(i *interaction, thread *conversation, asked []flex.ParticipantRequest) {
	customer := flex.Participant{
		Sid: a.ids.nextOf(a.book.ParticipantPrefix, a.book.SidDigits), InteractionSid: i.value.Sid, ChannelSid: i.channel.Sid,
		Type: flex.Customer, Status: flex.ParticipantActive, Created: a.now,
	}
	if len(asked) > 0 {
		customer.MemberSid = a.seat(thread, asked[0])
	}
	i.participants.add(customer.Sid, customer)
}

// seat gives the sid of somebody in a conversation, and lets them join where they
// do not take part yet. It is empty where the conversation does not take them.
func (a *Account) seat(thread *conversation, who flex.ParticipantRequest) string {
	if member, known := thread.member(who.Identity); known {
		return member.Sid
	}
	member, err := a.join(thread, ConversationParticipantChange{
		Identity: &who.Identity, Address: &who.Address, ProxyAddress: &who.ProxyAddress,
	})
	if err != nil {
		return ""
	}
	return member.Sid
}

// draftWork checks where a new task of a channel goes, before anything is made.
func (a *Account) draftWork(routing flex.RoutingProperties) (*workspace, *taskRow, error) {
	w, err := a.routingWorkspace(routing)
	if err != nil {
		return nil, nil, err
	}
	task := NewTask{Priority: routing.Priority, Timeout: routing.Timeout}
	for text, parameter := range map[*string]**string{&routing.WorkflowSid: &task.WorkflowSid, &routing.QueueSid: &task.TaskQueueSid} {
		if *text != "" {
			*parameter = text
		}
	}
	channel := "chat"
	if routing.TaskChannelSid != "" {
		channel = routing.TaskChannelSid
	} else if routing.TaskChannelName != "" {
		channel = routing.TaskChannelName
	}
	task.TaskChannel = &channel
	if _, err = routing.TaskAttributes(); err != nil {
		return nil, nil, err
	}
	// The draft holds these against the limit of characters, so the limit is on
	// what the creator sends; what Flex adds does not count against it (assumed).
	if task.Attributes, err = routing.AttributesText(); err != nil {
		return nil, nil, err
	}
	if _, ok := w.workers.get(routing.WorkerSid); !ok && routing.WorkerSid != "" {
		return nil, nil, unknownValue("Routing.properties.worker_sid", routing.WorkerSid)
	}
	row, err := a.draftTask(w, task)
	if err != nil {
		return nil, nil, err
	}
	row.bound = routing.WorkerSid
	return w, row, nil
}

// routingWorkspace is the workspace that the routing names, or the one that
// holds the workflow or queue that it names.
func (a *Account) routingWorkspace(routing flex.RoutingProperties) (*workspace, error) {
	if routing.WorkspaceSid != "" {
		if w, ok := a.workspaces.get(routing.WorkspaceSid); ok {
			return w, nil
		}
		return nil, rulebook.Invalid(rulebook.CodeFlexValidation, "Value '%s' provided for Routing.properties.workspace_sid does not exist", routing.WorkspaceSid)
	}
	w, ok := a.workspaces.find(func(w *workspace) bool {
		_, workflow := w.workflows.get(routing.WorkflowSid)
		_, queue := w.queues.get(routing.QueueSid)
		return workflow || queue
	})
	if !ok {
		return nil, rulebook.Invalid(rulebook.CodeFlexValidation, "Routing.properties names no workspace, workflow or queue that exists")
	}
	return w, nil
}

// workAttributes are what Flex writes into a task of an interaction, beside
// what its creator sent. Twilio docs, Interactions API.
func (a *Account) workAttributes(i *interaction, invite string, sent map[string]any) taskrouter.Attributes {
	direction := "inbound"
	if i.channel.InitiatedBy == "agent" {
		direction = "outbound"
	}
	conversation := map[string]any{
		"conversation_id": i.value.Sid, "initiated_by": i.channel.InitiatedBy,
		"communication_channel": i.channel.Type, "direction": direction,
		"media": []any{map[string]any{"type": "ChatTranscript", "sid": i.channel.ConversationSid}},
	}
	if given, ok := sent["conversations"].(map[string]any); ok {
		for key, value := range given {
			conversation[key] = value
		}
	}
	all := map[string]any{
		"flexInteractionSid": i.value.Sid, "flexInteractionChannelSid": i.channel.Sid, "flexChannelInviteSid": invite,
		"conversationSid": i.channel.ConversationSid, "channelType": i.channel.Type, "direction": direction,
		"initiatedBy": i.channel.InitiatedBy, "taskCreateSource": "interaction",
		"customers": map[string]any{},
	}
	for key, value := range sent {
		all[key] = value
	}
	all["conversations"] = conversation
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(all); err != nil {
		return "{}" // cannot be: all of it came out of JSON
	}
	return taskrouter.Attributes(strings.TrimSuffix(text.String(), "\n"))
}

// Interaction finds an interaction by its sid.
func (a *Account) Interaction(sid string) (InteractionView, error) {
	defer a.enter()()
	i, err := a.interaction(sid)
	if err != nil {
		return InteractionView{}, err
	}
	return a.interactionView(i), nil
}

// UpdateInteraction sets the webhook that the interaction is tied to.
func (a *Account) UpdateInteraction(sid string, webhook *string) (InteractionView, error) {
	defer a.enter()()
	i, err := a.interaction(sid)
	if err != nil {
		return InteractionView{}, err
	}
	keep(&i.value.WebhookTtid, webhook)
	return a.interactionView(i), nil
}

func (a *Account) interaction(sid string) (*interaction, error) {
	if i, ok := found(a.book, a.interactions, sid, func(i *interaction) string { return i.value.Sid }); ok {
		return i, nil
	}
	return nil, rulebook.NotFound("/Interactions/" + sid)
}

func (a *Account) interactionView(i *interaction) InteractionView {
	view := InteractionView{Interaction: i.value, Channel: i.channel}
	if len(i.works) > 0 {
		view.Task = a.workView(i.works[0])
	}
	return view
}

func (a *Account) workView(of work) *TaskView {
	w, row, err := a.task(of.workspace, of.task)
	if err != nil {
		return nil
	}
	view := w.taskView(row, a.now)
	return &view
}

// origin is what a task of a channel keeps of where it came from, whatever
// becomes of its attributes.
func (i *interaction) origin(invite string) *taskrouter.Origin {
	return &taskrouter.Origin{
		InteractionSid: i.value.Sid, ChannelSid: i.channel.Sid, InviteSid: invite,
		ConversationSid: i.channel.ConversationSid, MediaType: i.channel.Type, Outbound: i.channel.InitiatedBy == "agent",
	}
}

// expired tells whether the interaction's channel has been deleted by an instant.
func (a *Account) expired(i *interaction, now time.Time) bool { return i.channel.Gone(now, a.book) }
