package steps

import (
	"fmt"

	"github.com/cucumber/godog"
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// taskChangeWords change a task beside its attributes, or together with them.
var taskChangeWords = words{
	{`^the task (?:changes|has changed) to the task channel "([^"]+)"$`, (*scenario).changesChannel},
	{`^the task is given the priority (\d+)$`, (*scenario).changesPriority},
	{`^the task is canceled with the data:$`, (*scenario).cancelsWith},
}

func (s *scenario) changesChannel(name string) error {
	return s.tried(s.updateTask((&taskrouter.UpdateTaskParams{}).SetTaskChannel(name)))
}

func (s *scenario) changesPriority(number string) error {
	priority, err := count(number)
	if err != nil {
		return err
	}
	return s.tried(s.updateTask((&taskrouter.UpdateTaskParams{}).SetPriority(priority)))
}

// updateTask changes the current task.
func (s *scenario) updateTask(params *taskrouter.UpdateTaskParams) error {
	t, err := s.named("")
	if err != nil {
		return err
	}
	if _, err := s.client().TaskrouterV1.UpdateTask(s.workspace(), t.Sid, params); err != nil {
		return fmt.Errorf("update task %q: %w", t.Name, err)
	}
	return nil
}

// cancelsWith sends attributes and the task's end in one request.
func (s *scenario) cancelsWith(table *godog.Table) error {
	object, err := dataOf(table)
	if err != nil {
		return err
	}
	encoded, err := encode(object)
	if err != nil {
		return err
	}
	return s.tried(s.updateTask((&taskrouter.UpdateTaskParams{}).SetAttributes(encoded).SetAssignmentStatus("canceled")))
}
