package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/sim"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

func activityOperations() []operation {
	const all, one = "/v1/Workspaces/{WorkspaceSid}/Activities", "/v1/Workspaces/{WorkspaceSid}/Activities/{Sid}"
	return []operation{
		{name: "CreateActivity", product: taskRouter, method: http.MethodPost, path: all, body: []string{"FriendlyName", "Available"}, do: createActivity},
		{name: "ListActivity", product: taskRouter, method: http.MethodGet, path: all, query: []string{"FriendlyName", "Available"}, paged: true, do: listActivities},
		{name: "FetchActivity", product: taskRouter, method: http.MethodGet, path: one, do: fetchActivity},
		{name: "UpdateActivity", product: taskRouter, method: http.MethodPost, path: one, body: []string{"FriendlyName"}, do: updateActivity},
		{name: "DeleteActivity", product: taskRouter, method: http.MethodDelete, path: one, do: deleteActivity},
	}
}

func createActivity(c *call) (answer, error) {
	activity, err := c.account.CreateActivity(c.param("WorkspaceSid"), sim.ActivityChange{
		FriendlyName: c.body.text("FriendlyName"), Available: c.body.truth("Available"),
	})
	return show(http.StatusCreated, newActivity)(c, activity, err)
}

func listActivities(c *call) (answer, error) {
	filter := sim.ActivityFilter{FriendlyName: c.query.filter("FriendlyName"), Available: c.query.truth("Available")}
	activities, err := c.account.Activities(c.param("WorkspaceSid"), filter, c.page.sim())
	return list("activities", newActivity)(c, activities, err)
}

func fetchActivity(c *call) (answer, error) {
	activity, err := c.account.Activity(c.param("WorkspaceSid"), c.param("Sid"))
	return show(http.StatusOK, newActivity)(c, activity, err)
}

func updateActivity(c *call) (answer, error) {
	change := sim.ActivityChange{FriendlyName: c.body.text("FriendlyName")}
	activity, err := c.account.UpdateActivity(c.param("WorkspaceSid"), c.param("Sid"), change)
	return show(http.StatusOK, newActivity)(c, activity, err)
}

func deleteActivity(c *call) (answer, error) {
	return deleted(c.account.DeleteActivity(c.param("WorkspaceSid"), c.param("Sid")))
}

// An activity is the Activity resource (Twilio docs, TaskRouter).
type activity struct {
	AccountSid   string        `json:"account_sid"`
	Available    bool          `json:"available"`
	DateCreated  string        `json:"date_created"`
	DateUpdated  string        `json:"date_updated"`
	FriendlyName string        `json:"friendly_name"`
	Sid          string        `json:"sid"`
	WorkspaceSid string        `json:"workspace_sid"`
	URL          string        `json:"url"`
	Links        workspaceLink `json:"links"`
}

// A workspaceLink is the links of a resource that leads to its workspace alone.
type workspaceLink struct {
	Workspace string `json:"workspace"`
}

func newActivity(c *call, v taskrouter.Activity) activity {
	return activity{
		AccountSid:   c.account.Sid(),
		Available:    v.Available,
		DateCreated:  iso(v.Created),
		DateUpdated:  iso(v.Updated),
		FriendlyName: v.FriendlyName,
		Sid:          v.Sid,
		WorkspaceSid: v.WorkspaceSid,
		URL:          inWorkspace(v.WorkspaceSid, "Activities", v.Sid),
		Links:        workspaceLink{Workspace: workspacesURL + v.WorkspaceSid},
	}
}
