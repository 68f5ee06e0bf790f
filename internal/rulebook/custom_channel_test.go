package rulebook_test

import (
	"strings"
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestCorrectionsOfCustomChannelsThatAreRefused(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct{ text, says string }{
		"a parameter that is none":          {"flex_flow_required: [Name]", `flex_flow_required: there is no "Name"`},
		"a channel's parameter of a flow":   {"flex_channel_required: [ChannelType]", `flex_channel_required: there is no "ChannelType"`},
		"a type of webhook that is none":    {"chat_webhook_types: [carrier]", `chat_webhook_types: there is no "carrier"`},
		"no channel type":                   {"flex_flow_channel_types: []", "flex_flow_channel_types holds nothing"},
		"an event without a name":           {`chat_webhook_events: [""]`, "chat_webhook_events holds nothing, or an empty word"},
		"a trigger's field from nowhere":    {"trigger_fields: [{name: Body, holds: message.text}]", `trigger_fields, Body: there is no "message.text"`},
		"a trigger's field that is twice":   {"trigger_fields: [{name: Body, holds: message.body}, {name: Body, holds: message.sid}]", `trigger_fields: "Body" is empty or stands twice`},
		"a trigger's field without a name":  {"trigger_fields: [{holds: message.body}]", `trigger_fields: "" is empty or stands twice`},
		"no timeout":                        {"send_to_flex_timeout: 0s", "send_to_flex_timeout is 0s"},
		"a timeout longer than the longest": {"send_to_flex_timeout: 15d", "14d at most"},
		"a priority below 0":                {"send_to_flex_priority: -1", "send_to_flex_priority is -1"},
		"room for less than an object":      {"send_to_flex_characters: 1", "send_to_flex_characters is 1; it is 2 at least"},
		"retries below none":                {"chat_webhook_retries: -1", "chat_webhook_retries is -1"},
	} {
		_, _, err := rulebook.Read(strings.NewReader(row.text))
		if err == nil || !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: error %v, want it to say %s", name, err, row.says)
		}
	}
	if _, _, err := rulebook.Read(strings.NewReader("flex_flow_required: [FriendlyName, ContactIdentity]\nchat_webhook_retries: 0\n")); err != nil {
		t.Errorf("a correction that could be: %v", err)
	}
}
