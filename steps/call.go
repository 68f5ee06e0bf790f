package steps

import (
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/flexrig/flexrig/fixtures"
)

const (
	completedAgoPattern = `^a call that was completed (\S+) ago$`
	canceledAgoPattern  = `^a call that was canceled (\S+) ago$`
)

var callWords = words{
	{`^a call waiting in the queue$`, (*scenario).callWaiting},
	{`^a call offered to "([^"]+)"$`, (*scenario).callOffered},
	{`^a call offered to "([^"]+)" and "([^"]+)"$`, (*scenario).callOfferedTwice},
	{`^a call offered to "([^"]+)", rejected, and accepted by "([^"]+)"$`, (*scenario).callHandedOn},
	{`^a call that "([^"]+)" has (accepted|wrapped up|completed)$`, (*scenario).callHandled},
	{completedAgoPattern, (*scenario).callCompletedAgo},
	{canceledAgoPattern, (*scenario).callCanceledAgo},
}

// callWaiting makes a call that nobody can take.
func (s *scenario) callWaiting() error {
	if err := s.only(); err != nil {
		return err
	}
	return s.callArrives()
}

// callOffered makes a call that is offered to one agent, whoever else is there.
func (s *scenario) callOffered(agent string) error {
	return s.offer(s.callArrives, agent)
}

func (s *scenario) callOfferedTwice(first, second string) error {
	return s.offer(s.callArrives, first, second)
}

// offer makes a task while only the given agents are available, and checks that
// it was offered to them. Afterwards everybody is available again.
func (s *scenario) offer(arrives func() error, agents ...string) error {
	if err := s.only(agents...); err != nil {
		return err
	}
	if err := arrives(); err != nil {
		return err
	}
	s.task.offers = map[string]string{}
	for _, agent := range agents {
		r, err := s.reservation(s.task, agent)
		if err != nil {
			return err
		}
		if found := text(r.ReservationStatus); found != "pending" {
			return s.mismatch("%q's reservation of task %q is", found, "pending", agent, s.task.Name)
		}
		s.task.offers[agent] = *r.Sid
	}
	return s.everybody()
}

// callHandedOn lets the first agent reject, and step away so that the call is
// not offered to the same agent once more.
func (s *scenario) callHandedOn(first, second string) error {
	if err := s.only(first); err != nil {
		return err
	}
	if err := s.callArrives(); err != nil {
		return err
	}
	if err := s.turnDown(first, second); err != nil {
		return err
	}
	return s.moveReservation(s.task, second, "accepted")
}

func (s *scenario) callHandled(agent, how string) error {
	if err := s.callOffered(agent); err != nil {
		return err
	}
	return s.handle(agent, how)
}

// handle takes the current task, offered to an agent, as far as how says.
func (s *scenario) handle(agent, how string) error {
	statuses := map[string][]string{
		"accepted":   {"accepted"},
		"wrapped up": {"accepted", "wrapping"},
		"completed":  {"accepted", "completed"},
	}
	for _, status := range statuses[how] {
		if err := s.setReservation(s.task, agent, s.task.offers[agent], status); err != nil {
			return err
		}
	}
	return nil
}

func (s *scenario) callCompletedAgo(span string) error {
	if s.centre == nil {
		return errNoCentre
	}
	if err := s.callHandled(s.centre.Roster[0], "accepted"); err != nil {
		return err
	}
	if err := s.setStatus(s.task, "completed", "resolved"); err != nil {
		return err
	}
	return s.passes(span)
}

func (s *scenario) callCanceledAgo(span string) error {
	if err := s.callWaiting(); err != nil {
		return err
	}
	if err := s.setStatus(s.task, "canceled", "caller hung up"); err != nil {
		return err
	}
	return s.passes(span)
}

// callArrives creates a task on the voice channel with the attributes that an
// incoming call has.
func (s *scenario) callArrives() error {
	attributes, err := fixtures.Payload("incoming call")
	if err != nil {
		return err
	}
	return s.taskArrives("call", (&taskrouter.CreateTaskParams{}).SetTaskChannel("voice").SetAttributes(attributes.JSON))
}
