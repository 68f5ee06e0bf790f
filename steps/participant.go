package steps

import (
	"fmt"
	"slices"
	"strings"

	flex "github.com/twilio/twilio-go/rest/flex/v1"
)

// participantWords set the status of somebody on the channel. An agent leaves
// by the status closed, and goes into wrap-up by the status wrapup.
var participantWords = words{
	{`^"([^"]+)" has (left|gone into wrap-up on) the chat$`, (*scenario).participantHas},
	{`^"([^"]+)" (leaves|goes into wrap-up on) the chat$`, (*scenario).participantDoes},
	{`^a supervisor has been added to the chat$`, (*scenario).supervisorWasAdded},
	{`^"([^"]+)"'s part in the chat is set to "([^"]*)"$`, (*scenario).agentsPartIsSet},
	{`^the customer's part in the chat is set to "([^"]*)"$`, (*scenario).customersPartIsSet},
}

// parts are the statuses that participants get, by what agents do.
var parts = map[string]string{
	"left": "closed", "leaves": "closed",
	"gone into wrap-up on": "wrapup", "goes into wrap-up on": "wrapup",
}

// A participant is somebody on the channel. Only agents have a routing.
type participant struct {
	Sid, Type string
	Routing   struct {
		WorkerSid string `json:"worker_sid"`
		TaskSid   string `json:"task_sid"`
	}
}

func (s *scenario) participants() ([]participant, error) {
	found, err := s.client().FlexV1.ListInteractionChannelParticipant(s.chat.InteractionSid, s.chat.ChannelSid, nil)
	if err != nil {
		return nil, fmt.Errorf("list the channel's participants: %w", err)
	}
	all := make([]participant, len(found))
	for i := range found {
		all[i] = participant{Sid: text(found[i].Sid), Type: text(found[i].Type)}
		if err := reread(found[i].RoutingProperties, &all[i].Routing); err != nil {
			return nil, fmt.Errorf("routing of participant %s: %w", all[i].Sid, err)
		}
	}
	return all, nil
}

// part finds the one participant that is wanted.
func (s *scenario) part(who string, wanted func(participant) bool) (participant, error) {
	all, err := s.participants()
	if err != nil {
		return participant{}, err
	}
	i := slices.IndexFunc(all, wanted)
	if i < 0 {
		return participant{}, s.mismatch("%s is", fmt.Sprintf("none of the channel's %d participants", len(all)), "one of them", who)
	}
	return all[i], nil
}

func (s *scenario) agentsPart(agent string) (participant, error) {
	worker, err := s.worker(agent)
	if err != nil {
		return participant{}, err
	}
	return s.part(fmt.Sprintf("%q", agent), func(p participant) bool {
		return p.Type == "agent" && p.Routing.WorkerSid == worker
	})
}

// setPart asks for another status of a participant.
func (s *scenario) setPart(sid, status string) error {
	_, err := s.client().FlexV1.UpdateInteractionChannelParticipant(s.chat.InteractionSid, s.chat.ChannelSid, sid,
		(&flex.UpdateInteractionChannelParticipantParams{}).SetStatus(status))
	if err != nil {
		return fmt.Errorf("set participant %s to %q: %w", sid, status, err)
	}
	return nil
}

func (s *scenario) setAgentsPart(agent, status string) error {
	p, err := s.agentsPart(agent)
	if err != nil {
		return err
	}
	return s.setPart(p.Sid, status)
}

func (s *scenario) participantHas(agent, done string) error {
	return s.setAgentsPart(agent, parts[done])
}

func (s *scenario) participantDoes(agent, deed string) error {
	return s.agentsPartIsSet(agent, parts[deed])
}

func (s *scenario) agentsPartIsSet(agent, status string) error {
	if err := s.remember(s.standing); err != nil {
		return err
	}
	return s.tried(s.setAgentsPart(agent, status))
}

func (s *scenario) customersPartIsSet(status string) error {
	p, err := s.part("the customer", func(p participant) bool { return p.Type == "customer" })
	if err != nil {
		return err
	}
	if err := s.remember(s.standing); err != nil {
		return err
	}
	return s.tried(s.setPart(p.Sid, status))
}

func (s *scenario) supervisorWasAdded() error {
	_, err := s.client().FlexV1.CreateInteractionChannelParticipant(s.chat.InteractionSid, s.chat.ChannelSid,
		(&flex.CreateInteractionChannelParticipantParams{}).SetType("supervisor").
			SetMediaProperties(map[string]any{"identity": "supervisor"}))
	if err != nil {
		return fmt.Errorf("add a supervisor: %w", err)
	}
	return nil
}

func (s *scenario) participantsStanding() (string, error) {
	all, err := s.participants()
	if err != nil {
		return "", err
	}
	var lines []string
	for _, p := range all {
		lines = append(lines, "participant "+p.Sid+" "+p.Type+" "+p.Routing.TaskSid)
	}
	return strings.Join(lines, "; "), nil
}
