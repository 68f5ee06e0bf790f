package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/sim"
)

func workspaceOperations() []operation {
	const all, one = "/v1/Workspaces", "/v1/Workspaces/{Sid}"
	return []operation{
		{
			name: "CreateWorkspace", product: taskRouter, method: http.MethodPost, path: all,
			body: []string{"FriendlyName", "EventCallbackUrl", "EventsFilter", "MultiTaskEnabled", "PrioritizeQueueOrder", "Template"},
			do:   createWorkspace,
		},
		{name: "ListWorkspace", product: taskRouter, method: http.MethodGet, path: all, query: []string{"FriendlyName"}, paged: true, do: listWorkspaces},
		{name: "FetchWorkspace", product: taskRouter, method: http.MethodGet, path: one, do: fetchWorkspace},
		{
			name: "UpdateWorkspace", product: taskRouter, method: http.MethodPost, path: one,
			body: []string{
				"DefaultActivitySid", "EventCallbackUrl", "EventsFilter", "FriendlyName", "MultiTaskEnabled",
				"TimeoutActivitySid", "PrioritizeQueueOrder",
			},
			do: updateWorkspace,
		},
		{name: "DeleteWorkspace", product: taskRouter, method: http.MethodDelete, path: one, do: deleteWorkspace},
	}
}

func createWorkspace(c *call) (answer, error) {
	workspace, err := c.account.CreateWorkspace(c.workspaceChange(), c.body.text("Template"))
	return show(http.StatusCreated, newWorkspace)(c, workspace, err)
}

func listWorkspaces(c *call) (answer, error) {
	workspaces, err := c.account.Workspaces(c.query.filter("FriendlyName"), c.page.sim())
	return list("workspaces", newWorkspace)(c, workspaces, err)
}

func fetchWorkspace(c *call) (answer, error) {
	workspace, err := c.account.Workspace(c.param("Sid"))
	return show(http.StatusOK, newWorkspace)(c, workspace, err)
}

func updateWorkspace(c *call) (answer, error) {
	workspace, err := c.account.UpdateWorkspace(c.param("Sid"), c.workspaceChange())
	return show(http.StatusOK, newWorkspace)(c, workspace, err)
}

func deleteWorkspace(c *call) (answer, error) {
	return deleted(c.account.DeleteWorkspace(c.param("Sid")))
}

// workspaceChange reads what a workspace is to be. Agents take several tasks at
// once here whatever it says: a client that
// switches that off is told so.
func (c *call) workspaceChange() sim.WorkspaceChange {
	multiTask := c.body.truth("MultiTaskEnabled")
	if multiTask != nil && !*multiTask {
		c.noteWithoutEffect("MultiTaskEnabled=false")
	}
	return sim.WorkspaceChange{
		FriendlyName:       c.body.text("FriendlyName"),
		EventCallbackURL:   c.body.text("EventCallbackUrl"),
		EventsFilter:       c.body.text("EventsFilter"),
		QueueOrder:         c.body.text("PrioritizeQueueOrder"),
		DefaultActivitySid: c.body.text("DefaultActivitySid"),
		TimeoutActivitySid: c.body.text("TimeoutActivitySid"),
		MultiTask:          multiTask,
	}
}

// A workspace is the Workspace resource (Twilio docs, TaskRouter).
type workspace struct {
	AccountSid           string         `json:"account_sid"`
	DateCreated          string         `json:"date_created"`
	DateUpdated          string         `json:"date_updated"`
	DefaultActivityName  *string        `json:"default_activity_name"`
	DefaultActivitySid   *string        `json:"default_activity_sid"`
	EventCallbackURL     string         `json:"event_callback_url"`
	EventsFilter         *string        `json:"events_filter"`
	FriendlyName         string         `json:"friendly_name"`
	MultiTaskEnabled     bool           `json:"multi_task_enabled"`
	Sid                  string         `json:"sid"`
	TimeoutActivityName  *string        `json:"timeout_activity_name"`
	TimeoutActivitySid   *string        `json:"timeout_activity_sid"`
	PrioritizeQueueOrder string         `json:"prioritize_queue_order"`
	URL                  string         `json:"url"`
	Links                workspaceLinks `json:"links"`
}

type workspaceLinks struct {
	Activities           string `json:"activities"`
	Statistics           string `json:"statistics"`
	RealTimeStatistics   string `json:"real_time_statistics"`
	CumulativeStatistics string `json:"cumulative_statistics"`
	TaskQueues           string `json:"task_queues"`
	Tasks                string `json:"tasks"`
	Workers              string `json:"workers"`
	Workflows            string `json:"workflows"`
	TaskChannels         string `json:"task_channels"`
	Events               string `json:"events"`
}

func newWorkspace(_ *call, v sim.WorkspaceView) workspace {
	url := workspacesURL + v.Sid
	return workspace{
		AccountSid:           v.AccountSid,
		DateCreated:          iso(v.Created),
		DateUpdated:          iso(v.Updated),
		DefaultActivityName:  orNull(&v.DefaultActivityName),
		DefaultActivitySid:   orNull(&v.DefaultActivitySid),
		EventCallbackURL:     v.EventCallbackURL,
		EventsFilter:         orNull(&v.EventsFilter),
		FriendlyName:         v.FriendlyName,
		MultiTaskEnabled:     v.MultiTask,
		Sid:                  v.Sid,
		TimeoutActivityName:  orNull(&v.TimeoutActivityName),
		TimeoutActivitySid:   orNull(&v.TimeoutActivitySid),
		PrioritizeQueueOrder: v.QueueOrder,
		URL:                  url,
		Links: workspaceLinks{
			Activities:           url + "/Activities",
			Statistics:           url + "/Statistics",
			RealTimeStatistics:   url + "/RealTimeStatistics",
			CumulativeStatistics: url + "/CumulativeStatistics",
			TaskQueues:           url + "/TaskQueues",
			Tasks:                url + "/Tasks",
			Workers:              url + "/Workers",
			Workflows:            url + "/Workflows",
			TaskChannels:         url + "/TaskChannels",
			Events:               url + "/Events",
		},
	}
}
