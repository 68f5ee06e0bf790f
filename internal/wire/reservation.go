package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/sim"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// callInstructions are the parameters of a reservation's telephone
// instructions. The stand-in rings nobody.
var callInstructions = []string{
	"DequeuePostWorkActivitySid", "DequeueFrom", "DequeueRecord", "DequeueTimeout", "DequeueTo", "DequeueStatusCallbackUrl",
	"CallFrom", "CallRecord", "CallTimeout", "CallTo", "CallUrl", "CallStatusCallbackUrl", "CallAccept",
	"RedirectCallSid", "RedirectAccept", "RedirectUrl", "To", "From", "StatusCallback", "StatusCallbackMethod",
	"StatusCallbackEvent", "Timeout", "Record", "Muted", "Beep", "StartConferenceOnEnter", "EndConferenceOnExit",
	"WaitUrl", "WaitMethod", "EarlyMedia", "MaxParticipants", "ConferenceStatusCallback", "ConferenceStatusCallbackMethod",
	"ConferenceStatusCallbackEvent", "ConferenceRecord", "ConferenceTrim", "RecordingChannels", "RecordingStatusCallback",
	"RecordingStatusCallbackMethod", "ConferenceRecordingStatusCallback", "ConferenceRecordingStatusCallbackMethod",
	"Region", "SipAuthUsername", "SipAuthPassword", "DequeueStatusCallbackEvent", "PostWorkActivitySid",
	"EndConferenceOnCustomerExit", "BeepOnCustomerEntrance", "JitterBufferSize",
}

var reservationFields = []string{"ReservationStatus", "WorkerActivitySid", "Instruction"}

func taskReservationOperations() []operation {
	const all = "/v1/Workspaces/{WorkspaceSid}/Tasks/{TaskSid}/Reservations"
	const one = all + "/{Sid}"
	return []operation{
		{
			name: "ListTaskReservation", product: taskRouter, method: http.MethodGet, path: all,
			query: []string{"ReservationStatus", "WorkerSid"}, paged: true, do: listTaskReservations,
		},
		{name: "FetchTaskReservation", product: taskRouter, method: http.MethodGet, path: one, do: fetchTaskReservation},
		{
			name: "UpdateTaskReservation", product: taskRouter, method: http.MethodPost, path: one, body: reservationFields,
			unread: append([]string{"SupervisorMode", "Supervisor"}, callInstructions...), do: updateTaskReservation,
		},
	}
}

func workerReservationOperations() []operation {
	const all = "/v1/Workspaces/{WorkspaceSid}/Workers/{WorkerSid}/Reservations"
	const one = all + "/{Sid}"
	return []operation{
		{
			name: "ListWorkerReservation", product: taskRouter, method: http.MethodGet, path: all,
			query: []string{"ReservationStatus"}, paged: true, do: listWorkerReservations,
		},
		{name: "FetchWorkerReservation", product: taskRouter, method: http.MethodGet, path: one, do: fetchWorkerReservation},
		{
			name: "UpdateWorkerReservation", product: taskRouter, method: http.MethodPost, path: one, body: reservationFields,
			unread: callInstructions, do: updateWorkerReservation,
		},
	}
}

func listTaskReservations(c *call) (answer, error) {
	filter := sim.ReservationFilter{
		Status:    c.query.filter("ReservationStatus"),
		WorkerSid: c.query.sidFilter("WorkerSid", "WK"),
	}
	if err := c.query.problem(); err != nil {
		return answer{}, err
	}
	reservations, err := c.account.TaskReservations(c.param("WorkspaceSid"), c.param("TaskSid"), filter, c.page.sim())
	return list("reservations", newTaskReservation)(c, reservations, err)
}

func fetchTaskReservation(c *call) (answer, error) {
	fetched, err := c.account.TaskReservation(c.param("WorkspaceSid"), c.param("TaskSid"), c.param("Sid"))
	return show(http.StatusOK, newTaskReservation)(c, fetched, err)
}

func updateTaskReservation(c *call) (answer, error) {
	updated, err := c.account.UpdateTaskReservation(
		c.param("WorkspaceSid"), c.param("TaskSid"), c.param("Sid"), c.reservationChange())
	return show(http.StatusOK, newTaskReservation)(c, updated, err)
}

func listWorkerReservations(c *call) (answer, error) {
	filter := sim.ReservationFilter{Status: c.query.filter("ReservationStatus")}
	reservations, err := c.account.WorkerReservations(c.param("WorkspaceSid"), c.param("WorkerSid"), filter, c.page.sim())
	return list("reservations", newWorkerReservation)(c, reservations, err)
}

func fetchWorkerReservation(c *call) (answer, error) {
	fetched, err := c.account.WorkerReservation(c.param("WorkspaceSid"), c.param("WorkerSid"), c.param("Sid"))
	return show(http.StatusOK, newWorkerReservation)(c, fetched, err)
}

func updateWorkerReservation(c *call) (answer, error) {
	updated, err := c.account.UpdateWorkerReservation(
		c.param("WorkspaceSid"), c.param("WorkerSid"), c.param("Sid"), c.reservationChange())
	return show(http.StatusOK, newWorkerReservation)(c, updated, err)
}

func (c *call) reservationChange() sim.ReservationChange {
	return sim.ReservationChange{
		IfMatch:           c.ifMatch(),
		Status:            c.body.text("ReservationStatus"),
		Instruction:       c.body.text("Instruction"),
		WorkerActivitySid: c.body.text("WorkerActivitySid"),
	}
}

// A reservation is the Task Reservation and the Worker Reservation resource
// (Twilio docs, TaskRouter): one thing under two addresses.
type reservation struct {
	AccountSid        string           `json:"account_sid"`
	DateCreated       string           `json:"date_created"`
	DateUpdated       string           `json:"date_updated"`
	ReservationStatus string           `json:"reservation_status"`
	Sid               string           `json:"sid"`
	TaskSid           string           `json:"task_sid"`
	WorkerName        string           `json:"worker_name"`
	WorkerSid         string           `json:"worker_sid"`
	WorkspaceSid      string           `json:"workspace_sid"`
	URL               string           `json:"url"`
	Links             reservationLinks `json:"links"`

	etag int
}

func (r reservation) version() int { return r.etag }

type reservationLinks struct {
	Task      string `json:"task"`
	Worker    string `json:"worker"`
	Workspace string `json:"workspace"`
}

func newTaskReservation(_ *call, v taskrouter.Reservation) reservation {
	r := newReservation(v)
	r.URL = r.Links.Task + "/Reservations/" + v.Sid
	return r
}

func newWorkerReservation(_ *call, v taskrouter.Reservation) reservation {
	r := newReservation(v)
	r.URL = r.Links.Worker + "/Reservations/" + v.Sid
	return r
}

func newReservation(v taskrouter.Reservation) reservation {
	return reservation{
		AccountSid:        v.AccountSid,
		DateCreated:       iso(v.Created),
		DateUpdated:       iso(v.Updated),
		ReservationStatus: string(v.Status),
		Sid:               v.Sid,
		TaskSid:           v.TaskSid,
		WorkerName:        v.WorkerName,
		WorkerSid:         v.WorkerSid,
		WorkspaceSid:      v.WorkspaceSid,
		Links: reservationLinks{
			Task:      inWorkspace(v.WorkspaceSid, "Tasks", v.TaskSid),
			Worker:    inWorkspace(v.WorkspaceSid, "Workers", v.WorkerSid),
			Workspace: workspacesURL + v.WorkspaceSid,
		},
		etag: v.Version,
	}
}
