package sim

import (
	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/rulebook"
)

// A ParticipantRequest is what a participant is added from: the parameters as
// sent, the last two JSON texts.
type ParticipantRequest struct {
	Type, MediaProperties, RoutingProperties *string
}

// CreateParticipant adds somebody to an open channel and to its conversation.
// Agents come by accepting a reservation; added this way they have no task.
func (a *Account) CreateParticipant(interaction, channel string, in ParticipantRequest) (flex.Participant, error) {
	defer a.enter()()
	i, err := a.openChannel(interaction, channel)
	if err != nil {
		return flex.Participant{}, err
	}
	kind, err := flex.ParticipantType(in.Type)
	if err != nil {
		return flex.Participant{}, err
	}
	member, err := a.joinByMedia(i, in.MediaProperties)
	if err != nil {
		return flex.Participant{}, err
	}
	added := a.newParticipant(i, kind)
	added.MemberSid = member
	i.participants.add(added.Sid, added)
	i.channel = i.channel.Touch(rulebook.ActivityParticipantAdded, a.now, a.book)
	a.note(participantAdded, "", added.Sid, kind+" added")
	return added, nil
}

func (a *Account) newParticipant(i *interaction, kind string) flex.Participant {
	return flex.Participant{
		Sid: a.ids.nextOf(a.book.ParticipantPrefix, a.book.SidDigits), InteractionSid: i.value.Sid, ChannelSid: i.channel.Sid,
		Type: kind, Status: flex.ParticipantActive, Created: a.now,
	}
}

// joinByMedia puts the participant that MediaProperties describe into the
// channel's conversation and gives their sid there.
func (a *Account) joinByMedia(i *interaction, text *string) (string, error) {
	media, err := flex.ParseMedia(text)
	if err != nil {
		return "", err
	}
	thread, ok := a.threads.get(i.channel.ConversationSid)
	if !ok {
		return "", nil
	}
	member, err := a.join(thread, ConversationParticipantChange{
		Identity: &media.Identity, Address: &media.Address, ProxyAddress: &media.ProxyAddress,
	})
	return member.Sid, err
}

// Participants lists a channel's participants, those who have left included.
func (a *Account) Participants(interaction, channel string, page Page) (Listed[flex.Participant], error) {
	defer a.enter()()
	i, err := a.channelOf(interaction, channel)
	if err != nil {
		return Listed[flex.Participant]{}, err
	}
	return i.participants.page(page, nil), nil
}

// UpdateParticipant lets one agent finish while the channel stays open: wrapup
// puts their task into wrap-up, closed completes it. Nobody else is touched.
func (a *Account) UpdateParticipant(interaction, channel, sid string, status *string) (flex.Participant, error) {
	defer a.enter()()
	i, err := a.channelOf(interaction, channel)
	if err != nil {
		return flex.Participant{}, err
	}
	before, ok := found(a.book, i.participants, sid, func(p flex.Participant) string { return p.Sid })
	if !ok {
		return flex.Participant{}, rulebook.NotFound("/Interactions/" + interaction + "/Channels/" + channel + "/Participants/" + sid)
	}
	next, err := before.Move(status, a.book)
	if err != nil {
		return flex.Participant{}, err
	}
	i.participants.set(next.Sid, next)
	i.channel = i.channel.Touch(rulebook.ActivityParticipantUpdated, a.now, a.book)
	a.note(participantUpdated, "", sid, "agent "+next.Status)
	a.finishWork(i, next)
	if next.Status == flex.ParticipantClosed && before.Status != flex.ParticipantClosed {
		a.leaveThread(i, next)
		a.afterLeaving(i)
	}
	return next, nil
}

// afterLeaving does nothing: an agent finishes alone. Mutants end more with it.
func (a *Account) afterLeaving(i *interaction) {
	_, staying := i.participants.find(func(p flex.Participant) bool {
		return p.Type == flex.Agent && p.Status != flex.ParticipantClosed
	})
	if a.book.Breaks(rulebook.LeavingEndsAllTasks) {
		a.endWork(i)
	}
	if a.book.Breaks(rulebook.LeavingClosesChannel) || !staying && a.book.Breaks(rulebook.LastLeavingClosesChannel) {
		i.channel.Status = flex.ChannelClosed
		a.closeConversation(i.channel.ConversationSid)
	}
}

func (a *Account) finishWork(i *interaction, agent flex.Participant) {
	if a.book.Breaks(rulebook.LeavingKeepsTheTask) {
		return
	}
	for _, work := range i.works {
		if work.task != agent.TaskSid {
			continue
		}
		w, row, err := a.task(work.workspace, work.task)
		if err != nil {
			continue
		}
		if agent.Status == flex.ParticipantWrapup && !a.book.Breaks(rulebook.WrapupEndsTheTask) {
			a.wrap(w, row, "")
		} else {
			a.complete(w, row, "")
		}
	}
}

// joinChannel puts an agent who has accepted a task of a channel onto the
// channel and into its conversation. A channel that was being set up is active
// from then on.
func (a *Account) joinChannel(o *offer) {
	i, ok := a.interactions.get(o.task.task.CameFrom().InteractionSid)
	if !ok {
		return
	}
	if i.channel.Status == flex.ChannelSetup && !a.book.Breaks(rulebook.SetupStays) {
		i.channel.Status = flex.ChannelActive
		a.note(channelUpdated, "", i.channel.Sid, "channel active")
	}
	agent := a.newParticipant(i, flex.Agent)
	agent.TaskSid, agent.WorkerSid, agent.ReservationSid = o.task.task.Sid, o.worker.worker.Sid, o.reservation.Sid
	if thread, ok := a.threads.get(i.channel.ConversationSid); ok && !a.book.Breaks(rulebook.AgentsStayOutside) {
		agent.MemberSid = a.seat(thread, flex.ParticipantRequest{Identity: o.worker.worker.FriendlyName})
	}
	i.participants.add(agent.Sid, agent)
	i.channel = i.channel.Touch(rulebook.ActivityReservationAccepted, a.now, a.book)
	a.note(participantAdded, "", agent.Sid, "agent "+o.worker.worker.FriendlyName)
}

// agentWraps and agentLeaves keep the participant of a reservation in step with it.
func (a *Account) agentWraps(o *offer)  { a.follow(o, flex.ParticipantWrapup) }
func (a *Account) agentLeaves(o *offer) { a.follow(o, flex.ParticipantClosed) }

func (a *Account) follow(o *offer, status string) {
	i, ok := a.interactions.get(o.task.task.CameFrom().InteractionSid)
	if !ok {
		return
	}
	agent, ok := i.participants.find(func(p flex.Participant) bool { return p.ReservationSid == o.reservation.Sid })
	if !ok || agent.Status == status {
		return
	}
	agent.Status = status
	i.participants.set(agent.Sid, agent)
	if status == flex.ParticipantClosed {
		a.leaveThread(i, agent)
	}
}

// leaveThread takes an agent who has finished out of a conversation that goes on,
// unless they have another task on the channel.
func (a *Account) leaveThread(i *interaction, agent flex.Participant) {
	thread, ok := a.threads.get(i.channel.ConversationSid)
	if !ok || thread.value.Writable() != nil {
		return
	}
	_, stays := i.participants.find(func(p flex.Participant) bool {
		return p.MemberSid == agent.MemberSid && p.Status != flex.ParticipantClosed
	})
	if _, there := thread.members.get(agent.MemberSid); !there || stays {
		return
	}
	thread.members.remove(agent.MemberSid)
	a.note(memberRemoved, "", thread.value.Sid, "agent left")
}
