package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/sim"
)

func participantOperations() []operation {
	const all = "/v1/Interactions/{InteractionSid}/Channels/{ChannelSid}/Participants"
	return []operation{
		{
			name: "CreateInteractionChannelParticipant", product: flexAPI, method: http.MethodPost, path: all,
			body: []string{"Type", "MediaProperties", "RoutingProperties"}, do: createParticipant,
		},
		{name: "ListInteractionChannelParticipant", product: flexAPI, method: http.MethodGet, path: all, paged: true, do: listParticipants},
		{
			name: "UpdateInteractionChannelParticipant", product: flexAPI, method: http.MethodPost, path: all + "/{Sid}",
			body: []string{"Status"}, do: updateParticipant,
		},
	}
}

func createParticipant(c *call) (answer, error) {
	created, err := c.account.CreateParticipant(c.param("InteractionSid"), c.param("ChannelSid"), sim.ParticipantRequest{
		Type:              c.body.text("Type"),
		MediaProperties:   c.body.text("MediaProperties"),
		RoutingProperties: c.body.text("RoutingProperties"),
	})
	return show(c.standIn.book.InteractionCreatedStatus, newParticipant)(c, created, err)
}

func listParticipants(c *call) (answer, error) {
	participants, err := c.account.Participants(c.param("InteractionSid"), c.param("ChannelSid"), c.page.sim())
	return list("participants", newParticipant)(c, participants, err)
}

func updateParticipant(c *call) (answer, error) {
	updated, err := c.account.UpdateParticipant(
		c.param("InteractionSid"), c.param("ChannelSid"), c.param("Sid"), c.body.text("Status"))
	return show(http.StatusOK, newParticipant)(c, updated, err)
}

// A participant is the Interaction Channel Participant resource (Twilio docs,
// Flex Interactions).
type participant struct {
	Sid               string              `json:"sid"`
	Type              string              `json:"type"`
	InteractionSid    string              `json:"interaction_sid"`
	ChannelSid        string              `json:"channel_sid"`
	URL               string              `json:"url"`
	RoutingProperties *participantRouting `json:"routing_properties"` // null for whoever is no agent
}

type participantRouting struct {
	TaskSid        *string `json:"task_sid"`
	WorkerSid      *string `json:"worker_sid"`
	ReservationSid *string `json:"reservation_sid"`
}

func newParticipant(_ *call, v flex.Participant) participant {
	p := participant{
		Sid:            v.Sid,
		Type:           v.Type,
		InteractionSid: v.InteractionSid,
		ChannelSid:     v.ChannelSid,
		URL:            channelURL(v.InteractionSid, v.ChannelSid) + "/Participants/" + v.Sid,
	}
	if v.TaskSid != "" || v.WorkerSid != "" || v.ReservationSid != "" {
		p.RoutingProperties = &participantRouting{
			TaskSid: orNull(&v.TaskSid), WorkerSid: orNull(&v.WorkerSid), ReservationSid: orNull(&v.ReservationSid),
		}
	}
	return p
}
