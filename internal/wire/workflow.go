package wire

import (
	"net/http"
	"time"

	"github.com/flexrig/flexrig/internal/sim"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

func workflowOperations() []operation {
	const all, one = "/v1/Workspaces/{WorkspaceSid}/Workflows", "/v1/Workspaces/{WorkspaceSid}/Workflows/{Sid}"
	fields := []string{"FriendlyName", "Configuration", "AssignmentCallbackUrl", "FallbackAssignmentCallbackUrl", "TaskReservationTimeout"}
	return []operation{
		{
			name: "CreateWorkflow", product: taskRouter, method: http.MethodPost, path: all, body: fields, do: createWorkflow,
		},
		{name: "ListWorkflow", product: taskRouter, method: http.MethodGet, path: all, query: []string{"FriendlyName"}, paged: true, do: listWorkflows},
		{name: "FetchWorkflow", product: taskRouter, method: http.MethodGet, path: one, do: fetchWorkflow},
		{
			name: "UpdateWorkflow", product: taskRouter, method: http.MethodPost, path: one, body: fields,
			unread: []string{"ReEvaluateTasks"}, do: updateWorkflow,
		},
		{name: "DeleteWorkflow", product: taskRouter, method: http.MethodDelete, path: one, do: deleteWorkflow},
	}
}

func createWorkflow(c *call) (answer, error) {
	change, err := c.workflowChange()
	if err != nil {
		return answer{}, err
	}
	workflow, err := c.account.CreateWorkflow(c.param("WorkspaceSid"), change)
	return show(http.StatusCreated, newWorkflow)(c, workflow, err)
}

func listWorkflows(c *call) (answer, error) {
	workflows, err := c.account.Workflows(c.param("WorkspaceSid"), c.query.filter("FriendlyName"), c.page.sim())
	return list("workflows", newWorkflow)(c, workflows, err)
}

func fetchWorkflow(c *call) (answer, error) {
	workflow, err := c.account.Workflow(c.param("WorkspaceSid"), c.param("Sid"))
	return show(http.StatusOK, newWorkflow)(c, workflow, err)
}

func updateWorkflow(c *call) (answer, error) {
	change, err := c.workflowChange()
	if err != nil {
		return answer{}, err
	}
	workflow, err := c.account.UpdateWorkflow(c.param("WorkspaceSid"), c.param("Sid"), change)
	return show(http.StatusOK, newWorkflow)(c, workflow, err)
}

func deleteWorkflow(c *call) (answer, error) {
	return deleted(c.account.DeleteWorkflow(c.param("WorkspaceSid"), c.param("Sid")))
}

func (c *call) workflowChange() (sim.WorkflowChange, error) {
	change := sim.WorkflowChange{
		FriendlyName:       c.body.text("FriendlyName"),
		Configuration:      c.body.text("Configuration"),
		AssignmentURL:      c.body.text("AssignmentCallbackUrl"),
		FallbackURL:        c.body.text("FallbackAssignmentCallbackUrl"),
		ReservationTimeout: c.body.integer("TaskReservationTimeout"),
	}
	return change, c.body.problem()
}

// A workflow is the Workflow resource (Twilio docs, TaskRouter).
type workflow struct {
	AccountSid                    string        `json:"account_sid"`
	AssignmentCallbackURL         *string       `json:"assignment_callback_url"`
	Configuration                 string        `json:"configuration"`
	DateCreated                   string        `json:"date_created"`
	DateUpdated                   string        `json:"date_updated"`
	DocumentContentType           string        `json:"document_content_type"`
	FallbackAssignmentCallbackURL *string       `json:"fallback_assignment_callback_url"`
	FriendlyName                  string        `json:"friendly_name"`
	Sid                           string        `json:"sid"`
	TaskReservationTimeout        int           `json:"task_reservation_timeout"` // seconds
	WorkspaceSid                  string        `json:"workspace_sid"`
	URL                           string        `json:"url"`
	Links                         workflowLinks `json:"links"`
}

type workflowLinks struct {
	Statistics           string `json:"statistics"`
	RealTimeStatistics   string `json:"real_time_statistics"`
	CumulativeStatistics string `json:"cumulative_statistics"`
}

func newWorkflow(c *call, v taskrouter.Workflow) workflow {
	url := inWorkspace(v.WorkspaceSid, "Workflows", v.Sid)
	return workflow{
		AccountSid:                    c.account.Sid(),
		AssignmentCallbackURL:         orNull(&v.AssignmentURL),
		Configuration:                 v.Configuration,
		DateCreated:                   iso(v.Created),
		DateUpdated:                   iso(v.Updated),
		DocumentContentType:           v.DocumentContentType,
		FallbackAssignmentCallbackURL: orNull(&v.FallbackURL),
		FriendlyName:                  v.FriendlyName,
		Sid:                           v.Sid,
		TaskReservationTimeout:        int(v.ReservationTimeout / time.Second),
		WorkspaceSid:                  v.WorkspaceSid,
		URL:                           url,
		Links: workflowLinks{
			Statistics:           url + "/Statistics",
			RealTimeStatistics:   url + "/RealTimeStatistics",
			CumulativeStatistics: url + "/CumulativeStatistics",
		},
	}
}
