package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/flex"
)

func flexChannelOperations() []operation {
	const all, one = "/v1/Channels", "/v1/Channels/{Sid}"
	return []operation{
		{
			name: "CreateChannel", product: flexAPI, method: http.MethodPost, path: all,
			body:   []string{"FlexFlowSid", "Identity", "ChatUserFriendlyName", "ChatFriendlyName", "ChatUniqueName", "PreEngagementData", "LongLived"},
			unread: []string{"Target", "TaskSid", "TaskAttributes"}, do: createFlexChannel,
		},
		{name: "ListChannel", product: flexAPI, method: http.MethodGet, path: all, paged: true, do: listFlexChannels},
		{name: "FetchChannel", product: flexAPI, method: http.MethodGet, path: one, do: fetchFlexChannel},
		{name: "DeleteChannel", product: flexAPI, method: http.MethodDelete, path: one, do: deleteFlexChannel},
	}
}

func createFlexChannel(c *call) (answer, error) {
	created, err := c.account.CreateFlexChannel(flex.ChatChannelRequest{
		FlowSid:           c.body.text("FlexFlowSid"),
		Identity:          c.body.text("Identity"),
		UserFriendlyName:  c.body.text("ChatUserFriendlyName"),
		FriendlyName:      c.body.text("ChatFriendlyName"),
		UniqueName:        c.body.text("ChatUniqueName"),
		PreEngagementData: c.body.text("PreEngagementData"),
		LongLived:         c.body.truth("LongLived"),
	})
	return show(http.StatusCreated, newFlexChannel)(c, created, err)
}

func listFlexChannels(c *call) (answer, error) {
	listed, err := c.account.FlexChannels(c.page.sim())
	return list("flex_chat_channels", newFlexChannel)(c, listed, err)
}

func fetchFlexChannel(c *call) (answer, error) {
	fetched, err := c.account.FlexChannel(c.param("Sid"))
	return show(http.StatusOK, newFlexChannel)(c, fetched, err)
}

func deleteFlexChannel(c *call) (answer, error) {
	return deleted(c.account.DeleteFlexChannel(c.param("Sid")))
}

// A flexChannel is the Channel resource (Twilio docs, Flex Channels).
type flexChannel struct {
	AccountSid  string  `json:"account_sid"`
	FlexFlowSid string  `json:"flex_flow_sid"`
	Sid         string  `json:"sid"`
	UserSid     string  `json:"user_sid"`
	TaskSid     *string `json:"task_sid"` // null: a Studio flow's task is not the channel's own
	URL         string  `json:"url"`
	DateCreated string  `json:"date_created"`
	DateUpdated string  `json:"date_updated"`
}

func newFlexChannel(c *call, v flex.ChatChannel) flexChannel {
	return flexChannel{
		AccountSid:  c.account.Sid(),
		FlexFlowSid: v.FlowSid,
		Sid:         v.Sid,
		UserSid:     v.UserSid,
		URL:         flexChannelsURL + v.Sid,
		DateCreated: iso(v.Created),
		DateUpdated: iso(v.Updated),
	}
}
