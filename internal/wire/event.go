package wire

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/flexrig/flexrig/internal/sim"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

func eventOperations() []operation {
	const all, one = "/v1/Workspaces/{WorkspaceSid}/Events", "/v1/Workspaces/{WorkspaceSid}/Events/{Sid}"
	return []operation{
		{
			name: "ListEvent", product: taskRouter, method: http.MethodGet, path: all,
			query: []string{
				"EndDate", "EventType", "Minutes", "ReservationSid", "StartDate", "TaskQueueSid", "TaskSid", "WorkerSid",
				"WorkflowSid", "TaskChannel", "Sid",
			},
			paged: true, do: listEvents,
		},
		{name: "FetchEvent", product: taskRouter, method: http.MethodGet, path: one, do: fetchEvent},
	}
}

func listEvents(c *call) (answer, error) {
	filter := sim.EventFilter{
		EventType:      c.query.filter("EventType"),
		TaskSid:        c.query.sidFilter("TaskSid", "WT"),
		WorkerSid:      c.query.sidFilter("WorkerSid", "WK"),
		ReservationSid: c.query.sidFilter("ReservationSid", "WR"),
		TaskQueueSid:   c.query.sidFilter("TaskQueueSid", "WQ"),
		WorkflowSid:    c.query.sidFilter("WorkflowSid", "WW"),
		TaskChannel:    c.query.filter("TaskChannel"),
		Sid:            c.query.sidFilter("Sid", "EV"),
		Start:          c.query.instant("StartDate"),
		End:            c.query.instant("EndDate"),
		Minutes:        c.query.integer("Minutes"),
	}
	if err := c.query.problem(); err != nil {
		return answer{}, err
	}
	events, err := c.account.Events(c.param("WorkspaceSid"), filter, c.page.sim())
	return list("events", newEvent)(c, events, err)
}

func fetchEvent(c *call) (answer, error) {
	fetched, err := c.account.Event(c.param("WorkspaceSid"), c.param("Sid"))
	return show(http.StatusOK, newEvent)(c, fetched, err)
}

// An event is the Event resource (Twilio docs, TaskRouter). Its actor is the
// workspace: the stand-in does not know whose credentials meant what.
type event struct {
	AccountSid      string            `json:"account_sid"`
	ActorSid        string            `json:"actor_sid"`
	ActorType       string            `json:"actor_type"`
	ActorURL        string            `json:"actor_url"`
	Description     string            `json:"description"`
	EventData       map[string]string `json:"event_data"`
	EventDate       string            `json:"event_date"`
	EventDateMs     int64             `json:"event_date_ms"`
	EventType       string            `json:"event_type"`
	ResourceSid     *string           `json:"resource_sid"`
	ResourceType    string            `json:"resource_type"`
	ResourceURL     *string           `json:"resource_url"`
	Sid             string            `json:"sid"`
	Source          string            `json:"source"`
	SourceIPAddress *string           `json:"source_ip_address"`
	URL             string            `json:"url"`
	WorkspaceSid    string            `json:"workspace_sid"`
}

func newEvent(c *call, v taskrouter.Event) event {
	sid := c.account.EventSid(v)
	resource, at := resourceOf(v)
	return event{
		AccountSid:   c.account.Sid(),
		ActorSid:     v.Workspace,
		ActorType:    "workspace",
		ActorURL:     workspacesURL + v.Workspace,
		Description:  description(v),
		EventData:    eventData(v),
		EventDate:    iso(v.At),
		EventDateMs:  v.At.UnixMilli(),
		EventType:    string(v.Type),
		ResourceSid:  orNull(&resource),
		ResourceType: resourceType(v.Type),
		ResourceURL:  at,
		Sid:          sid,
		Source:       "twilio",
		URL:          inWorkspace(v.Workspace, "Events", sid),
		WorkspaceSid: v.Workspace,
	}
}

// description is the event in words, its type where nothing more is known.
func description(v taskrouter.Event) string {
	if v.Detail != "" {
		return v.Detail
	}
	return string(v.Type)
}

// resourceType is what an event is about: "task" of task.wrapup.
func resourceType(kind taskrouter.EventType) string {
	noun, _, _ := strings.Cut(string(kind), ".")
	return noun
}

// collections are where the resources of each type are found in a workspace.
var collections = map[string]string{
	"activity": "Activities", "task": "Tasks", "task-channel": "TaskChannels", "task-queue": "TaskQueues",
	"worker": "Workers", "workflow": "Workflows",
}

// resourceOf gives the sid of what an event is about, and its address.
func resourceOf(v taskrouter.Event) (sid string, url *string) {
	kind := resourceType(v.Type)
	switch {
	case kind == "reservation" && v.Reservation != nil:
		address := inWorkspace(v.Workspace, "Tasks", v.Reservation.TaskSid) + "/Reservations/" + v.Reservation.Sid
		return v.Reservation.Sid, &address
	case kind == "task" && v.Task != nil:
		sid = v.Task.Sid
	case kind == "worker" && v.Worker != nil:
		sid = v.Worker.Sid
	case kind == "workspace":
		address := workspacesURL + v.Workspace
		return v.Workspace, &address
	default:
		sid = v.Resource
	}
	if collection, ok := collections[kind]; ok {
		return sid, linkTo(v.Workspace, collection, sid)
	}
	return sid, nil
}

// eventData is what the event says of its resources as they stood right after
// it. Every value is text, numbers too, as in the platform's samples.
func eventData(v taskrouter.Event) map[string]string {
	data := map[string]string{"workspace_sid": v.Workspace}
	if t := v.Task; t != nil {
		addTaskData(data, v, t)
	}
	if r := v.Reservation; r != nil {
		data["reservation_sid"], data["reservation_status"] = r.Sid, string(r.Status)
		data["task_sid"], data["worker_sid"], data["worker_name"] = r.TaskSid, r.WorkerSid, r.WorkerName
	}
	if w := v.Worker; w != nil {
		data["worker_sid"], data["worker_name"], data["worker_attributes"] = w.Sid, w.FriendlyName, string(w.Attributes)
		data["worker_activity_sid"], data["worker_activity_name"] = w.ActivitySid, w.ActivityName
	}
	for name, value := range data {
		if value == "" {
			delete(data, name)
		}
	}
	return data
}

func addTaskData(data map[string]string, v taskrouter.Event, t *taskrouter.Task) {
	data["task_sid"], data["task_attributes"] = t.Sid, string(t.Attributes)
	data["task_age"], data["task_priority"] = strconv.Itoa(t.Age(v.At)), strconv.Itoa(t.Priority)
	data["task_assignment_status"], data["task_version"] = string(t.Status), strconv.Itoa(t.Version)
	data["task_channel_sid"], data["task_channel_unique_name"] = t.ChannelSid, v.ChannelName
	data["task_queue_sid"], data["task_queue_name"] = t.QueueSid, v.QueueName
	data["workflow_sid"] = t.WorkflowSid
	switch t.Status {
	case taskrouter.Canceled:
		data["task_canceled_reason"] = t.Reason
	case taskrouter.Completed:
		data["task_completed_reason"] = t.Reason
	}
}
