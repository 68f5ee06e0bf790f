package wire

import (
	"net/http"
	"time"

	"github.com/flexrig/flexrig/internal/sim"
)

func taskOperations() []operation {
	const all, one = "/v1/Workspaces/{WorkspaceSid}/Tasks", "/v1/Workspaces/{WorkspaceSid}/Tasks/{Sid}"
	return []operation{
		{
			name: "CreateTask", product: taskRouter, method: http.MethodPost, path: all,
			body: []string{
				"Timeout", "Priority", "TaskChannel", "WorkflowSid", "Attributes", "VirtualStartTime",
				"RoutingTarget", "IgnoreCapacity", "TaskQueueSid",
			},
			do: createTask,
		},
		{
			name: "ListTask", product: taskRouter, method: http.MethodGet, path: all,
			query: []string{
				"Priority", "AssignmentStatus", "WorkflowSid", "WorkflowName", "TaskQueueSid", "TaskQueueName",
				"EvaluateTaskAttributes", "RoutingTarget", "Ordering",
			},
			unread: []string{"HasAddons"}, paged: true, do: listTasks,
		},
		{name: "FetchTask", product: taskRouter, method: http.MethodGet, path: one, do: fetchTask},
		{
			name: "UpdateTask", product: taskRouter, method: http.MethodPost, path: one,
			body: []string{"Attributes", "AssignmentStatus", "Reason", "Priority", "TaskChannel", "VirtualStartTime"}, do: updateTask,
		},
		{name: "DeleteTask", product: taskRouter, method: http.MethodDelete, path: one, do: deleteTask},
	}
}

func createTask(c *call) (answer, error) {
	wanted := sim.NewTask{
		Attributes:     c.body.text("Attributes"),
		WorkflowSid:    c.body.text("WorkflowSid"),
		TaskQueueSid:   c.body.text("TaskQueueSid"),
		TaskChannel:    c.body.text("TaskChannel"),
		RoutingTarget:  c.body.text("RoutingTarget"),
		Timeout:        c.body.integer("Timeout"),
		Priority:       c.body.integer("Priority"),
		VirtualStart:   c.body.instant("VirtualStartTime"),
		IgnoreCapacity: c.body.truth("IgnoreCapacity"),
	}
	if err := c.body.problem(); err != nil {
		return answer{}, err
	}
	created, err := c.account.CreateTask(c.param("WorkspaceSid"), wanted)
	c.about(created)
	return show(http.StatusCreated, newTask)(c, created, err)
}

func listTasks(c *call) (answer, error) {
	filter := sim.TaskFilter{
		Statuses:               c.query.words("AssignmentStatus"),
		Priority:               c.query.integer("Priority"),
		WorkflowSid:            c.query.sidFilter("WorkflowSid", "WW"),
		WorkflowName:           c.query.filter("WorkflowName"),
		TaskQueueSid:           c.query.sidFilter("TaskQueueSid", "WQ"),
		TaskQueueName:          c.query.filter("TaskQueueName"),
		EvaluateTaskAttributes: c.query.filter("EvaluateTaskAttributes"),
		RoutingTarget:          c.query.filter("RoutingTarget"),
		Ordering:               c.query.filter("Ordering"),
	}
	if err := c.query.problem(); err != nil {
		return answer{}, err
	}
	tasks, err := c.account.Tasks(c.param("WorkspaceSid"), filter, c.page.sim())
	return list("tasks", newTask)(c, tasks, err)
}

func fetchTask(c *call) (answer, error) {
	fetched, err := c.account.Task(c.param("WorkspaceSid"), c.param("Sid"))
	c.about(fetched)
	return show(http.StatusOK, newTask)(c, fetched, err)
}

func updateTask(c *call) (answer, error) {
	change := sim.TaskChange{
		IfMatch:      c.ifMatch(),
		Attributes:   c.body.text("Attributes"),
		Status:       c.body.text("AssignmentStatus"),
		Reason:       c.body.text("Reason"),
		TaskChannel:  c.body.text("TaskChannel"),
		Priority:     c.body.integer("Priority"),
		VirtualStart: c.body.instant("VirtualStartTime"),
	}
	if err := c.body.problem(); err != nil {
		return answer{}, err
	}
	updated, err := c.account.UpdateTask(c.param("WorkspaceSid"), c.param("Sid"), change)
	c.about(updated)
	return show(http.StatusOK, newTask)(c, updated, err)
}

func deleteTask(c *call) (answer, error) {
	return deleted(c.account.DeleteTask(c.param("WorkspaceSid"), c.param("Sid"), c.ifMatch()))
}

// A task is the Task resource (Twilio docs, TaskRouter).
type task struct {
	AccountSid            string    `json:"account_sid"`
	Age                   int       `json:"age"` // seconds
	AssignmentStatus      string    `json:"assignment_status"`
	Attributes            string    `json:"attributes"`
	Addons                string    `json:"addons"`
	DateCreated           string    `json:"date_created"`
	DateUpdated           string    `json:"date_updated"`
	TaskQueueEnteredDate  *string   `json:"task_queue_entered_date"`
	Priority              int       `json:"priority"`
	Reason                *string   `json:"reason"`
	Sid                   string    `json:"sid"`
	TaskQueueSid          *string   `json:"task_queue_sid"`
	TaskQueueFriendlyName *string   `json:"task_queue_friendly_name"`
	TaskChannelSid        string    `json:"task_channel_sid"`
	TaskChannelUniqueName string    `json:"task_channel_unique_name"`
	Timeout               int       `json:"timeout"` // seconds
	WorkflowSid           *string   `json:"workflow_sid"`
	WorkflowFriendlyName  *string   `json:"workflow_friendly_name"`
	WorkspaceSid          string    `json:"workspace_sid"`
	URL                   string    `json:"url"`
	Links                 taskLinks `json:"links"`
	VirtualStartTime      string    `json:"virtual_start_time"`
	IgnoreCapacity        bool      `json:"ignore_capacity"`
	RoutingTarget         *string   `json:"routing_target"`

	// RequiredAttention stands in the sample of the page on custom media and
	// nowhere else: published schemas and clients do not know it.
	RequiredAttention int `json:"required_attention"`

	etag int
}

func (t *task) version() int { return t.etag }

type taskLinks struct {
	TaskQueue    *string `json:"task_queue"`
	Workflow     *string `json:"workflow"`
	Workspace    string  `json:"workspace"`
	Reservations string  `json:"reservations"`
}

// noAddons is what every task says of its add-ons: a JSON text, not an object.
const noAddons = "{}"

func newTask(_ *call, v sim.TaskView) *task {
	url := inWorkspace(v.WorkspaceSid, "Tasks", v.Sid)
	return &task{
		AccountSid:            v.AccountSid,
		Age:                   v.Age,
		AssignmentStatus:      string(v.Status),
		Attributes:            string(v.Attributes),
		Addons:                noAddons,
		DateCreated:           iso(v.Created),
		DateUpdated:           iso(v.Updated),
		TaskQueueEnteredDate:  isoOrNull(v.QueueEntered),
		Priority:              v.Priority,
		Reason:                orNull(&v.Reason),
		Sid:                   v.Sid,
		TaskQueueSid:          orNull(&v.QueueSid),
		TaskQueueFriendlyName: orNull(&v.QueueName),
		TaskChannelSid:        v.ChannelSid,
		TaskChannelUniqueName: v.ChannelName,
		Timeout:               int(v.Timeout / time.Second),
		WorkflowSid:           orNull(&v.WorkflowSid),
		WorkflowFriendlyName:  orNull(&v.WorkflowName),
		WorkspaceSid:          v.WorkspaceSid,
		URL:                   url,
		Links: taskLinks{
			TaskQueue:    linkTo(v.WorkspaceSid, "TaskQueues", v.QueueSid),
			Workflow:     linkTo(v.WorkspaceSid, "Workflows", v.WorkflowSid),
			Workspace:    workspacesURL + v.WorkspaceSid,
			Reservations: url + "/Reservations",
		},
		VirtualStartTime: iso(v.VirtualStart),
		IgnoreCapacity:   v.IgnoreCapacity,
		RoutingTarget:    orNull(&v.RoutingTarget),
		etag:             v.Version,
	}
}
