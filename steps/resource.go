package steps

import (
	"fmt"
	"strings"
)

// addressOf is where a resource of the example is found, as the platform says
// it itself where it does.
func (s *scenario) addressOf(what string) (string, error) {
	switch what {
	case "account":
		account, err := s.client().Api.FetchAccount(s.account.SID)
		if err != nil {
			return "", fmt.Errorf("fetch the account: %w", err)
		}
		return platformAddress + text(account.Uri), nil
	case "recording", "recording's sound", "list of recordings":
		return s.recordingAddress(what)
	case "interaction", "interaction channel", "participants", "invites":
		return s.interactionAddress(what)
	case "conversation", "messages":
		return s.conversationAddress(what)
	}
	return s.taskAddress(what)
}

const platformAddress = "https://api.twilio.com"

func (s *scenario) taskAddress(what string) (string, error) {
	t, found, err := s.fetchTask()
	if err != nil {
		return "", err
	}
	tasks := strings.TrimSuffix(text(found.Url), "/"+t.Sid)
	switch what {
	case "task":
		return text(found.Url), nil
	case "list of tasks":
		return tasks, nil
	case "events":
		return strings.TrimSuffix(tasks, "Tasks") + "Events", nil
	case "reservation":
		r, err := s.reservation(t, s.centre.Roster[0])
		if err != nil {
			return "", err
		}
		return text(r.Url), nil
	}
	worker, err := s.worker(s.centre.Roster[0])
	if err != nil {
		return "", err
	}
	agent, err := s.client().TaskrouterV1.FetchWorker(s.workspace(), worker)
	if err != nil {
		return "", fmt.Errorf("fetch the agent: %w", err)
	}
	return text(agent.Url), nil
}

func (s *scenario) interactionAddress(what string) (string, error) {
	if s.chat == nil {
		return "", fmt.Errorf("no chat has been created before this step")
	}
	found, err := s.client().FlexV1.FetchInteraction(s.chat.InteractionSid)
	if err != nil {
		return "", fmt.Errorf("fetch the interaction: %w", err)
	}
	channel := text(found.Url) + "/Channels/" + s.chat.ChannelSid
	switch what {
	case "interaction":
		return text(found.Url), nil
	case "interaction channel":
		return channel, nil
	case "participants":
		return channel + "/Participants", nil
	}
	return channel + "/Invites", nil
}

func (s *scenario) conversationAddress(what string) (string, error) {
	if s.chat == nil {
		return "", fmt.Errorf("no chat has been created before this step")
	}
	found, err := s.client().ConversationsV1.FetchConversation(s.chat.ConversationSid)
	if err != nil {
		return "", fmt.Errorf("fetch the conversation: %w", err)
	}
	if what == "messages" {
		return text(found.Url) + "/Messages", nil
	}
	return text(found.Url), nil
}

func (s *scenario) recordingAddress(what string) (string, error) {
	held, err := s.recordings()
	if err != nil {
		return "", err
	}
	if len(held) != 1 {
		return "", fmt.Errorf("the account holds %d recordings, want one", len(held))
	}
	resource := platformAddress + text(held[0].Uri)
	switch what {
	case "recording":
		return resource, nil
	case "recording's sound":
		return text(held[0].MediaUrl), nil
	}
	return strings.TrimSuffix(resource, "/"+text(held[0].Sid)+".json") + ".json", nil
}
