package wire

import (
	"net/http"
	"testing"
)

// A centre is a small contact centre, made through the API: one agent who is
// available for everything, one queue, one workflow that leads there.
type centre struct {
	client
	workspace, available, offline string
	queue, workflow, worker       string
}

const (
	taskRouterAPI = "https://taskrouter.twilio.com/v1"
	flexAddress   = "https://flex-api.twilio.com/v1"
	threadsAPI    = "https://conversations.twilio.com/v1"
)

// oneQueue sends every task to one queue.
func oneQueue(queue string) string {
	return `{"task_routing":{"filters":[],"default_filter":{"queue":"` + queue + `"}}}`
}

func newCentre(t testing.TB, c client) centre {
	t.Helper()
	made := centre{client: c}
	made.workspace = c.post(taskRouterAPI+"/Workspaces", "FriendlyName", "Contact centre").wants(t, http.StatusCreated).text(t, "sid")
	made.available = c.post(made.in("Activities"), "FriendlyName", "At the desk", "Available", "true").wants(t, http.StatusCreated).text(t, "sid")
	made.offline = c.post(made.in("Activities"), "FriendlyName", "Gone home").wants(t, http.StatusCreated).text(t, "sid")
	made.queue = c.post(made.in("TaskQueues"), "FriendlyName", "Support").wants(t, http.StatusCreated).text(t, "sid")
	made.workflow = c.post(made.in("Workflows"), "FriendlyName", "To support", "Configuration", oneQueue(made.queue)).
		wants(t, http.StatusCreated).text(t, "sid")
	made.worker = c.post(made.in("Workers"), "FriendlyName", "Ada", "ActivitySid", made.available, "Attributes", `{"skills":["chat"]}`).
		wants(t, http.StatusCreated).text(t, "sid")
	return made
}

// in is the address of a collection of the centre's workspace.
func (c centre) in(collection string) string {
	return taskRouterAPI + "/Workspaces/" + c.workspace + "/" + collection
}

// newTask makes a task and gives its sid.
func (c centre) newTask(t testing.TB, attributes string) string {
	t.Helper()
	return c.post(c.in("Tasks"), "Attributes", attributes, "WorkflowSid", c.workflow).wants(t, http.StatusCreated).text(t, "sid")
}

// offered gives the one reservation that a task has.
func (c centre) offered(t testing.TB, task string) string {
	t.Helper()
	listed := c.get(c.in("Tasks/"+task+"/Reservations")).wants(t, http.StatusOK).object(t)["reservations"].([]any)
	if len(listed) != 1 {
		t.Fatalf("task %s has %d reservations, want 1", task, len(listed))
	}
	return listed[0].(map[string]any)["sid"].(string)
}

// accept makes Ada take a task.
func (c centre) accept(t testing.TB, task string) string {
	t.Helper()
	reservation := c.offered(t, task)
	c.post(c.in("Tasks/"+task+"/Reservations/"+reservation), "ReservationStatus", "accepted").wants(t, http.StatusOK)
	return reservation
}

// An engagement is an interaction with its parts.
type engagement struct {
	interaction, channel, task string
}

// newInteraction makes an interaction with a chat channel that the API began.
func (c centre) newInteraction(t testing.TB) engagement {
	t.Helper()
	made := c.post(flexAddress+"/Interactions",
		"Channel", `{"type":"web","initiated_by":"api","participants":[{"identity":"customer"}]}`,
		"Routing", `{"properties":{"workspace_sid":"`+c.workspace+`","workflow_sid":"`+c.workflow+`","task_channel_unique_name":"chat"}}`,
	).object(t)
	task := made["routing"].(map[string]any)["properties"].(map[string]any)["sid"].(string)
	return engagement{
		interaction: made["sid"].(string),
		channel:     made["channel"].(map[string]any)["sid"].(string),
		task:        task,
	}
}

// at is the address of a collection of the engagement's channel.
func (e engagement) at(collection string) string {
	return flexAddress + "/Interactions/" + e.interaction + "/Channels/" + e.channel + "/" + collection
}
