package steps

import (
	"fmt"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/flexrig/flexrig/fixtures"
)

// handoverWords make calls that went through more hands than two.
var handoverWords = words{
	{`^a call offered to "([^"]+)", rejected, offered to "([^"]+)", rejected, and accepted by "([^"]+)"$`, (*scenario).callThirdTaker},
}

// callThirdTaker lets two agents turn the call down before a third takes it.
func (s *scenario) callThirdTaker(first, second, third string) error {
	if err := s.only(first); err != nil {
		return err
	}
	if err := s.callArrives(); err != nil {
		return err
	}
	if err := s.turnDown(first, second); err != nil {
		return err
	}
	if err := s.turnDown(second, third); err != nil {
		return err
	}
	return s.moveReservation(s.task, third, "accepted")
}

// turnDown lets an agent reject the current task and step away, and the next
// one come back, who is offered it then.
func (s *scenario) turnDown(agent, next string) error {
	r, err := s.reservation(s.task, agent)
	if err != nil {
		return err
	}
	_, err = s.client().TaskrouterV1.UpdateTaskReservation(s.workspace(), s.task.Sid, *r.Sid,
		(&taskrouter.UpdateTaskReservationParams{}).SetReservationStatus("rejected").
			SetWorkerActivitySid(s.centre.Activities[fixtures.Unavailable]))
	if err != nil {
		return fmt.Errorf("let %q reject: %w", agent, err)
	}
	s.centre.Away[agent] = true
	return s.enter(next, fixtures.Available)
}
