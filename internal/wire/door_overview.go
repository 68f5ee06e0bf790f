package wire

import (
	"net/http"
	"strconv"
	"time"

	"github.com/flexrig/flexrig/internal/console"
	"github.com/flexrig/flexrig/internal/sim"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// showConsole gives the page, and what it is made of.
func (s *StandIn) showConsole(w http.ResponseWriter, r *http.Request) {
	console.Handler().ServeHTTP(w, r)
}

// An openedAccount is an account as the list of all tells it.
type openedAccount struct {
	Sid string `json:"sid"`
	clockState
}

// listAccounts gives every account, in the order of their sids.
func (s *StandIn) listAccounts(*http.Request) (answer, error) {
	all := []openedAccount{}
	for _, account := range s.accounts.List() {
		all = append(all, openedAccount{account.Sid(), clockOf(account)})
	}
	return answer{status: http.StatusOK, body: struct {
		Accounts []openedAccount `json:"accounts"`
	}{all}}, nil
}

// An overview is an account at a glance.
type overview struct {
	clockState
	Counts       map[taskrouter.TaskStatus]int `json:"counts"`       // of tasks
	Interactions int                           `json:"interactions"` // that were ever created
	Workspaces   int                           `json:"workspaces"`
	Tasks        []taskGlance                  `json:"tasks"`
	Channels     []channelGlance               `json:"channels"`
	Reservations []reservationGlance           `json:"reservations"`
}

type taskGlance struct {
	Sid        string    `json:"sid"`
	Status     string    `json:"status"`
	Channel    string    `json:"channel"` // the task channel's unique name
	Queue      string    `json:"queue"`
	Priority   int       `json:"priority"`
	Version    int       `json:"version"`
	Attributes string    `json:"attributes"` // the beginning of them
	Created    time.Time `json:"created"`
	Until      time.Time `json:"until,omitzero"` // absent where nothing happens unasked
	Span       int64     `json:"span"`           // seconds from the beginning of the wait to its end
}

type channelGlance struct {
	Sid         string    `json:"sid"`
	Interaction string    `json:"interaction"`
	Type        string    `json:"type"`
	Status      string    `json:"status"`
	Until       time.Time `json:"until"`
	Span        int64     `json:"span"`
}

type reservationGlance struct {
	Sid    string    `json:"sid"`
	Task   string    `json:"task"`
	Worker string    `json:"worker"`
	Status string    `json:"status"`
	Until  time.Time `json:"until,omitzero"` // of one that is pending
	Span   int64     `json:"span"`
}

// readOverview gives what an account holds, bounded, with what becomes of it.
func (s *StandIn) readOverview(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	most := 100
	if given := r.URL.Query().Get("most"); given != "" {
		if most, err = strconv.Atoi(given); err != nil || most < 1 || most > 1000 {
			return answer{}, badRequest("most=%.60s is no number of rows; say 1 to 1000", given)
		}
	}
	return answer{status: http.StatusOK, body: newOverview(found.account.Overview(most), found.account.Following())}, nil
}

func newOverview(v sim.Overview, follows bool) overview {
	shown := overview{
		clockState: clockState{Now: v.Now, Mode: frozen}, Counts: v.TaskCounts, Interactions: v.Interactions, Workspaces: v.Workspaces,
		Tasks: []taskGlance{}, Channels: []channelGlance{}, Reservations: []reservationGlance{},
	}
	if follows {
		shown.Mode = following
	}
	for _, t := range v.Tasks {
		begun := t.Created
		if t.Final() {
			begun = t.Ended
		}
		shown.Tasks = append(shown.Tasks, taskGlance{
			Sid: t.Sid, Status: string(t.Status), Channel: t.ChannelName, Queue: t.QueueName, Priority: t.Priority, Version: t.Version,
			Attributes: t.Beginning, Created: t.Created, Until: t.Until, Span: span(begun, t.Until),
		})
	}
	for _, c := range v.Channels {
		shown.Channels = append(shown.Channels, channelGlance{
			Sid: c.Sid, Interaction: c.InteractionSid, Type: c.Type, Status: c.Status, Until: c.Until, Span: span(c.LastActivity, c.Until),
		})
	}
	for _, o := range v.Reservations {
		glance := reservationGlance{Sid: o.Sid, Task: o.TaskSid, Worker: o.WorkerName, Status: string(o.Status)}
		if o.Status == taskrouter.ReservationIsPending {
			glance.Until, glance.Span = o.Deadline, span(o.Created, o.Deadline)
		}
		shown.Reservations = append(shown.Reservations, glance)
	}
	return shown
}

// span is a wait in whole seconds, 0 where it has no end.
func span(from, until time.Time) int64 {
	return max(0, int64(until.Sub(from)/time.Second))
}
