package sim

import (
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

const day = 24 * time.Hour

func TestAChannelIsDeletedAfter180DaysWhateverItsStatus(t *testing.T) {
	t.Parallel()
	for _, status := range []string{"active", "closed", "inactive", "setup", "failed"} {
		t.Run(status, func(t *testing.T) {
			t.Parallel()
			c := newChat(t)
			switch status {
			case "closed", "inactive":
				c.must("close", c.close(status, routingClosed))
			case "setup", "failed":
				c.a.mu.Lock()
				i, _ := c.a.interactions.get(c.interaction)
				i.channel.Status = status
				c.a.mu.Unlock()
			}
			c.passes(180*day - time.Second)
			c.passes(time.Second - 1)
			if got := c.channelStatus(); got != status {
				t.Errorf("a nanosecond before 180 days the channel is %s, want %s", got, status)
			}
			c.passes(1)
			path := "The requested resource /Interactions/" + c.interaction + "/Channels/" + c.channel + " was not found"
			for what, err := range map[string]error{
				"fetch":        errorOf(c.a.InteractionChannel(c.interaction, c.channel)),
				"close":        c.close("closed", ""),
				"invite":       errorOf(c.a.CreateInvite(c.interaction, c.channel, nil)),
				"invites":      errorOf(c.a.Invites(c.interaction, c.channel, Page{})),
				"participants": errorOf(c.a.Participants(c.interaction, c.channel, Page{})),
				"participant":  errorOf(c.a.CreateParticipant(c.interaction, c.channel, ParticipantRequest{})),
			} {
				wantRefused(t, what, err, rulebook.KindNotFound, rulebook.CodeNotFound)
				if err != nil && refusalOf(err).Message != path {
					t.Errorf("%s: the sentence is %q, want %q", what, refusalOf(err).Message, path)
				}
			}
			if listed, err := c.a.InteractionChannels(c.interaction, Page{}); err != nil || len(listed.Items) != 0 {
				t.Errorf("%d channels are listed, error %v; want none", len(listed.Items), err)
			}
			if _, err := c.a.Conversation(c.thread); err != nil {
				t.Errorf("the conversation went with the channel: %v", err)
			}
		})
	}
}

func TestWhatStartsTheChannelsRetentionAnew(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name     string
		do       func(c *chatCentre)
		restarts bool
	}{
		{"nothing", func(*chatCentre) {}, false},
		{"it becomes inactive", func(c *chatCentre) { c.must("inactive", c.close("inactive", routingClosed)) }, true},
		{"it is closed", func(c *chatCentre) { c.must("close", c.close("closed", "")) }, true},
		{"an agent accepts", func(c *chatCentre) { c.invites("more"); c.passes(time.Second); c.accepts("ann", "more") }, true},
		{"an agent is invited", func(c *chatCentre) { c.invites("more") }, true},
		{"somebody is added", func(c *chatCentre) {
			_, err := c.a.CreateParticipant(c.interaction, c.channel, ParticipantRequest{Type: new("supervisor"), MediaProperties: new(`{"identity":"sue"}`)})
			c.must("add", err)
		}, true},
		{"an agent wraps up", func(c *chatCentre) { c.setAgent("bob", "chat", "wrapup") }, true},
		{"a refused request", func(c *chatCentre) {
			wantRefused(c.t, "inactive", c.close("inactive", ""), rulebook.KindInvalid, rulebook.CodeFlexValidation)
		}, false},
		{"the task's attributes change", func(c *chatCentre) { c.set("chat", TaskChange{Attributes: new(`{}`)}) }, false},
		{"the conversation is closed", func(c *chatCentre) {
			c.must("close", errorOf(c.a.UpdateConversation(c.thread, ConversationChange{State: new("closed")})))
		}, false},
		{"somebody joins the conversation", func(c *chatCentre) {
			c.must("join", errorOf(c.a.AddConversationParticipant(c.thread, ConversationParticipantChange{Identity: new("eve")})))
		}, false},
		{"somebody leaves the conversation", func(c *chatCentre) {
			c.must("leave", c.a.RemoveConversationParticipant(c.thread, "customer"))
		}, false},
		{"a message is sent", func(c *chatCentre) {
			c.must("send", errorOf(c.a.AddMessage(c.thread, MessageChange{Body: new("hello")})))
		}, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			c := newChat(t, "bob")
			c.accepts("bob", "chat")
			c.becomesStatus("chat", "wrapping") // so that it stays there for as long as it takes
			c.worker("ann", "{}")
			begun := c.a.Now()
			c.passes(100 * day)
			row.do(c)
			last := begun
			if row.restarts {
				last = c.a.Now()
			}
			_, err := c.a.Set(last.Add(180*day - 1))
			c.must("set clock", err)
			before := c.channelStatus()
			c.passes(1)
			if after := c.channelStatus(); before == "gone" || after != "gone" {
				t.Errorf("%s: 180 days after %s the channel is %s and a nanosecond later %s", row.name, last, before, after)
			}
			sound(t, c.a)
		})
	}
}
