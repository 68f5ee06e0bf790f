package insights

import (
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// An Agent is a worker as the agents data set shows them.
type Agent struct {
	WorkerSid string `json:"worker_sid"`
	Name      string `json:"name"` // the worker's friendly name

	// Attributes is what was loaded of the worker's attributes: documented keys
	// alone, each a text. Never nil; empty until something has been read.
	Attributes map[string]any `json:"attributes"`
	ReadAt     time.Time      `json:"read_at,omitzero"`

	// TeamID is the unique id of the agent's team: team_id, or in its place the
	// sid of the queue of their latest reservation. Empty where there was none.
	TeamID string `json:"team_id,omitempty"`
}

// An AgentStatus is a segment of the kind Agent Status: a stretch of an agent's
// time in one activity.
type AgentStatus struct {
	WorkerSid string    `json:"worker_sid"`
	Agent     string    `json:"agent"`
	Activity  string    `json:"activity"`
	Started   time.Time `json:"started"`
	Ended     time.Time `json:"ended,omitzero"` // zero while it goes on
}

// keyAgentTeamID is the key of the unique id of an agent's own team.
const keyAgentTeamID = "team_id"

// An agentTrace is what one worker has left in the history so far.
type agentTrace struct {
	sid, name string
	loggedIn  bool
	held      taskrouter.Attributes // as last seen, read or not
	read      taskrouter.Attributes
	readAt    time.Time
	queueSid  string       // of the latest reservation
	status    *AgentStatus // that goes on
}

// agents are the traces of all workers, in the order in which they appeared.
type agents struct {
	book     *rulebook.Book
	traces   []*agentTrace
	bySid    map[string]*agentTrace
	statuses []*AgentStatus
}

// followAgents walks through the history once.
func followAgents(book *rulebook.Book, events []taskrouter.Event) *agents {
	all := &agents{book: book, bySid: map[string]*agentTrace{}}
	for i := range events {
		e := &events[i]
		switch {
		case e.Reservation != nil && e.Reservation.WorkerSid != "":
			all.offered(e)
		case e.Worker != nil:
			all.follow(e)
		}
	}
	return all
}

// of finds a worker's trace, and begins it where there is none.
func (all *agents) of(sid string) *agentTrace {
	t := all.bySid[sid]
	if t == nil {
		t = &agentTrace{sid: sid}
		all.bySid[sid] = t
		all.traces = append(all.traces, t)
	}
	return t
}

// offered notes in which queue an agent was reserved last.
func (all *agents) offered(e *taskrouter.Event) {
	t := all.of(e.Reservation.WorkerSid)
	t.name = e.Reservation.WorkerName
	if e.Type != taskrouter.ReservationCreated || e.Task == nil {
		return
	}
	if t.queueSid == "" || !all.book.Breaks(rulebook.FirstQueueStandsForTeam) {
		t.queueSid = e.Task.QueueSid
	}
}

// follow takes an event about a worker alone into account.
func (all *agents) follow(e *taskrouter.Event) {
	t := all.of(e.Worker.Sid)
	t.name, t.held = e.Worker.FriendlyName, e.Worker.Attributes
	t.loggedIn = t.loggedIn || e.Type == taskrouter.AgentLoggedIn
	switch {
	case readsAgent(all.book, e, t.loggedIn):
		all.read(t, e.At)
		t.leave(e.At)
		t.status = &AgentStatus{WorkerSid: t.sid, Agent: t.name, Activity: e.Worker.ActivityName, Started: e.At}
		all.statuses = append(all.statuses, t.status)
	case e.Type == taskrouter.WorkerDeleted:
		t.leave(e.At)
	}
}

// read takes over what the worker's attributes say by now.
func (all *agents) read(t *agentTrace, at time.Time) {
	if t.readAt.IsZero() || !all.book.Breaks(rulebook.AgentsReadOnce) {
		t.read, t.readAt = t.held, at
	}
	if all.book.Breaks(rulebook.AgentsReadTogether) {
		for _, other := range all.traces {
			other.read, other.readAt = other.held, at
		}
	}
}

// readsAgent tells whether an event begins an agent-status segment, at which the
// worker's attributes are read.
func readsAgent(book *rulebook.Book, e *taskrouter.Event, loggedIn bool) bool {
	return book.ReadsAgent(string(e.Type)) && (loggedIn || !book.AgentsLogIn)
}

// leave ends the status that goes on, if one does.
func (t *agentTrace) leave(at time.Time) {
	if t.status != nil {
		t.status.Ended = at
		t.status = nil
	}
}

// render gives what the agents data set shows, the agent-status segments in the
// order in which they began, and what is wrong with workers' attributes.
func (all *agents) render() ([]Agent, []AgentStatus, []Finding) {
	shown, wrong := make([]Agent, 0, len(all.traces)), []Finding(nil)
	for _, t := range all.traces {
		agent, findings := t.render(all.book)
		shown, wrong = append(shown, agent), append(wrong, findings...)
	}
	statuses := make([]AgentStatus, 0, len(all.statuses))
	for _, status := range all.statuses {
		statuses = append(statuses, *status)
	}
	return shown, statuses, wrong
}

func (t *agentTrace) render(book *rulebook.Book) (Agent, []Finding) {
	noted := findings{worker: t.sid}
	loader := dataReader{findings: &noted, book: book}
	agent := Agent{
		WorkerSid: t.sid, Name: t.name, ReadAt: t.readAt,
		Attributes: loader.members(rulebook.ObjectAgent, t.read.Decode()),
	}
	agent.TeamID, _ = agent.Attributes[keyAgentTeamID].(string)
	if agent.TeamID == "" && book.QueueStandsForAgentsTeam {
		agent.TeamID = t.queueSid
	}
	return agent, noted.list
}
