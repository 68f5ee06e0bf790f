package sim

import (
	"fmt"
	"slices"

	"github.com/flexrig/flexrig/internal/flex"
)

// savedInteraction is an interaction with its one channel and all that is on it.
type savedInteraction struct {
	Interaction  flex.Interaction             `json:"interaction"`
	Channel      flex.Channel                 `json:"channel"`
	Participants savedTable[flex.Participant] `json:"participants"`
	Invites      savedTable[flex.Invite]      `json:"invites"`
	Works        []savedWork                  `json:"works"`
}

func saveInteraction(i *interaction) savedInteraction {
	saved := savedInteraction{
		Interaction: i.value, Channel: i.channel, Participants: saveTable(i.participants, asItIs),
		Invites: saveTable(i.invites, asItIs), Works: make([]savedWork, 0, len(i.works)),
	}
	for _, one := range i.works {
		saved.Works = append(saved.Works, savedWork{one.workspace, one.task})
	}
	return saved
}

var channelStatuses = []string{flex.ChannelSetup, flex.ChannelActive, flex.ChannelFailed, flex.ChannelClosed, flex.ChannelInactive}

// restoreInteraction makes an interaction. Its tasks may be gone, and so may its
// conversation.
func restoreInteraction(saved savedInteraction) (sid string, i *interaction, err error) {
	sid = saved.Interaction.Sid
	i = &interaction{value: saved.Interaction, channel: saved.Channel}
	if !slices.Contains(channelStatuses, i.channel.Status) || i.channel.InteractionSid != sid {
		return sid, nil, fmt.Errorf("its channel is %.60q and of interaction %.60q", i.channel.Status, i.channel.InteractionSid)
	}
	for _, one := range saved.Works {
		i.works = append(i.works, work{one.Workspace, one.Task})
	}
	i.participants, err = restoreTable(saved.Participants, "participant", plain(func(p flex.Participant) string { return p.Sid }))
	if err != nil {
		return sid, nil, err
	}
	i.invites, err = restoreTable(saved.Invites, "invite", plain(func(v flex.Invite) string { return v.Sid }))
	return sid, i, err
}
