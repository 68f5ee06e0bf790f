package sim

import (
	"github.com/flexrig/flexrig/internal/chat"
	"github.com/flexrig/flexrig/internal/rulebook"
)

// lookup gives placeholders their values: what they can read is under
// trigger.message, and the book says what that is.
func (a *Account) lookup(c *chatChannel, m chat.Message) func([]string) (any, bool) {
	fields := map[string]any{}
	for _, field := range a.book.TriggerFields {
		fields[field.Name] = a.triggerValue(field.Holds, c, m)
	}
	trigger := map[string]any{"trigger": map[string]any{"message": fields}}
	return func(path []string) (any, bool) { return valueAt(trigger, path) }
}

func valueAt(object map[string]any, path []string) (any, bool) {
	var value any = object
	for _, step := range path {
		members, ok := value.(map[string]any)
		if !ok {
			return nil, false
		}
		if value, ok = members[step]; !ok {
			return nil, false
		}
	}
	return value, true
}

// triggerValue is what a trigger's field holds.
func (a *Account) triggerValue(source string, c *chatChannel, m chat.Message) any {
	switch source {
	case rulebook.FromMessageSid:
		return m.Sid
	case rulebook.FromMessageBody:
		return m.Body
	case rulebook.FromMessageAuthor:
		return m.From
	case rulebook.FromMessageAttributes:
		return m.Attributes
	case rulebook.FromMessageIndex:
		return m.Index
	case rulebook.FromChannelSid:
		return c.value.Sid
	case rulebook.FromChannelAttributes:
		return c.value.Decoded()
	case rulebook.FromChannelName:
		return c.value.FriendlyName
	case rulebook.FromService:
		return c.value.ServiceSid
	case rulebook.FromAccount:
		return a.sid
	}
	return nil
}
