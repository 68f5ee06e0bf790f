package wire

import (
	"net/http"
	"testing"

	chats "github.com/twilio/twilio-go/rest/chat/v2"
	flexapi "github.com/twilio/twilio-go/rest/flex/v1"
	studios "github.com/twilio/twilio-go/rest/studio/v2"
)

const (
	chatAddress   = "https://chat.twilio.com/v2"
	studioAddress = "https://studio.twilio.com/v2"
)

// A customChannel is a chat channel that came through Flex, with what leads from
// its messages to a task.
type customChannel struct {
	studioFlow, flexFlow, channel string
	service                       string // the chat service's address
}

// sendToFlexFlow is a Studio flow that makes a task of each message's channel.
func sendToFlexFlow(workflow string) string {
	return `{"states":[{"name":"Trigger","type":"trigger","transitions":[{"event":"incomingMessage","next":"SendToFlex"}],"properties":{}},` +
		`{"name":"SendToFlex","type":"send-to-flex","transitions":[],"properties":{"workflow":"` + workflow + `","channel":"chat",` +
		`"attributes":"{\"name\": \"{{trigger.message.ChannelAttributes.from}}\", \"channelSid\": \"{{trigger.message.ChannelSid}}\"}"}}],` +
		`"initial_state":"Trigger"}`
}

func (c centre) newStudioFlow(t testing.TB) string {
	t.Helper()
	return c.post(studioAddress+"/Flows", "FriendlyName", "To Flex", "Status", "published", "Definition", sendToFlexFlow(c.workflow)).
		wants(t, http.StatusCreated).text(t, "sid")
}

// chatService is the address of the account's chat service, as Flex's
// configuration names it.
func (c centre) chatService(t testing.TB) string {
	t.Helper()
	return chatAddress + "/Services/" + c.chatServiceSid(t)
}

func (c centre) chatServiceSid(t testing.TB) string {
	t.Helper()
	return c.get(flexAddress+"/Configuration").wants(t, http.StatusOK).text(t, "chat_service_instance_sid")
}

func (c centre) newCustomChannel(t testing.TB) customChannel {
	t.Helper()
	made := customChannel{studioFlow: c.newStudioFlow(t), service: c.chatService(t)}
	made.flexFlow = c.post(flexAddress+"/FlexFlows", "FriendlyName", "Custom webchat", "ChatServiceSid", c.chatServiceSid(t),
		"ChannelType", "custom", "ContactIdentity", "custom", "Enabled", "true", "IntegrationType", "studio",
		"Integration.FlowSid", made.studioFlow, "Integration.RetryCount", "1").wants(t, http.StatusCreated).text(t, "sid")
	made.channel = c.post(flexAddress+"/Channels", "FlexFlowSid", made.flexFlow, "Identity", "joan", "ChatUserFriendlyName", "Joan",
		"ChatFriendlyName", "Joan's chat").wants(t, http.StatusCreated).text(t, "sid")
	return made
}

func (m customChannel) chat() string { return m.service + "/Channels/" + m.channel }

func customChannelCases() []operationCase {
	return append(flexFlowCases(), append(chatCases(), studioCases()...)...)
}

// of gives a send for something of a custom channel, which it makes first.
func of(address func(m customChannel) string, form ...string) func(testing.TB, centre) (string, []string) {
	return func(t testing.TB, c centre) (string, []string) { return address(c.newCustomChannel(t)), form }
}

func flexFlowCases() []operationCase {
	flow := func(m customChannel) string { return flexAddress + "/FlexFlows/" + m.flexFlow }
	channel := func(m customChannel) string { return flexAddress + "/Channels/" + m.channel }
	model, made := &flexapi.FlexV1FlexFlow{}, &flexapi.FlexV1Channel{}
	return []operationCase{
		{"CreateFlexFlow", model, func(t testing.TB, c centre) (string, []string) {
			return flexAddress + "/FlexFlows", []string{
				"FriendlyName", "Custom webchat", "ChatServiceSid", c.chatServiceSid(t), "ChannelType", "custom", "IntegrationType", "task",
				"Integration.WorkspaceSid", c.workspace, "Integration.WorkflowSid", c.workflow, "Integration.Channel", "chat",
				"Integration.Timeout", "600", "Integration.Priority", "1", "Integration.CreationOnMessage", "true", "LongLived", "true",
			}
		}},
		{"ListFlexFlow", &flexapi.ListFlexFlowResponse{}, of(func(customChannel) string { return flexAddress + "/FlexFlows?FriendlyName=Custom+webchat" })},
		{"FetchFlexFlow", model, of(flow)},
		{"UpdateFlexFlow", model, of(flow, "Enabled", "false", "JanitorEnabled", "true")},
		{"DeleteFlexFlow", nil, of(flow)},
		{"CreateChannel.flex-api", made, func(t testing.TB, c centre) (string, []string) {
			return flexAddress + "/Channels", []string{
				"FlexFlowSid", c.newCustomChannel(t).flexFlow, "Identity", "ada", "ChatUserFriendlyName", "Ada", "ChatFriendlyName", "Chat",
				"ChatUniqueName", "ada-1", "PreEngagementData", `{"order":42}`, "LongLived", "true",
			}
		}},
		{"ListChannel.flex-api", &flexapi.ListChannelResponse{}, of(func(customChannel) string { return flexAddress + "/Channels" })},
		{"FetchChannel.flex-api", made, of(channel)},
		{"DeleteChannel.flex-api", nil, of(channel)},
	}
}

func chatCases() []operationCase {
	all := func(m customChannel) string { return m.service + "/Channels" }
	one := customChannel.chat
	under := func(collection string) func(m customChannel) string {
		return func(m customChannel) string { return m.chat() + collection }
	}
	// part gives a part of a chat channel, which it makes first.
	part := func(collection string, one bool, made []string, form ...string) func(testing.TB, centre) (string, []string) {
		return func(t testing.TB, c centre) (string, []string) {
			address := c.newCustomChannel(t).chat() + collection
			sid := c.post(address, made...).wants(t, http.StatusCreated).text(t, "sid")
			if one {
				address += "/" + sid
			}
			return address, form
		}
	}
	said := []string{"From", "joan", "Body", "Hello <b>", "Attributes", `{"a": 1}`}
	hook := []string{
		"Type", "webhook", "Configuration.Url", "https://example.com/messages", "Configuration.Filters", "onMessageSent",
		"Configuration.Filters", "onChannelUpdated", "Configuration.RetryCount", "3",
	}
	model, message, webhook := &chats.ChatV2Channel{}, &chats.ChatV2Message{}, &chats.ChatV2ChannelWebhook{}
	return []operationCase{
		{"CreateChannel.chat", model, of(all, "FriendlyName", "Order 42", "UniqueName", "order-42", "Type", "private", "Attributes", `{"order": 42}`)},
		{"ListChannel.chat", &chats.ListChannelResponse{}, of(func(m customChannel) string { return all(m) + "?Type=private" })},
		{"FetchChannel.chat", model, of(one)},
		{"UpdateChannel", model, of(one, "Attributes", `{"status":"INACTIVE"}`)},
		{"DeleteChannel.chat", nil, of(one)},
		{"CreateMessage", message, of(under("/Messages"), said...)},
		{"ListMessage", &chats.ListMessageResponse{}, part("/Messages", false, said)},
		{"FetchMessage", message, part("/Messages", true, said)},
		{"CreateChannelWebhook", webhook, of(under("/Webhooks"), hook...)},
		{"ListChannelWebhook", &chats.ListChannelWebhookResponse{}, part("/Webhooks", false, hook)},
		{"FetchChannelWebhook", webhook, part("/Webhooks", true, hook)},
		{"UpdateChannelWebhook", webhook, part("/Webhooks", true, hook, "Configuration.Method", "GET")},
		{"DeleteChannelWebhook", nil, part("/Webhooks", true, hook)},
		{"ListUser", &chats.ListUserResponse{}, of(func(m customChannel) string { return m.service + "/Users" })},
		{"FetchUser", &chats.ChatV2User{}, of(func(m customChannel) string { return m.service + "/Users/joan" })},
	}
}

func studioCases() []operationCase {
	all := func(customChannel) string { return studioAddress + "/Flows" }
	one := func(m customChannel) string { return studioAddress + "/Flows/" + m.studioFlow }
	model := &studios.StudioV2Flow{}
	return []operationCase{
		{"CreateFlow", model, of(all, "FriendlyName", "Unfinished", "Status", "draft", "Definition", `{"states":[]}`, "CommitMessage", "begun")},
		{"ListFlow", &studios.ListFlowResponse{}, of(all)},
		{"FetchFlow", model, of(one)},
		{"UpdateFlow", model, of(one, "Status", "draft", "FriendlyName", "Renamed")},
		{"DeleteFlow", nil, of(one)},
	}
}
