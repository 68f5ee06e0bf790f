package steps

import (
	"fmt"
	"strings"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// cardinalityWords are about how much the values of one attribute differ over
// many tasks or agents.
var cardinalityWords = words{
	{`^(\d+) tasks carry "([^"]+)" with (\d+) different values?$`, (*scenario).tasksCarry},
	{`^(\d+) agents carry "([^"]+)" with (\d+) different values?$`, (*scenario).agentsCarry},
	{`^the rig checks how much the (tasks|agents) differ$`, (*scenario).checksDifference},
}

// tasksCarry makes tasks, from one creation to the next with the next value.
func (s *scenario) tasksCarry(number, path, values string) error {
	return s.carried(number, path, values, func(_ int, attributes string) error {
		_, err := s.client().TaskrouterV1.CreateTask(s.workspace(),
			(&taskrouter.CreateTaskParams{}).SetWorkflowSid(s.centre.WorkflowSid).SetAttributes(attributes))
		return err
	})
}

func (s *scenario) agentsCarry(number, path, values string) error {
	return s.carried(number, path, values, func(n int, attributes string) error {
		_, err := s.client().TaskrouterV1.CreateWorker(s.workspace(),
			(&taskrouter.CreateWorkerParams{}).SetFriendlyName(fmt.Sprintf("agent %d", n)).SetAttributes(attributes))
		return err
	})
}

func (s *scenario) carried(number, path, values string, make func(n int, attributes string) error) error {
	all, err := count(number)
	if err != nil {
		return err
	}
	different, err := count(values)
	if err != nil {
		return err
	}
	if different < 1 || different > all {
		return fmt.Errorf("%d records cannot carry %d different values", all, different)
	}
	for n := range all {
		object := map[string]any{}
		if err := setAt(object, path, fmt.Sprintf("value %d", n%different)); err != nil {
			return err
		}
		attributes, err := encode(object)
		if err != nil {
			return err
		}
		if err := make(n, attributes); err != nil {
			return fmt.Errorf("make number %d of %d: %w", n+1, all, err)
		}
	}
	return nil
}

// checksDifference reads all tasks, or all workers, of the account's workspaces
// and lets the rig compare them.
func (s *scenario) checksDifference(of string) error {
	workspaces, err := s.client().TaskrouterV1.ListWorkspace(nil)
	if err != nil {
		return fmt.Errorf("list workspaces: %w", err)
	}
	var records []map[string]any
	for _, workspace := range workspaces {
		if !strings.HasPrefix(text(workspace.FriendlyName), s.account.Prefix()) {
			continue // another example's, where they share an account
		}
		texts, err := s.attributesIn(text(workspace.Sid), of)
		if err != nil {
			return err
		}
		for _, attributes := range texts {
			record, err := decodeObject(attributes)
			if err != nil {
				return err
			}
			records = append(records, record)
		}
	}
	return s.checked(s.guard().Differing(records))
}

// attributesIn are the attributes of a workspace's tasks or workers.
func (s *scenario) attributesIn(workspace, of string) ([]string, error) {
	var texts []string
	if of == "agents" {
		workers, err := s.client().TaskrouterV1.ListWorker(workspace, nil)
		for _, worker := range workers {
			texts = append(texts, text(worker.Attributes))
		}
		return texts, err
	}
	tasks, err := s.client().TaskrouterV1.ListTask(workspace, nil)
	for _, task := range tasks {
		texts = append(texts, text(task.Attributes))
	}
	return texts, err
}
