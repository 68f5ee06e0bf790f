package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/rulebook"
)

func interactionChannelOperations() []operation {
	const all, one = "/v1/Interactions/{InteractionSid}/Channels", "/v1/Interactions/{InteractionSid}/Channels/{Sid}"
	return []operation{
		{name: "ListInteractionChannel", product: flexAPI, method: http.MethodGet, path: all, paged: true, do: listInteractionChannels},
		{name: "FetchInteractionChannel", product: flexAPI, method: http.MethodGet, path: one, do: fetchInteractionChannel},
		{
			name: "UpdateInteractionChannel", product: flexAPI, method: http.MethodPost, path: one,
			body: []string{"Status", "Routing"}, do: updateInteractionChannel,
		},
	}
}

func listInteractionChannels(c *call) (answer, error) {
	channels, err := c.account.InteractionChannels(c.param("InteractionSid"), c.page.sim())
	return list("channels", newChannel)(c, channels, err)
}

func fetchInteractionChannel(c *call) (answer, error) {
	fetched, err := c.account.InteractionChannel(c.param("InteractionSid"), c.param("Sid"))
	return show(http.StatusOK, newChannel)(c, fetched, err)
}

func updateInteractionChannel(c *call) (answer, error) {
	updated, err := c.account.UpdateInteractionChannel(
		c.param("InteractionSid"), c.param("Sid"), c.body.text("Status"), c.body.text("Routing"))
	return show(http.StatusOK, newChannel)(c, updated, err)
}

// A channel is the Interaction Channel resource (Twilio docs, Interaction Channels).
type channel struct {
	Sid            string       `json:"sid"`
	InteractionSid string       `json:"interaction_sid"`
	Type           string       `json:"type"`
	Status         string       `json:"status"`
	ErrorCode      *int         `json:"error_code"`
	ErrorMessage   *string      `json:"error_message"`
	URL            string       `json:"url"`
	Links          channelLinks `json:"links"`
}

type channelLinks struct {
	Participants string `json:"participants"`
	Invites      string `json:"invites"`
	Transfers    string `json:"transfers"`
}

func newChannel(call *call, v flex.Channel) channel {
	url := channelURL(v.InteractionSid, v.Sid)
	book := call.standIn.book
	c := channel{
		Sid:            v.Sid,
		InteractionSid: v.InteractionSid,
		Type:           v.Type,
		Status:         v.Status,
		ErrorMessage:   orNull(&v.ErrorMessage),
		URL:            url,
		Links: channelLinks{
			Participants: url + "/Participants",
			Invites:      url + "/Invites",
			Transfers:    url + "/Transfers",
		},
	}
	if v.ErrorCode != 0 || book.Breaks(rulebook.NoErrorIsZero) {
		c.ErrorCode = &v.ErrorCode
	}
	switch {
	case book.Breaks(rulebook.FailureIsNotExplained):
		c.ErrorCode, c.ErrorMessage = nil, nil
	case book.Breaks(rulebook.InvitesLeadToParticipants):
		c.Links.Invites = c.Links.Participants
	}
	return c
}

func channelURL(interaction, sid string) string {
	return interactionsURL + interaction + "/Channels/" + sid
}
