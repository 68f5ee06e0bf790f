package wire

import (
	"net/http"
	"strings"

	"github.com/flexrig/flexrig/internal/conversations"
	"github.com/flexrig/flexrig/internal/sim"
)

func conversationParticipantOperations() []operation {
	const all = "/v1/Conversations/{ConversationSid}/Participants"
	const one = all + "/{Sid}"
	return []operation{
		{
			name: "CreateConversationParticipant", product: conversationsAPI, method: http.MethodPost, path: all,
			body:   []string{"Identity", "MessagingBinding.Address", "MessagingBinding.ProxyAddress", "Attributes"},
			unread: []string{"DateCreated", "DateUpdated", "MessagingBinding.ProjectedAddress", "RoleSid"}, do: addConversationParticipant,
		},
		{name: "ListConversationParticipant", product: conversationsAPI, method: http.MethodGet, path: all, paged: true, do: listConversationParticipants},
		{name: "FetchConversationParticipant", product: conversationsAPI, method: http.MethodGet, path: one, do: fetchConversationParticipant},
		{name: "DeleteConversationParticipant", product: conversationsAPI, method: http.MethodDelete, path: one, do: removeConversationParticipant},
	}
}

func addConversationParticipant(c *call) (answer, error) {
	added, err := c.account.AddConversationParticipant(c.param("ConversationSid"), sim.ConversationParticipantChange{
		Identity:     c.body.text("Identity"),
		Attributes:   c.body.text("Attributes"),
		Address:      c.body.text("MessagingBinding.Address"),
		ProxyAddress: c.body.text("MessagingBinding.ProxyAddress"),
	})
	return show(http.StatusCreated, newConversationParticipant)(c, added, err)
}

func listConversationParticipants(c *call) (answer, error) {
	participants, err := c.account.ConversationParticipants(c.param("ConversationSid"), c.page.sim())
	return list("participants", newConversationParticipant)(c, participants, err)
}

func fetchConversationParticipant(c *call) (answer, error) {
	fetched, err := c.account.ConversationParticipant(c.param("ConversationSid"), c.param("Sid"))
	return show(http.StatusOK, newConversationParticipant)(c, fetched, err)
}

func removeConversationParticipant(c *call) (answer, error) {
	return deleted(c.account.RemoveConversationParticipant(c.param("ConversationSid"), c.param("Sid")))
}

// A conversationParticipant is the Conversation Participant resource (Twilio
// docs, Conversations).
type conversationParticipant struct {
	AccountSid           string            `json:"account_sid"`
	ConversationSid      string            `json:"conversation_sid"`
	Sid                  string            `json:"sid"`
	Identity             *string           `json:"identity"`
	Attributes           string            `json:"attributes"`
	MessagingBinding     *messagingBinding `json:"messaging_binding"` // null for who takes part by identity
	RoleSid              *string           `json:"role_sid"`
	DateCreated          string            `json:"date_created"`
	DateUpdated          string            `json:"date_updated"`
	URL                  string            `json:"url"`
	LastReadMessageIndex *int              `json:"last_read_message_index"`
	LastReadTimestamp    *string           `json:"last_read_timestamp"`
}

type messagingBinding struct {
	Type         string  `json:"type"`
	Address      string  `json:"address"`
	ProxyAddress *string `json:"proxy_address"`
}

func newConversationParticipant(c *call, v conversations.Participant) conversationParticipant {
	return conversationParticipant{
		AccountSid:       c.account.Sid(),
		ConversationSid:  v.ConversationSid,
		Sid:              v.Sid,
		Identity:         orNull(&v.Identity),
		Attributes:       v.Attributes,
		MessagingBinding: newMessagingBinding(v),
		DateCreated:      iso(v.Created),
		DateUpdated:      iso(v.Updated),
		URL:              conversationsURL + v.ConversationSid + "/Participants/" + v.Sid,
	}
}

// newMessagingBinding tells the medium from the address, as the platform does:
// whatsapp:+15550100 names it, a bare number is a text message's.
func newMessagingBinding(v conversations.Participant) *messagingBinding {
	if v.Address == "" {
		return nil
	}
	medium := "sms"
	if named, _, ok := strings.Cut(v.Address, ":"); ok {
		medium = named
	}
	return &messagingBinding{Type: medium, Address: v.Address, ProxyAddress: orNull(&v.ProxyAddress)}
}
