package wire

import (
	"net/http"
	"strconv"
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
	return listWritten("tasks", newTask)(c, tasks, err)
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

// A task is the Task resource (Twilio docs, TaskRouter). Its JSON is written by
// hand, field by field in the documentation's order; the test's taskResource
// shows the same as a type.
type task struct{ sim.TaskView }

func newTask(_ *call, v sim.TaskView) *task { return &task{v} }

func (t *task) version() int { return t.Version }

// MarshalJSON is for those who ask encoding/json.
func (t *task) MarshalJSON() ([]byte, error) { return t.appendJSON(nil), nil }

// noAddons is what every task says of its add-ons: a JSON text, not an object.
const noAddons = "{}"

func (t *task) appendJSON(to []byte) []byte {
	to = appendText(append(to, `{"account_sid":`...), t.AccountSid)
	to = appendNumber(append(to, `,"age":`...), t.Age)
	to = appendText(append(to, `,"assignment_status":`...), string(t.Status))
	to = appendText(append(to, `,"attributes":`...), string(t.Attributes))
	to = appendText(append(to, `,"addons":`...), noAddons)
	to = appendISO(append(to, `,"date_created":`...), t.Created)
	to = appendISO(append(to, `,"date_updated":`...), t.Updated)
	to = appendISO(append(to, `,"task_queue_entered_date":`...), t.QueueEntered)
	to = appendNumber(append(to, `,"priority":`...), t.Priority)
	to = appendOrNull(append(to, `,"reason":`...), t.Reason)
	to = appendText(append(to, `,"sid":`...), t.Sid)
	to = appendOrNull(append(to, `,"task_queue_sid":`...), t.QueueSid)
	to = appendOrNull(append(to, `,"task_queue_friendly_name":`...), t.QueueName)
	to = appendText(append(to, `,"task_channel_sid":`...), t.ChannelSid)
	to = appendText(append(to, `,"task_channel_unique_name":`...), t.ChannelName)
	to = appendNumber(append(to, `,"timeout":`...), int(t.Timeout/time.Second))
	to = appendOrNull(append(to, `,"workflow_sid":`...), t.WorkflowSid)
	to = appendOrNull(append(to, `,"workflow_friendly_name":`...), t.WorkflowName)
	to = appendText(append(to, `,"workspace_sid":`...), t.WorkspaceSid)
	to = appendAddress(append(to, `,"url":`...), t.WorkspaceSid, "Tasks", t.Sid, "")
	to = t.appendLinks(append(to, `,"links":`...))
	to = appendISO(append(to, `,"virtual_start_time":`...), t.VirtualStart)
	to = strconv.AppendBool(append(to, `,"ignore_capacity":`...), t.IgnoreCapacity)
	to = appendOrNull(append(to, `,"routing_target":`...), t.RoutingTarget)
	// required_attention stands in the sample of the page on custom media and
	// nowhere else: published schemas and clients do not know it.
	return append(to, `,"required_attention":0}`...)
}

func (t *task) appendLinks(to []byte) []byte {
	to = appendLink(append(to, `{"task_queue":`...), t.WorkspaceSid, "TaskQueues", t.QueueSid)
	to = appendLink(append(to, `,"workflow":`...), t.WorkspaceSid, "Workflows", t.WorkflowSid)
	to = append(append(append(to, `,"workspace":"`...), workspacesURL...), t.WorkspaceSid...)
	to = appendAddress(append(to, `","reservations":`...), t.WorkspaceSid, "Tasks", t.Sid, "/Reservations")
	return append(to, '}')
}
