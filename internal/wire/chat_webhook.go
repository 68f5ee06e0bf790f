package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/chat"
)

func chatWebhookOperations() []operation {
	const all = "/v2/Services/{ServiceSid}/Channels/{ChannelSid}/Webhooks"
	const one = all + "/{Sid}"
	fields := []string{
		"Configuration.Url", "Configuration.Method", "Configuration.Filters", "Configuration.Triggers",
		"Configuration.FlowSid", "Configuration.RetryCount",
	}
	return []operation{
		{name: "CreateChannelWebhook", product: chatAPI, method: http.MethodPost, path: all, body: append(fields, "Type"), do: addChatWebhook},
		{name: "ListChannelWebhook", product: chatAPI, method: http.MethodGet, path: all, paged: true, do: listChatWebhooks},
		{name: "FetchChannelWebhook", product: chatAPI, method: http.MethodGet, path: one, do: fetchChatWebhook},
		{name: "UpdateChannelWebhook", product: chatAPI, method: http.MethodPost, path: one, body: fields, do: updateChatWebhook},
		{name: "DeleteChannelWebhook", product: chatAPI, method: http.MethodDelete, path: one, do: removeChatWebhook},
	}
}

func addChatWebhook(c *call) (answer, error) {
	change, err := c.chatWebhookChange()
	if err != nil {
		return answer{}, err
	}
	change.Type = c.body.text("Type")
	added, err := c.account.AddChatWebhook(c.param("ServiceSid"), c.param("ChannelSid"), change)
	return show(http.StatusCreated, newChatWebhook)(c, added, err)
}

func listChatWebhooks(c *call) (answer, error) {
	listed, err := c.account.ChatWebhooks(c.param("ServiceSid"), c.param("ChannelSid"), c.page.sim())
	return list("webhooks", newChatWebhook)(c, listed, err)
}

func fetchChatWebhook(c *call) (answer, error) {
	fetched, err := c.account.ChatWebhook(c.param("ServiceSid"), c.param("ChannelSid"), c.param("Sid"))
	return show(http.StatusOK, newChatWebhook)(c, fetched, err)
}

func updateChatWebhook(c *call) (answer, error) {
	change, err := c.chatWebhookChange()
	if err != nil {
		return answer{}, err
	}
	updated, err := c.account.UpdateChatWebhook(c.param("ServiceSid"), c.param("ChannelSid"), c.param("Sid"), change)
	return show(http.StatusOK, newChatWebhook)(c, updated, err)
}

func removeChatWebhook(c *call) (answer, error) {
	return deleted(c.account.RemoveChatWebhook(c.param("ServiceSid"), c.param("ChannelSid"), c.param("Sid")))
}

func (c *call) chatWebhookChange() (chat.WebhookChange, error) {
	change := chat.WebhookChange{
		URL:      c.body.text("Configuration.Url"),
		Method:   c.body.text("Configuration.Method"),
		FlowSid:  c.body.text("Configuration.FlowSid"),
		Filters:  c.body.words("Configuration.Filters"),
		Triggers: c.body.texts("Configuration.Triggers"),
		Retries:  c.body.integer("Configuration.RetryCount"),
	}
	return change, c.body.problem()
}

// A chatWebhook is the Channel Webhook resource (Twilio docs, Programmable Chat).
type chatWebhook struct {
	Sid           string                   `json:"sid"`
	AccountSid    string                   `json:"account_sid"`
	ServiceSid    string                   `json:"service_sid"`
	ChannelSid    string                   `json:"channel_sid"`
	Type          string                   `json:"type"`
	URL           string                   `json:"url"`
	Configuration chatWebhookConfiguration `json:"configuration"`
	DateCreated   string                   `json:"date_created"`
	DateUpdated   string                   `json:"date_updated"`
}

// A chatWebhookConfiguration shows what belongs to the webhook's type.
type chatWebhookConfiguration struct {
	URL        string   `json:"url,omitempty"`
	Method     string   `json:"method,omitempty"`
	Filters    []string `json:"filters,omitempty"`
	Triggers   []string `json:"triggers,omitempty"`
	FlowSid    string   `json:"flow_sid,omitempty"`
	RetryCount *int     `json:"retry_count,omitempty"`
}

func newChatWebhook(c *call, v chat.Webhook) chatWebhook {
	configuration := chatWebhookConfiguration{
		URL: v.URL, Method: v.Method, Filters: v.Filters, Triggers: v.Triggers, FlowSid: v.FlowSid, RetryCount: &v.Retries,
	}
	if v.Type == chat.RunsFlow {
		configuration.Method, configuration.RetryCount = "", nil
	}
	return chatWebhook{
		Sid:           v.Sid,
		AccountSid:    c.account.Sid(),
		ServiceSid:    v.ServiceSid,
		ChannelSid:    v.ChannelSid,
		Type:          v.Type,
		URL:           chatChannelURL(v.ServiceSid, v.ChannelSid) + "/Webhooks/" + v.Sid,
		Configuration: configuration,
		DateCreated:   iso(v.Created),
		DateUpdated:   iso(v.Updated),
	}
}
