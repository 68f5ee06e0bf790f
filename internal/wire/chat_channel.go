package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/chat"
	"github.com/flexrig/flexrig/internal/sim"
)

func chatChannelOperations() []operation {
	const all = "/v2/Services/{ServiceSid}/Channels"
	const one = all + "/{Sid}"
	fields := []string{"FriendlyName", "UniqueName", "Attributes", "CreatedBy"}
	unread := []string{"DateCreated", "DateUpdated"}
	return []operation{
		{
			name: "CreateChannel", product: chatAPI, method: http.MethodPost, path: all,
			body: append(fields, "Type"), unread: unread, do: createChatChannel,
		},
		{name: "ListChannel", product: chatAPI, method: http.MethodGet, path: all, query: []string{"Type"}, paged: true, do: listChatChannels},
		{name: "FetchChannel", product: chatAPI, method: http.MethodGet, path: one, do: fetchChatChannel},
		{name: "UpdateChannel", product: chatAPI, method: http.MethodPost, path: one, body: fields, unread: unread, do: updateChatChannel},
		{name: "DeleteChannel", product: chatAPI, method: http.MethodDelete, path: one, do: deleteChatChannel},
	}
}

func createChatChannel(c *call) (answer, error) {
	change := c.chatChannelChange()
	change.Type = c.body.text("Type")
	created, err := c.account.CreateChatChannel(c.param("ServiceSid"), change)
	return show(http.StatusCreated, newChatChannel)(c, created, err)
}

func listChatChannels(c *call) (answer, error) {
	listed, err := c.account.ChatChannels(c.param("ServiceSid"), c.query.words("Type"), c.page.sim())
	return list("channels", newChatChannel)(c, listed, err)
}

func fetchChatChannel(c *call) (answer, error) {
	fetched, err := c.account.ChatChannel(c.param("ServiceSid"), c.param("Sid"))
	return show(http.StatusOK, newChatChannel)(c, fetched, err)
}

func updateChatChannel(c *call) (answer, error) {
	updated, err := c.account.UpdateChatChannel(c.param("ServiceSid"), c.param("Sid"), c.chatChannelChange(), c.callsWebhooks())
	return show(http.StatusOK, newChatChannel)(c, updated, err)
}

func deleteChatChannel(c *call) (answer, error) {
	return deleted(c.account.DeleteChatChannel(c.param("ServiceSid"), c.param("Sid")))
}

// callsWebhooks is the header that asks for webhooks to be called, as it was
// sent; empty where it was not.
func (c *call) callsWebhooks() string { return c.request.Header.Get("X-Twilio-Webhook-Enabled") }

func (c *call) chatChannelChange() chat.ChannelChange {
	return chat.ChannelChange{
		FriendlyName: c.body.text("FriendlyName"),
		UniqueName:   c.body.text("UniqueName"),
		Attributes:   c.body.text("Attributes"),
		CreatedBy:    c.body.text("CreatedBy"),
	}
}

// A chatChannel is the Channel resource (Twilio docs, Programmable Chat).
type chatChannel struct {
	Sid           string           `json:"sid"`
	AccountSid    string           `json:"account_sid"`
	ServiceSid    string           `json:"service_sid"`
	FriendlyName  *string          `json:"friendly_name"`
	UniqueName    *string          `json:"unique_name"`
	Attributes    string           `json:"attributes"`
	Type          string           `json:"type"`
	DateCreated   string           `json:"date_created"`
	DateUpdated   string           `json:"date_updated"`
	CreatedBy     string           `json:"created_by"`
	MembersCount  int              `json:"members_count"`
	MessagesCount int              `json:"messages_count"`
	URL           string           `json:"url"`
	Links         chatChannelLinks `json:"links"`
}

type chatChannelLinks struct {
	Members     string  `json:"members"`
	Messages    string  `json:"messages"`
	Invites     string  `json:"invites"`
	Webhooks    string  `json:"webhooks"`
	LastMessage *string `json:"last_message"`
}

// chatChannelURL is the address of a channel of a service.
func chatChannelURL(service, channel string) string {
	return chatServicesURL + service + "/Channels/" + channel
}

func newChatChannel(_ *call, v sim.ChatChannelView) chatChannel {
	url := chatChannelURL(v.ServiceSid, v.Sid)
	return chatChannel{
		Sid:           v.Sid,
		AccountSid:    v.AccountSid,
		ServiceSid:    v.ServiceSid,
		FriendlyName:  orNull(&v.FriendlyName),
		UniqueName:    orNull(&v.UniqueName),
		Attributes:    v.Attributes,
		Type:          v.Type,
		DateCreated:   iso(v.Created),
		DateUpdated:   iso(v.Updated),
		CreatedBy:     v.CreatedBy,
		MembersCount:  v.Members,
		MessagesCount: v.Messages,
		URL:           url,
		Links: chatChannelLinks{
			Members: url + "/Members", Messages: url + "/Messages", Invites: url + "/Invites", Webhooks: url + "/Webhooks",
		},
	}
}
