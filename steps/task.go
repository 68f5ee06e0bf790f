package steps

import (
	"errors"
	"fmt"
	"strings"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// A task is what an example knows of one: what the platform holds is fetched
// each time it is asked about.
type task struct {
	Name string // as the example calls it: "call", "chat 2"
	Sid  string

	offers map[string]string // reservation sids by the agents that a Given had it offered to
}

var errNoCentre = errors.New("no contact centre has been built before this step")

// taskActions are deeds through the task resource. As a state, the same text is
// among taskStates.
var taskActions = words{
	{`^the task is (completed|canceled|wrapped up)$`, func(s *scenario, how string) error { return s.endTask(how, "") }},
	{`^the task is (completed|canceled|wrapped up) with the reason "([^"]+)"$`, (*scenario).endTask},
}

var taskStates = words{
	{`^the task is (pending|reserved|assigned|wrapping|completed|canceled)$`, (*scenario).taskIs},
	{`^the task is gone$`, (*scenario).taskIsGone},
	{`^the task can still be fetched$`, (*scenario).taskIsThere},
}

func (s *scenario) endTask(how, reason string) error {
	t, err := s.named("")
	if err != nil {
		return err
	}
	if err := s.remember(func() (string, error) { return s.describe(t) }); err != nil {
		return err
	}
	status := how
	if how == "wrapped up" {
		status = "wrapping"
	}
	return s.tried(s.setStatus(t, status, reason))
}

// setStatus asks for another assignment status; an empty reason is left out.
func (s *scenario) setStatus(t *task, status, reason string) error {
	params := (&taskrouter.UpdateTaskParams{}).SetAssignmentStatus(status)
	if reason != "" {
		params.SetReason(reason)
	}
	if _, err := s.client().TaskrouterV1.UpdateTask(s.workspace(), t.Sid, params); err != nil {
		return fmt.Errorf("set task %q to %s: %w", t.Name, status, err)
	}
	return nil
}

// taskArrives creates a task in the centre's workflow and makes it the current
// one under a name.
func (s *scenario) taskArrives(name string, params *taskrouter.CreateTaskParams) error {
	if s.centre == nil {
		return errNoCentre
	}
	made, err := s.client().TaskrouterV1.CreateTask(s.workspace(), params.SetWorkflowSid(s.centre.WorkflowSid))
	if err != nil {
		return fmt.Errorf("create a task for a %s: %w", name, err)
	}
	if made.Sid == nil {
		return fmt.Errorf("create a task for a %s: the answer holds no sid", name)
	}
	s.holds(name, *made.Sid)
	return nil
}

func (s *scenario) taskIs(status string) error {
	t, found, err := s.fetchTask()
	if err != nil {
		return err
	}
	if text(found.AssignmentStatus) != status {
		return s.mismatch("task %q is", text(found.AssignmentStatus), status, t.Name)
	}
	return nil
}

func (s *scenario) taskIsGone() error {
	t, found, err := s.fetchTask()
	switch answer, refused := refusal(err); {
	case err == nil:
		return s.mismatch("task %q is", "still there, "+text(found.AssignmentStatus), "gone", t.Name)
	case refused && answer.Status == 404:
		return nil
	}
	return err
}

func (s *scenario) taskIsThere() error {
	t, _, err := s.fetchTask()
	if answer, refused := refusal(err); refused && answer.Status == 404 {
		return s.mismatch("task %q is", "gone", "still there", t.Name)
	}
	return err
}

// fetchTask fetches the current task.
func (s *scenario) fetchTask() (*task, *taskrouter.TaskrouterV1Task, error) {
	t, err := s.named("")
	if err != nil {
		return nil, nil, err
	}
	found, err := s.client().TaskrouterV1.FetchTask(s.workspace(), t.Sid)
	if err != nil {
		return t, nil, fmt.Errorf("fetch task %q: %w", t.Name, err)
	}
	return t, found, nil
}

// describe puts all that an update can change about a task, and its
// reservations, into words; a task that is gone is described as that.
func (s *scenario) describe(t *task) (string, error) {
	found, err := s.client().TaskrouterV1.FetchTask(s.workspace(), t.Sid)
	if answer, refused := refusal(err); refused && answer.Status == 404 {
		return "no task " + t.Name, nil
	}
	if err != nil {
		return "", fmt.Errorf("fetch task %q: %w", t.Name, err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "task %s: %s, reason %q, priority %d, channel %s, attributes %s", t.Name,
		text(found.AssignmentStatus), text(found.Reason), found.Priority,
		text(found.TaskChannelUniqueName), text(found.Attributes))
	offers, err := s.client().TaskrouterV1.ListTaskReservation(s.workspace(), t.Sid, &taskrouter.ListTaskReservationParams{})
	if err != nil {
		return "", fmt.Errorf("list reservations of task %q: %w", t.Name, err)
	}
	for _, r := range offers {
		fmt.Fprintf(&b, "; %s's reservation %s", s.centre.Worker(text(r.WorkerSid)), text(r.ReservationStatus))
	}
	return b.String(), nil
}
