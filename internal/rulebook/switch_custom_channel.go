package rulebook

// Ways to break the rules on custom channels for which no value stands.
const (
	// TaskChannelNamesTwice lets a workspace have two task channels of one
	// unique name (CC-01).
	TaskChannelNamesTwice Switch = "task channel names twice"
	// UnknownTaskChannelIsDefault puts a task that names an unknown task channel
	// on the default one (CC-01).
	UnknownTaskChannelIsDefault Switch = "unknown task channel is default"
	// NewTaskChannelsReachNobody gives no agent capacity on a task channel that
	// is added while they work (CC-01).
	NewTaskChannelsReachNobody Switch = "new task channels reach nobody"
	// TasksIgnoreCapacity offers a task to an agent who has no room for it on
	// its task channel (CC-01).
	TasksIgnoreCapacity Switch = "tasks ignore capacity"
	// CustomTasksOnDefault puts every task on the default task channel, whatever
	// channel it names (CC-01).
	CustomTasksOnDefault Switch = "custom tasks on default"

	// PlaceholdersStand leaves a Studio widget's placeholders as they were
	// written (CC-05).
	PlaceholdersStand Switch = "placeholders stand"
	// PlaceholdersNeedValues makes no task where a placeholder has no value (CC-05).
	PlaceholdersNeedValues Switch = "placeholders need values"
	// FlexWritesChannelType puts the Flex Flow's channel type over the one that
	// the Studio widget gives (CC-05).
	FlexWritesChannelType Switch = "Flex writes channel type"
	// BrokenAttributesMakeTasks makes a task without attributes where those of
	// the widget come to no JSON (CC-05).
	BrokenAttributesMakeTasks Switch = "broken attributes make tasks"
	// BrokenFlowsArePublished publishes a Studio flow that cannot run (CC-05).
	BrokenFlowsArePublished Switch = "broken flows are published"
	// DraftsRun runs the newest definition of a Studio flow, published or not (CC-05).
	DraftsRun Switch = "drafts run"

	// FlexFlowsOfAnyService takes a chat service that the account does not have (CC-06).
	FlexFlowsOfAnyService Switch = "Flex Flows of any service"
	// FlexFlowsOfAnyStudioFlow takes a Studio flow that does not exist (CC-06).
	FlexFlowsOfAnyStudioFlow Switch = "Flex Flows of any Studio flow"
	// FlexFlowsForget… lose one of the four things that a Flex Flow ties (CC-06).
	FlexFlowsForgetChannelType     Switch = "Flex Flows forget the channel type"
	FlexFlowsForgetStudioFlow      Switch = "Flex Flows forget the Studio flow"
	FlexFlowsForgetService         Switch = "Flex Flows forget the chat service"
	FlexFlowsForgetContactIdentity Switch = "Flex Flows forget the contact identity"
	// FlexFlowsOfAnyIntegration takes any word for an integration, and one without
	// the parameters that it cannot do without (CC-06).
	FlexFlowsOfAnyIntegration Switch = "Flex Flows of any integration"
	// DisabledFlexFlowsRun runs the Studio flow of a Flex Flow that is not enabled (CC-06).
	DisabledFlexFlowsRun Switch = "disabled Flex Flows run"

	// ChannelsOfAnyFlexFlow makes a chat channel for a Flex Flow that does not exist (CC-07).
	ChannelsOfAnyFlexFlow Switch = "channels of any Flex Flow"
	// FlexChannelNamesTwice makes two chat channels of one unique name (CC-07).
	FlexChannelNamesTwice Switch = "Flex channel names twice"
	// FlexChannelsArePublic makes public chat channels (CC-07).
	FlexChannelsArePublic Switch = "Flex channels are public"
	// FlexChannelsNameIdentities writes the contact's identity into a chat channel
	// where the name belongs (CC-07).
	FlexChannelsNameIdentities Switch = "Flex channels name identities"
	// FlexChannelsMakeUsers makes a chat user for every channel, whether the
	// contact is known or not (CC-07).
	FlexChannelsMakeUsers Switch = "Flex channels make users"
	// ChatWebhookNeedsNoURL takes a webhook that names no address (CC-07).
	ChatWebhookNeedsNoURL Switch = "chat webhook needs no url"
	// ChatWebhooksForgetEvents keeps a webhook without the events that it is to
	// be called for (CC-07).
	ChatWebhooksForgetEvents Switch = "chat webhooks forget events"
	// ChatWebhooksRepeatUnasked calls a webhook that has failed again although
	// nobody asked for it (CC-07).
	ChatWebhooksRepeatUnasked Switch = "chat webhooks repeat unasked"
	// ChatWebhooksVanish answers a webhook's creation and keeps nothing (CC-07).
	ChatWebhooksVanish Switch = "chat webhooks vanish"

	// MessagesMakeTasksAlways runs the Flex Flow for a message whose sender wants
	// no webhook called (CC-08).
	MessagesMakeTasksAlways Switch = "messages make tasks always"
	// WebhookAnswersHaveCase takes true, and not True, for a wish to have webhooks
	// called (CC-08).
	WebhookAnswersHaveCase Switch = "webhook answers have case"
	// AnyAnswerCallsWebhooks takes any answer for that wish (CC-08).
	AnyAnswerCallsWebhooks Switch = "any answer calls webhooks"
	// OnlyFirstMessagesMakeTasks lets a channel whose first message called no
	// webhook never come to a task (CC-08).
	OnlyFirstMessagesMakeTasks Switch = "only first messages make tasks"
	// EveryMessageMakesATask makes a second task of the second message (CC-08).
	EveryMessageMakesATask Switch = "every message makes a task"
	// EndedTasksAreFollowed makes a task of the next message once a channel's task
	// has ended, long-lived or not (CC-08).
	EndedTasksAreFollowed Switch = "ended tasks are followed"
	// LongLivedChannelsHaveOneTask makes no second task on a long-lived channel (CC-08).
	LongLivedChannelsHaveOneTask Switch = "long-lived channels have one task"
	// QuietMessagesVanish keeps no message whose sender wants no webhook called (CC-08).
	QuietMessagesVanish Switch = "quiet messages vanish"
	// LaterMessagesVanish keeps no message once the channel has its task (CC-08).
	LaterMessagesVanish Switch = "later messages vanish"
)
