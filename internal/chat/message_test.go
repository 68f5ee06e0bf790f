package chat_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/chat"
	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestWhoAsksForWebhooks(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]bool{
		"": false, "true": true, "True": true, "TRUE": true, "false": false, "yes": false, "1": false, " true": false,
	} {
		if got := chat.CallsWebhooks(header, rulebook.Documented()); got != want {
			t.Errorf("header %q: %t, want %t", header, got, want)
		}
	}
}

func TestAMessageWithoutASay(t *testing.T) {
	t.Parallel()
	channel := chat.Channel{Sid: "CH1", ServiceSid: "IS1"}
	got, err := channel.Message(chat.MessageDraft{}, 7, morning)
	want := chat.Message{ChannelSid: "CH1", ServiceSid: "IS1", Index: 7, From: "system", Attributes: "{}", Created: morning, Updated: morning}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("error %v, message (-want +got):\n%s", err, diff)
	}
}

func TestAttributesHaveToBeJSON(t *testing.T) {
	t.Parallel()
	for text, good := range map[string]bool{`{"a": 1}`: true, `"a"`: true, `[]`: true, `{"a"`: false, ``: false, `a`: false} {
		_, ofMessage := chat.Channel{}.Message(chat.MessageDraft{Attributes: &text}, 0, morning)
		_, ofChannel := chat.Channel{Type: chat.Private}.Change(chat.ChannelChange{Attributes: &text}, morning)
		for what, err := range map[string]error{"message": ofMessage, "channel": ofChannel} {
			var refused *rulebook.Refusal
			if isRefused := errors.As(err, &refused) && refused.Code == rulebook.CodeChatAttributes; isRefused == good {
				t.Errorf("attributes %q of a %s: error %v, want them good %t", text, what, err, good)
			}
		}
	}
}

func TestAChannelIsPublicOrPrivate(t *testing.T) {
	t.Parallel()
	for kind, good := range map[string]bool{"public": true, "private": true, "Private": false, "": false} {
		_, err := chat.Channel{Type: "public"}.Change(chat.ChannelChange{Type: &kind}, morning)
		if (err == nil) != good {
			t.Errorf("type %q: error %v, want it good %t", kind, err, good)
		}
	}
}

func TestDecodedKeepsLongNumbers(t *testing.T) {
	t.Parallel()
	members, ok := chat.Channel{Attributes: `{"order": 12345678901234567890}`}.Decoded().(map[string]any)
	if !ok {
		t.Fatal("the attributes are no object")
	}
	if got, ok := members["order"].(interface{ String() string }); !ok || got.String() != "12345678901234567890" {
		t.Errorf("order is %v", members["order"])
	}
	if got := (chat.Channel{Attributes: "{"}).Decoded(); got != nil {
		t.Errorf("attributes that cannot be read decode to %v", got)
	}
}
