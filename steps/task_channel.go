package steps

import (
	"fmt"
	"slices"
	"strings"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// taskChannelWords add task channels to the centre's workspace and bring tasks
// on them.
var taskChannelWords = words{
	{`^the task channel "([^"]+)" (?:is|has been) added$`, (*scenario).addsTaskChannel},
	{`^a task channel without (a friendly name|a unique name) is added$`, (*scenario).addsTaskChannelWithout},
	{`^"([^"]+)" takes up to (\d+) tasks? on the task channel "([^"]+)"$`, (*scenario).takesUpTo},
	{`^"([^"]+)" has accepted (\d+) tasks? on the task channel "([^"]+)"$`, (*scenario).hasAcceptedOn},
	{`^a task arrives on the task channel "([^"]+)"$`, (*scenario).arrivesOn},
	{`^a task on the task channel "([^"]+)" is offered to "([^"]+)"$`, (*scenario).isOfferedOn},
	{`^the workspace has the task channel "([^"]+)"$`, (*scenario).hasTaskChannel},
}

func (s *scenario) addsTaskChannel(name string) error {
	return s.addTaskChannel((&taskrouter.CreateTaskChannelParams{}).SetFriendlyName("Custom " + name).SetUniqueName(name))
}

func (s *scenario) addsTaskChannelWithout(part string) error {
	params := &taskrouter.CreateTaskChannelParams{}
	if part == "a friendly name" {
		return s.addTaskChannel(params.SetUniqueName("fax"))
	}
	return s.addTaskChannel(params.SetFriendlyName("Fax"))
}

func (s *scenario) addTaskChannel(params *taskrouter.CreateTaskChannelParams) error {
	if s.centre == nil {
		return errNoCentre
	}
	if err := s.remember(s.taskChannels); err != nil {
		return err
	}
	_, err := s.client().TaskrouterV1.CreateTaskChannel(s.workspace(), params)
	return s.tried(err)
}

// taskChannels puts the workspace's task channels into words.
func (s *scenario) taskChannels() (string, error) {
	found, err := s.client().TaskrouterV1.ListTaskChannel(s.workspace(), nil)
	if err != nil {
		return "", fmt.Errorf("list task channels: %w", err)
	}
	var names []string
	for _, channel := range found {
		names = append(names, fmt.Sprintf("%s called %q", text(channel.UniqueName), text(channel.FriendlyName)))
	}
	slices.Sort(names)
	return strings.Join(names, ", "), nil
}

// hasTaskChannel looks the channel up by its unique name.
func (s *scenario) hasTaskChannel(name string) error {
	found, err := s.client().TaskrouterV1.FetchTaskChannel(s.workspace(), name)
	if _, refused := refusal(err); refused {
		return s.mismatch("the task channel %q is", told(err), "there", name)
	}
	if err != nil {
		return fmt.Errorf("fetch the task channel %q: %w", name, err)
	}
	if text(found.UniqueName) != name {
		return s.mismatch("the task channel's unique name is", text(found.UniqueName), name)
	}
	return nil
}

func (s *scenario) takesUpTo(agent, number, taskChannel string) error {
	worker, err := s.worker(agent)
	if err != nil {
		return err
	}
	capacity, err := count(number)
	if err != nil {
		return err
	}
	_, err = s.client().TaskrouterV1.UpdateWorkerChannel(s.workspace(), worker, taskChannel,
		(&taskrouter.UpdateWorkerChannelParams{}).SetCapacity(capacity))
	if err != nil {
		return fmt.Errorf("set %q's capacity for %s to %d: %w", agent, taskChannel, capacity, err)
	}
	return nil
}

func (s *scenario) hasAcceptedOn(agent, number, taskChannel string) error {
	tasks, err := count(number)
	if err != nil {
		return err
	}
	for range tasks {
		if err := s.bringTask(taskChannel); err != nil {
			return err
		}
		if err := s.moveReservation(s.task, agent, "accepted"); err != nil {
			return err
		}
	}
	return nil
}

// bringTask creates a task on a task channel, through the centre's workflow.
func (s *scenario) bringTask(taskChannel string) error {
	return s.taskArrives("task", (&taskrouter.CreateTaskParams{}).SetTaskChannel(taskChannel))
}

// arrivesOn is a When.
func (s *scenario) arrivesOn(taskChannel string) error {
	if err := s.remember(s.standing); err != nil {
		return err
	}
	return s.tried(s.bringTask(taskChannel))
}

func (s *scenario) isOfferedOn(taskChannel, agent string) error {
	return s.offer(func() error { return s.bringTask(taskChannel) }, agent)
}
