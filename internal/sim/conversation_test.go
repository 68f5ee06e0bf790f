package sim

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/conversations"
	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestConversations(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	made, err := c.a.CreateConversation(ConversationChange{UniqueName: new("order-7"), FriendlyName: new("Order 7"), Attributes: new(`{"a": 1}`)})
	c.must("create", err)
	if made.State != conversations.Active || made.Attributes != `{"a": 1}` {
		t.Errorf("a new conversation is %+v", made)
	}
	if service := made.MessagingServiceSid; !strings.HasPrefix(service, "MG") || len(service) != 34 {
		t.Errorf("a conversation that names no messaging service has %q, want the account's own", service)
	}
	other, err := c.a.CreateConversation(ConversationChange{MessagingServiceSid: new("MG" + strings.Repeat("7", 32))})
	if err != nil || other.MessagingServiceSid != "MG"+strings.Repeat("7", 32) {
		t.Errorf("the messaging service that was named became %q (%v)", other.MessagingServiceSid, err)
	}
	found, err := c.a.Conversation("order-7")
	if diff := cmp.Diff(made, found); err != nil || diff != "" {
		t.Errorf("found by its unique name, error %v, it differs:\n%s", err, diff)
	}
	_, err = c.a.CreateConversation(ConversationChange{UniqueName: new("order-7")})
	wantRefused(t, "the unique name again", err, rulebook.KindConflict, rulebook.CodeUniqueNameTaken)
	_, err = c.a.CreateConversation(ConversationChange{State: new("closed")})
	wantRefused(t, "closed from the start", err, rulebook.KindInvalid, rulebook.CodeConversationInitialState)
	_, err = c.a.UpdateConversation(made.Sid, ConversationChange{UniqueName: new("order-8")})
	c.must("rename", err)
	_, err = c.a.Conversation("order-7")
	wantRefused(t, "the old unique name", err, rulebook.KindNotFound, rulebook.CodeNotFound)
	_, err = c.a.CreateConversation(ConversationChange{UniqueName: new("order-7")})
	c.must("take the name that is free again", err)
	_, err = c.a.AddConversationParticipant(made.Sid, ConversationParticipantChange{Identity: new("ann")})
	c.must("join", err)
	_, err = c.a.AddConversationParticipant(made.Sid, ConversationParticipantChange{Identity: new("ann")})
	wantRefused(t, "ann again", err, rulebook.KindConflict, rulebook.CodeParticipantExists)
	_, err = c.a.AddConversationParticipant(made.Sid, ConversationParticipantChange{})
	wantRefused(t, "nobody", err, rulebook.KindInvalid, rulebook.CodeInvalid)
}

func TestMessages(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	thread, err := c.a.CreateConversation(ConversationChange{})
	c.must("create", err)
	member, err := c.a.AddConversationParticipant(thread.Sid, ConversationParticipantChange{Identity: new("ann")})
	c.must("join", err)
	var sids []string
	for i := range 3 {
		message, err := c.a.AddMessage(thread.Sid, MessageChange{Author: new("ann"), Body: new(fmt.Sprint(i))})
		c.must("send", err)
		if message.Index != i || message.ParticipantSid != member.Sid {
			t.Errorf("message %d has index %d and is from participant %s, want %s", i, message.Index, message.ParticipantSid, member.Sid)
		}
		sids = append(sids, message.Sid)
	}
	c.must("delete the last", c.a.DeleteMessage(thread.Sid, sids[2]))
	next, err := c.a.AddMessage(thread.Sid, MessageChange{Body: new("3")})
	if err != nil || next.Index != 3 || next.Author != "system" {
		t.Errorf("after a deletion the next message has index %d, author %s, error %v; want 3, system: no index is used twice", next.Index, next.Author, err)
	}
	_, err = c.a.UpdateConversation(thread.Sid, ConversationChange{State: new("inactive")})
	c.must("inactive", err)
	_, err = c.a.AddMessage(thread.Sid, MessageChange{Body: new("wake")})
	c.must("send to an inactive one", err)
	if woken, err := c.a.Conversation(thread.Sid); err != nil || woken.State != conversations.Active {
		t.Errorf("a message left the conversation %s, error %v; want active", woken.State, err)
	}
	_, err = c.a.UpdateConversation(thread.Sid, ConversationChange{State: new("closed")})
	c.must("close", err)
	for what, err := range map[string]error{
		"add":            errorOf(c.a.AddMessage(thread.Sid, MessageChange{Body: new("late")})),
		"update":         errorOf(c.a.UpdateMessage(thread.Sid, sids[0], MessageChange{Body: new("late")})),
		"delete":         c.a.DeleteMessage(thread.Sid, sids[0]),
		"leave":          c.a.RemoveConversationParticipant(thread.Sid, "ann"),
		"rename":         errorOf(c.a.UpdateConversation(thread.Sid, ConversationChange{FriendlyName: new("late")})),
		"open again":     errorOf(c.a.UpdateConversation(thread.Sid, ConversationChange{State: new("active")})),
		"close it again": errorOf(c.a.UpdateConversation(thread.Sid, ConversationChange{State: new("closed")})),
	} {
		wantRefused(t, what, err, rulebook.KindInvalid, rulebook.CodeConversationClosed)
	}
	for order, want := range map[string]string{"": "0 1 3 wake", "asc": "0 1 3 wake", "desc": "wake 3 1 0"} {
		listed, err := c.a.Messages(thread.Sid, order, Page{})
		c.must("list", err)
		var bodies []string
		for _, m := range listed.Items {
			bodies = append(bodies, m.Body)
		}
		if got := strings.Join(bodies, " "); got != want {
			t.Errorf("order %q of a closed conversation: %q, want %q", order, got, want)
		}
	}
}
