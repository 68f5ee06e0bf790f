package sim

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/chat"
	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/studio"
)

// customCentre is a centre with a custom chat channel that leads to its workflow.
type customCentre struct {
	*centre
	service, studio, flex, channel string
}

func newCustomCentre(t failer) customCentre {
	t.Helper()
	c := customCentre{centre: newSimpleCentre(t)}
	c.service = c.a.ChatService()
	made, err := c.a.CreateStudioFlow(StudioFlowChange{
		FriendlyName: new("To Flex"), Status: new(studio.Published),
		Definition: new(`{"states":[{"name":"T","type":"trigger","transitions":[{"event":"incomingMessage","next":"F"}]},` +
			`{"name":"F","type":"send-to-flex","properties":{"workflow":"` + c.flows["all"] + `","channel":"chat","attributes":"{\"name\":\"{{trigger.message.ChannelAttributes.from}}\"}"}}],"initial_state":"T"}`),
	})
	c.must("Studio flow", err)
	flow, err := c.a.CreateFlexFlow(flex.FlowChange{
		FriendlyName: new("Custom"), ChatServiceSid: &c.service, ChannelType: new("custom"), Enabled: new(true),
		Integration: flex.Integration{FlowSid: &made.Sid},
	})
	c.must("Flex Flow", err)
	c.studio, c.flex = made.Sid, flow.Sid
	c.channel = c.newChannel("Joan").Sid
	return c
}

func (c customCentre) newChannel(name string) flex.ChatChannel {
	c.t.Helper()
	made, err := c.a.CreateFlexChannel(flex.ChatChannelRequest{
		FlowSid: &c.flex, Identity: new("visitor " + name), UserFriendlyName: &name, FriendlyName: new("Chat"),
	})
	c.must("chat channel", err)
	return made
}

func (c customCentre) hook(change chat.WebhookChange) chat.Webhook {
	c.t.Helper()
	made, err := c.a.AddChatWebhook(c.service, c.channel, change)
	c.must("webhook", err)
	return made
}

func (c customCentre) says(body, callsWebhooks string) chat.Message {
	c.t.Helper()
	sent, err := c.a.SendChatMessage(c.service, c.channel, chat.MessageDraft{From: new("joan"), Body: &body, CallsWebhooks: callsWebhooks})
	c.must("send", err)
	return sent
}

// made are the attributes of the tasks that there are, oldest first.
func (c customCentre) made() []string {
	c.t.Helper()
	var all []string
	listed, err := c.a.Tasks(c.ws, TaskFilter{}, Page{})
	c.must("list tasks", err)
	for _, task := range listed.Items {
		all = append(all, string(task.Attributes))
	}
	return all
}

// callbacks are what the account has told webhooks so far, oldest first.
func (c customCentre) callbacks() []Callback {
	var told []Callback
	for _, delivery := range c.a.Deliveries().All {
		told = append(told, delivery.Callback)
	}
	return told
}

func TestAMessageIsToldToTheWebhooksThatHearOfIt(t *testing.T) {
	t.Parallel()
	c := newCustomCentre(t)
	sent := c.hook(chat.WebhookChange{Type: new("webhook"), URL: new("https://example.com/sent"), Filters: []string{"onMessageSent"}, Retries: new(2)})
	c.hook(chat.WebhookChange{Type: new("webhook"), URL: new("https://example.com/updated"), Filters: []string{"onChannelUpdated"}})
	c.hook(chat.WebhookChange{Type: new("trigger"), URL: new("https://example.com/help"), Triggers: []string{"help"}, Method: new("GET")})
	c.passes(1500 * time.Millisecond)
	quiet := c.says("help", "")
	if len(c.callbacks()) != 0 {
		t.Fatalf("message %s, whose sender did not ask, made the callbacks %v", quiet.Sid, c.callbacks())
	}
	message := c.says("Hello", "true")
	want := []Callback{{URL: "https://example.com/sent", Method: "POST", Retries: 2, Fields: []CallbackField{
		{"EventType", "onMessageSent"},
		{"InstanceSid", c.service},
		{"Attributes", "{}"},
		{"DateCreated", "2026-01-05T09:00:01.500Z"},
		{"Index", "1"},
		{"From", "joan"},
		{"MessageSid", message.Sid},
		{"AccountSid", accountOne},
		{"Source", "API"},
		{"ChannelSid", c.channel},
		{"ClientIdentity", "joan"},
		{"RetryCount", "0"},
		{"WebhookType", "webhook"},
		{"Body", "Hello"},
		{"WebhookSid", sent.Sid},
	}}}
	if diff := cmp.Diff(want, c.callbacks()); diff != "" {
		t.Errorf("callbacks (-want +got):\n%s", diff)
	}
	c.says("please help", "true")
	if n := len(c.callbacks()); n != 3 || c.callbacks()[2].URL != "https://example.com/help" || c.callbacks()[2].Method != "GET" {
		t.Errorf("after a message with the trigger's text there are %d callbacks: %v", n, c.callbacks())
	}
}

func TestAChannelsUpdateIsToldToo(t *testing.T) {
	t.Parallel()
	c := newCustomCentre(t)
	c.hook(chat.WebhookChange{Type: new("webhook"), URL: new("https://example.com/updated"), Filters: []string{"onChannelUpdated"}})
	ended := chat.ChannelChange{Attributes: new(`{"status":"INACTIVE"}`)}
	for header, want := range map[string]int{"false": 0, "True": 1} {
		before := len(c.callbacks())
		_, err := c.a.UpdateChatChannel(c.service, c.channel, ended, header)
		c.must("update", err)
		if made := len(c.callbacks()) - before; made != want {
			t.Errorf("an update whose sender answers %q makes %d callbacks, want %d", header, made, want)
		}
	}
	if !cmp.Equal(c.callbacks()[0].Fields[5], CallbackField{"Attributes", `{"status":"INACTIVE"}`}) {
		t.Errorf("the callback holds %v", c.callbacks()[0].Fields)
	}
}

func TestAWebhookCanRunAStudioFlow(t *testing.T) {
	t.Parallel()
	c := newCustomCentre(t)
	made, err := c.a.CreateChatChannel(c.service, chat.ChannelChange{Attributes: new(`{"from":"Grace"}`)})
	c.must("chat channel without Flex", err)
	c.channel = made.Sid
	c.says("Hello", "true")
	if tasks := c.made(); tasks != nil {
		t.Fatalf("a channel without a Flex Flow made the tasks %q", tasks)
	}
	c.hook(chat.WebhookChange{Type: new("studio"), FlowSid: &c.studio, Filters: []string{"onMessageSent"}})
	c.says("Hello", "true")
	c.says("Hello", "true")
	if diff := cmp.Diff([]string{`{"name":"Grace"}`}, c.made()); diff != "" {
		t.Errorf("tasks (-want +got):\n%s", diff)
	}
}

func TestTheHistorySaysWhyAMessageMadeNoTask(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		spoil func(c customCentre) error
		why   string
	}{
		{"the Studio flow is gone", func(c customCentre) error { return c.a.DeleteStudioFlow(c.studio) }, "no flow is published under this sid"},
		{"the workflow is gone", func(c customCentre) error { return c.a.DeleteWorkflow(c.ws, c.flows["all"]) }, `widget "F": there is no workflow`},
		{"the task channel is gone", func(c customCentre) error { return c.a.DeleteTaskChannel(c.ws, "chat") }, `widget "F": Value 'chat' provided for TaskChannel`},
		{"the channel's attributes spoil the widget's", func(c customCentre) error {
			_, err := c.a.UpdateChatChannel(c.service, c.channel, chat.ChannelChange{Attributes: new(`{"from":"\""}`)}, "")
			return err
		}, `widget "F": Invalid JSON in parameter Attributes`},
	} {
		c := newCustomCentre(t)
		c.must(row.name, row.spoil(c))
		c.says("Hello", "true")
		last := c.a.History(1)[0]
		if last.Type != studioFlowFailed || last.Resource != c.studio || !strings.Contains(last.Detail, row.why) {
			t.Errorf("%s: the last event is %s %s %q, want it to say %q", row.name, last.Type, last.Resource, last.Detail, row.why)
		}
		if tasks := c.made(); tasks != nil {
			t.Errorf("%s: there are the tasks %q", row.name, tasks)
		}
	}
}

func TestTheTaskRefersToTheChatsTranscript(t *testing.T) {
	t.Parallel()
	c := newCustomCentre(t)
	c.says("Hello", "true")
	listed, err := c.a.Tasks(c.ws, TaskFilter{}, Page{})
	c.must("list tasks", err)
	if task := listed.Items[0]; task.CameFrom().ConversationSid != c.channel || task.ChannelName != "chat" || task.Timeout != time.Hour {
		t.Errorf("the task comes from %q on %s with a timeout of %s", task.CameFrom().ConversationSid, task.ChannelName, task.Timeout)
	}
}

func TestAFlexFlowThatIsGoneLeadsNowhere(t *testing.T) {
	t.Parallel()
	c := newCustomCentre(t)
	c.must("delete", c.a.DeleteFlexFlow(c.flex))
	c.says("Hello", "true")
	if tasks := c.made(); tasks != nil {
		t.Errorf("there are the tasks %q", tasks)
	}
}

func TestAChatChannelIsOneThingInBothProducts(t *testing.T) {
	t.Parallel()
	c := newCustomCentre(t)
	plain, err := c.a.CreateChatChannel(c.service, chat.ChannelChange{UniqueName: new("plain")})
	c.must("chat channel without Flex", err)
	_, err = c.a.FlexChannel(plain.Sid)
	wantRefused(t, "a channel that Flex has not made, asked of Flex", err, rulebook.KindNotFound, rulebook.CodeNotFound)
	_, err = c.a.CreateChatChannel(c.service, chat.ChannelChange{UniqueName: new("plain")})
	wantRefused(t, "a second channel of one name", err, rulebook.KindConflict, rulebook.CodeChatUniqueNameTaken)
	_, err = c.a.UpdateChatChannel(c.service, c.channel, chat.ChannelChange{UniqueName: new("plain")}, "")
	wantRefused(t, "a name that is taken", err, rulebook.KindConflict, rulebook.CodeChatUniqueNameTaken)
	_, err = c.a.ChatChannel("IS0", c.channel)
	wantRefused(t, "another service", err, rulebook.KindNotFound, rulebook.CodeNotFound)
	c.must("delete through Flex", c.a.DeleteFlexChannel(c.channel))
	_, err = c.a.ChatChannel(c.service, c.channel)
	wantRefused(t, "a channel that was deleted through Flex", err, rulebook.KindNotFound, rulebook.CodeNotFound)
	other := c.newChannel("Joan")
	c.must("delete through Chat", c.a.DeleteChatChannel(c.service, other.Sid))
	_, err = c.a.FlexChannel(other.Sid)
	wantRefused(t, "a channel that was deleted through Chat", err, rulebook.KindNotFound, rulebook.CodeNotFound)
}

func TestOtherIntegrationsAreSaidNotGuessed(t *testing.T) {
	t.Parallel()
	c := newCustomCentre(t)
	_, err := c.a.UpdateFlexFlow(c.flex, flex.FlowChange{IntegrationType: new("external"), Integration: flex.Integration{URL: new("https://example.com")}})
	c.must("make it external", err)
	_, err = c.a.CreateFlexChannel(flex.ChatChannelRequest{FlowSid: &c.flex, Identity: new("a"), UserFriendlyName: new("a"), FriendlyName: new("a")})
	wantRefused(t, "a channel of an external Flex Flow", err, rulebook.KindUnmodelled, 0)
}

func TestADraftLeavesWhatRuns(t *testing.T) {
	t.Parallel()
	c := newCustomCentre(t)
	draft, err := c.a.UpdateStudioFlow(c.studio, StudioFlowChange{Status: new(studio.Draft), Definition: new(`{"states":[]}`)})
	c.must("draft", err)
	if draft.Revision != 2 || len(draft.Problems) == 0 || draft.Definition != `{"states":[]}` {
		t.Errorf("the draft is %+v", draft)
	}
	_, err = c.a.UpdateStudioFlow(c.studio, StudioFlowChange{Status: new(studio.Published)})
	wantRefused(t, "publishing what cannot run", err, rulebook.KindInvalid, rulebook.CodeInvalid)
	c.says("Hello", "true")
	if tasks := c.made(); len(tasks) != 1 {
		t.Errorf("there are the tasks %q, want one of what was published", tasks)
	}
}
