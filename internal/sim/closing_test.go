package sim

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

func TestClosingAChannel(t *testing.T) {
	t.Parallel()
	type outcome struct {
		Channel, Thread, Tasks, Reservations, People string
	}
	one := func(t failer) *chatCentre {
		c := newChat(t, "ann")
		c.accepts("ann", "chat")
		return c
	}
	three := func(t failer) *chatCentre {
		c := newChat(t, "ann", "bob", "cid")
		c.invites("second")
		c.invites("third")
		c.accepts("ann", "chat")
		c.accepts("bob", "second")
		c.accepts("cid", "third")
		return c
	}
	pending := func(t failer) *chatCentre { // one agent has it, a second is asked, a third task waits
		c := newChat(t, "ann", "bob")
		c.accepts("ann", "chat")
		c.invites("second")
		c.invites("third")
		return c
	}
	for _, row := range []struct {
		name            string
		build           func(failer) *chatCentre
		tasks           []string
		status, routing string
		want            outcome
	}{
		{
			"one task, closed", one,
			[]string{"chat"},
			"closed", "",
			outcome{"closed", "closed", "wrapping", "ann wrapping", "customer active, agent ann wrapup"},
		},
		{
			"one task, closed with routing", one,
			[]string{"chat"},
			"closed", routingClosed,
			outcome{"closed", "closed", "completed", "ann completed", "customer active, agent ann closed"},
		},
		{
			"one task, inactive with routing", one,
			[]string{"chat"},
			"inactive", routingClosed,
			outcome{"inactive", "active", "completed", "ann completed", "customer active, agent ann closed"},
		},
		{
			"three tasks, closed", three,
			[]string{"chat", "second", "third"},
			"closed", "",
			outcome{
				"closed", "closed", "wrapping wrapping wrapping", "ann wrapping; bob wrapping; cid wrapping",
				"customer active, agent ann wrapup, agent bob wrapup, agent cid wrapup",
			},
		},
		{
			"three tasks, closed with routing", three,
			[]string{"chat", "second", "third"},
			"closed", routingClosed,
			outcome{
				"closed", "closed", "completed completed completed", "ann completed; bob completed; cid completed",
				"customer active, agent ann closed, agent bob closed, agent cid closed",
			},
		},
		{
			"three tasks, inactive with routing", three,
			[]string{"chat", "second", "third"},
			"inactive", routingClosed,
			outcome{
				"inactive", "active", "completed completed completed", "ann completed; bob completed; cid completed",
				"customer active, agent ann closed, agent bob closed, agent cid closed",
			},
		},
		{
			"an invite that is pending, closed", pending,
			[]string{"chat", "second", "third"},
			"closed", "",
			outcome{"closed", "closed", "wrapping canceled canceled", "ann wrapping; bob canceled; ", "customer active, agent ann wrapup"},
		},
		{
			"an invite that is pending, closed with routing", pending,
			[]string{"chat", "second", "third"},
			"closed", routingClosed,
			outcome{"closed", "closed", "completed canceled canceled", "ann completed; bob canceled; ", "customer active, agent ann closed"},
		},
		{
			"an invite that is pending, inactive", pending,
			[]string{"chat", "second", "third"},
			"inactive", routingClosed,
			outcome{"inactive", "active", "completed canceled canceled", "ann completed; bob canceled; ", "customer active, agent ann closed"},
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			c := row.build(t)
			c.must("close", c.close(row.status, row.routing))
			var reservations []string
			for _, task := range row.tasks {
				reservations = append(reservations, c.past(task))
			}
			got := outcome{c.channelStatus(), c.threadState(), c.statuses(row.tasks...), strings.Join(reservations, "; "), c.people()}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.name, diff)
			}
			sound(t, c.a)
		})
	}
}

func TestClosingAChannelOffersNothingThatItIsAboutToEnd(t *testing.T) {
	t.Parallel()
	c := newChat(t, "ann")
	c.accepts("ann", "chat")
	c.invites("second")
	c.invites("third")
	c.centre.chat("elsewhere")
	events := c.eventCount()
	c.must("close", c.close("closed", routingClosed))
	if got := c.offered("elsewhere"); got != "ann" {
		t.Errorf("the chat that waits elsewhere is offered to %s, want ann, who has room now", got)
	}
	if got, want := c.past("second")+"; "+c.past("third"), "; "; got != want {
		t.Errorf("tasks of the closing channel were offered on the way: %q", got)
	}
	created := 0
	for _, kind := range c.types(events) {
		if kind == string(taskrouter.ReservationCreated) {
			created++
		}
	}
	if created != 1 {
		t.Errorf("%d reservations were made, want one, elsewhere; events %q", created, c.types(events))
	}
	sound(t, c.a)
}

func TestWhatAClosingChannelRefuses(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name            string
		status, routing *string
		code            int
	}{
		{"inactive without routing", new("inactive"), nil, rulebook.CodeFlexValidation},
		{"inactive with an empty routing", new("inactive"), new("{}"), rulebook.CodeFlexValidation},
		{"inactive with another routing", new("inactive"), new(`{"status":"wrapping"}`), rulebook.CodeFlexValidation},
		{"closed with another routing", new("closed"), new(`{"status":"completed"}`), rulebook.CodeFlexValidation},
		{"closed with a routing that is no JSON", new("closed"), new(`closed`), rulebook.CodeFlexValidation},
		{"no status", nil, new(routingClosed), rulebook.CodeCloseStatusMissing},
		{"active", new("active"), nil, rulebook.CodeCloseStatusInvalid},
		{"setup", new("setup"), nil, rulebook.CodeCloseStatusInvalid},
		{"Closed", new("Closed"), nil, rulebook.CodeCloseStatusInvalid},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			c := newChat(t, "ann")
			c.accepts("ann", "chat")
			channel, err := c.a.InteractionChannel(c.interaction, c.channel)
			c.must("fetch channel", err)
			task, people, events := c.get("chat"), c.people(), c.eventCount()
			c.passes(time.Minute)
			task.Age = 60
			_, err = c.a.UpdateInteractionChannel(c.interaction, c.channel, row.status, row.routing)
			wantRefused(t, row.name, err, rulebook.KindInvalid, row.code)
			after, err := c.a.InteractionChannel(c.interaction, c.channel)
			c.must("fetch channel", err)
			if diff := cmp.Diff(channel, after) + cmp.Diff(task, c.get("chat")) + cmp.Diff(people, c.people()); diff != "" {
				t.Errorf("refused and yet changed:\n%s", diff)
			}
			if c.threadState() != "active" || c.eventCount() != events {
				t.Errorf("refused and yet the conversation is %s, %d events", c.threadState(), c.eventCount()-events)
			}
		})
	}
}

func TestAChannelThatIsClosed(t *testing.T) {
	t.Parallel()
	build := func(t failer) *centre { return newChat(t, "ann").centre }
	again := func(c *centre) *chatCentre {
		chat := c.chat("next")
		c.rejects("ann", "chat")
		c.accepts("ann", "next")
		c.must("close", chat.close("closed", ""))
		return chat
	}
	playAll(t, build, []scene{
		{"can be closed again, and then completes what was wrapping", func(c *centre) string {
			chat := again(c)
			c.must("close again", chat.close("closed", routingClosed))
			return c.status("next") + ", conversation " + chat.threadState()
		}, "completed, conversation closed"},
		{"can be closed again to no effect", func(c *centre) string {
			chat := again(c)
			before := c.get("next")
			c.must("close again", chat.close("closed", ""))
			return fmt.Sprint(cmp.Equal(before, c.get("next")), " ", chat.channelStatus())
		}, "true closed"},
		{"cannot become inactive", func(c *centre) string {
			chat := again(c)
			wantRefused(c.t, "inactive", chat.close("inactive", routingClosed), rulebook.KindInvalid, rulebook.CodeFlexValidation)
			return c.status("next") + " " + chat.channelStatus()
		}, "wrapping closed"},
		{"takes no invite", func(c *centre) string {
			chat := again(c)
			events := c.eventCount()
			_, err := c.a.CreateInvite(chat.interaction, chat.channel, new(c.routing(`"attributes":{}`)))
			wantRefused(c.t, "invite", err, rulebook.KindInvalid, rulebook.CodeFlexValidation)
			return fmt.Sprint(c.eventCount() - events)
		}, "0"},
		{"takes no participant", func(c *centre) string {
			chat := again(c)
			_, err := c.a.CreateParticipant(chat.interaction, chat.channel, ParticipantRequest{Type: new("supervisor"), MediaProperties: new(`{"identity":"sue"}`)})
			wantRefused(c.t, "participant", err, rulebook.KindInvalid, rulebook.CodeFlexValidation)
			return chat.members()
		}, "customer, ann"},
		{"is read-only whatever the routing", func(c *centre) string {
			chat := again(c)
			for what, err := range map[string]error{
				"message":     errorOf(c.a.AddMessage(chat.thread, MessageChange{Body: new("hello")})),
				"participant": errorOf(c.a.AddConversationParticipant(chat.thread, ConversationParticipantChange{Identity: new("x")})),
				"state":       errorOf(c.a.UpdateConversation(chat.thread, ConversationChange{State: new("active")})),
			} {
				wantRefused(c.t, what, err, rulebook.KindInvalid, rulebook.CodeConversationClosed)
			}
			found, err := c.a.Messages(chat.thread, "", Page{})
			return fmt.Sprint(len(found.Items), err)
		}, "0 <nil>"},
	})
}
