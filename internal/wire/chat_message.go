package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/chat"
)

func chatMessageOperations() []operation {
	const all = "/v2/Services/{ServiceSid}/Channels/{ChannelSid}/Messages"
	const one = all + "/{Sid}"
	return []operation{
		{
			name: "CreateMessage", product: chatAPI, method: http.MethodPost, path: all,
			body: []string{"From", "Body", "Attributes", "LastUpdatedBy"}, unread: []string{"DateCreated", "DateUpdated", "MediaSid"}, do: sendChatMessage,
		},
		{name: "ListMessage", product: chatAPI, method: http.MethodGet, path: all, query: []string{"Order"}, paged: true, do: listChatMessages},
		{name: "FetchMessage", product: chatAPI, method: http.MethodGet, path: one, do: fetchChatMessage},
	}
}

func sendChatMessage(c *call) (answer, error) {
	sent, err := c.account.SendChatMessage(c.param("ServiceSid"), c.param("ChannelSid"), chat.MessageDraft{
		From:          c.body.text("From"),
		Body:          c.body.text("Body"),
		Attributes:    c.body.text("Attributes"),
		LastUpdatedBy: c.body.text("LastUpdatedBy"),
		CallsWebhooks: c.callsWebhooks(),
	})
	return show(http.StatusCreated, newChatMessage)(c, sent, err)
}

func listChatMessages(c *call) (answer, error) {
	order := "asc"
	if given := c.query.filter("Order"); given != nil {
		order = *given
	}
	listed, err := c.account.ChatMessages(c.param("ServiceSid"), c.param("ChannelSid"), order, c.page.sim())
	return list("messages", newChatMessage)(c, listed, err)
}

func fetchChatMessage(c *call) (answer, error) {
	fetched, err := c.account.ChatMessage(c.param("ServiceSid"), c.param("ChannelSid"), c.param("Sid"))
	return show(http.StatusOK, newChatMessage)(c, fetched, err)
}

// A chatMessage is the Message resource (Twilio docs, Programmable Chat).
type chatMessage struct {
	Sid           string    `json:"sid"`
	AccountSid    string    `json:"account_sid"`
	ServiceSid    string    `json:"service_sid"`
	To            string    `json:"to"`
	ChannelSid    string    `json:"channel_sid"`
	Attributes    string    `json:"attributes"`
	DateCreated   string    `json:"date_created"`
	DateUpdated   string    `json:"date_updated"`
	LastUpdatedBy *string   `json:"last_updated_by"`
	WasEdited     bool      `json:"was_edited"`
	From          string    `json:"from"`
	Body          string    `json:"body"`
	Index         int       `json:"index"`
	Type          string    `json:"type"`
	Media         *struct{} `json:"media"` // no media is modelled
	URL           string    `json:"url"`
}

func newChatMessage(c *call, v chat.Message) chatMessage {
	return chatMessage{
		Sid:           v.Sid,
		AccountSid:    c.account.Sid(),
		ServiceSid:    v.ServiceSid,
		To:            v.ChannelSid,
		ChannelSid:    v.ChannelSid,
		Attributes:    v.Attributes,
		DateCreated:   iso(v.Created),
		DateUpdated:   iso(v.Updated),
		LastUpdatedBy: orNull(&v.LastUpdatedBy),
		From:          v.From,
		Body:          v.Body,
		Index:         v.Index,
		Type:          "text",
		URL:           chatChannelURL(v.ServiceSid, v.ChannelSid) + "/Messages/" + v.Sid,
	}
}
