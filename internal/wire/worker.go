package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/sim"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

func workerOperations() []operation {
	const all, one = "/v1/Workspaces/{WorkspaceSid}/Workers", "/v1/Workspaces/{WorkspaceSid}/Workers/{Sid}"
	return []operation{
		{
			name: "CreateWorker", product: taskRouter, method: http.MethodPost, path: all,
			body: []string{"FriendlyName", "ActivitySid", "Attributes"}, do: createWorker,
		},
		{
			name: "ListWorker", product: taskRouter, method: http.MethodGet, path: all,
			query: []string{
				"ActivityName", "ActivitySid", "Available", "FriendlyName", "TargetWorkersExpression", "TaskQueueName", "TaskQueueSid",
			},
			unread: []string{"Ordering"}, paged: true, do: listWorkers,
		},
		{name: "FetchWorker", product: taskRouter, method: http.MethodGet, path: one, do: fetchWorker},
		{
			name: "UpdateWorker", product: taskRouter, method: http.MethodPost, path: one,
			body: []string{"ActivitySid", "Attributes", "FriendlyName", "RejectPendingReservations"}, do: updateWorker,
		},
		{name: "DeleteWorker", product: taskRouter, method: http.MethodDelete, path: one, do: deleteWorker},
	}
}

func createWorker(c *call) (answer, error) {
	worker, err := c.account.CreateWorker(c.param("WorkspaceSid"), c.workerChange())
	return show(http.StatusCreated, newWorker)(c, worker, err)
}

func listWorkers(c *call) (answer, error) {
	filter := sim.WorkerFilter{
		ActivityName:            c.query.filter("ActivityName"),
		ActivitySid:             c.query.sidFilter("ActivitySid", "WA"),
		FriendlyName:            c.query.filter("FriendlyName"),
		TargetWorkersExpression: c.query.filter("TargetWorkersExpression"),
		TaskQueueName:           c.query.filter("TaskQueueName"),
		TaskQueueSid:            c.query.sidFilter("TaskQueueSid", "WQ"),
		Available:               c.query.truth("Available"),
	}
	if err := c.query.problem(); err != nil {
		return answer{}, err
	}
	workers, err := c.account.Workers(c.param("WorkspaceSid"), filter, c.page.sim())
	return list("workers", newWorker)(c, workers, err)
}

func fetchWorker(c *call) (answer, error) {
	worker, err := c.account.Worker(c.param("WorkspaceSid"), c.param("Sid"))
	return show(http.StatusOK, newWorker)(c, worker, err)
}

func updateWorker(c *call) (answer, error) {
	worker, err := c.account.UpdateWorker(c.param("WorkspaceSid"), c.param("Sid"), c.workerChange())
	return show(http.StatusOK, newWorker)(c, worker, err)
}

func deleteWorker(c *call) (answer, error) {
	return deleted(c.account.DeleteWorker(c.param("WorkspaceSid"), c.param("Sid"), c.ifMatch()))
}

func (c *call) workerChange() sim.WorkerChange {
	reject := c.body.truth("RejectPendingReservations")
	return sim.WorkerChange{
		IfMatch:       c.ifMatch(),
		FriendlyName:  c.body.text("FriendlyName"),
		ActivitySid:   c.body.text("ActivitySid"),
		Attributes:    c.body.text("Attributes"),
		RejectPending: reject != nil && *reject,
	}
}

// A worker is the Worker resource (Twilio docs, TaskRouter).
type worker struct {
	AccountSid        string      `json:"account_sid"`
	ActivityName      string      `json:"activity_name"`
	ActivitySid       string      `json:"activity_sid"`
	Attributes        string      `json:"attributes"`
	Available         bool        `json:"available"`
	DateCreated       string      `json:"date_created"`
	DateStatusChanged string      `json:"date_status_changed"`
	DateUpdated       string      `json:"date_updated"`
	FriendlyName      string      `json:"friendly_name"`
	Sid               string      `json:"sid"`
	WorkspaceSid      string      `json:"workspace_sid"`
	URL               string      `json:"url"`
	Links             workerLinks `json:"links"`

	etag int
}

func (w worker) version() int { return w.etag }

type workerLinks struct {
	Channels             string `json:"channels"`
	Activity             string `json:"activity"`
	Workspace            string `json:"workspace"`
	Statistics           string `json:"statistics"`
	RealTimeStatistics   string `json:"real_time_statistics"`
	CumulativeStatistics string `json:"cumulative_statistics"`
	WorkerStatistics     string `json:"worker_statistics"`
	WorkerChannels       string `json:"worker_channels"`
	Reservations         string `json:"reservations"`
}

func newWorker(_ *call, v taskrouter.Worker) worker {
	url := inWorkspace(v.WorkspaceSid, "Workers", v.Sid)
	all := workspacesURL + v.WorkspaceSid + "/Workers"
	return worker{
		AccountSid:        v.AccountSid,
		ActivityName:      v.ActivityName,
		ActivitySid:       v.ActivitySid,
		Attributes:        string(v.Attributes),
		Available:         v.Available,
		DateCreated:       iso(v.Created),
		DateStatusChanged: iso(v.StatusChanged),
		DateUpdated:       iso(v.Updated),
		FriendlyName:      v.FriendlyName,
		Sid:               v.Sid,
		WorkspaceSid:      v.WorkspaceSid,
		URL:               url,
		Links: workerLinks{
			Channels:             url + "/Channels",
			Activity:             inWorkspace(v.WorkspaceSid, "Activities", v.ActivitySid),
			Workspace:            workspacesURL + v.WorkspaceSid,
			Statistics:           all + "/Statistics",
			RealTimeStatistics:   all + "/RealTimeStatistics",
			CumulativeStatistics: all + "/CumulativeStatistics",
			WorkerStatistics:     url + "/Statistics",
			WorkerChannels:       url + "/Channels",
			Reservations:         url + "/Reservations",
		},
		etag: v.Version,
	}
}
