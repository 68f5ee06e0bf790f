package steps

import (
	"fmt"
	"strings"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/flexrig/flexrig/fixtures"
)

// interactionWords begin contacts.
var interactionWords = words{
	{`^a chat that "([^"]+)" has begun$`, (*scenario).agentHasBegun},
	{`^a second workspace$`, (*scenario).secondWorkspace},
	{`^"([^"]+)" takes no task on the task channel "([^"]+)"$`, (*scenario).noRoomOn},
	{`^a chat comes in$`, (*scenario).chatComesIn},
	{`^a chat comes in for that conversation$`, (*scenario).chatComesInForConversation},
	{`^a chat comes in for a conversation that does not exist$`, (*scenario).chatComesInForNothing},
	{`^a chat comes in for the second workspace$`, (*scenario).chatComesInElsewhere},
	{`^a chat comes in for an unknown (workspace|workflow|task channel)$`, (*scenario).chatComesInLost},
	{`^a contact by "([^"]*)" comes in$`, (*scenario).contactComesIn},
	{`^a contact by "([^"]*)" comes in on the task channel "([^"]+)"$`, (*scenario).contactComesInOn},
	{`^"([^"]+)" begins a chat$`, (*scenario).agentBegins},
	{`^the task is in the second workspace$`, (*scenario).taskIsElsewhere},
	{`^the task is on the task channel "([^"]+)"$`, (*scenario).taskIsOn},
	{`^the task waits in the queue "([^"]+)"$`, (*scenario).taskWaitsIn},
}

// comesIn is a When: the contact may be refused.
func (s *scenario) comesIn(c contact) error {
	if err := s.remember(s.standing); err != nil {
		return err
	}
	return s.tried(s.create(c))
}

func (s *scenario) agentHasBegun(agent string) error { return s.create(outbound(agent)) }

func (s *scenario) agentBegins(agent string) error { return s.comesIn(outbound(agent)) }

func outbound(agent string) contact {
	c := webChat()
	c.initiator, c.agent = "agent", agent
	return c
}

func (s *scenario) chatComesIn() error { return s.comesIn(webChat()) }

// contactComesIn routes every medium on the task channel chat.
func (s *scenario) contactComesIn(medium string) error { return s.comesIn(contact{medium: medium}) }

func (s *scenario) contactComesInOn(medium, taskChannel string) error {
	return s.comesIn(contact{medium: medium, taskChannel: taskChannel})
}

// chatComesInForConversation is begun by the customer, who is in the
// conversation that a Given has made.
func (s *scenario) chatComesInForConversation() error {
	c := webChat()
	c.initiator, c.conversation = "customer", s.chat.ConversationSid
	return s.comesIn(c)
}

func (s *scenario) chatComesInForNothing() error {
	c := webChat()
	c.initiator, c.conversation = "customer", unknownSid("CH")
	return s.comesIn(c)
}

func (s *scenario) chatComesInLost(part string) error {
	c := webChat()
	switch part {
	case "workspace":
		c.workspace = unknownSid("WS")
	case "workflow":
		c.workflow = unknownSid("WW")
	default:
		c.taskChannel = "telepathy"
	}
	return s.comesIn(c)
}

// unknownSid is well-formed and belongs to nothing.
func unknownSid(prefix string) string { return prefix + strings.Repeat("0", 31) + "1" }

func (s *scenario) secondWorkspace() error {
	centre, err := fixtures.Build(s.client(), s.centre.Name, s.account.Prefix()+"second ")
	s.chat = &chat{elsewhere: centre}
	return err
}

func (s *scenario) chatComesInElsewhere() error {
	c := webChat()
	c.workspace, c.workflow = s.chat.elsewhere.WorkspaceSid, s.chat.elsewhere.WorkflowSid
	return s.comesIn(c)
}

func (s *scenario) taskIsElsewhere() error {
	wanted := s.chat.elsewhere.WorkspaceSid
	found, err := s.client().TaskrouterV1.FetchTask(wanted, s.task.Sid)
	if _, refused := refusal(err); refused {
		return s.mismatch("the task is", "not in the second workspace: "+err.Error(), "there")
	}
	if err != nil {
		return fmt.Errorf("fetch the task: %w", err)
	}
	if text(found.WorkspaceSid) != wanted {
		return s.mismatch("the task's workspace is", text(found.WorkspaceSid), wanted)
	}
	return nil
}

// noRoomOn takes an agent's capacity for one kind of task away.
func (s *scenario) noRoomOn(agent, taskChannel string) error {
	worker, err := s.worker(agent)
	if err != nil {
		return err
	}
	_, err = s.client().TaskrouterV1.UpdateWorkerChannel(s.workspace(), worker, taskChannel,
		(&taskrouter.UpdateWorkerChannelParams{}).SetCapacity(0))
	if err != nil {
		return fmt.Errorf("set %q's capacity for %s to 0: %w", agent, taskChannel, err)
	}
	return nil
}

func (s *scenario) taskIsOn(taskChannel string) error {
	t, found, err := s.fetchTask()
	if err != nil {
		return err
	}
	if text(found.TaskChannelUniqueName) != taskChannel {
		return s.mismatch("the task channel of task %q is", text(found.TaskChannelUniqueName), taskChannel, t.Name)
	}
	return nil
}

func (s *scenario) taskWaitsIn(queue string) error {
	t, found, err := s.fetchTask()
	if err != nil {
		return err
	}
	if text(found.TaskQueueSid) != s.centre.Queues[queue] {
		return s.mismatch("task %q waits in", text(found.TaskQueueFriendlyName), queue, t.Name)
	}
	return nil
}
