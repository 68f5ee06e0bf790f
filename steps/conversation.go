package steps

import (
	"encoding/json"
	"fmt"
	"slices"

	conversations "github.com/twilio/twilio-go/rest/conversations/v1"
)

// conversationWords act on the conversation behind the current chat.
var conversationWords = words{
	{`^a conversation of the customer's$`, (*scenario).customersConversation},
	{`^the conversation has been closed$`, (*scenario).conversationHasBeenClosed},
	{`^the conversation is opened again$`, (*scenario).conversationIsReopened},
	{`^a colleague has joined the conversation$`, (*scenario).colleagueHasJoined},
	{`^the customer has been taken out of the conversation$`, (*scenario).customerWasTakenOut},
	{`^the customer has written "([^"]+)"$`, func(s *scenario, body string) error { return s.write(customerIdentity, body) }},
	{`^the customer writes "([^"]+)"$`, func(s *scenario, body string) error { return s.writes(customerIdentity, body) }},
	{`^"([^"]+)" writes "([^"]+)"$`, (*scenario).agentWrites},
	{`^the conversation's messages are read$`, (*scenario).messagesAreRead},
	{`^the conversation holds the message "([^"]+)"$`, (*scenario).holdsMessage},
	{`^the conversation's state is (active|inactive|closed)$`, (*scenario).conversationStateIs},
	{`^(two|three) take part in the conversation$`, (*scenario).takePart},
	{`^all its tasks name the one conversation$`, (*scenario).tasksNameConversation},
}

// conversationIn finds the conversation that a task's attributes name.
func conversationIn(attributes string) (string, error) {
	var named struct {
		ConversationSid string `json:"conversationSid"`
	}
	if err := json.Unmarshal([]byte(attributes), &named); err != nil {
		return "", fmt.Errorf("attributes of the chat's task: %w", err)
	}
	if named.ConversationSid == "" {
		return "", fmt.Errorf("attributes of the chat's task name no conversation: %s", attributes)
	}
	return named.ConversationSid, nil
}

// customersConversation prepares a conversation that the customer is in, for a
// chat that has not begun.
func (s *scenario) customersConversation() error {
	made, err := s.client().ConversationsV1.CreateConversation((&conversations.CreateConversationParams{}).SetFriendlyName(customerName))
	if err != nil {
		return fmt.Errorf("create a conversation: %w", err)
	}
	s.chat = &chat{ConversationSid: text(made.Sid)}
	return s.join(customerIdentity)
}

func (s *scenario) join(identity string) error {
	_, err := s.client().ConversationsV1.CreateConversationParticipant(s.chat.ConversationSid,
		(&conversations.CreateConversationParticipantParams{}).SetIdentity(identity))
	if err != nil {
		return fmt.Errorf("let %s join the conversation: %w", identity, err)
	}
	return nil
}

func (s *scenario) setConversation(state string) error {
	_, err := s.client().ConversationsV1.UpdateConversation(s.chat.ConversationSid,
		(&conversations.UpdateConversationParams{}).SetState(state))
	if err != nil {
		return fmt.Errorf("set the conversation to %s: %w", state, err)
	}
	return nil
}

func (s *scenario) conversationHasBeenClosed() error { return s.setConversation("closed") }

func (s *scenario) conversationIsReopened() error {
	if err := s.remember(s.standing); err != nil {
		return err
	}
	return s.tried(s.setConversation("active"))
}

func (s *scenario) colleagueHasJoined() error { return s.join("colleague") }

func (s *scenario) members() ([]conversations.ConversationsV1ConversationParticipant, error) {
	found, err := s.client().ConversationsV1.ListConversationParticipant(s.chat.ConversationSid, nil)
	if err != nil {
		return nil, fmt.Errorf("list who is in the conversation: %w", err)
	}
	return found, nil
}

func (s *scenario) customerWasTakenOut() error {
	members, err := s.members()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(members, func(m conversations.ConversationsV1ConversationParticipant) bool {
		return text(m.Identity) == customerIdentity
	})
	if i < 0 {
		return fmt.Errorf("the customer is not in the conversation, which has %d members", len(members))
	}
	err = s.client().ConversationsV1.DeleteConversationParticipant(s.chat.ConversationSid, text(members[i].Sid), nil)
	if err != nil {
		return fmt.Errorf("take the customer out of the conversation: %w", err)
	}
	return nil
}

// write puts a message into the conversation.
func (s *scenario) write(author, body string) error {
	_, err := s.client().ConversationsV1.CreateConversationMessage(s.chat.ConversationSid,
		(&conversations.CreateConversationMessageParams{}).SetAuthor(author).SetBody(body))
	if err != nil {
		return fmt.Errorf("write as %s: %w", author, err)
	}
	return nil
}

// writes is a When.
func (s *scenario) writes(author, body string) error {
	if err := s.remember(s.standing); err != nil {
		return err
	}
	return s.tried(s.write(author, body))
}

func (s *scenario) agentWrites(agent, body string) error {
	if _, err := s.worker(agent); err != nil {
		return err
	}
	return s.writes(s.centre.FriendlyName(agent), body)
}

func (s *scenario) messages() ([]conversations.ConversationsV1ConversationMessage, error) {
	found, err := s.client().ConversationsV1.ListConversationMessage(s.chat.ConversationSid, nil)
	if err != nil {
		return nil, fmt.Errorf("read the conversation: %w", err)
	}
	return found, nil
}

func (s *scenario) messagesAreRead() error {
	_, err := s.messages()
	return s.tried(err)
}

func (s *scenario) holdsMessage(wanted string) error {
	found, err := s.messages()
	if err != nil {
		return err
	}
	var bodies []string
	for _, message := range found {
		bodies = append(bodies, text(message.Body))
	}
	if !slices.Contains(bodies, wanted) {
		return s.mismatch("the conversation holds", fmt.Sprintf("%q", bodies), fmt.Sprintf("%q among them", wanted))
	}
	return nil
}

func (s *scenario) conversationStateIs(wanted string) error {
	found, err := s.client().ConversationsV1.FetchConversation(s.chat.ConversationSid)
	if err != nil {
		return fmt.Errorf("fetch the conversation: %w", err)
	}
	if text(found.State) != wanted {
		return s.mismatch("the conversation's state is", text(found.State), wanted)
	}
	return nil
}

func (s *scenario) takePart(count string) error {
	members, err := s.members()
	if err != nil {
		return err
	}
	if len(members) != counts[count] {
		return s.mismatch("the conversation's members are", fmt.Sprint(len(members)), count)
	}
	return nil
}

// tasksNameConversation looks at every task, those that invites made included.
func (s *scenario) tasksNameConversation() error {
	if len(s.chat.Tasks) == 0 {
		return fmt.Errorf("the chat has no task")
	}
	for _, t := range s.chat.Tasks {
		found, err := s.client().TaskrouterV1.FetchTask(s.workspace(), t.Sid)
		if err != nil {
			return fmt.Errorf("fetch task %q: %w", t.Name, err)
		}
		named, err := conversationIn(text(found.Attributes))
		if err != nil {
			return err
		}
		if named != s.chat.ConversationSid {
			return s.mismatch("task %q names the conversation", named, s.chat.ConversationSid, t.Name)
		}
	}
	return nil
}

func (s *scenario) conversationStanding() (string, error) {
	if s.chat.ConversationSid == "" {
		return "no conversation", nil
	}
	found, err := s.client().ConversationsV1.FetchConversation(s.chat.ConversationSid)
	if err != nil {
		return "", fmt.Errorf("fetch the conversation: %w", err)
	}
	messages, err := s.messages()
	if err != nil {
		return "", err
	}
	members, err := s.members()
	if err != nil {
		return "", err
	}
	last := "none"
	if n := len(messages); n > 0 {
		last = fmt.Sprintf("%q by %s", text(messages[n-1].Body), text(messages[n-1].Author))
	}
	return fmt.Sprintf("conversation %s, %d messages, the last %s, %d members",
		text(found.State), len(messages), last, len(members)), nil
}

// conversationCount sees a conversation that no interaction names.
func (s *scenario) conversationCount() (string, error) {
	found, err := s.client().ConversationsV1.ListConversation(&conversations.ListConversationParams{})
	if err != nil {
		return "", fmt.Errorf("list conversations: %w", err)
	}
	return fmt.Sprintf("%d conversations", len(found)), nil
}
