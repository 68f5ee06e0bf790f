package wire

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/flexrig/flexrig/internal/insights"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// readInsights gives what Flex Insights makes of the account's history so far,
// or with ?as=reports what the last load has brought of it.
func (s *StandIn) readInsights(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	var shown insights.Projection
	switch as := r.URL.Query().Get("as"); as {
	case "":
		shown = found.account.Insights()
	case "reports":
		shown = found.account.Reports()
	default:
		return answer{}, badRequest("as=%.60s is no view of Insights; say reports, or nothing for all that it was given", as)
	}
	if task := r.URL.Query().Get("task"); task != "" {
		shown = ofTask(shown, task)
	}
	return answer{status: http.StatusOK, body: shown}, nil
}

// ofTask leaves of a projection what is one task's own.
func ofTask(p insights.Projection, sid string) insights.Projection {
	p.Segments = slices.DeleteFunc(p.Segments, func(s insights.Segment) bool { return s.TaskSid != sid })
	p.Conversations = slices.DeleteFunc(p.Conversations, func(c insights.Conversation) bool { return !slices.Contains(c.Tasks, sid) })
	p.Findings = slices.DeleteFunc(p.Findings, func(f insights.Finding) bool { return f.TaskSid != sid })
	p.Inputs = slices.DeleteFunc(p.Inputs, func(i insights.Input) bool { return i.TaskSid != sid })
	p.Agents, p.AgentStatuses = []insights.Agent{}, []insights.AgentStatus{}
	return p
}

// An occurrence is one event of an account's history, for people to read.
type occurrence struct {
	Seq            uint64    `json:"seq"`
	At             time.Time `json:"at"`
	Type           string    `json:"type"`
	TaskSid        string    `json:"task_sid"`
	ReservationSid string    `json:"reservation_sid"`
	Worker         string    `json:"worker"` // friendly name
	Resource       string    `json:"resource"`
	Detail         string    `json:"detail"`
}

// readHistory gives the account's last events, oldest first; all of them where
// the request does not say how many.
func (s *StandIn) readHistory(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	last := 0
	if given := r.URL.Query().Get("last"); given != "" {
		if last, err = strconv.Atoi(given); err != nil || last < 1 {
			return answer{}, badRequest("last=%.60s is no number of events; say 1 or more", given)
		}
	}
	events := found.account.History(last)
	occurrences := make([]occurrence, 0, len(events))
	for _, event := range events {
		occurrences = append(occurrences, newOccurrence(event))
	}
	return answer{status: http.StatusOK, body: struct {
		Events  []occurrence `json:"events"`
		Dropped uint64       `json:"dropped,omitempty"` // events that are no longer kept
	}{occurrences, found.account.Dropped()}}, nil
}

func newOccurrence(event taskrouter.Event) occurrence {
	o := occurrence{Seq: event.Seq, At: event.At, Type: string(event.Type), Resource: event.Resource, Detail: event.Detail}
	if event.Task != nil {
		o.TaskSid = event.Task.Sid
	}
	if event.Reservation != nil {
		o.TaskSid, o.ReservationSid, o.Worker = event.Reservation.TaskSid, event.Reservation.Sid, event.Reservation.WorkerName
	}
	if event.Worker != nil {
		o.Worker = event.Worker.FriendlyName
	}
	return o
}
