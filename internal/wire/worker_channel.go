package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/sim"
)

func workerChannelOperations() []operation {
	const all = "/v1/Workspaces/{WorkspaceSid}/Workers/{WorkerSid}/Channels"
	const one = all + "/{Sid}"
	return []operation{
		{name: "ListWorkerChannel", product: taskRouter, method: http.MethodGet, path: all, paged: true, do: listWorkerChannels},
		{name: "FetchWorkerChannel", product: taskRouter, method: http.MethodGet, path: one, do: fetchWorkerChannel},
		{
			name: "UpdateWorkerChannel", product: taskRouter, method: http.MethodPost, path: one,
			body: []string{"Capacity", "Available"}, do: updateWorkerChannel,
		},
	}
}

func listWorkerChannels(c *call) (answer, error) {
	channels, err := c.account.WorkerChannels(c.param("WorkspaceSid"), c.param("WorkerSid"), c.page.sim())
	return list("channels", newWorkerChannel)(c, channels, err)
}

func fetchWorkerChannel(c *call) (answer, error) {
	channel, err := c.account.WorkerChannel(c.param("WorkspaceSid"), c.param("WorkerSid"), c.param("Sid"))
	return show(http.StatusOK, newWorkerChannel)(c, channel, err)
}

func updateWorkerChannel(c *call) (answer, error) {
	change := sim.WorkerChannelChange{Capacity: c.body.integer("Capacity"), Available: c.body.truth("Available")}
	if err := c.body.problem(); err != nil {
		return answer{}, err
	}
	channel, err := c.account.UpdateWorkerChannel(c.param("WorkspaceSid"), c.param("WorkerSid"), c.param("Sid"), change)
	return show(http.StatusOK, newWorkerChannel)(c, channel, err)
}

// A workerChannel is the WorkerChannel resource (Twilio docs, TaskRouter).
type workerChannel struct {
	AccountSid                  string `json:"account_sid"`
	AssignedTasks               int    `json:"assigned_tasks"`
	Available                   bool   `json:"available"`
	AvailableCapacityPercentage int    `json:"available_capacity_percentage"`
	ConfiguredCapacity          int    `json:"configured_capacity"`
	DateCreated                 string `json:"date_created"`
	DateUpdated                 string `json:"date_updated"`
	Sid                         string `json:"sid"`
	TaskChannelSid              string `json:"task_channel_sid"`
	TaskChannelUniqueName       string `json:"task_channel_unique_name"`
	WorkerSid                   string `json:"worker_sid"`
	WorkspaceSid                string `json:"workspace_sid"`
	URL                         string `json:"url"`
}

func newWorkerChannel(_ *call, v sim.WorkerChannelView) workerChannel {
	return workerChannel{
		AccountSid:                  v.AccountSid,
		AssignedTasks:               v.Assigned,
		Available:                   v.Available,
		AvailableCapacityPercentage: v.FreePercentage(v.Assigned),
		ConfiguredCapacity:          v.Capacity,
		DateCreated:                 iso(v.Created),
		DateUpdated:                 iso(v.Updated),
		Sid:                         v.Sid,
		TaskChannelSid:              v.ChannelSid,
		TaskChannelUniqueName:       v.ChannelName,
		WorkerSid:                   v.WorkerSid,
		WorkspaceSid:                v.WorkspaceSid,
		URL:                         inWorkspace(v.WorkspaceSid, "Workers", v.WorkerSid) + "/Channels/" + v.Sid,
	}
}
