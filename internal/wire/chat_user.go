package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/chat"
)

func chatUserOperations() []operation {
	const all = "/v2/Services/{ServiceSid}/Users"
	return []operation{
		{name: "ListUser", product: chatAPI, method: http.MethodGet, path: all, paged: true, do: listChatUsers},
		{name: "FetchUser", product: chatAPI, method: http.MethodGet, path: all + "/{Sid}", do: fetchChatUser},
	}
}

func listChatUsers(c *call) (answer, error) {
	listed, err := c.account.ChatUsers(c.param("ServiceSid"), c.page.sim())
	return list("users", newChatUser)(c, listed, err)
}

func fetchChatUser(c *call) (answer, error) {
	fetched, err := c.account.ChatUser(c.param("ServiceSid"), c.param("Sid"))
	return show(http.StatusOK, newChatUser)(c, fetched, err)
}

// A chatUser is the User resource (Twilio docs, Programmable Chat).
type chatUser struct {
	Sid                 string        `json:"sid"`
	AccountSid          string        `json:"account_sid"`
	ServiceSid          string        `json:"service_sid"`
	Attributes          string        `json:"attributes"`
	FriendlyName        *string       `json:"friendly_name"`
	RoleSid             *string       `json:"role_sid"` // no roles are modelled
	Identity            string        `json:"identity"`
	IsOnline            *bool         `json:"is_online"`
	IsNotifiable        *bool         `json:"is_notifiable"`
	DateCreated         string        `json:"date_created"`
	DateUpdated         string        `json:"date_updated"`
	JoinedChannelsCount int           `json:"joined_channels_count"`
	Links               chatUserLinks `json:"links"`
	URL                 string        `json:"url"`
}

type chatUserLinks struct {
	UserChannels string `json:"user_channels"`
	UserBindings string `json:"user_bindings"`
}

func newChatUser(c *call, v chat.User) chatUser {
	url := chatServicesURL + v.ServiceSid + "/Users/" + v.Sid
	return chatUser{
		Sid:                 v.Sid,
		AccountSid:          c.account.Sid(),
		ServiceSid:          v.ServiceSid,
		Attributes:          v.Attributes,
		FriendlyName:        orNull(&v.FriendlyName),
		Identity:            v.Identity,
		DateCreated:         iso(v.Created),
		DateUpdated:         iso(v.Updated),
		JoinedChannelsCount: v.JoinedChannels,
		Links:               chatUserLinks{UserChannels: url + "/Channels", UserBindings: url + "/Bindings"},
		URL:                 url,
	}
}
