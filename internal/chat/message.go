package chat

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// A Message is one message of a channel. Index counts from 0.
type Message struct {
	Sid           string
	ChannelSid    string
	ServiceSid    string
	Index         int
	From          string // an identity; "system" where nobody is named
	Body          string
	Attributes    string // JSON text
	LastUpdatedBy string
	Created       time.Time
	Updated       time.Time
}

// A MessageDraft is what a message is made from. CallsWebhooks is the header
// X-Twilio-Webhook-Enabled as it was sent.
type MessageDraft struct {
	From, Body, Attributes, LastUpdatedBy *string
	CallsWebhooks                         string
}

// Message makes the channel's next message.
func (c Channel) Message(draft MessageDraft, index int, now time.Time) (Message, error) {
	m := Message{
		ChannelSid: c.Sid, ServiceSid: c.ServiceSid, Index: index, From: "system", Attributes: "{}", Created: now, Updated: now,
	}
	if draft.Attributes != nil {
		if err := checkAttributes(*draft.Attributes); err != nil {
			return Message{}, err
		}
	}
	set(&m.From, draft.From)
	set(&m.Body, draft.Body)
	set(&m.Attributes, draft.Attributes)
	set(&m.LastUpdatedBy, draft.LastUpdatedBy)
	return m, nil
}

// CallsWebhooks tells whether a request through the API asks for webhooks to be
// called: its header X-Twilio-Webhook-Enabled is true, in any case. A request
// without it does not ask.
func CallsWebhooks(header string, book *rulebook.Book) bool {
	switch {
	case header == "":
		return book.ChatWebhooksUnasked
	case book.Breaks(rulebook.AnyAnswerCallsWebhooks):
		return true
	case book.Breaks(rulebook.WebhookAnswersHaveCase):
		return header == "true"
	}
	return strings.EqualFold(header, "true")
}

func decoded(text string) any {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil
	}
	return value
}
