package rulebook

import "time"

// channelMutants break the rules on interaction channels.
func channelMutants() []mutantGroup {
	day := 24 * time.Hour
	return []mutantGroup{
		{"IC-01", []mutation{
			{"an invite opens a conversation of its own", broken(InviteOpensConversation)},
			{"agents do not take part in the conversation", broken(AgentsStayOutside)},
			{"a conversation that is there already is not taken over", broken(GivenConversationIsIgnored)},
			{"a channel has its latest task alone", broken(OneTaskPerChannel)},
		}},
		{"IC-02", []mutation{
			{"a channel can be created on its own", broken(ChannelsCanBeCreated)},
			{"an interaction comes without a channel", broken(InteractionsComeWithoutChannel)},
		}},
		{"IC-03", []mutation{
			{"an interaction's task is offered to nobody", broken(NewTasksAreHeldBack)},
			{"the task goes into the first workspace", broken(WorkspaceIsTheFirst)},
			{"an unknown workspace is the first one", broken(UnknownWorkspaceIsTheFirst)},
			{"an unknown workflow is the first one", broken(UnknownWorkflowIsTheFirst)},
			{"an unknown task channel is the one for chats", broken(UnknownTaskChannelIsChat)},
			{"a created interaction is answered with 200", func(b *Book) { b.InteractionCreatedStatus = 200 }},
		}},
		{"IC-04", sidMutants()},
		{"IC-05", typeMutants()},
		{"IC-06", []mutation{
			{"every channel begins in setup", func(b *Book) { b.ChannelBegins = "setup" }},
			{"a channel begins in a sixth status", func(b *Book) { b.ChannelBegins = "open" }},
			{"a channel that an agent begins is active at once", func(b *Book) { b.AgentChannelBegins = "active" }},
			{"a channel stays in setup when the agent accepts", broken(SetupStays)},
			{"a conversation that does not exist is made", broken(MissingConversationIsMade)},
			{"a closed conversation is taken", broken(ClosedConversationIsTaken)},
			{"an inactive channel looks closed", broken(InactiveLooksClosed)},
			{"a closed channel looks inactive", broken(ClosedLooksInactive)},
		}},
		{"IC-07", append(absentMutants(),
			mutation{"a failed channel does not say why", broken(FailureIsNotExplained)},
			mutation{"no error is 0", broken(NoErrorIsZero)},
			mutation{"a channel is found below another interaction", broken(ChannelIsFoundAnywhere)},
			mutation{"the link to the invites leads to the participants", broken(InvitesLeadToParticipants)},
		)},
		{"IC-08", []mutation{
			{"a channel is listed once for each task", broken(ChannelIsListedPerTask)},
			{"the channels of other interactions are listed too", broken(AllChannelsAreListed)},
			{"an unknown interaction lists nothing", broken(UnknownInteractionListsNothing)},
			{"a closed channel is not listed", func(b *Book) { b.ListedChannels = without(b.ListedChannels, "closed") }},
			{"an inactive channel is not listed", func(b *Book) { b.ListedChannels = without(b.ListedChannels, "inactive") }},
		}},
		{"IC-09", []mutation{
			{"closing without routing completes the tasks", row("closed", Unspecified, func(c *Closing) { c.Tasks = "completed" })},
			{"closing without routing leaves the tasks", row("closed", Unspecified, func(c *Closing) { c.Tasks = "" })},
			{"closing without routing leaves the conversation open", row("closed", Unspecified, func(c *Closing) { c.Conversation = "" })},
			{"closing reaches the first task alone", broken(OneTaskIsClosed)},
			{"an empty routing is refused", broken(EmptyRoutingIsRefused)},
			{"a second close is refused", broken(SecondCloseIsRefused)},
		}},
		{"IC-10", []mutation{
			{"closing with routing leaves the tasks wrapping", row("closed", "closed", func(c *Closing) { c.Tasks = "wrapping" })},
			{"closing with routing leaves the tasks", row("closed", "closed", func(c *Closing) { c.Tasks = "" })},
			{"closing with routing leaves the conversation open", row("closed", "closed", func(c *Closing) { c.Conversation = "" })},
			{"closing with routing reaches the first task alone", broken(OneTaskIsClosed)},
			{"tasks in wrap-up stay there", broken(WrappingTasksStay)},
		}},
		{"IC-11", append(inactiveMutants(),
			mutation{"a channel may not go inactive at all", func(b *Book) { b.Closings = b.Closings[:2] }},
			mutation{"a refused update ends the tasks", broken(RefusedUpdatesAct)},
		)},
		{"IC-12", []mutation{
			{"going inactive leaves the tasks wrapping", row("inactive", "closed", func(c *Closing) { c.Tasks = "wrapping" })},
			{"going inactive leaves the tasks", row("inactive", "closed", func(c *Closing) { c.Tasks = "" })},
			{"going inactive closes the conversation", row("inactive", "closed", func(c *Closing) { c.Conversation = "closed" })},
			{"going inactive reaches the first task alone", broken(OneTaskIsClosed)},
			{"an inactive channel takes no message", broken(InactiveTakesNoMessage)},
			{"an inactive channel cannot be closed", broken(InactiveIsFinal)},
			{"a closed channel can go inactive", broken(ClosedGoesInactive)},
			{"an inactive channel is shown as closed", broken(InactiveLooksClosed)},
		}},
		{"IC-13", []mutation{
			{"a channel closed without routing takes messages", row("closed", Unspecified, func(c *Closing) { c.Conversation = "" })},
			{"a channel closed with routing takes messages", row("closed", "closed", func(c *Closing) { c.Conversation = "" })},
			{"an agent may write after the close", broken(AgentsWriteAfterClose)},
			{"a closed conversation can be opened again", broken(ClosedConversationsReopen)},
			{"a closed conversation cannot be read", broken(ClosedConversationsAreHidden)},
		}},
		{"IC-14", []mutation{
			{"a close leaves what nobody has accepted", row("closed", Unspecified, func(c *Closing) { c.Waiting = "" })},
			{"a close leaves the agents at work", row("closed", Unspecified, func(c *Closing) { c.Tasks = "" })},
			{"a close with routing leaves what nobody has accepted", row("closed", "closed", func(c *Closing) { c.Waiting = "" })},
			{"going inactive leaves what nobody has accepted", row("inactive", "closed", func(c *Closing) { c.Waiting = "" })},
			{"a close reaches the first agent alone", broken(OneTaskIsClosed)},
			{"a close reaches the agents of other channels", broken(CloseReachesOtherChannels)},
		}},
		{"IC-15", updateMutants()},
		{"IC-16", append(participantMutants(),
			mutation{"the channel closes with the first agent who leaves", broken(LeavingClosesChannel)},
			mutation{"the channel closes with the last agent who leaves", broken(LastLeavingClosesChannel)},
			mutation{"one agent who leaves ends everybody's task", broken(LeavingEndsAllTasks)},
			mutation{"an agent who leaves keeps the task", broken(LeavingKeepsTheTask)},
			mutation{"an agent who wraps up has finished", broken(WrapupEndsTheTask)},
			mutation{"an agent who wraps up cannot finish", broken(WrappedAgentsCannotLeave)},
			mutation{"a customer's status can be set", broken(CustomersHaveAStatus)},
		)},
		{"IC-17", append(lastingMutants(),
			mutation{"a channel goes a second early", kept(180*day - time.Second)},
			mutation{"a channel goes a millisecond early", kept(180*day - time.Millisecond)},
			mutation{"a channel stays a millisecond longer", kept(180*day + time.Millisecond)},
			mutation{"a channel stays a second longer", kept(180*day + time.Second)},
			mutation{"a channel stays a year", kept(365 * day)},
			mutation{"a channel that is gone is listed", broken(ExpiredChannelsAreListed)},
			mutation{"a channel that is gone can be fetched", broken(ExpiredChannelsAreFound)},
		)},
		{"IC-18", append(activityMutants(without, "%s does not start the retention anew",
			ActivityStatusUpdated, ActivityReservationAccepted, ActivityParticipantUpdated, ActivityParticipantAdded, ActivityInvited),
			mutation{"an update that was refused starts the retention anew", broken(RefusedUpdatesCount)},
			mutation{"only the first update starts the retention anew", broken(FirstUpdateCounts)},
			mutation{"a channel is kept a second less after an update", kept(180*day - time.Second)},
		)},
		{"IC-19", activityMutants(with, "%s starts the retention anew",
			ActivityConversationUpdated, ActivityConversationMember, ActivityConversationMessage)},
		{"IC-20", []mutation{
			{"a contact is routed on the task channel of its medium", broken(MediumIsTheTaskChannel)},
			{"a channel takes the type of its task channel", broken(TaskChannelIsTheMedium)},
			{"a task channel of another name is refused", broken(UnlikeChannelsAreRefused)},
			{"a task channel that does not exist is the one for chats", broken(UnknownTaskChannelIsChat)},
		}},
	}
}

// sidMutants give and take sids that are none.
func sidMutants() []mutation {
	return []mutation{
		{"an interaction's sid has another prefix", func(b *Book) { b.InteractionPrefix = "IN" }},
		{"a channel's sid has another prefix", func(b *Book) { b.ChannelPrefix = "CH" }},
		{"a participant's sid has another prefix", func(b *Book) { b.ParticipantPrefix = "MB" }},
		{"sids are a digit shorter", func(b *Book) { b.SidDigits-- }},
		{"sids are a digit longer", func(b *Book) { b.SidDigits++ }},
		{"sids may be in capitals", broken(SidCaseIsIgnored)},
		{"a sid's prefix does not matter", broken(SidPrefixIsIgnored)},
		{"a sid's last digit does not matter", broken(SidEndIsIgnored)},
		{"one wrong digit does not matter", broken(SidDigitsAreUnchecked)},
	}
}

// typeMutants take each type of channel away, and add some that are none.
func typeMutants() []mutation {
	var all []mutation
	for _, name := range Documented().ChannelTypes {
		all = append(all, mutation{"there is no channel of type " + name, func(b *Book) { b.ChannelTypes = without(b.ChannelTypes, name) }})
	}
	for _, name := range []string{"fax", "Web", "video", "whats", "sms,web"} {
		all = append(all, mutation{"there is a channel of type " + name, func(b *Book) { b.ChannelTypes = with(b.ChannelTypes, name) }})
	}
	return append(all, mutation{"a channel needs no type", func(b *Book) { b.ChannelTypes = with(b.ChannelTypes, "") }})
}

// absentMutants leave out each field of the page's channel.
func absentMutants() []mutation {
	var all []mutation
	for _, field := range []string{
		"sid", "interaction_sid", "type", "status", "error_code", "error_message", "url", "links", "links.participants", "links.invites",
	} {
		all = append(all, mutation{"a channel answers without " + field, func(b *Book) { b.AbsentFields = []string{"channel." + field} }})
	}
	return all
}

// inactiveMutants let a channel go inactive with each routing that is refused.
func inactiveMutants() []mutation {
	all := []mutation{
		{"a channel may go inactive without routing", anotherRow(Closing{Channel: "inactive", Tasks: "completed", Waiting: "canceled"})},
	}
	for _, routing := range []string{"wrapping", "completed", "inactive"} {
		all = append(all, mutation{"a channel may go inactive with the routing status " + routing, func(b *Book) {
			b.RoutingUpdates = with(b.RoutingUpdates, routing)
			b.Closings = append(b.Closings, Closing{Channel: "inactive", Routing: routing, Tasks: "completed", Waiting: "canceled"})
		}})
	}
	return all
}

// updateMutants take each status and routing status that an update refuses, and
// refuse those that it takes.
func updateMutants() []mutation {
	all := []mutation{
		{"a channel cannot be closed", func(b *Book) { b.ChannelUpdates = without(b.ChannelUpdates, "closed") }},
		{"a channel cannot be made inactive", func(b *Book) { b.ChannelUpdates = without(b.ChannelUpdates, "inactive") }},
		{"an update without a status closes", broken(MissingStatusCloses)},
		{"a routing that cannot be read is ignored", broken(UnreadableRoutingIsIgnored)},
		{"a refusal does not say what is wrong", broken(RefusalsNameNothing)},
		{"a refused update ends the tasks all the same", broken(RefusedUpdatesAct)},
	}
	for _, status := range []string{"setup", "active", "failed", "close", "wrapping", "Closed", "INACTIVE", ""} {
		all = append(all, mutation{"a channel can be set to " + status, func(b *Book) {
			b.ChannelUpdates = with(b.ChannelUpdates, status)
			b.Closings = append(b.Closings, Closing{Channel: status, Routing: "closed"})
		}})
	}
	for _, routing := range []string{"wrapping", "completed", "inactive", "Closed"} {
		all = append(all, mutation{"a channel can be closed with the routing status " + routing, func(b *Book) {
			b.RoutingUpdates = with(b.RoutingUpdates, routing)
			b.Closings = append(b.Closings, Closing{Channel: "closed", Routing: routing})
		}})
	}
	return all
}

// participantMutants take each status that an update of a participant refuses.
func participantMutants() []mutation {
	var all []mutation
	for _, status := range []string{"active", "inactive", "completed", "wrapping", "Closed", ""} {
		all = append(all, mutation{"an agent can be set to " + status, func(b *Book) { b.ParticipantUpdates = with(b.ParticipantUpdates, status) }})
	}
	return all
}

// lastingMutants keep channels of each status for ever.
func lastingMutants() []mutation {
	var all []mutation
	for _, status := range channelStatuses() {
		all = append(all, mutation{"a channel that is " + status + " stays for ever", func(b *Book) { b.DeletedChannels = without(b.DeletedChannels, status) }})
	}
	return all
}
