package wire

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTheHeaderThatAsksForWebhooks: it alone decides whether a message leads to
// its task, in whatever case it is answered.
func TestTheHeaderThatAsksForWebhooks(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{Strict: true})
	made := newCentre(t, c)
	m := made.newCustomChannel(t)
	tasks := func() int {
		return len(c.get(made.in("Tasks")).wants(t, http.StatusOK).object(t)["tasks"].([]any))
	}
	for _, row := range []struct {
		headers []string
		tasks   int
	}{
		{nil, 0},
		{[]string{"X-Twilio-Webhook-Enabled", "false"}, 0},
		{[]string{"x-twilio-webhook-enabled", "True"}, 1},
		{[]string{"X-Twilio-Webhook-Enabled", "true"}, 1},
	} {
		c.send(http.MethodPost, m.chat()+"/Messages", "application/x-www-form-urlencoded", "Body=Hello", row.headers...).wants(t, http.StatusCreated)
		if got := tasks(); got != row.tasks {
			t.Errorf("after a message with %q there are %d tasks, want %d", row.headers, got, row.tasks)
		}
	}
	if count := c.get(m.chat()).object(t)["messages_count"]; count != 4.0 {
		t.Errorf("the chat channel counts %v messages, want 4", count)
	}
}

func TestRefusalsOfCustomChannels(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{Strict: true})
	made := newCentre(t, c)
	m := made.newCustomChannel(t)
	channel := func(flow string) []string {
		return []string{"FlexFlowSid", flow, "Identity", "a", "ChatUserFriendlyName", "a", "ChatFriendlyName", "a", "ChatUniqueName", "one"}
	}
	c.post(flexAddress+"/Channels", channel(m.flexFlow)...).wants(t, http.StatusCreated)
	for _, row := range []struct {
		name, address string
		form          []string
		status, code  int
	}{
		{"a channel of an unknown Flex Flow", flexAddress + "/Channels", channel("FO" + strings.Repeat("0", 32)), 404, 45205},
		{"a channel's name again", flexAddress + "/Channels", channel(m.flexFlow), 409, 45208},
		{"a channel without an identity", flexAddress + "/Channels", []string{"FlexFlowSid", m.flexFlow}, 400, 45004},
		{"a Flex Flow without a name", flexAddress + "/FlexFlows", []string{"ChannelType", "custom"}, 400, 45004},
		{"a retry that is no number", flexAddress + "/FlexFlows/" + m.flexFlow, []string{"Integration.RetryCount", "often"}, 400, 20001},
		{"a webhook that is no number", m.chat() + "/Webhooks", []string{"Type", "webhook", "Configuration.RetryCount", "often"}, 400, 20001},
		{"a webhook without an address", m.chat() + "/Webhooks", []string{"Type", "webhook"}, 400, 50329},
		{"a webhook of no type", m.chat() + "/Webhooks", []string{"Configuration.Url", "https://example.com"}, 400, 50324},
		{"attributes that are no JSON", m.chat(), []string{"Attributes", "{"}, 400, 50304},
		{"a message of another service", chatAddress + "/Services/IS0/Channels/" + m.channel + "/Messages", []string{"Body", "Hello"}, 404, 20404},
		{"a Studio flow without a status", studioAddress + "/Flows", []string{"FriendlyName", "a", "Definition", "{}"}, 400, 20001},
		{"a Studio flow that is no JSON", studioAddress + "/Flows", []string{"FriendlyName", "a", "Status", "draft", "Definition", "["}, 400, 20001},
		{"a message to be changed", m.chat() + "/Messages/IM0", []string{"Body", "Hello"}, 501, 0},
		{"a chat user to be made", m.service + "/Users", []string{"Identity", "a"}, 501, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			c.post(row.address, row.form...).refuses(t, row.status, row.code, "")
		})
	}
}

// TestListsOfAWebhook: events may be repeated or stand in one list; a trigger is a
// text, commas included.
func TestListsOfAWebhook(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{Strict: true})
	m := newCentre(t, c).newCustomChannel(t)
	answer := c.send(http.MethodPost, m.chat()+"/Webhooks", "application/x-www-form-urlencoded",
		"Type=trigger&Configuration.Url=https://example.com&Configuration.Filters=onMessageSent&Configuration.Filters=onMemberAdded,onMemberRemoved"+
			"&Configuration.Triggers=help,+please&Configuration.Triggers=agent").wants(t, http.StatusCreated).object(t)["configuration"]
	want := map[string]any{
		"url": "https://example.com", "method": "POST", "retry_count": 0.0,
		"filters":  []any{"onMessageSent", "onMemberAdded", "onMemberRemoved"},
		"triggers": []any{"help, please", "agent"},
	}
	if diff := cmp.Diff(want, answer); diff != "" {
		t.Errorf("configuration (-want +got):\n%s", diff)
	}
}

// TestADraftSaysWhatIsWrong: Studio keeps a flow that cannot run, and says why.
func TestADraftSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	got := c.post(studioAddress+"/Flows", "FriendlyName", "a", "Status", "draft", "Definition", `{ "states": [] }`).wants(t, http.StatusCreated).object(t)
	want := []any{map[string]any{"message": "there are no states"}, map[string]any{"message": `the initial state "" is none of the states`}}
	if diff := cmp.Diff(want, got["errors"]); diff != "" || got["valid"] != false {
		t.Errorf("valid is %v, errors (-want +got):\n%s", got["valid"], diff)
	}
}
