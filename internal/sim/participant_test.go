package sim

import (
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestAnAgentFinishesWhileTheChannelStaysOpen(t *testing.T) {
	t.Parallel()
	build := func(t failer) *centre { return newSimpleCentre(t) }
	two := func(c *centre) *chatCentre {
		chat := c.chat("chat", "ann", "bob")
		chat.invites("second")
		c.accepts("ann", "chat")
		c.accepts("bob", "second")
		return chat
	}
	state := func(c *chatCentre) string {
		return c.statuses("chat", "second") + "; " + c.channelStatus() + ", " + c.threadState() + "; " + c.people() + "; " + c.members()
	}
	playAll(t, build, []scene{
		{"by wrap-up", func(c *centre) string {
			chat := two(c)
			chat.setAgent("ann", "chat", "wrapup")
			return state(chat)
		}, "wrapping assigned; active, active; customer active, agent ann wrapup, agent bob active; customer, ann, bob"},
		{"by closing", func(c *centre) string {
			chat := two(c)
			chat.setAgent("ann", "chat", "closed")
			return state(chat)
		}, "completed assigned; active, active; customer active, agent ann closed, agent bob active; customer, bob"},
		{"by closing after wrap-up", func(c *centre) string {
			chat := two(c)
			chat.setAgent("ann", "chat", "wrapup")
			chat.setAgent("ann", "chat", "closed")
			return state(chat)
		}, "completed assigned; active, active; customer active, agent ann closed, agent bob active; customer, bob"},
		{"by completing the task in TaskRouter", func(c *centre) string {
			chat := two(c)
			c.becomesStatus("chat", "completed")
			return state(chat)
		}, "completed assigned; active, active; customer active, agent ann closed, agent bob active; customer, bob"},
		{"by completing the reservation", func(c *centre) string {
			chat := two(c)
			c.answer("ann", "chat", "completed")
			return state(chat)
		}, "completed assigned; active, active; customer active, agent ann closed, agent bob active; customer, bob"},
		{"and stays in the conversation while another task of theirs is on the channel", func(c *centre) string {
			chat := c.chat("chat", "ann")
			c.capacity("ann", "chat", 2)
			chat.invites("second")
			c.accepts("ann", "chat")
			c.accepts("ann", "second")
			chat.setAgent("ann", "chat", "closed")
			one := chat.members()
			chat.setAgent("ann", "second", "closed")
			return one + "; " + chat.members()
		}, "customer, ann; customer"},
		{"once added without a task, they leave too", func(c *centre) string {
			chat := two(c)
			added, err := c.a.CreateParticipant(chat.interaction, chat.channel, ParticipantRequest{Type: new("agent"), MediaProperties: new(`{"identity":"eve"}`)})
			c.must("add eve", err)
			before := chat.members()
			_, err = c.a.UpdateParticipant(chat.interaction, chat.channel, added.Sid, new("closed"))
			c.must("close eve", err)
			return before + "; " + chat.members()
		}, "customer, ann, bob, eve; customer, ann, bob"},
		{"but a customer has no status to set", func(c *centre) string {
			chat := two(c)
			found, err := c.a.Participants(chat.interaction, chat.channel, Page{})
			c.must("list", err)
			_, err = c.a.UpdateParticipant(chat.interaction, chat.channel, found.Items[0].Sid, new("closed"))
			wantRefused(c.t, "customer", err, rulebook.KindInvalid, rulebook.CodeFlexValidation)
			return chat.people()
		}, "customer active, agent ann active, agent bob active"},
	})
}
