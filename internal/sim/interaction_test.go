package sim

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
		{"that is a closed conversation makes the channel fail, without a task", func(c *centre) string {
			thread, err := c.a.CreateConversation(ConversationChange{})
			c.must("create conversation", err)
			c.must("close conversation", errorOf(c.a.UpdateConversation(thread.Sid, ConversationChange{State: new("closed")})))
			view := begin(c, thread.Sid)
			tasks, err := c.a.Tasks(c.ws, TaskFilter{}, Page{})
			c.must("list", err)
			says := strings.Contains(view.Channel.ErrorMessage, "closed")
			return fmt.Sprint(view.Channel.Status, " ", view.Channel.ErrorCode, " ", says, " ", len(tasks.Items), " ", view.Task == nil)
		}, "failed 45354 true 0 true"},
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
	if view.Channel.Status != "setup" || c.offered("chat") != "bob" || !view.Task.CameFrom().Outbound || view.Task.WorkflowName != "all" {
		t.Errorf("channel %s, offered to %s, outbound %t, workflow %q; want setup, bob, true, all",
			view.Channel.Status, c.offered("chat"), view.Task.CameFrom().Outbound, view.Task.WorkflowName)
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
