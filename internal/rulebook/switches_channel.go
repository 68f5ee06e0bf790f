package rulebook

// Ways to break the rules on interaction channels for which no value stands.
const (
	// InviteOpensConversation gives every invited agent a conversation of their
	// own (IC-01).
	InviteOpensConversation Switch = "invite opens conversation"
	// AgentsStayOutside keeps agents out of the channel's conversation (IC-01).
	AgentsStayOutside Switch = "agents stay outside"
	// GivenConversationIsIgnored makes a new conversation beside the one that the
	// interaction names (IC-01).
	GivenConversationIsIgnored Switch = "given conversation is ignored"
	// OneTaskPerChannel forgets a channel's earlier task at an invite (IC-01).
	OneTaskPerChannel Switch = "one task per channel"

	// ChannelsCanBeCreated answers a channel that is asked for on its own (IC-02).
	ChannelsCanBeCreated Switch = "channels can be created"
	// InteractionsComeWithoutChannel lists no channel of an interaction (IC-02).
	InteractionsComeWithoutChannel Switch = "interactions come without channel"

	// NewTasksAreHeldBack offers an interaction's task to nobody (IC-03).
	NewTasksAreHeldBack Switch = "new tasks are held back"
	// UnknownWorkspaceIsTheFirst, UnknownWorkflowIsTheFirst and
	// UnknownTaskChannelIsChat take something else for what does not exist (IC-03).
	UnknownWorkspaceIsTheFirst Switch = "unknown workspace is the first"
	UnknownWorkflowIsTheFirst  Switch = "unknown workflow is the first"
	UnknownTaskChannelIsChat   Switch = "unknown task channel is chat"
	// WorkspaceIsTheFirst ignores the workspace that an interaction names (IC-03).
	WorkspaceIsTheFirst Switch = "workspace is the first"

	// SidCaseIsIgnored, SidPrefixIsIgnored, SidEndIsIgnored and
	// SidDigitsAreUnchecked find resources by sids that are none of theirs (IC-04).
	SidCaseIsIgnored      Switch = "sid case is ignored"
	SidPrefixIsIgnored    Switch = "sid prefix is ignored"
	SidEndIsIgnored       Switch = "sid end is ignored"
	SidDigitsAreUnchecked Switch = "sid digits are unchecked"

	// SetupStays leaves a channel that an agent has begun as it is when the agent
	// accepts (IC-06).
	SetupStays Switch = "setup stays"
	// MissingConversationIsMade and ClosedConversationIsTaken let a channel begin
	// that has to fail (IC-06).
	MissingConversationIsMade Switch = "missing conversation is made"
	ClosedConversationIsTaken Switch = "closed conversation is taken"
	// InactiveLooksClosed and ClosedLooksInactive give a channel the other status
	// than the one that was asked for (IC-06).
	InactiveLooksClosed Switch = "inactive looks closed"
	ClosedLooksInactive Switch = "closed looks inactive"

	// FailureIsNotExplained says nothing of why a channel has failed (IC-07).
	FailureIsNotExplained Switch = "failure is not explained"
	// NoErrorIsZero writes 0 and an empty text for no error (IC-07).
	NoErrorIsZero Switch = "no error is zero"
	// ChannelIsFoundAnywhere finds a channel below another interaction (IC-07).
	ChannelIsFoundAnywhere Switch = "channel is found anywhere"
	// InvitesLeadToParticipants links both to the participants (IC-07).
	InvitesLeadToParticipants Switch = "invites lead to participants"

	// ChannelIsListedPerTask lists a channel once for each of its tasks (IC-08).
	ChannelIsListedPerTask Switch = "channel is listed per task"
	// AllChannelsAreListed lists the channels of other interactions too (IC-08).
	AllChannelsAreListed Switch = "all channels are listed"
	// UnknownInteractionListsNothing answers with an empty list (IC-08).
	UnknownInteractionListsNothing Switch = "unknown interaction lists nothing"

	// OneTaskIsClosed closes a channel's first task alone (IC-09, IC-10, IC-12, IC-14).
	OneTaskIsClosed Switch = "one task is closed"
	// EmptyRoutingIsRefused refuses a routing that says nothing (IC-09).
	EmptyRoutingIsRefused Switch = "empty routing is refused"
	// SecondCloseIsRefused refuses to close what is closed (IC-09).
	SecondCloseIsRefused Switch = "second close is refused"
	// WrappingTasksStay leaves tasks in wrap-up where others are completed (IC-10).
	WrappingTasksStay Switch = "wrapping tasks stay"
	// RefusedUpdatesAct refuses an update and ends the tasks all the same (IC-11, IC-15).
	RefusedUpdatesAct Switch = "refused updates act"
	// ClosedGoesInactive lets a closed channel become inactive (IC-12).
	ClosedGoesInactive Switch = "closed goes inactive"
	// InactiveIsFinal refuses to close an inactive channel (IC-12).
	InactiveIsFinal Switch = "inactive is final"
	// InactiveTakesNoMessage refuses messages once the channel is inactive (IC-12).
	InactiveTakesNoMessage Switch = "inactive takes no message"

	// AgentsWriteAfterClose takes messages of agents into a closed
	// conversation (IC-13).
	AgentsWriteAfterClose Switch = "agents write after close"
	// ClosedConversationsReopen takes a conversation out of its final state (IC-13).
	ClosedConversationsReopen Switch = "closed conversations reopen"
	// ClosedConversationsAreHidden does not let a closed conversation be read (IC-13).
	ClosedConversationsAreHidden Switch = "closed conversations are hidden"

	// CloseReachesOtherChannels ends the tasks of every channel (IC-14).
	CloseReachesOtherChannels Switch = "close reaches other channels"

	// MissingStatusCloses takes an update without a status for a close (IC-15).
	MissingStatusCloses Switch = "missing status closes"
	// UnreadableRoutingIsIgnored takes a routing that is no JSON for none (IC-15).
	UnreadableRoutingIsIgnored Switch = "unreadable routing is ignored"
	// RefusalsNameNothing refuses without saying what is wrong (IC-15).
	RefusalsNameNothing Switch = "refusals name nothing"

	// LeavingClosesChannel closes the channel with the first agent who leaves,
	// LastLeavingClosesChannel with the last (IC-16).
	LeavingClosesChannel     Switch = "leaving closes channel"
	LastLeavingClosesChannel Switch = "last leaving closes channel"
	// LeavingEndsAllTasks ends the tasks of all agents with the first who
	// leaves (IC-16).
	LeavingEndsAllTasks Switch = "leaving ends all tasks"
	// LeavingKeepsTheTask takes an agent off the channel and leaves their task (IC-16).
	LeavingKeepsTheTask Switch = "leaving keeps the task"
	// WrapupEndsTheTask completes a task that is to wrap up (IC-16).
	WrapupEndsTheTask Switch = "wrapup ends the task"
	// WrappedAgentsCannotLeave refuses to finish after the wrap-up (IC-16).
	WrappedAgentsCannotLeave Switch = "wrapped agents cannot leave"
	// CustomersHaveAStatus takes a status for a customer (IC-16).
	CustomersHaveAStatus Switch = "customers have a status"

	// ExpiredChannelsAreListed lists channels that can no longer be fetched, and
	// ExpiredChannelsAreFound fetches those that are no longer listed (IC-17).
	ExpiredChannelsAreListed Switch = "expired channels are listed"
	ExpiredChannelsAreFound  Switch = "expired channels are found"

	// RefusedUpdatesCount starts the retention anew with an update that was
	// refused (IC-18).
	RefusedUpdatesCount Switch = "refused updates count"
	// FirstUpdateCounts keeps the retention of a channel's first update (IC-18).
	FirstUpdateCounts Switch = "first update counts"

	// MediumIsTheTaskChannel routes a contact on the task channel of its medium's
	// name, if there is one (IC-20).
	MediumIsTheTaskChannel Switch = "medium is the task channel"
	// TaskChannelIsTheMedium gives a channel the type of its task channel (IC-20).
	TaskChannelIsTheMedium Switch = "task channel is the medium"
	// UnlikeChannelsAreRefused refuses a task channel of another name than the
	// medium's (IC-20).
	UnlikeChannelsAreRefused Switch = "unlike channels are refused"
)
