package insights_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/fixtures"
	"github.com/flexrig/flexrig/internal/insights"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// A clerk is one worker of a history.
type clerk struct {
	*history
	worker taskrouter.Worker
}

func (h *history) clerk(name, attributes string) *clerk {
	c := &clerk{history: h, worker: taskrouter.Worker{
		Sid: "WK-" + name, FriendlyName: name, ActivityName: "Offline", Attributes: taskrouter.Attributes(attributes),
	}}
	c.happens(taskrouter.WorkerCreated)
	return c
}

func (c *clerk) happens(kind taskrouter.EventType) {
	worker := c.worker
	c.tell(taskrouter.Event{Type: kind, Worker: &worker})
}

func (c *clerk) logIn() { c.happens(taskrouter.AgentLoggedIn) }

func (c *clerk) enter(activity string) {
	c.worker.ActivityName = activity
	c.happens(taskrouter.WorkerActivityUpdate)
}

func (c *clerk) update(attributes string) {
	c.worker.Attributes = taskrouter.Attributes(attributes)
	c.happens(taskrouter.WorkerAttributesUpdate)
}

// offered tells of a reservation in a queue, and of nothing else that would
// have to happen.
func (c *clerk) offered(queue string) {
	task := taskrouter.Task{Sid: "WT-" + queue, QueueSid: "WQ-" + queue}
	worker := c.worker
	c.tell(taskrouter.Event{Type: taskrouter.ReservationCreated, Task: &task, Worker: &worker, Reservation: &taskrouter.Reservation{
		Sid: "WR-" + queue, TaskSid: task.Sid, WorkerSid: c.worker.Sid, WorkerName: c.worker.FriendlyName,
	}})
}

func TestWhatIsLoadedOfAnAgent(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, attributes string
		want             map[string]any
		findings         []string
	}{
		{"documented keys", `{"full_name":"Mary Smith","agent_label_3":"Label 3"}`, map[string]any{"full_name": "Mary Smith", "agent_label_3": "Label 3"}, nil},
		{"keys of one's own beside them", `{"skills":["a"],"level":7,"state":"Active","agent_attribute_4":"x"}`, map[string]any{"state": "Active"}, nil},
		{"keys of conversations", `{"campaign":"Spring","conversations":{"campaign":"Spring"}}`, map[string]any{}, nil},
		{"a number for a text", `{"team_id":2}`, map[string]any{}, []string{"TD-23 team_id"}},
		{"null", `{"team_id":null}`, map[string]any{}, nil},
		{"a team's name beside its id", `{"team_id":"2","team_name":"Sales"}`, map[string]any{"team_id": "2", "team_name": "Sales"}, nil},
		{"a team's name alone", `{"team_name":"Sales"}`, map[string]any{}, []string{"TD-21 team_name"}},
		{"a department's name alone", `{"department_name":"Sales"}`, map[string]any{}, []string{"TD-22 department_name"}},
		{"no object", `[]`, map[string]any{}, nil},
	} {
		h := newHistory()
		c := h.clerk("Ada", row.attributes)
		c.logIn()
		c.enter("Available")
		p := h.project()
		if diff := cmp.Diff(row.want, p.Agents[0].Attributes); diff != "" {
			t.Errorf("%s: loaded differs (-want +got):\n%s", row.name, diff)
		}
		var found []string
		for _, f := range p.Findings {
			if f.WorkerSid != "WK-Ada" || f.TaskSid != "" {
				t.Errorf("%s: the finding %+v is not about the worker", row.name, f)
			}
			found = append(found, f.Rule+" "+f.Path)
		}
		if diff := cmp.Diff(row.findings, found); diff != "" {
			t.Errorf("%s: findings differ (-want +got):\n%s", row.name, diff)
		}
	}
}

func TestTheDocumentedWorkerAttributesAreLoadedAsTheyStand(t *testing.T) {
	t.Parallel()
	payload, err := fixtures.Payload("worker attributes")
	if err != nil {
		t.Fatal(err)
	}
	h := newHistory()
	c := h.clerk("Ada", payload.JSON)
	c.logIn()
	c.enter("Available")
	p := h.project()
	if diff := cmp.Diff(taskrouter.Attributes(payload.JSON).Decode(), p.Agents[0].Attributes); diff != "" || len(p.Findings) > 0 {
		t.Errorf("loaded differs, with findings %+v (-want +got):\n%s", p.Findings, diff)
	}
}

func TestWhenAgentsAreRead(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		tell func(*clerk)
		team string // as loaded; the worker begins with team 1
	}{
		{"never", func(*clerk) {}, ""},
		{"a login alone", func(c *clerk) { c.logIn() }, ""},
		{"a status without a login", func(c *clerk) { c.enter("Available") }, ""},
		{"a status before the login", func(c *clerk) { c.enter("Available"); c.logIn() }, ""},
		{"a status after the login", func(c *clerk) { c.logIn(); c.enter("Available") }, "1"},
		{"an update without a status", func(c *clerk) { c.logIn(); c.enter("Available"); c.update(`{"team_id":"2"}`) }, "1"},
		{"an update with a status", func(c *clerk) { c.logIn(); c.update(`{"team_id":"2"}`); c.enter("Available") }, "2"},
		{"two statuses, one login", func(c *clerk) { c.logIn(); c.enter("Available"); c.update(`{"team_id":"2"}`); c.enter("Break") }, "2"},
		{"a deletion", func(c *clerk) {
			c.logIn()
			c.enter("Available")
			c.update(`{"team_id":"2"}`)
			c.happens(taskrouter.WorkerDeleted)
		}, "1"},
	} {
		h := newHistory()
		row.tell(h.clerk("Ada", `{"team_id":"1"}`))
		agent := h.project().Agents[0]
		if agent.TeamID != row.team || len(agent.Attributes) != len(row.team) || agent.ReadAt.IsZero() != (row.team == "") {
			t.Errorf("%s: got %+v, want team %q", row.name, agent, row.team)
		}
	}
}

func TestAgentStatusesFollowEachOther(t *testing.T) {
	t.Parallel()
	h := newHistory()
	ada, grace := h.clerk("Ada", `{}`), h.clerk("Grace", `{}`)
	began := h.now
	ada.logIn()
	grace.logIn()
	ada.enter("Available")
	h.wait(time.Minute)
	grace.enter("Available")
	h.wait(time.Minute)
	ada.enter("Break")
	grace.happens(taskrouter.WorkerDeleted)
	want := []insights.AgentStatus{
		{WorkerSid: "WK-Ada", Agent: "Ada", Activity: "Available", Started: began, Ended: began.Add(2 * time.Minute)},
		{WorkerSid: "WK-Grace", Agent: "Grace", Activity: "Available", Started: began.Add(time.Minute), Ended: began.Add(2 * time.Minute)},
		{WorkerSid: "WK-Ada", Agent: "Ada", Activity: "Break", Started: began.Add(2 * time.Minute)},
	}
	if diff := cmp.Diff(want, h.project().AgentStatuses); diff != "" {
		t.Errorf("statuses differ (-want +got):\n%s", diff)
	}
}

func TestWhichTeamAnAgentCountsFor(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, attributes string
		queues           []string
		change           func(*rulebook.Book)
		want             string
	}{
		{"neither id nor queue", `{}`, nil, nil, ""},
		{"a queue", `{}`, []string{"Support"}, nil, "WQ-Support"},
		{"the latest of two queues", `{}`, []string{"Support", "Sales"}, nil, "WQ-Sales"},
		{"an id of one's own", `{"team_id":"2"}`, []string{"Support"}, nil, "2"},
		{"an empty id", `{"team_id":""}`, []string{"Support"}, nil, "WQ-Support"},
		{"a book in which no queue stands in", `{}`, []string{"Support"}, func(b *rulebook.Book) { b.QueueStandsForAgentsTeam = false }, ""},
	} {
		h := newHistory()
		c := h.clerk("Ada", row.attributes)
		for _, queue := range row.queues {
			c.offered(queue)
		}
		c.logIn()
		c.enter("Available")
		change := row.change
		if change == nil {
			change = func(*rulebook.Book) {}
		}
		if got := h.project(change).Agents[0].TeamID; got != row.want {
			t.Errorf("%s: got team %q, want %q", row.name, got, row.want)
		}
	}
}
