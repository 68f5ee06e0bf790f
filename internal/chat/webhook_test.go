package chat_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/chat"
	"github.com/flexrig/flexrig/internal/rulebook"
)

var morning = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)

// draft is a webhook as its creation begins.
var draft = chat.Webhook{Method: "POST", Created: morning}

func TestWebhooksThatAreRefused(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name   string
		change chat.WebhookChange
		code   int
	}{
		{"no type", chat.WebhookChange{URL: new("https://example.com")}, rulebook.CodeChatWebhookType},
		{"a type that is none", chat.WebhookChange{Type: new("carrier"), URL: new("https://example.com")}, rulebook.CodeChatWebhookType},
		{"no address", chat.WebhookChange{Type: new("webhook")}, rulebook.CodeChatWebhookURL},
		{"an address without a host", chat.WebhookChange{Type: new("webhook"), URL: new("https:///messages")}, rulebook.CodeChatWebhookURL},
		{"an address of another kind", chat.WebhookChange{Type: new("trigger"), URL: new("ftp://example.com")}, rulebook.CodeChatWebhookURL},
		{"a Studio webhook without a flow", chat.WebhookChange{Type: new("studio"), URL: new("https://example.com")}, rulebook.CodeInvalid},
		{"another verb", chat.WebhookChange{Type: new("webhook"), URL: new("https://example.com"), Method: new("PUT")}, rulebook.CodeInvalid},
		{"an event that is none", chat.WebhookChange{Type: new("webhook"), URL: new("https://example.com"), Filters: []string{"onMessageSent", "onWibble"}}, rulebook.CodeChatWebhookEvent},
		{"a retry below none", chat.WebhookChange{Type: new("webhook"), URL: new("https://example.com"), Retries: new(-1)}, rulebook.CodeInvalid},
		{"a retry too many", chat.WebhookChange{Type: new("webhook"), URL: new("https://example.com"), Retries: new(4)}, rulebook.CodeInvalid},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, err := draft.Change(row.change, morning, rulebook.Documented())
			var refused *rulebook.Refusal
			if !errors.As(err, &refused) || refused.Code != row.code {
				t.Errorf("got error %v, want a refusal with code %d", err, row.code)
			}
			if diff := cmp.Diff(draft, got); diff != "" {
				t.Errorf("a refused change changed the webhook:\n%s", diff)
			}
		})
	}
}

func TestAChangeKeepsWhatItDoesNotName(t *testing.T) {
	t.Parallel()
	book := rulebook.Documented()
	filters := []string{"onMessageSent"}
	made, err := draft.Change(chat.WebhookChange{Type: new("webhook"), URL: new("http://example.com/a"), Filters: filters, Retries: new(3)}, morning, book)
	if err != nil {
		t.Fatal(err)
	}
	filters[0] = "onMemberAdded" // the caller's own list, which the webhook must not share
	later := morning.Add(time.Minute)
	got, err := made.Change(chat.WebhookChange{Method: new("GET")}, later, book)
	if err != nil {
		t.Fatal(err)
	}
	want := chat.Webhook{
		Type: "webhook", URL: "http://example.com/a", Method: "GET", Filters: []string{"onMessageSent"}, Retries: 3,
		Created: morning, Updated: later,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("webhook (-want +got):\n%s", diff)
	}
}

func TestWhatAWebhookHears(t *testing.T) {
	t.Parallel()
	filtering := chat.Webhook{Type: "webhook", Filters: []string{"onMessageSent"}}
	listening := chat.Webhook{Type: "trigger", Triggers: []string{"agent", "help me"}, Filters: []string{"onChannelUpdated"}}
	for _, row := range []struct {
		name        string
		webhook     chat.Webhook
		event, body string
		hears       bool
	}{
		{"its event", filtering, "onMessageSent", "Hello", true},
		{"another event", filtering, "onChannelUpdated", "", false},
		{"no event at all", chat.Webhook{Type: "webhook"}, "onMessageSent", "Hello", false},
		{"a Studio webhook's event", chat.Webhook{Type: "studio", Filters: []string{"onMessageSent"}}, "onMessageSent", "Hello", true},
		{"a message with its text", listening, "onMessageSent", "please help me out", true},
		{"a message with its text in capitals", listening, "onMessageSent", "AGENT", false},
		{"a message with half its text", listening, "onMessageSent", "help", false},
		{"an event that a trigger filters by", listening, "onChannelUpdated", "agent", false},
	} {
		if got := row.webhook.Hears(row.event, row.body); got != row.hears {
			t.Errorf("%s: heard is %t, want %t", row.name, got, row.hears)
		}
	}
}
