package steps

import (
	"fmt"

	flex "github.com/twilio/twilio-go/rest/flex/v1"

	"github.com/flexrig/flexrig/fixtures"
)

// inviteWords ask agents onto the chat, and let them come.
var inviteWords = words{
	{`^"([^"]+)" has been invited to the chat$`, (*scenario).hasBeenInvited},
	{`^"([^"]+)" is invited to the chat$`, (*scenario).isInvited},
	{`^"([^"]+)" has taken up the chat$`, (*scenario).hasTakenUp},
	{`^"([^"]+)" takes up the chat$`, (*scenario).takesUp},
	{`^"([^"]+)"'s reservation on the (other )?chat is (pending|accepted|wrapping|completed|canceled)$`, (*scenario).chatReservationIs},
	{`^"([^"]+)"'s task on the chat is (reserved|assigned|wrapping|completed|canceled)$`, (*scenario).agentsTaskIs},
}

// invite asks one agent onto the chat, by name: the task that this makes is
// offered to nobody else.
func (s *scenario) invite(agent string) error {
	c := webChat()
	c.agent = agent
	routing, err := s.routing(c)
	if err != nil {
		return err
	}
	made, err := s.client().FlexV1.CreateInteractionChannelInvite(s.chat.InteractionSid, s.chat.ChannelSid,
		(&flex.CreateInteractionChannelInviteParams{}).SetRouting(map[string]any{"properties": routing}))
	if err != nil {
		return fmt.Errorf("invite %q: %w", agent, err)
	}
	var answer routed
	if err := reread(made.Routing, &answer); err != nil {
		return fmt.Errorf("routing of %q's invite: %w", agent, err)
	}
	if answer.Properties.Sid == "" {
		return fmt.Errorf("invite %q: the answer names no task", agent)
	}
	given := &task{Name: "chat for " + agent, Sid: answer.Properties.Sid}
	s.chat.Tasks = append(s.chat.Tasks, chatTask{task: given, agent: agent})
	return nil
}

func (s *scenario) hasBeenInvited(agent string) error { return s.invite(agent) }

func (s *scenario) isInvited(agent string) error {
	if err := s.remember(s.standing); err != nil {
		return err
	}
	return s.tried(s.invite(agent))
}

// hasTakenUp brings an agent who was away back first: a chat that was waiting
// is offered then.
func (s *scenario) hasTakenUp(agent string) error {
	if s.centre.Away[agent] {
		if err := s.enter(agent, fixtures.Available); err != nil {
			return err
		}
	}
	t, err := s.taskFor(s.chat, agent)
	if err != nil {
		return err
	}
	return s.moveReservation(t, agent, "accepted")
}

func (s *scenario) takesUp(agent string) error {
	if err := s.remember(s.standing); err != nil {
		return err
	}
	return s.tried(s.hasTakenUp(agent))
}

// taskFor is the agent's task of a chat: the one that was routed to them, else
// the one that still is for whoever is free.
func (s *scenario) taskFor(c *chat, agent string) (*task, error) {
	for _, wanted := range []string{agent, ""} {
		for _, t := range c.Tasks {
			if t.agent == wanted {
				return t.task, nil
			}
		}
	}
	return nil, fmt.Errorf("%q has no task on the chat", agent)
}

func (s *scenario) chatReservationIs(agent, which, wanted string) error {
	c := s.chat
	if which != "" {
		c = s.chat.Other
	}
	t, err := s.taskFor(c, agent)
	if err != nil {
		return err
	}
	found, err := s.reservation(t, agent)
	if err != nil {
		return err
	}
	if text(found.ReservationStatus) != wanted {
		return s.mismatch("%q's reservation of task %q is", text(found.ReservationStatus), wanted, agent, t.Name)
	}
	return nil
}

func (s *scenario) agentsTaskIs(agent, wanted string) error {
	t, err := s.taskFor(s.chat, agent)
	if err != nil {
		return err
	}
	return s.chatTaskIs(chatTask{task: t, agent: agent}, wanted)
}

// invites lists the channel's invites by the routing that each one holds.
func (s *scenario) invites() ([]routed, error) {
	found, err := s.client().FlexV1.ListInteractionChannelInvite(s.chat.InteractionSid, s.chat.ChannelSid, nil)
	if err != nil {
		return nil, fmt.Errorf("list the channel's invites: %w", err)
	}
	all := make([]routed, len(found))
	for i := range found {
		if err := reread(found[i].Routing, &all[i]); err != nil {
			return nil, fmt.Errorf("routing of invite %s: %w", text(found[i].Sid), err)
		}
	}
	return all, nil
}
