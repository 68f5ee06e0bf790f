package sim

import (
	"strconv"
	"time"

	"github.com/flexrig/flexrig/internal/chat"
	"github.com/flexrig/flexrig/internal/rulebook"
)

// AddChatWebhook makes a webhook of a channel.
func (a *Account) AddChatWebhook(service, channel string, change chat.WebhookChange) (chat.Webhook, error) {
	defer a.enter()()
	c, err := a.chatChannel(service, channel)
	if err != nil {
		return chat.Webhook{}, err
	}
	draft := chat.Webhook{ChannelSid: c.value.Sid, ServiceSid: service, Method: "POST", Created: a.now}
	if a.book.Breaks(rulebook.ChatWebhooksRepeatUnasked) {
		draft.Retries = a.book.ChatWebhookRetries
	}
	if a.book.Breaks(rulebook.ChatWebhooksForgetEvents) {
		change.Filters = nil
	}
	webhook, err := draft.Change(change, a.now, a.book)
	if err != nil {
		return chat.Webhook{}, err
	}
	webhook.Sid = a.ids.next("WH")
	if !a.book.Breaks(rulebook.ChatWebhooksVanish) {
		c.webhooks.add(webhook.Sid, webhook)
	}
	a.note(chatWebhookAdded, "", webhook.Sid, webhook.Type+" "+webhook.URL+webhook.FlowSid)
	return webhook, nil
}

// ChatWebhook finds a webhook by its sid.
func (a *Account) ChatWebhook(service, channel, sid string) (chat.Webhook, error) {
	defer a.enter()()
	_, webhook, err := a.chatWebhook(service, channel, sid)
	return webhook, err
}

func (a *Account) chatWebhook(service, channel, sid string) (*chatChannel, chat.Webhook, error) {
	c, err := a.chatChannel(service, channel)
	if err != nil {
		return nil, chat.Webhook{}, err
	}
	if webhook, ok := c.webhooks.get(sid); ok {
		return c, webhook, nil
	}
	return nil, chat.Webhook{}, rulebook.NotFound("/Services/" + service + "/Channels/" + channel + "/Webhooks/" + sid)
}

// ChatWebhooks lists a channel's webhooks.
func (a *Account) ChatWebhooks(service, channel string, page Page) (Listed[chat.Webhook], error) {
	defer a.enter()()
	c, err := a.chatChannel(service, channel)
	if err != nil {
		return Listed[chat.Webhook]{}, err
	}
	return c.webhooks.page(page, nil), nil
}

// UpdateChatWebhook changes a webhook; its type stays.
func (a *Account) UpdateChatWebhook(service, channel, sid string, change chat.WebhookChange) (chat.Webhook, error) {
	defer a.enter()()
	c, webhook, err := a.chatWebhook(service, channel, sid)
	if err != nil {
		return chat.Webhook{}, err
	}
	change.Type = nil
	next, err := webhook.Change(change, a.now, a.book)
	if err != nil {
		return chat.Webhook{}, err
	}
	c.webhooks.set(sid, next)
	a.note(chatWebhookUpdated, "", sid, next.Type+" "+next.URL+next.FlowSid)
	return next, nil
}

// RemoveChatWebhook forgets a webhook.
func (a *Account) RemoveChatWebhook(service, channel, sid string) error {
	defer a.enter()()
	c, webhook, err := a.chatWebhook(service, channel, sid)
	if err != nil {
		return err
	}
	c.webhooks.remove(sid)
	a.note(chatWebhookRemoved, "", sid, webhook.Type+" "+webhook.URL+webhook.FlowSid)
	return nil
}

// chatTime is how Programmable Chat writes instants to webhooks.
func chatTime(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }

// tellOfMessage calls the webhooks that hear of a new message. The fields, and
// their order, are those of a captured callback.
func (a *Account) tellOfMessage(c *chatChannel, m chat.Message) {
	for webhook := range c.webhooks.all() {
		switch {
		case !webhook.Hears(rulebook.EventMessageSent, m.Body):
		case webhook.Type == chat.RunsFlow:
			a.runStudio(c, webhook.FlowSid, m)
		default:
			a.callChatWebhook(webhook, []CallbackField{
				{"EventType", rulebook.EventMessageSent},
				{"InstanceSid", m.ServiceSid},
				{"Attributes", m.Attributes},
				{"DateCreated", chatTime(m.Created)},
				{"Index", strconv.Itoa(m.Index)},
				{"From", m.From},
				{"MessageSid", m.Sid},
				{"AccountSid", a.sid},
				{"Source", "API"},
				{"ChannelSid", m.ChannelSid},
				{"ClientIdentity", m.From},
				{"RetryCount", "0"},
				{"WebhookType", webhook.Type},
				{"Body", m.Body},
				{"WebhookSid", webhook.Sid},
			})
		}
	}
}

// tellOfChannel calls the webhooks that hear of a channel's update.
func (a *Account) tellOfChannel(c *chatChannel) {
	v := c.value
	for webhook := range c.webhooks.all() {
		if webhook.Type == chat.RunsFlow || !webhook.Hears(rulebook.EventChannelUpdated, "") {
			continue
		}
		a.callChatWebhook(webhook, []CallbackField{
			{"CreatedBy", v.CreatedBy},
			{"FriendlyName", v.FriendlyName},
			{"EventType", rulebook.EventChannelUpdated},
			{"InstanceSid", v.ServiceSid},
			{"DateUpdated", chatTime(v.Updated)},
			{"Attributes", v.Attributes},
			{"DateCreated", chatTime(v.Created)},
			{"ChannelSid", v.Sid},
			{"ChannelType", v.Type},
			{"ClientIdentity", "system"},
			{"AccountSid", a.sid},
			{"Source", "API"},
			{"RetryCount", "0"},
			{"WebhookType", webhook.Type},
			{"WebhookSid", webhook.Sid},
		})
	}
}

func (a *Account) callChatWebhook(w chat.Webhook, fields []CallbackField) {
	a.callBack(Callback{URL: w.URL, Method: w.Method, Fields: fields, Retries: w.Retries})
}
