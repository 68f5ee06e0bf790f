package chat

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// The types of webhook.
const (
	CallsURL    = "webhook" // for each event that it filters by
	CallsOnText = "trigger" // for a message that holds one of its texts
	RunsFlow    = "studio"  // runs a Studio flow for each event that it filters by
)

// A Webhook is called for what happens on one channel.
type Webhook struct {
	Sid        string
	ChannelSid string
	ServiceSid string
	Type       string
	URL        string
	Method     string
	Filters    []string
	Triggers   []string
	FlowSid    string
	Retries    int
	Created    time.Time
	Updated    time.Time
}

// A WebhookChange is what a create or update sets. Lists that are nil stay.
type WebhookChange struct {
	Type, URL, Method, FlowSid *string
	Filters, Triggers          []string
	Retries                    *int
}

// Change is the webhook with what a request sets; a request that is refused
// leaves it as it is.
func (w Webhook) Change(change WebhookChange, now time.Time, book *rulebook.Book) (Webhook, error) {
	next := w
	set(&next.Type, change.Type)
	set(&next.URL, change.URL)
	set(&next.Method, change.Method)
	set(&next.FlowSid, change.FlowSid)
	if change.Filters != nil {
		next.Filters = slices.Clone(change.Filters)
	}
	if change.Triggers != nil {
		next.Triggers = slices.Clone(change.Triggers)
	}
	if change.Retries != nil {
		next.Retries = *change.Retries
	}
	next.Updated = now
	if err := next.check(book); err != nil {
		return w, err
	}
	return next, nil
}

func (w Webhook) check(book *rulebook.Book) error {
	switch {
	case !slices.Contains(book.ChatWebhookTypes, w.Type):
		return rulebook.Invalid(rulebook.CodeChatWebhookType, "Value '%s' provided for Type is none of %s",
			w.Type, strings.Join(book.ChatWebhookTypes, ", "))
	case w.Type != RunsFlow && !reachable(w.URL) && !book.Breaks(rulebook.ChatWebhookNeedsNoURL):
		return rulebook.Invalid(rulebook.CodeChatWebhookURL, "Configuration.Url '%s' is no http or https address", w.URL)
	case w.Type == RunsFlow && w.FlowSid == "":
		return rulebook.Invalid(rulebook.CodeInvalid, "Missing required parameter Configuration.FlowSid for type studio")
	case w.Method != "GET" && w.Method != "POST":
		return rulebook.Invalid(rulebook.CodeInvalid, "Value '%s' provided for Configuration.Method is neither GET nor POST", w.Method)
	case w.Retries < 0 || w.Retries > book.ChatWebhookRetries:
		return rulebook.Invalid(rulebook.CodeInvalid, "Value '%d' provided for Configuration.RetryCount is not 0 to %d", w.Retries, book.ChatWebhookRetries)
	}
	for _, event := range w.Filters {
		if !slices.Contains(book.ChatWebhookEvents, event) {
			return rulebook.Invalid(rulebook.CodeChatWebhookEvent, "Value '%s' provided for Configuration.Filters is none of %s",
				event, strings.Join(book.ChatWebhookEvents, ", "))
		}
	}
	return nil
}

// reachable tells whether a text is an address that a webhook can be called at.
func reachable(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// Hears tells whether the webhook is called for an event. The body is that of a
// message, and empty for any other event.
func (w Webhook) Hears(event, body string) bool {
	if w.Type != CallsOnText {
		return slices.Contains(w.Filters, event)
	}
	return event == rulebook.EventMessageSent &&
		slices.ContainsFunc(w.Triggers, func(text string) bool { return strings.Contains(body, text) })
}
