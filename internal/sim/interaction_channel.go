package sim

import (
	"slices"

	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// InteractionChannels lists an interaction's channel: one, or none once it is
// deleted.
func (a *Account) InteractionChannels(interaction string, page Page) (Listed[flex.Channel], error) {
	defer a.enter()()
	i, err := a.interaction(interaction)
	if err != nil {
		if a.book.Breaks(rulebook.UnknownInteractionListsNothing) {
			err = nil
		}
		return Listed[flex.Channel]{}, err
	}
	listed := a.listedChannels(i)
	return cut(page, func(yield func(uint64, flex.Channel) bool) {
		for at, channel := range listed {
			if seq := uint64(at + 1); seq > page.After && !yield(seq, channel) {
				return
			}
		}
	}), nil
}

// listedChannels is the one channel of an interaction while it is kept, whatever
// its status; mutants list others, or the one more often.
func (a *Account) listedChannels(i *interaction) []flex.Channel {
	var listed []flex.Channel
	if a.book.Breaks(rulebook.AllChannelsAreListed) {
		for other := range a.interactions.all() {
			listed = append(listed, other.channel)
		}
		return listed
	}
	if a.expired(i, a.now) && !a.book.Breaks(rulebook.ExpiredChannelsAreListed) ||
		!slices.Contains(a.book.ListedChannels, i.channel.Status) || a.book.Breaks(rulebook.InteractionsComeWithoutChannel) {
		return nil
	}
	times := 1
	if a.book.Breaks(rulebook.ChannelIsListedPerTask) {
		times = len(i.works)
	}
	return slices.Repeat([]flex.Channel{i.channel}, times)
}

// InteractionChannel finds an interaction's channel by its sid.
func (a *Account) InteractionChannel(interaction, sid string) (flex.Channel, error) {
	defer a.enter()()
	i, err := a.channelOf(interaction, sid)
	if err != nil {
		return flex.Channel{}, err
	}
	return i.channel, nil
}

// UpdateInteractionChannel sets a channel's status and, in the same command,
// brings its tasks, their reservations, the agents and the conversation where
// the closing table says. A request that the table does not know is refused
// and changes nothing. Status and routing are the parameters as sent.
func (a *Account) UpdateInteractionChannel(interaction, sid string, status, routing *string) (flex.Channel, error) {
	defer a.enter()()
	i, err := a.channelOf(interaction, sid)
	if err != nil {
		return flex.Channel{}, err
	}
	next, row, err := i.channel.Update(status, routing, a.now, a.book)
	if err != nil {
		return flex.Channel{}, a.refusedUpdate(i, err)
	}
	i.channel = next
	a.note(channelUpdated, "", sid, "channel "+row.Channel+" "+withRouting(row.Routing))
	a.quietly(func() {
		for _, work := range a.worksOf(i) {
			if w, task, err := a.task(work.workspace, work.task); err == nil {
				a.closeWork(w, task, row)
			}
		}
	})
	if row.Conversation == "closed" {
		a.closeConversation(i.channel.ConversationSid)
	}
	return i.channel, nil
}

// worksOf are the tasks that an update of a channel reaches: all of its own.
func (a *Account) worksOf(i *interaction) []work {
	switch {
	case a.book.Breaks(rulebook.OneTaskIsClosed) && len(i.works) > 0:
		return i.works[:1]
	case a.book.Breaks(rulebook.CloseReachesOtherChannels):
		var all []work
		for other := range a.interactions.all() {
			all = append(all, other.works...)
		}
		return all
	}
	return i.works
}

func withRouting(status string) string {
	if status == rulebook.Unspecified {
		return "without routing"
	}
	return "with routing status " + status
}

// closeWork brings one task of a closing channel where the table says: a task
// that an agent has, to one status; a task that waits, to another.
func (a *Account) closeWork(w *workspace, task *taskRow, row rulebook.Closing) {
	to := row.Tasks
	if task.task.Open() {
		to = row.Waiting
	}
	if task.task.Status == taskrouter.Wrapping && a.book.Breaks(rulebook.WrappingTasksStay) {
		return
	}
	const reason = "" // the platform's page names none
	switch taskrouter.TaskStatus(to) {
	case taskrouter.Wrapping:
		a.wrap(w, task, reason)
	case taskrouter.Completed:
		a.complete(w, task, reason)
	case taskrouter.Canceled:
		a.cancel(w, task, reason)
	}
}

// channelOf finds an interaction by its channel, which must not be deleted.
func (a *Account) channelOf(of, channel string) (*interaction, error) {
	i, err := a.interaction(of)
	if err != nil {
		return nil, err
	}
	if a.book.Breaks(rulebook.ChannelIsFoundAnywhere) {
		i = a.withChannel(channel, i)
	}
	own := i.channel.Sid == channel || resembles(a.book, channel, i.channel.Sid)
	if !own || a.expired(i, a.now) && !a.book.Breaks(rulebook.ExpiredChannelsAreFound) {
		return nil, rulebook.NotFound("/Interactions/" + of + "/Channels/" + channel)
	}
	return i, nil
}

// openChannel is channelOf for what only an open channel takes.
func (a *Account) openChannel(of, channel string) (*interaction, error) {
	i, err := a.channelOf(of, channel)
	if err != nil {
		return nil, err
	}
	switch i.channel.Status {
	case flex.ChannelClosed, flex.ChannelFailed:
		return nil, rulebook.Invalid(rulebook.CodeFlexValidation, "Channel %s is %s", channel, i.channel.Status)
	}
	return i, nil
}

// touchByConversation tells a channel what happened to its conversation. By the
// documented book that starts no retention anew.
func (a *Account) touchByConversation(conversation, activity string) {
	if !a.book.RestartsRetention(activity) {
		return
	}
	for i := range a.interactions.all() {
		if i.channel.ConversationSid == conversation {
			i.channel = i.channel.Touch(activity, a.now, a.book)
		}
	}
}
