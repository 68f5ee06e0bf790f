package steps

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cucumber/godog"
	chats "github.com/twilio/twilio-go/rest/chat/v2"
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// chatMessageWords send messages on the custom chat channel and look at what
// became of them.
var chatMessageWords = words{
	{`^the contact (?:sends|has sent) "([^"]+)" with the webhook called$`, func(s *scenario, body string) error { return s.sends(body, "true") }},
	{`^the contact (?:sends|has sent) "([^"]+)" without the webhook called$`, func(s *scenario, body string) error { return s.sends(body, "") }},
	{`^the contact sends "([^"]+)" and answers "([^"]*)" to whether the webhook is called$`, (*scenario).sends},
	{`^the chat channel keeps "([^"]+)"$`, (*scenario).channelKeeps},
	{`^the chat channel keeps "([^"]+)" and then "([^"]+)"$`, (*scenario).channelKeepsBoth},
	{`^the messages have made (no|one|two) tasks?$`, (*scenario).messagesMade},
	{`^the chat's task has been (accepted and completed|canceled)$`, (*scenario).chatTaskEnded},
	{`^the (name|channelType) of the chat's task is "([^"]*)"$`, (*scenario).chatTaskSays},
	{`^the channelSid of the chat's task is that of the chat channel$`, (*scenario).chatTaskNamesChannel},
	{`^the attributes of the chat's task read, with the chat channel for (CH):$`, (*scenario).chatTaskReads},
	{`^the chat's task is offered to "([^"]+)" on the task channel "([^"]+)"$`, (*scenario).chatTaskOffered},
	{`^the chat's task has a timeout of (\d+) seconds and the priority (\d+)$`, (*scenario).chatTaskPlace},
}

// sends is a When. asked is the header by which a sender says whether webhooks
// are called; the empty one is not sent.
func (s *scenario) sends(body, asked string) error {
	service, err := s.chatService()
	if err != nil {
		return err
	}
	params := (&chats.CreateMessageParams{}).SetFrom("sender").SetBody(body)
	if asked != "" {
		params.SetXTwilioWebhookEnabled(asked)
	}
	_, err = s.client().ChatV2.CreateMessage(service, s.custom.ChannelSid, params)
	if err != nil {
		return s.tried(fmt.Errorf("send %q on the chat channel: %w", body, err))
	}
	return s.tried(nil)
}

// bodies are what the chat channel keeps, oldest first.
func (s *scenario) bodies() ([]string, error) {
	service, err := s.chatService()
	if err != nil {
		return nil, err
	}
	found, err := s.client().ChatV2.ListMessage(service, s.custom.ChannelSid, nil)
	if err != nil {
		return nil, fmt.Errorf("list the chat channel's messages: %w", err)
	}
	var all []string
	for _, message := range found {
		all = append(all, text(message.Body))
	}
	return all, nil
}

func (s *scenario) channelKeeps(body string) error { return s.keeps(body) }

func (s *scenario) channelKeepsBoth(first, second string) error { return s.keeps(first, second) }

func (s *scenario) keeps(wanted ...string) error {
	found, err := s.bodies()
	if err != nil {
		return err
	}
	if !slices.Equal(found, wanted) {
		return s.mismatch("the chat channel keeps", fmt.Sprintf("%q", found), fmt.Sprintf("%q", wanted))
	}
	return nil
}

// chatTasks are the workspace's tasks. The account is the example's alone, so
// that each of them has come from the chat.
func (s *scenario) chatTasks() ([]taskrouter.TaskrouterV1Task, error) {
	found, err := s.client().TaskrouterV1.ListTask(s.workspace(), nil)
	if err != nil {
		return nil, fmt.Errorf("list tasks: %w", err)
	}
	return found, nil
}

func (s *scenario) messagesMade(wanted string) error {
	found, err := s.chatTasks()
	if err != nil {
		return err
	}
	if len(found) != counts[wanted] {
		var held []string
		for _, task := range found {
			held = append(held, text(task.Attributes))
		}
		return s.mismatch("the messages have made", fmt.Sprintf("%d tasks [%s]", len(found), strings.Join(held, " ")), wanted)
	}
	return nil
}

// chatTask is the one task that has come from the chat.
func (s *scenario) chatTask() (*taskrouter.TaskrouterV1Task, error) {
	found, err := s.chatTasks()
	if err != nil {
		return nil, err
	}
	if len(found) != 1 {
		return nil, s.mismatch("the messages have made", fmt.Sprintf("%d tasks", len(found)), "one")
	}
	if s.task == nil {
		s.holds("chat", text(found[0].Sid))
	}
	return &found[0], nil
}

// chatTaskEnded is a Given: nobody has the chat any more.
func (s *scenario) chatTaskEnded(how string) error {
	if _, err := s.chatTask(); err != nil {
		return err
	}
	if how == "canceled" {
		return s.setStatus(s.task, "canceled", "")
	}
	for _, status := range []string{"accepted", "completed"} {
		if err := s.moveReservation(s.task, s.centre.Roster[0], status); err != nil {
			return err
		}
	}
	return nil
}

func (s *scenario) chatTaskAttributes() (map[string]any, error) {
	task, err := s.chatTask()
	if err != nil {
		return nil, err
	}
	return decodeObject(text(task.Attributes))
}

func (s *scenario) chatTaskSays(key, wanted string) error {
	attributes, err := s.chatTaskAttributes()
	if err != nil {
		return err
	}
	found, said := attributes[key]
	if !said || found != wanted {
		return s.mismatch("the %s of the chat's task is", fmt.Sprintf("%q", fmt.Sprint(found)), fmt.Sprintf("%q", wanted), key)
	}
	return nil
}

func (s *scenario) chatTaskNamesChannel() error {
	return s.chatTaskSays("channelSid", s.custom.ChannelSid)
}

// chatTaskReads compares the attributes as a text. The page's sid stands for that
// of the chat channel.
func (s *scenario) chatTaskReads(sid string, written *godog.DocString) error {
	task, err := s.chatTask()
	if err != nil {
		return err
	}
	wanted := strings.ReplaceAll(written.Content, `"`+sid+`"`, `"`+s.custom.ChannelSid+`"`)
	if found := text(task.Attributes); found != wanted {
		return s.mismatch("the attributes of the chat's task read", found, wanted)
	}
	return nil
}

func (s *scenario) chatTaskOffered(agent, taskChannel string) error {
	task, err := s.chatTask()
	if err != nil {
		return err
	}
	if text(task.TaskChannelUniqueName) != taskChannel {
		return s.mismatch("the chat's task is on the task channel", text(task.TaskChannelUniqueName), taskChannel)
	}
	offer, err := s.reservation(s.task, agent)
	if err != nil {
		return err
	}
	if found := text(offer.ReservationStatus); found != "pending" {
		return s.mismatch("%q's reservation of the chat's task is", found, "pending", agent)
	}
	return nil
}

func (s *scenario) chatTaskPlace(timeout, priority string) error {
	task, err := s.chatTask()
	if err != nil {
		return err
	}
	found := fmt.Sprintf("%d seconds, priority %d", task.Timeout, task.Priority)
	if wanted := fmt.Sprintf("%s seconds, priority %s", timeout, priority); found != wanted {
		return s.mismatch("the chat's task has", found, wanted)
	}
	return nil
}
