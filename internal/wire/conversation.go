package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/conversations"
	"github.com/flexrig/flexrig/internal/sim"
)

func conversationOperations() []operation {
	const all, one = "/v1/Conversations", "/v1/Conversations/{Sid}"
	fields := []string{"FriendlyName", "UniqueName", "Attributes", "State", "MessagingServiceSid"}
	unread := []string{"DateCreated", "DateUpdated", "Timers.Inactive", "Timers.Closed", "Bindings.Email.Address", "Bindings.Email.Name"}
	return []operation{
		{name: "CreateConversation", product: conversationsAPI, method: http.MethodPost, path: all, body: fields, unread: unread, do: createConversation},
		{
			name: "ListConversation", product: conversationsAPI, method: http.MethodGet, path: all, query: []string{"State"},
			unread: []string{"StartDate", "EndDate"}, paged: true, do: listConversations,
		},
		{name: "FetchConversation", product: conversationsAPI, method: http.MethodGet, path: one, do: fetchConversation},
		{name: "UpdateConversation", product: conversationsAPI, method: http.MethodPost, path: one, body: fields, unread: unread, do: updateConversation},
		{name: "DeleteConversation", product: conversationsAPI, method: http.MethodDelete, path: one, do: deleteConversation},
	}
}

func createConversation(c *call) (answer, error) {
	created, err := c.account.CreateConversation(c.conversationChange())
	return show(http.StatusCreated, newConversation)(c, created, err)
}

func listConversations(c *call) (answer, error) {
	listed, err := c.account.Conversations(c.query.filter("State"), c.page.sim())
	return list("conversations", newConversation)(c, listed, err)
}

func fetchConversation(c *call) (answer, error) {
	fetched, err := c.account.Conversation(c.param("Sid"))
	return show(http.StatusOK, newConversation)(c, fetched, err)
}

func updateConversation(c *call) (answer, error) {
	updated, err := c.account.UpdateConversation(c.param("Sid"), c.conversationChange())
	return show(http.StatusOK, newConversation)(c, updated, err)
}

func deleteConversation(c *call) (answer, error) {
	return deleted(c.account.DeleteConversation(c.param("Sid")))
}

func (c *call) conversationChange() sim.ConversationChange {
	return sim.ConversationChange{
		FriendlyName:        c.body.text("FriendlyName"),
		UniqueName:          c.body.text("UniqueName"),
		Attributes:          c.body.text("Attributes"),
		State:               c.body.text("State"),
		MessagingServiceSid: c.body.text("MessagingServiceSid"),
	}
}

// A conversation is the Conversation resource (Twilio docs, Conversations).
type conversation struct {
	AccountSid          string            `json:"account_sid"`
	ChatServiceSid      string            `json:"chat_service_sid"`
	MessagingServiceSid *string           `json:"messaging_service_sid"`
	Sid                 string            `json:"sid"`
	FriendlyName        *string           `json:"friendly_name"`
	UniqueName          *string           `json:"unique_name"`
	Attributes          string            `json:"attributes"`
	State               string            `json:"state"`
	DateCreated         string            `json:"date_created"`
	DateUpdated         string            `json:"date_updated"`
	Timers              struct{}          `json:"timers"` // no timer is modelled, so none is set
	URL                 string            `json:"url"`
	Links               conversationLinks `json:"links"`
	Bindings            struct{}          `json:"bindings"`
}

type conversationLinks struct {
	Participants string `json:"participants"`
	Messages     string `json:"messages"`
	Webhooks     string `json:"webhooks"`
	Export       string `json:"export"`
}

func newConversation(_ *call, v conversations.Conversation) conversation {
	url := conversationsURL + v.Sid
	return conversation{
		AccountSid:          v.AccountSid,
		ChatServiceSid:      v.ChatServiceSid,
		MessagingServiceSid: orNull(&v.MessagingServiceSid),
		Sid:                 v.Sid,
		FriendlyName:        orNull(&v.FriendlyName),
		UniqueName:          orNull(&v.UniqueName),
		Attributes:          v.Attributes,
		State:               string(v.State),
		DateCreated:         iso(v.Created),
		DateUpdated:         iso(v.Updated),
		URL:                 url,
		Links: conversationLinks{
			Participants: url + "/Participants",
			Messages:     url + "/Messages",
			Webhooks:     url + "/Webhooks",
			Export:       url + "/Export",
		},
	}
}
