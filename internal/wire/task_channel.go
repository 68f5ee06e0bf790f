package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/sim"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

func taskChannelOperations() []operation {
	const all, one = "/v1/Workspaces/{WorkspaceSid}/TaskChannels", "/v1/Workspaces/{WorkspaceSid}/TaskChannels/{Sid}"
	return []operation{
		{
			name: "CreateTaskChannel", product: taskRouter, method: http.MethodPost, path: all,
			body: []string{"FriendlyName", "UniqueName", "ChannelOptimizedRouting"}, do: createTaskChannel,
		},
		{name: "ListTaskChannel", product: taskRouter, method: http.MethodGet, path: all, paged: true, do: listTaskChannels},
		{name: "FetchTaskChannel", product: taskRouter, method: http.MethodGet, path: one, do: fetchTaskChannel},
		{
			name: "UpdateTaskChannel", product: taskRouter, method: http.MethodPost, path: one,
			body: []string{"FriendlyName", "ChannelOptimizedRouting"}, do: updateTaskChannel,
		},
		{name: "DeleteTaskChannel", product: taskRouter, method: http.MethodDelete, path: one, do: deleteTaskChannel},
	}
}

func createTaskChannel(c *call) (answer, error) {
	channel, err := c.account.CreateTaskChannel(c.param("WorkspaceSid"), sim.TaskChannelChange{
		FriendlyName:     c.body.text("FriendlyName"),
		UniqueName:       c.body.text("UniqueName"),
		OptimizedRouting: c.body.truth("ChannelOptimizedRouting"),
	})
	return show(http.StatusCreated, newTaskChannel)(c, channel, err)
}

func listTaskChannels(c *call) (answer, error) {
	channels, err := c.account.TaskChannels(c.param("WorkspaceSid"), c.page.sim())
	return list("channels", newTaskChannel)(c, channels, err)
}

func fetchTaskChannel(c *call) (answer, error) {
	channel, err := c.account.TaskChannel(c.param("WorkspaceSid"), c.param("Sid"))
	return show(http.StatusOK, newTaskChannel)(c, channel, err)
}

func updateTaskChannel(c *call) (answer, error) {
	channel, err := c.account.UpdateTaskChannel(c.param("WorkspaceSid"), c.param("Sid"), sim.TaskChannelChange{
		FriendlyName:     c.body.text("FriendlyName"),
		OptimizedRouting: c.body.truth("ChannelOptimizedRouting"),
	})
	return show(http.StatusOK, newTaskChannel)(c, channel, err)
}

func deleteTaskChannel(c *call) (answer, error) {
	return deleted(c.account.DeleteTaskChannel(c.param("WorkspaceSid"), c.param("Sid")))
}

// A taskChannel is the TaskChannel resource (Twilio docs, TaskRouter).
type taskChannel struct {
	AccountSid              string        `json:"account_sid"`
	DateCreated             string        `json:"date_created"`
	DateUpdated             string        `json:"date_updated"`
	FriendlyName            string        `json:"friendly_name"`
	Sid                     string        `json:"sid"`
	UniqueName              string        `json:"unique_name"`
	WorkspaceSid            string        `json:"workspace_sid"`
	ChannelOptimizedRouting bool          `json:"channel_optimized_routing"`
	URL                     string        `json:"url"`
	Links                   workspaceLink `json:"links"`
}

func newTaskChannel(c *call, v taskrouter.TaskChannel) taskChannel {
	return taskChannel{
		AccountSid:              c.account.Sid(),
		DateCreated:             iso(v.Created),
		DateUpdated:             iso(v.Updated),
		FriendlyName:            v.FriendlyName,
		Sid:                     v.Sid,
		UniqueName:              v.UniqueName,
		WorkspaceSid:            v.WorkspaceSid,
		ChannelOptimizedRouting: v.OptimizedRouting,
		URL:                     inWorkspace(v.WorkspaceSid, "TaskChannels", v.Sid),
		Links:                   workspaceLink{Workspace: workspacesURL + v.WorkspaceSid},
	}
}
