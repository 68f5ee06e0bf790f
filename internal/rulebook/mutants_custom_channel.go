package rulebook

import (
	"fmt"
	"slices"
	"time"
)

// customChannelMutants break the rules on custom task channels and custom chat
// channels.
func customChannelMutants() []mutantGroup {
	return []mutantGroup{
		{"CC-01", []mutation{
			{"two task channels of one unique name", broken(TaskChannelNamesTwice)},
			{"an unknown task channel is taken for the default one", broken(UnknownTaskChannelIsDefault)},
			{"a new task channel gives no agent room on it", broken(NewTaskChannelsReachNobody)},
			{"an agent without room on the task channel is offered the task", broken(TasksIgnoreCapacity)},
			{"every task is on the default task channel", broken(CustomTasksOnDefault)},
		}},
		{"CC-05", slices.Concat(triggerMutants(), sendToFlexMutants())},
		{"CC-06", slices.Concat(
			missingParameterMutants("a Flex Flow is made without %s", func(b *Book) *[]string { return &b.FlexFlowRequired },
				"FriendlyName", "ChatServiceSid", "ChannelType"),
			flexFlowMutants(),
		)},
		{"CC-07", slices.Concat(
			missingParameterMutants("a chat channel is made without %s", func(b *Book) *[]string { return &b.FlexChannelRequired },
				"FlexFlowSid", "Identity", "ChatUserFriendlyName", "ChatFriendlyName"),
			newChannelMutants(),
		)},
		{"CC-08", []mutation{
			{"webhooks are called for messages whose sender does not say", func(b *Book) { b.ChatWebhooksUnasked = true }},
			{"a message that calls no webhook makes the task all the same", broken(MessagesMakeTasksAlways)},
			{"only the answer true in small letters calls webhooks", broken(WebhookAnswersHaveCase)},
			{"any answer calls webhooks", broken(AnyAnswerCallsWebhooks)},
			{"a channel whose first message made no task never has one", broken(OnlyFirstMessagesMakeTasks)},
			{"every message makes a task", broken(EveryMessageMakesATask)},
			{"a message that calls no webhook is not kept", broken(QuietMessagesVanish)},
			{"no message is kept once there is a task", broken(LaterMessagesVanish)},
			{"a message after the task's end makes another", broken(EndedTasksAreFollowed)},
			{"a long-lived channel has one task for ever", broken(LongLivedChannelsHaveOneTask)},
		}},
	}
}

// holding changes where a trigger's field takes its value from.
func holding(name, source string) func(*Book) {
	return func(b *Book) {
		for i := range b.TriggerFields {
			if b.TriggerFields[i].Name == name {
				b.TriggerFields[i].Holds = source
			}
		}
	}
}

// lacking takes a field from the trigger.
func lacking(name string) func(*Book) {
	return func(b *Book) {
		b.TriggerFields = slices.DeleteFunc(b.TriggerFields, func(f TriggerField) bool { return f.Name == name })
	}
}

// triggerMutants lose what a placeholder stands for, or take it from elsewhere.
func triggerMutants() []mutation {
	return []mutation{
		{"the trigger lacks the channel's attributes", lacking("ChannelAttributes")},
		{"the message's attributes stand for the channel's", holding("ChannelAttributes", FromMessageAttributes)},
		{"the trigger lacks the channel's sid", lacking("ChannelSid")},
		{"the message's sid stands for the channel's", holding("ChannelSid", FromMessageSid)},
		{"the service's sid stands for the channel's", holding("ChannelSid", FromService)},
		{"the trigger lacks the message's body", lacking("Body")},
		{"the channel's name stands for the message's body", holding("Body", FromChannelName)},
		{"the trigger lacks who wrote the message", lacking("From")},
		{"the trigger lacks the message's index", lacking("Index")},
		{"placeholders stay as they stand", broken(PlaceholdersStand)},
		{"a placeholder without a value makes no task", broken(PlaceholdersNeedValues)},
	}
}

// sendToFlexMutants make another task of the widget, or one where there is none.
func sendToFlexMutants() []mutation {
	return []mutation{
		{"the Flex Flow's channel type stands for the widget's", broken(FlexWritesChannelType)},
		{"attributes that are no JSON make a task without any", broken(BrokenAttributesMakeTasks)},
		{"a flow that is only a draft runs", broken(DraftsRun)},
		{"a flow that cannot run is published", broken(BrokenFlowsArePublished)},
		{"a task waits for a day", func(b *Book) { b.SendToFlexTimeout = Duration(24 * time.Hour) }},
		{"a task waits for a second less", func(b *Book) { b.SendToFlexTimeout = Duration(time.Hour - time.Second) }},
		{"a task has a priority of its own", func(b *Book) { b.SendToFlexPriority = 1 }},
		{"attributes may be a character longer", func(b *Book) { b.SendToFlexCharacters++ }},
		{"attributes may be a character shorter only", func(b *Book) { b.SendToFlexCharacters-- }},
	}
}

// missingParameterMutants leave out, one by one, what has to be given.
func missingParameterMutants(what string, list func(*Book) *[]string, parameters ...string) []mutation {
	var all []mutation
	for _, parameter := range parameters {
		all = append(all, mutation{fmt.Sprintf(what, parameter), func(b *Book) { *list(b) = without(*list(b), parameter) }})
	}
	return all
}

func flexFlowMutants() []mutation {
	all := []mutation{
		{"a Flex Flow needs a contact identity", func(b *Book) { b.FlexFlowRequired = with(b.FlexFlowRequired, "ContactIdentity") }},
		{"a Flex Flow forgets its channel type", broken(FlexFlowsForgetChannelType)},
		{"a Flex Flow forgets its Studio flow", broken(FlexFlowsForgetStudioFlow)},
		{"a Flex Flow forgets its chat service", broken(FlexFlowsForgetService)},
		{"a Flex Flow forgets its contact identity", broken(FlexFlowsForgetContactIdentity)},
		{"a Flex Flow of a chat service that does not exist", broken(FlexFlowsOfAnyService)},
		{"a Flex Flow of a Studio flow that does not exist", broken(FlexFlowsOfAnyStudioFlow)},
		{"a Flex Flow with a word that is no integration, or one that leads nowhere", broken(FlexFlowsOfAnyIntegration)},
		{"a Flex Flow that names a Studio flow and no type runs nothing", func(b *Book) { b.FlowSidMeansStudio = false }},
		{"a Flex Flow is enabled unless told otherwise", func(b *Book) { b.FlexFlowEnabled = true }},
		{"a Flex Flow that is not enabled runs", broken(DisabledFlexFlowsRun)},
		{"channel types in capital letters too", func(b *Book) { b.FlexFlowChannelTypes = with(b.FlexFlowChannelTypes, "Custom") }},
		{"another channel type", func(b *Book) { b.FlexFlowChannelTypes = with(b.FlexFlowChannelTypes, "fax") }},
	}
	for _, kind := range Documented().FlexFlowChannelTypes {
		all = append(all, mutation{"no channel type " + kind, func(b *Book) { b.FlexFlowChannelTypes = without(b.FlexFlowChannelTypes, kind) }})
	}
	return all
}

func newChannelMutants() []mutation {
	return []mutation{
		{"a chat channel of a Flex Flow that does not exist", broken(ChannelsOfAnyFlexFlow)},
		{"two chat channels of one unique name", broken(FlexChannelNamesTwice)},
		{"the chat channel is public", broken(FlexChannelsArePublic)},
		{"the chat channel names the contact's identity in place of the name", broken(FlexChannelsNameIdentities)},
		{"every chat channel has a user of its own", broken(FlexChannelsMakeUsers)},
		{"a webhook needs no address", broken(ChatWebhookNeedsNoURL)},
		{"a webhook forgets its events", broken(ChatWebhooksForgetEvents)},
		{"a webhook is not kept", broken(ChatWebhooksVanish)},
		{"no webhooks that call an address", func(b *Book) { b.ChatWebhookTypes = without(b.ChatWebhookTypes, "webhook") }},
		{"a type of webhook more", func(b *Book) { b.ChatWebhookTypes = with(b.ChatWebhookTypes, "carrier") }},
		{"types of webhook in capital letters too", func(b *Book) { b.ChatWebhookTypes = with(b.ChatWebhookTypes, "Webhook") }},
		{"no webhooks for messages", func(b *Book) { b.ChatWebhookEvents = without(b.ChatWebhookEvents, EventMessageSent) }},
		{"an event of another product", func(b *Book) { b.ChatWebhookEvents = with(b.ChatWebhookEvents, "onMessageAdded") }},
		{"an event that is none", func(b *Book) { b.ChatWebhookEvents = with(b.ChatWebhookEvents, "onMessageRead") }},
		{"a webhook may be called again once more", func(b *Book) { b.ChatWebhookRetries++ }},
		{"a webhook may be called again once less", func(b *Book) { b.ChatWebhookRetries-- }},
		{"a webhook is called again without a say", broken(ChatWebhooksRepeatUnasked)},
	}
}
