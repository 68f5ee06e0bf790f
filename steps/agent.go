package steps

import (
	"fmt"
	"slices"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/flexrig/flexrig/fixtures"
)

var agentWords = words{
	{`^"([^"]+)" (accepts|rejects|wraps up|completes) the task$`, (*scenario).agentActs},
	{`^"([^"]+)"'s reservation is (pending|accepted|rejected|timeout|canceled|rescinded|wrapping|completed)$`, (*scenario).reservationIs},
	{`^"([^"]+)" (steps away|is back)$`, (*scenario).agentMoves},
}

// deeds are what agents do to reservations, by the status that it asks for.
var deeds = map[string]string{
	"accepts": "accepted", "rejects": "rejected", "wraps up": "wrapping", "completes": "completed",
}

func (s *scenario) agentActs(agent, deed string) error {
	t, err := s.named("")
	if err != nil {
		return err
	}
	if err := s.remember(func() (string, error) { return s.describe(t) }); err != nil {
		return err
	}
	err = s.moveReservation(t, agent, deeds[deed])
	return s.tried(err)
}

func (s *scenario) agentMoves(agent, move string) error {
	if move == "steps away" {
		return s.tried(s.enter(agent, fixtures.Unavailable))
	}
	return s.tried(s.enter(agent, fixtures.Available))
}

// moveReservation asks for another status of an agent's reservation.
func (s *scenario) moveReservation(t *task, agent, status string) error {
	r, err := s.reservation(t, agent)
	if err != nil {
		return err
	}
	return s.setReservation(t, agent, *r.Sid, status)
}

func (s *scenario) setReservation(t *task, agent, reservation, status string) error {
	_, err := s.client().TaskrouterV1.UpdateTaskReservation(s.workspace(), t.Sid, reservation,
		(&taskrouter.UpdateTaskReservationParams{}).SetReservationStatus(status))
	if err != nil {
		return fmt.Errorf("set %q's reservation to %s: %w", agent, status, err)
	}
	return nil
}

func (s *scenario) reservationIs(agent, status string) error {
	t, err := s.named("")
	if err != nil {
		return err
	}
	r, err := s.reservation(t, agent)
	if err != nil {
		return err
	}
	if found := text(r.ReservationStatus); found != status {
		return s.mismatch("%q's reservation of task %q is", found, status, agent, t.Name)
	}
	return nil
}

// reservation is the agent's reservation of a task: the one that is open, else
// the last.
func (s *scenario) reservation(t *task, agent string) (*taskrouter.TaskrouterV1TaskReservation, error) {
	all, err := s.reservations(t, agent)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, s.mismatch("%q's reservation of task %q is", "not there", "there", agent, t.Name)
	}
	for i := range all {
		if slices.Contains([]string{"pending", "accepted", "wrapping"}, text(all[i].ReservationStatus)) {
			return &all[i], nil
		}
	}
	return &all[len(all)-1], nil
}

// reservations lists an agent's reservations of a task, oldest first.
func (s *scenario) reservations(t *task, agent string) ([]taskrouter.TaskrouterV1TaskReservation, error) {
	worker, err := s.worker(agent)
	if err != nil {
		return nil, err
	}
	all, err := s.client().TaskrouterV1.ListTaskReservation(s.workspace(), t.Sid,
		(&taskrouter.ListTaskReservationParams{}).SetWorkerSid(worker))
	if err != nil {
		return nil, fmt.Errorf("list %q's reservations of task %q: %w", agent, t.Name, err)
	}
	// Stable, so that reservations of one second keep the order of the list.
	slices.SortStableFunc(all, func(a, b taskrouter.TaskrouterV1TaskReservation) int {
		if a.DateCreated == nil || b.DateCreated == nil {
			return 0
		}
		return a.DateCreated.Compare(*b.DateCreated)
	})
	return all, nil
}

// worker is an agent's sid.
func (s *scenario) worker(agent string) (string, error) {
	if s.centre == nil {
		return "", errNoCentre
	}
	return s.centre.WorkerSid(agent)
}

// only lets no agents but these be available, so that what is created next is
// offered to them, or waits where there is none.
func (s *scenario) only(agents ...string) error {
	for _, agent := range agents {
		if _, err := s.worker(agent); err != nil {
			return err
		}
	}
	return s.eachAgent(func(agent string) (string, bool) {
		if slices.Contains(agents, agent) {
			return fixtures.Available, s.centre.Away[agent]
		}
		return fixtures.Unavailable, !s.centre.Away[agent]
	})
}

// everybody makes all agents available again.
func (s *scenario) everybody() error {
	return s.eachAgent(func(agent string) (string, bool) { return fixtures.Available, s.centre.Away[agent] })
}

// eachAgent moves the agents for whom choose says so to an activity.
func (s *scenario) eachAgent(choose func(agent string) (activity string, move bool)) error {
	if s.centre == nil {
		return errNoCentre
	}
	for _, agent := range s.centre.Roster {
		activity, move := choose(agent)
		if !move {
			continue
		}
		if err := s.enter(agent, activity); err != nil {
			return err
		}
	}
	return nil
}

// enter puts an agent into an activity.
func (s *scenario) enter(agent, activity string) error {
	worker, err := s.worker(agent)
	if err != nil {
		return err
	}
	_, err = s.client().TaskrouterV1.UpdateWorker(s.workspace(), worker,
		(&taskrouter.UpdateWorkerParams{}).SetActivitySid(s.centre.Activities[activity]))
	if err != nil {
		return fmt.Errorf("put %q into activity %s: %w", agent, activity, err)
	}
	s.centre.Away[agent] = activity != fixtures.Available
	return nil
}
