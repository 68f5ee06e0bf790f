package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/sim"
)

func taskQueueOperations() []operation {
	const all, one = "/v1/Workspaces/{WorkspaceSid}/TaskQueues", "/v1/Workspaces/{WorkspaceSid}/TaskQueues/{Sid}"
	fields := []string{"FriendlyName", "TargetWorkers", "MaxReservedWorkers", "TaskOrder"}
	// These are kept and shown, but no worker's activity changes by them.
	shown := []string{"ReservationActivitySid", "AssignmentActivitySid"}
	return []operation{
		{name: "CreateTaskQueue", product: taskRouter, method: http.MethodPost, path: all, body: fields, unread: shown, do: createTaskQueue},
		{
			name: "ListTaskQueue", product: taskRouter, method: http.MethodGet, path: all,
			query: []string{"FriendlyName", "EvaluateWorkerAttributes", "WorkerSid"}, unread: []string{"Ordering"}, paged: true, do: listTaskQueues,
		},
		{name: "FetchTaskQueue", product: taskRouter, method: http.MethodGet, path: one, do: fetchTaskQueue},
		{name: "UpdateTaskQueue", product: taskRouter, method: http.MethodPost, path: one, body: fields, unread: shown, do: updateTaskQueue},
		{name: "DeleteTaskQueue", product: taskRouter, method: http.MethodDelete, path: one, do: deleteTaskQueue},
	}
}

func createTaskQueue(c *call) (answer, error) {
	change, err := c.taskQueueChange()
	if err != nil {
		return answer{}, err
	}
	queue, err := c.account.CreateTaskQueue(c.param("WorkspaceSid"), change)
	return show(http.StatusCreated, newTaskQueue)(c, queue, err)
}

func listTaskQueues(c *call) (answer, error) {
	filter := sim.TaskQueueFilter{
		FriendlyName:             c.query.filter("FriendlyName"),
		EvaluateWorkerAttributes: c.query.filter("EvaluateWorkerAttributes"),
		WorkerSid:                c.query.sidFilter("WorkerSid", "WK"),
	}
	if err := c.query.problem(); err != nil {
		return answer{}, err
	}
	queues, err := c.account.TaskQueues(c.param("WorkspaceSid"), filter, c.page.sim())
	return list("task_queues", newTaskQueue)(c, queues, err)
}

func fetchTaskQueue(c *call) (answer, error) {
	queue, err := c.account.TaskQueue(c.param("WorkspaceSid"), c.param("Sid"))
	return show(http.StatusOK, newTaskQueue)(c, queue, err)
}

func updateTaskQueue(c *call) (answer, error) {
	change, err := c.taskQueueChange()
	if err != nil {
		return answer{}, err
	}
	queue, err := c.account.UpdateTaskQueue(c.param("WorkspaceSid"), c.param("Sid"), change)
	return show(http.StatusOK, newTaskQueue)(c, queue, err)
}

func deleteTaskQueue(c *call) (answer, error) {
	return deleted(c.account.DeleteTaskQueue(c.param("WorkspaceSid"), c.param("Sid")))
}

func (c *call) taskQueueChange() (sim.TaskQueueChange, error) {
	change := sim.TaskQueueChange{
		FriendlyName:           c.body.text("FriendlyName"),
		TargetWorkers:          c.body.text("TargetWorkers"),
		TaskOrder:              c.body.text("TaskOrder"),
		ReservationActivitySid: c.body.text("ReservationActivitySid"),
		AssignmentActivitySid:  c.body.text("AssignmentActivitySid"),
		MaxReservedWorkers:     c.body.integer("MaxReservedWorkers"),
	}
	return change, c.body.problem()
}

// A taskQueue is the TaskQueue resource (Twilio docs, TaskRouter).
type taskQueue struct {
	AccountSid              string         `json:"account_sid"`
	AssignmentActivitySid   *string        `json:"assignment_activity_sid"`
	AssignmentActivityName  *string        `json:"assignment_activity_name"`
	DateCreated             string         `json:"date_created"`
	DateUpdated             string         `json:"date_updated"`
	FriendlyName            string         `json:"friendly_name"`
	MaxReservedWorkers      int            `json:"max_reserved_workers"`
	ReservationActivitySid  *string        `json:"reservation_activity_sid"`
	ReservationActivityName *string        `json:"reservation_activity_name"`
	Sid                     string         `json:"sid"`
	TargetWorkers           string         `json:"target_workers"`
	TaskOrder               string         `json:"task_order"`
	URL                     string         `json:"url"`
	WorkspaceSid            string         `json:"workspace_sid"`
	Links                   taskQueueLinks `json:"links"`
}

type taskQueueLinks struct {
	AssignmentActivity     *string `json:"assignment_activity"`
	ReservationActivity    *string `json:"reservation_activity"`
	Workspace              string  `json:"workspace"`
	Statistics             string  `json:"statistics"`
	RealTimeStatistics     string  `json:"real_time_statistics"`
	CumulativeStatistics   string  `json:"cumulative_statistics"`
	ListStatistics         string  `json:"list_statistics"`
	BulkRealTimeStatistics string  `json:"bulk_real_time_statistics"`
}

func newTaskQueue(c *call, v sim.TaskQueueView) taskQueue {
	url := inWorkspace(v.WorkspaceSid, "TaskQueues", v.Sid)
	all := workspacesURL + v.WorkspaceSid + "/TaskQueues"
	return taskQueue{
		AccountSid:              c.account.Sid(),
		AssignmentActivitySid:   orNull(&v.AssignmentActivitySid),
		AssignmentActivityName:  orNull(&v.AssignmentActivityName),
		DateCreated:             iso(v.Created),
		DateUpdated:             iso(v.Updated),
		FriendlyName:            v.FriendlyName,
		MaxReservedWorkers:      v.MaxReservedWorkers,
		ReservationActivitySid:  orNull(&v.ReservationActivitySid),
		ReservationActivityName: orNull(&v.ReservationActivityName),
		Sid:                     v.Sid,
		TargetWorkers:           v.TargetWorkers.String(),
		TaskOrder:               v.TaskOrder,
		URL:                     url,
		WorkspaceSid:            v.WorkspaceSid,
		Links: taskQueueLinks{
			AssignmentActivity:     linkTo(v.WorkspaceSid, "Activities", v.AssignmentActivitySid),
			ReservationActivity:    linkTo(v.WorkspaceSid, "Activities", v.ReservationActivitySid),
			Workspace:              workspacesURL + v.WorkspaceSid,
			Statistics:             url + "/Statistics",
			RealTimeStatistics:     url + "/RealTimeStatistics",
			CumulativeStatistics:   url + "/CumulativeStatistics",
			ListStatistics:         all + "/Statistics",
			BulkRealTimeStatistics: all + "/RealTimeStatistics",
		},
	}
}
