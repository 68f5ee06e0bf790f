package steps

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	flex "github.com/twilio/twilio-go/rest/flex/v1"

	"github.com/flexrig/flexrig/fixtures"
)

// chatWords bring about a chat.
var chatWords = words{
	{`^a chat waiting in the queue$`, (*scenario).chatWaiting},
	{`^a chat offered to "([^"]+)"$`, (*scenario).chatOffered},
	{`^a chat that "([^"]+)" has accepted$`, (*scenario).chatAccepted},
	{`^a chat that "([^"]+)" and "([^"]+)" have accepted$`, (*scenario).chatAcceptedByTwo},
	{`^a chat handled by (one|two|three) agents?$`, (*scenario).chatHandledBy},
}

// A chat is an interaction with its channel, and what the example did on it.
// Givens may prepare parts of one before it begins.
type chat struct {
	InteractionSid  string // empty until the interaction is there
	ChannelSid      string
	ConversationSid string     // empty where the interaction came to none
	Tasks           []chatTask // the interaction's own first, then one an invite
	Other           *chat      // the one that the example had begun before

	elsewhere *fixtures.Centre                // a second workspace
	listed    []flex.FlexV1InteractionChannel // what the last listing held
}

// A chatTask is a task on a chat's channel.
type chatTask struct {
	*task
	agent string // to whom it was given; empty while that is open
}

// A routed is the part of a Routing answer that says which task was made.
type routed struct {
	Properties struct {
		Sid        string `json:"sid"`
		Attributes string `json:"attributes"`
	} `json:"properties"`
}

// began makes the interaction in an answer the current chat.
func (s *scenario) began(c contact, made *flex.FlexV1Interaction) error {
	var channel struct {
		Sid string `json:"sid"`
	}
	var routing routed
	if err := reread(made.Channel, &channel); err != nil {
		return fmt.Errorf("channel of the new interaction: %w", err)
	}
	if err := reread(made.Routing, &routing); err != nil {
		return fmt.Errorf("routing of the new interaction: %w", err)
	}
	if text(made.Sid) == "" || channel.Sid == "" {
		return errors.New("the answer names no interaction or no channel")
	}
	begun := &chat{InteractionSid: *made.Sid, ChannelSid: channel.Sid, ConversationSid: c.conversation}
	if s.chat != nil {
		begun.Other, begun.elsewhere = s.chat, s.chat.elsewhere
	}
	s.chat = begun
	return s.firstTask(c, routing)
}

// firstTask notes the task that came with the interaction: the conversation's
// sid stands in its attributes and nowhere else.
func (s *scenario) firstTask(c contact, routing routed) error {
	if routing.Properties.Sid == "" {
		return nil
	}
	s.chat.Tasks = []chatTask{{task: s.holds("chat", routing.Properties.Sid), agent: c.agent}}
	if c.conversation != "" {
		return nil
	}
	conversation, err := conversationIn(routing.Properties.Attributes)
	s.chat.ConversationSid = conversation
	return err
}

// reread takes an answer's free-form member into a type of ours.
func reread(from *any, into any) error {
	if from == nil {
		return nil
	}
	text, err := json.Marshal(*from)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

func (s *scenario) chatWaiting() error {
	if err := s.only(); err != nil {
		return err
	}
	return s.create(webChat())
}

func (s *scenario) chatOffered(agent string) error {
	if err := s.offer(func() error { return s.create(webChat()) }, agent); err != nil {
		return err
	}
	s.chat.Tasks[0].agent = agent
	return nil
}

func (s *scenario) chatAccepted(agent string) error {
	if err := s.chatOffered(agent); err != nil {
		return err
	}
	return s.hasTakenUp(agent)
}

func (s *scenario) chatAcceptedByTwo(first, second string) error {
	return s.chatAcceptedBy(first, second)
}

// chatAcceptedBy gives the chat to the first agent and invites the others.
func (s *scenario) chatAcceptedBy(first string, others ...string) error {
	if err := s.chatAccepted(first); err != nil {
		return err
	}
	for _, agent := range others {
		if err := s.hasBeenInvited(agent); err != nil {
			return err
		}
		if err := s.hasTakenUp(agent); err != nil {
			return err
		}
	}
	return nil
}

func (s *scenario) chatHandledBy(count string) error {
	n := counts[count]
	if len(s.centre.Roster) < n {
		return fmt.Errorf("%d agents work at the centre %q, want %d", len(s.centre.Roster), s.centre.Name, n)
	}
	return s.chatAcceptedBy(s.centre.Roster[0], s.centre.Roster[1:n]...)
}

// text reads one of twilio-go's optional fields; what is missing is "".
func text(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

// standing describes all that a request about interactions could change: the
// workspace's tasks, the account's conversations, and everything about the current chat.
func (s *scenario) standing() (string, error) {
	found, err := s.client().TaskrouterV1.ListTask(s.workspace(), nil)
	if err != nil {
		return "", fmt.Errorf("list tasks: %w", err)
	}
	var lines []string
	for _, task := range found {
		lines = append(lines, fmt.Sprintf("task %s %s, reason %q, attributes %s", text(task.Sid),
			text(task.AssignmentStatus), text(task.Reason), text(task.Attributes)))
	}
	slices.Sort(lines)
	count, err := s.conversationCount()
	if err != nil {
		return "", err
	}
	lines = append(lines, count)
	if s.chat != nil && s.chat.ChannelSid != "" {
		more, err := s.chatStanding()
		if err != nil {
			return "", err
		}
		lines = append(lines, more...)
	}
	return strings.Join(lines, "; "), nil
}
