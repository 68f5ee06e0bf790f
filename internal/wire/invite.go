package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/sim"
)

func inviteOperations() []operation {
	const all = "/v1/Interactions/{InteractionSid}/Channels/{ChannelSid}/Invites"
	return []operation{
		{
			name: "CreateInteractionChannelInvite", product: flexAPI, method: http.MethodPost, path: all,
			body: []string{"Routing"}, do: createInvite,
		},
		{name: "ListInteractionChannelInvite", product: flexAPI, method: http.MethodGet, path: all, paged: true, do: listInvites},
	}
}

func createInvite(c *call) (answer, error) {
	created, err := c.account.CreateInvite(c.param("InteractionSid"), c.param("ChannelSid"), c.body.text("Routing"))
	return show(c.standIn.book.InteractionCreatedStatus, newInvite)(c, created, err)
}

func listInvites(c *call) (answer, error) {
	invites, err := c.account.Invites(c.param("InteractionSid"), c.param("ChannelSid"), c.page.sim())
	return list("invites", newInvite)(c, invites, err)
}

// An invite is the Interaction Channel Invite resource (Twilio docs, Flex
// Interactions). There is no fetching it; its address leads nowhere.
type invite struct {
	Sid            string   `json:"sid"`
	InteractionSid string   `json:"interaction_sid"`
	ChannelSid     string   `json:"channel_sid"`
	Routing        *routing `json:"routing"` // null once the task is gone
	URL            string   `json:"url"`
}

func newInvite(c *call, v sim.InviteView) invite {
	made := invite{
		Sid:            v.Sid,
		InteractionSid: v.InteractionSid,
		ChannelSid:     v.ChannelSid,
		URL:            channelURL(v.InteractionSid, v.ChannelSid) + "/Invites/" + v.Sid,
	}
	if !v.Gone {
		made.Routing = newRouting(c, &v.Task)
	}
	return made
}
