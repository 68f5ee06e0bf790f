package sim

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/conversations"
	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// chatCentre is a centre on which a customer's chat has begun; its tasks come on
// the task channel "chat".
type chatCentre struct {
	*centre
	interaction, channel, thread string
}

// newChat begins a chat whose first task is called "chat".
func newChat(t failer, workers ...string) *chatCentre {
	t.Helper()
	return newSimpleCentre(t).chat("chat", workers...)
}

func (c *centre) chat(task string, workers ...string) *chatCentre {
	c.t.Helper()
	for _, name := range workers {
		if _, known := c.workers[name]; !known {
			c.worker(name, "{}")
		}
	}
	view, err := c.a.CreateInteraction(InteractionRequest{
		Channel: new(`{"type":"web","initiated_by":"api","participants":[{"identity":"customer"}]}`),
		Routing: new(c.routing(`"attributes":{"name":"` + task + `"}`)),
	})
	c.must("create interaction", err)
	c.tasks[task] = view.Task.Sid
	return &chatCentre{centre: c, interaction: view.Sid, channel: view.Channel.Sid, thread: view.Channel.ConversationSid}
}

func (c *centre) routing(more string) string {
	return `{"properties":{"workspace_sid":"` + c.ws + `",` + more + `}}`
}

// invites asks one more agent onto the channel.
func (c *chatCentre) invites(task string) {
	c.t.Helper()
	view, err := c.a.CreateInvite(c.interaction, c.channel, new(c.routing(`"attributes":{"name":"`+task+`"}`)))
	c.must("invite for "+task, err)
	c.tasks[task] = view.Task.Sid
}

func (c *chatCentre) close(status, routing string) error {
	var asked *string
	if routing != "" {
		asked = &routing
	}
	_, err := c.a.UpdateInteractionChannel(c.interaction, c.channel, &status, asked)
	return err
}

func (c *chatCentre) channelStatus() string {
	c.t.Helper()
	channel, err := c.a.InteractionChannel(c.interaction, c.channel)
	if isNotFound(err) {
		return "gone"
	}
	c.must("fetch channel", err)
	return channel.Status
}

func (c *chatCentre) threadState() string {
	c.t.Helper()
	thread, err := c.a.Conversation(c.thread)
	c.must("fetch conversation", err)
	return string(thread.State)
}

// people are the participants of the channel: "customer active, agent ann wrapup".
func (c *chatCentre) people() string {
	c.t.Helper()
	found, err := c.a.Participants(c.interaction, c.channel, Page{})
	c.must("list participants", err)
	var all []string
	for _, p := range found.Items {
		name := ""
		for worker, sid := range c.workers {
			if sid == p.WorkerSid {
				name = " " + worker
			}
		}
		all = append(all, p.Type+name+" "+p.Status)
	}
	return strings.Join(all, ", ")
}

// members are the identities in the conversation.
func (c *chatCentre) members() string {
	c.t.Helper()
	found, err := c.a.ConversationParticipants(c.thread, Page{})
	c.must("list members", err)
	var all []string
	for _, m := range found.Items {
		all = append(all, m.Identity)
	}
	return strings.Join(all, ", ")
}

func (c *chatCentre) agent(worker, task string) flex.Participant {
	c.t.Helper()
	found, err := c.a.Participants(c.interaction, c.channel, Page{})
	c.must("list participants", err)
	for _, p := range found.Items {
		if p.WorkerSid == c.workers[worker] && p.TaskSid == c.tasks[task] {
			return p
		}
	}
	c.t.Fatalf("%s is not on the channel with %s: %s", worker, task, c.people())
	return flex.Participant{}
}

func (c *chatCentre) setAgent(worker, task, status string) {
	c.t.Helper()
	_, err := c.a.UpdateParticipant(c.interaction, c.channel, c.agent(worker, task).Sid, &status)
	c.must("set "+worker+" to "+status, err)
}

func (c *chatCentre) statuses(tasks ...string) string {
	c.t.Helper()
	var all []string
	for _, task := range tasks {
		all = append(all, c.status(task))
	}
	return strings.Join(all, " ")
}

const routingClosed = `{"status":"closed"}`

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
		{"one task, closed", one, []string{"chat"}, "closed", "",
			outcome{"closed", "closed", "wrapping", "ann wrapping", "customer active, agent ann wrapup"}},
		{"one task, closed with routing", one, []string{"chat"}, "closed", routingClosed,
			outcome{"closed", "closed", "completed", "ann completed", "customer active, agent ann closed"}},
		{"one task, inactive with routing", one, []string{"chat"}, "inactive", routingClosed,
			outcome{"inactive", "active", "completed", "ann completed", "customer active, agent ann closed"}},
		{"three tasks, closed", three, []string{"chat", "second", "third"}, "closed", "",
			outcome{"closed", "closed", "wrapping wrapping wrapping", "ann wrapping; bob wrapping; cid wrapping",
				"customer active, agent ann wrapup, agent bob wrapup, agent cid wrapup"}},
		{"three tasks, closed with routing", three, []string{"chat", "second", "third"}, "closed", routingClosed,
			outcome{"closed", "closed", "completed completed completed", "ann completed; bob completed; cid completed",
				"customer active, agent ann closed, agent bob closed, agent cid closed"}},
		{"three tasks, inactive with routing", three, []string{"chat", "second", "third"}, "inactive", routingClosed,
			outcome{"inactive", "active", "completed completed completed", "ann completed; bob completed; cid completed",
				"customer active, agent ann closed, agent bob closed, agent cid closed"}},
		{"an invite that is pending, closed", pending, []string{"chat", "second", "third"}, "closed", "",
			outcome{"closed", "closed", "wrapping canceled canceled", "ann wrapping; bob canceled; ", "customer active, agent ann wrapup"}},
		{"an invite that is pending, closed with routing", pending, []string{"chat", "second", "third"}, "closed", routingClosed,
			outcome{"closed", "closed", "completed canceled canceled", "ann completed; bob canceled; ", "customer active, agent ann closed"}},
		{"an invite that is pending, inactive", pending, []string{"chat", "second", "third"}, "inactive", routingClosed,
			outcome{"inactive", "active", "completed canceled canceled", "ann completed; bob canceled; ", "customer active, agent ann closed"}},
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

func TestCreatingAnInteraction(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	view, err := c.a.CreateInteraction(InteractionRequest{
		Channel:    new(`{"type":"sms","initiated_by":"api","participants":[{"address":"+15550100","proxy_address":"+15550199"}]}`),
		Routing:    new(c.routing(`"task_channel_unique_name":"chat","priority":4,"timeout":60,"attributes":{"order":12345678901234567890,"text":"<b>","conversations":{"topic":"returns","direction":"sideways"}}`)),
		ContextSid: new("HQ1"), WebhookTtid: new("flex_interactionwebhook_1"),
	})
	c.must("create", err)
	task := view.Task
	if view.ContextSid != "HQ1" || view.WebhookTtid != "flex_interactionwebhook_1" || view.Channel.Status != "active" || view.Channel.Type != "sms" {
		t.Errorf("the interaction is %+v", view)
	}
	if task.Status != taskrouter.Pending || task.Priority != 4 || task.Timeout != time.Minute || task.ChannelName != "chat" || task.Version != 0 {
		t.Errorf("its task is %+v", task)
	}
	invites, err := c.a.Invites(view.Sid, view.Channel.Sid, Page{})
	if err != nil || len(invites.Items) != 1 {
		t.Fatalf("%d invites, error %v; want the first one", len(invites.Items), err)
	}
	got := map[string]any{}
	c.must("decode attributes", json.Unmarshal([]byte(task.Attributes), &got))
	want := map[string]any{
		"order": 12345678901234567890.0, "text": "<b>", "customers": map[string]any{},
		"flexInteractionSid": view.Sid, "flexInteractionChannelSid": view.Channel.Sid, "flexChannelInviteSid": invites.Items[0].Sid,
		"conversationSid": view.Channel.ConversationSid, "channelType": "sms", "direction": "inbound", "initiatedBy": "api",
		"taskCreateSource": "interaction",
		"conversations": map[string]any{
			"conversation_id": view.Sid, "initiated_by": "api", "communication_channel": "sms", "direction": "sideways", "topic": "returns",
			"media": []any{map[string]any{"type": "ChatTranscript", "sid": view.Channel.ConversationSid}},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("attributes differ (-want +got):\n%s", diff)
	}
	if !strings.Contains(string(task.Attributes), `"order":12345678901234567890`) || !strings.Contains(string(task.Attributes), "<b>") {
		t.Errorf("attributes are not as sent: %s", task.Attributes)
	}
	members, err := c.a.ConversationParticipants(view.Channel.ConversationSid, Page{})
	if err != nil || len(members.Items) != 1 || members.Items[0].Address != "+15550100" || members.Items[0].ProxyAddress != "+15550199" {
		t.Errorf("the conversation's participants: %+v, error %v", members.Items, err)
	}
	sound(t, c.a)
}

func TestWhatAnInteractionCannotBeMadeFrom(t *testing.T) {
	t.Parallel()
	web := `{"type":"web","initiated_by":"api"}`
	for _, row := range []struct {
		name             string
		channel, routing string // WS stands for the workspace
		code             int
	}{
		{"an unknown channel type", `{"type":"fax","initiated_by":"api"}`, `{"properties":{"workspace_sid":"WS"}}`, rulebook.CodeFlexValidation},
		{"no routing", web, ``, rulebook.CodeFlexValidation},
		{"an unknown workspace", web, `{"properties":{"workspace_sid":"WS0"}}`, rulebook.CodeFlexValidation},
		{"an unknown workflow", web, `{"properties":{"workspace_sid":"WS","workflow_sid":"WW0"}}`, rulebook.CodeInvalid},
		{"only an unknown workflow", web, `{"properties":{"workflow_sid":"WW0"}}`, rulebook.CodeFlexValidation},
		{"an unknown task channel", web, `{"properties":{"workspace_sid":"WS","task_channel_unique_name":"fax"}}`, rulebook.CodeInvalid},
		{"an unknown worker", web, `{"properties":{"workspace_sid":"WS","worker_sid":"WK0"}}`, rulebook.CodeInvalid},
		{"a negative priority", web, `{"properties":{"workspace_sid":"WS","priority":-1}}`, rulebook.CodeInvalid},
		{"attributes that are a list", web, `{"properties":{"workspace_sid":"WS","attributes":[]}}`, rulebook.CodeFlexValidation},
		{"attributes that are too long", web, `{"properties":{"workspace_sid":"WS","attributes":{"a":"` + strings.Repeat("x", 4096) + `"}}}`, rulebook.CodeInvalid},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			c, untouched := newSimpleCentre(t), newSimpleCentre(t)
			events := c.eventCount()
			routing := strings.Replace(row.routing, `"workspace_sid":"WS"`, `"workspace_sid":"`+c.ws+`"`, 1)
			_, err := c.a.CreateInteraction(InteractionRequest{Channel: &row.channel, Routing: &routing})
			wantRefused(t, row.name, err, rulebook.KindInvalid, row.code)
			if c.eventCount() != events {
				t.Errorf("refused and yet %q", c.types(events))
			}
			if got, want := c.chat("chat").interaction, untouched.chat("chat").interaction; got != want {
				t.Errorf("after a refused one the next interaction has sid %s, without it %s", got, want)
			}
		})
	}
}

func TestAMediaChannel(t *testing.T) {
	t.Parallel()
	begin := func(c *centre, conversation string) InteractionView {
		c.t.Helper()
		view, err := c.a.CreateInteraction(InteractionRequest{
			Channel: new(`{"type":"web","initiated_by":"customer","properties":{"media_channel_sid":"` + conversation + `"},"participants":[{"identity":"customer"}]}`),
			Routing: new(c.routing(`"attributes":{}`)),
		})
		c.must("create interaction", err)
		return view
	}
	playAll(t, newSimpleCentre, []scene{
		{"that exists is the channel's conversation, with the customer who is in it", func(c *centre) string {
			thread, err := c.a.CreateConversation(ConversationChange{})
			c.must("create conversation", err)
			member, err := c.a.AddConversationParticipant(thread.Sid, ConversationParticipantChange{Identity: new("customer")})
			c.must("add customer", err)
			view := begin(c, thread.Sid)
			people, err := c.a.Participants(view.Sid, view.Channel.Sid, Page{})
			c.must("list", err)
			return fmt.Sprint(view.Channel.ConversationSid == thread.Sid, view.Channel.Status, people.Items[0].MemberSid == member.Sid)
		}, "trueactivetrue"},
		{"that does not exist makes the channel fail, without a task", func(c *centre) string {
			view := begin(c, "CH00000000000000000000000000000000")
			tasks, err := c.a.Tasks(c.ws, TaskFilter{}, Page{})
			c.must("list", err)
			channel, err := c.a.InteractionChannel(view.Sid, view.Channel.Sid)
			c.must("fetch", err)
			return fmt.Sprint(channel.Status, " ", channel.ErrorCode, " ", channel.ErrorMessage != "", " ", len(tasks.Items), " ", view.Task == nil)
		}, fmt.Sprint("failed ", rulebook.CodeChannelFailed, " true 0 true")},
		{"that failed cannot be closed", func(c *centre) string {
			view := begin(c, "CH00000000000000000000000000000000")
			_, err := c.a.UpdateInteractionChannel(view.Sid, view.Channel.Sid, new("closed"), nil)
			wantRefused(c.t, "close", err, rulebook.KindInvalid, rulebook.CodeFlexValidation)
			_, err = c.a.CreateInvite(view.Sid, view.Channel.Sid, new(c.routing(`"attributes":{}`)))
			wantRefused(c.t, "invite", err, rulebook.KindInvalid, rulebook.CodeFlexValidation)
			return "refused"
		}, "refused"},
	})
}

func TestAnAgentsOutboundChat(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	c.worker("bob", "{}")
	view, err := c.a.CreateInteraction(InteractionRequest{
		Channel: new(`{"type":"sms","initiated_by":"agent","participants":[{"address":"+15550100","proxy_address":"+15550199"}]}`),
		Routing: new(c.routing(`"queue_sid":"` + c.queues["everyone"] + `","workflow_sid":"` + c.flows["all"] + `","worker_sid":"` + c.workers["bob"] + `"`)),
	})
	c.must("create", err)
	c.tasks["chat"] = view.Task.Sid
	if view.Channel.Status != "setup" || c.offered("chat") != "bob" || !view.Task.Origin.Outbound || view.Task.WorkflowName != "all" {
		t.Errorf("channel %s, offered to %s, outbound %t, workflow %q; want setup, bob, true, all",
			view.Channel.Status, c.offered("chat"), view.Task.Origin.Outbound, view.Task.WorkflowName)
	}
	c.set("chat", TaskChange{Attributes: new(`{"direction":"outbound"}`)})
	c.accepts("bob", "chat")
	channel, err := c.a.InteractionChannel(view.Sid, view.Channel.Sid)
	if err != nil || channel.Status != "active" {
		t.Errorf("once bob has accepted the channel is %s, error %v", channel.Status, err)
	}
	sound(t, c.a)
}

func TestATaskThatIsKeptForOneWorkerStaysSo(t *testing.T) {
	t.Parallel()
	c := newCentre(t)
	c.queue("one", "1==1")
	c.queue("two", "1==1")
	c.workflow("f", `{"task_routing":{"filters":[{"expression":"vip==true","targets":[{"queue":"two"}]}],"default_filter":{"queue":"one"}}}`)
	c.worker("ann", "{}")
	c.workerIn("bob", "{}", "Offline")
	view, err := c.a.CreateInteraction(InteractionRequest{
		Channel: new(`{"type":"web","initiated_by":"api"}`), Routing: new(c.routing(`"worker_sid":"` + c.workers["bob"] + `"`)),
	})
	c.must("create", err)
	c.tasks["chat"] = view.Task.Sid
	c.set("chat", TaskChange{Attributes: new(`{"vip":true}`)})
	before := c.where("chat") + ", " + c.offered("chat")
	c.becomes("bob", "Available")
	if got, want := before+"; "+c.offered("chat"), "pending in two, nobody; bob"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	sound(t, c.a)
}

func TestAnInviteMakesATaskOfItsOwn(t *testing.T) {
	t.Parallel()
	c := newChat(t, "ann")
	c.accepts("ann", "chat")
	c.invites("second")
	c.becomesStatus("chat", "completed")
	c.passes(2 * time.Minute)
	found, err := c.a.Invites(c.interaction, c.channel, Page{})
	if err != nil || len(found.Items) != 2 {
		t.Fatalf("%d invites, error %v; want 2", len(found.Items), err)
	}
	first, second := found.Items[0], found.Items[1]
	if !first.Gone || first.TaskSid != c.tasks["chat"] || second.Gone || second.Task.Sid != c.tasks["second"] {
		t.Errorf("invites are %+v and %+v; want the first one's task gone and the second one's there", first, second)
	}
	view, err := c.a.Interaction(c.interaction)
	if err != nil || view.Task != nil {
		t.Errorf("the interaction's first task is gone and yet %+v is shown, error %v", view.Task, err)
	}
	sound(t, c.a)
}

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

func TestConversations(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	made, err := c.a.CreateConversation(ConversationChange{UniqueName: new("order-7"), FriendlyName: new("Order 7"), Attributes: new(`{"a": 1}`)})
	c.must("create", err)
	if made.State != conversations.Active || made.Attributes != `{"a": 1}` {
		t.Errorf("a new conversation is %+v", made)
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
