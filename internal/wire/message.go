package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/conversations"
	"github.com/flexrig/flexrig/internal/sim"
)

func messageOperations() []operation {
	const all = "/v1/Conversations/{ConversationSid}/Messages"
	const one = all + "/{Sid}"
	fields := []string{"Author", "Body", "Attributes"}
	return []operation{
		{
			name: "CreateConversationMessage", product: conversationsAPI, method: http.MethodPost, path: all, body: fields,
			unread: []string{"DateCreated", "DateUpdated", "MediaSid", "ContentSid", "ContentVariables", "Subject"}, do: addMessage,
		},
		{
			name: "ListConversationMessage", product: conversationsAPI, method: http.MethodGet, path: all,
			query: []string{"Order"}, paged: true, do: listMessages,
		},
		{name: "FetchConversationMessage", product: conversationsAPI, method: http.MethodGet, path: one, do: fetchMessage},
		{
			name: "UpdateConversationMessage", product: conversationsAPI, method: http.MethodPost, path: one, body: fields,
			unread: []string{"DateCreated", "DateUpdated", "Subject"}, do: updateMessage,
		},
		{name: "DeleteConversationMessage", product: conversationsAPI, method: http.MethodDelete, path: one, do: deleteMessage},
	}
}

func addMessage(c *call) (answer, error) {
	added, err := c.account.AddMessage(c.param("ConversationSid"), c.messageChange())
	return show(http.StatusCreated, newMessage)(c, added, err)
}

func listMessages(c *call) (answer, error) {
	order := "asc"
	if given := c.query.filter("Order"); given != nil {
		order = *given
	}
	messages, err := c.account.Messages(c.param("ConversationSid"), order, c.page.sim())
	return list("messages", newMessage)(c, messages, err)
}

func fetchMessage(c *call) (answer, error) {
	fetched, err := c.account.Message(c.param("ConversationSid"), c.param("Sid"))
	return show(http.StatusOK, newMessage)(c, fetched, err)
}

func updateMessage(c *call) (answer, error) {
	updated, err := c.account.UpdateMessage(c.param("ConversationSid"), c.param("Sid"), c.messageChange())
	return show(http.StatusOK, newMessage)(c, updated, err)
}

func deleteMessage(c *call) (answer, error) {
	return deleted(c.account.DeleteMessage(c.param("ConversationSid"), c.param("Sid")))
}

func (c *call) messageChange() sim.MessageChange {
	return sim.MessageChange{
		Author:     c.body.text("Author"),
		Body:       c.body.text("Body"),
		Attributes: c.body.text("Attributes"),
	}
}

// A message is the Conversation Message resource (Twilio docs, Conversations).
type message struct {
	AccountSid      string       `json:"account_sid"`
	ConversationSid string       `json:"conversation_sid"`
	Sid             string       `json:"sid"`
	Index           int          `json:"index"`
	Author          string       `json:"author"`
	Body            *string      `json:"body"`
	Media           []any        `json:"media"`
	Attributes      string       `json:"attributes"`
	ParticipantSid  *string      `json:"participant_sid"`
	DateCreated     string       `json:"date_created"`
	DateUpdated     string       `json:"date_updated"`
	URL             string       `json:"url"`
	Delivery        *struct{}    `json:"delivery"`
	Links           messageLinks `json:"links"`
	ContentSid      *string      `json:"content_sid"`
}

type messageLinks struct {
	DeliveryReceipts string `json:"delivery_receipts"`
	ChannelMetadata  string `json:"channel_metadata"`
}

func newMessage(c *call, v conversations.Message) message {
	url := conversationsURL + v.ConversationSid + "/Messages/" + v.Sid
	return message{
		AccountSid:      c.account.Sid(),
		ConversationSid: v.ConversationSid,
		Sid:             v.Sid,
		Index:           v.Index,
		Author:          v.Author,
		Body:            orNull(&v.Body),
		Attributes:      v.Attributes,
		ParticipantSid:  orNull(&v.ParticipantSid),
		DateCreated:     iso(v.Created),
		DateUpdated:     iso(v.Updated),
		URL:             url,
		Links: messageLinks{
			DeliveryReceipts: url + "/Receipts",
			ChannelMetadata:  url + "/ChannelMetadata",
		},
	}
}
