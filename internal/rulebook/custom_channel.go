package rulebook

import (
	"errors"
	"fmt"
	"slices"
)

// A TriggerField is one thing that a Studio flow can read of the message that
// triggered it, under trigger.message.
type TriggerField struct {
	Name  string `yaml:"name"`  // as placeholders write it; case counts
	Holds string `yaml:"holds"` // where its value comes from
}

// Where a trigger's field takes its value from.
const (
	FromMessageSid        = "message.sid"
	FromMessageBody       = "message.body"
	FromMessageAuthor     = "message.from"
	FromMessageAttributes = "message.attributes" // a text, as the message has it
	FromMessageIndex      = "message.index"
	FromChannelSid        = "channel.sid"
	FromChannelAttributes = "channel.attributes" // decoded: placeholders reach into it
	FromChannelName       = "channel.friendly_name"
	FromService           = "service.sid"
	FromAccount           = "account.sid"
)

var knownSources = []string{
	FromMessageSid, FromMessageBody, FromMessageAuthor, FromMessageAttributes, FromMessageIndex,
	FromChannelSid, FromChannelAttributes, FromChannelName, FromService, FromAccount,
}

// triggerFields are the names of the callback onMessageSent, and the channel's
// attributes, which the page on custom channels reads.
func triggerFields() []TriggerField {
	return []TriggerField{
		{Name: "ChannelAttributes", Holds: FromChannelAttributes},
		{Name: "ChannelSid", Holds: FromChannelSid},
		{Name: "MessageSid", Holds: FromMessageSid},
		{Name: "Body", Holds: FromMessageBody},
		{Name: "From", Holds: FromMessageAuthor},
		{Name: "Attributes", Holds: FromMessageAttributes},
		{Name: "Index", Holds: FromMessageIndex},
		{Name: "InstanceSid", Holds: FromService},
		{Name: "AccountSid", Holds: FromAccount},
	}
}

// Events of Programmable Chat that this rig makes.
const (
	EventMessageSent    = "onMessageSent"
	EventChannelUpdated = "onChannelUpdated"
)

// chatWebhookEvents are the events that a channel's webhook can be called for
// (Twilio docs, Programmable Chat webhooks).
func chatWebhookEvents() []string {
	return []string{
		EventMessageSent, "onMessageUpdated", "onMessageRemoved", EventChannelUpdated, "onChannelDestroyed",
		"onMemberAdded", "onMemberUpdated", "onMemberRemoved",
	}
}

func (b *Book) checkCustomChannels() error {
	for _, list := range []struct {
		name        string
		used, known []string
	}{
		{"flex_flow_required", b.FlexFlowRequired, []string{"FriendlyName", "ChatServiceSid", "ChannelType", "ContactIdentity"}},
		{"flex_channel_required", b.FlexChannelRequired, []string{"FlexFlowSid", "Identity", "ChatUserFriendlyName", "ChatFriendlyName"}},
		{"chat_webhook_types", b.ChatWebhookTypes, []string{"webhook", "trigger", "studio"}},
	} {
		if err := onlyKnown(list.name, list.used, list.known); err != nil {
			return err
		}
	}
	for _, list := range []struct {
		name string
		used []string
	}{
		{"flex_flow_channel_types", b.FlexFlowChannelTypes}, {"chat_webhook_events", b.ChatWebhookEvents},
	} {
		if len(list.used) == 0 || slices.Contains(list.used, "") {
			return fmt.Errorf("%s holds nothing, or an empty word", list.name)
		}
	}
	return errors.Join(b.checkTrigger(), b.checkSendToFlex())
}

func (b *Book) checkTrigger() error {
	seen := map[string]bool{}
	for _, field := range b.TriggerFields {
		if field.Name == "" || seen[field.Name] {
			return fmt.Errorf("trigger_fields: %q is empty or stands twice", field.Name)
		}
		seen[field.Name] = true
		if err := onlyKnown("trigger_fields, "+field.Name, []string{field.Holds}, knownSources); err != nil {
			return err
		}
	}
	return nil
}

func (b *Book) checkSendToFlex() error {
	if b.SendToFlexTimeout <= 0 || b.SendToFlexTimeout > b.TaskTimeoutLongest {
		return fmt.Errorf("send_to_flex_timeout is %s; it is longer than nothing and %s at most", b.SendToFlexTimeout, b.TaskTimeoutLongest)
	}
	for _, number := range []struct {
		name         string
		value, least int
	}{
		{"send_to_flex_priority", b.SendToFlexPriority, 0},
		{"send_to_flex_characters", b.SendToFlexCharacters, len("{}")},
		{"chat_webhook_retries", b.ChatWebhookRetries, 0},
	} {
		if number.value < number.least {
			return fmt.Errorf("%s is %d; it is %d at least", number.name, number.value, number.least)
		}
	}
	return nil
}
