package steps

import (
	"fmt"
	"slices"

	chats "github.com/twilio/twilio-go/rest/chat/v2"
)

// chatWebhookWords make webhooks of the custom chat channel.
var chatWebhookWords = words{
	{`^a webhook for sent messages is made at "([^"]*)"$`, (*scenario).makesWebhook},
	{`^a webhook without an address is made$`, func(s *scenario) error { return s.makeWebhook(webhook()) }},
	{`^a webhook of the type "([^"]+)" is made$`, (*scenario).makesWebhookOf},
	{`^a webhook for the event "([^"]+)" is made$`, (*scenario).makesWebhookFor},
	{`^a webhook that is called again up to (-?\d+) times is made$`, (*scenario).makesStubbornWebhook},
	{`^a webhook is made on an unknown chat channel$`, (*scenario).makesLostWebhook},
	{`^the chat channel lists (one|no) webhooks?$`, (*scenario).listsWebhooks},
	{`^the webhook is called at "([^"]+)" for "([^"]+)"$`, (*scenario).webhookIsCalledAt},
	{`^the webhook is called again up to (\d+) times$`, (*scenario).webhookIsRepeated},
}

const webhookAddress = "https://middleware.example.com/new-message"

// webhook is what an integration's createNewChannel registers, but for the address.
func webhook() *chats.CreateChannelWebhookParams {
	return (&chats.CreateChannelWebhookParams{}).SetType("webhook").SetConfigurationMethod("POST").
		SetConfigurationFilters([]string{"onMessageSent"})
}

// makeWebhook is a When, as are those that call it.
func (s *scenario) makeWebhook(params *chats.CreateChannelWebhookParams) error {
	if err := s.remember(s.webhooksStand); err != nil {
		return err
	}
	return s.makeWebhookOn(s.custom.ChannelSid, params)
}

func (s *scenario) makeWebhookOn(channel string, params *chats.CreateChannelWebhookParams) error {
	service, err := s.chatService()
	if err != nil {
		return err
	}
	made, err := s.client().ChatV2.CreateChannelWebhook(service, channel, params)
	if err != nil {
		return s.tried(fmt.Errorf("make a webhook of the chat channel: %w", err))
	}
	s.custom.webhook = text(made.Sid)
	return s.tried(nil)
}

func (s *scenario) makesWebhook(address string) error {
	return s.makeWebhook(webhook().SetConfigurationUrl(address))
}

func (s *scenario) makesWebhookOf(kind string) error {
	return s.makeWebhook(webhook().SetType(kind).SetConfigurationUrl(webhookAddress))
}

func (s *scenario) makesWebhookFor(event string) error {
	return s.makeWebhook(webhook().SetConfigurationUrl(webhookAddress).SetConfigurationFilters([]string{event}))
}

func (s *scenario) makesStubbornWebhook(times string) error {
	n, err := count(times)
	if err != nil {
		return err
	}
	return s.makeWebhook(webhook().SetConfigurationUrl(webhookAddress).SetConfigurationRetryCount(n))
}

func (s *scenario) makesLostWebhook() error {
	return s.makeWebhookOn(unknownSid("CH"), webhook().SetConfigurationUrl(webhookAddress))
}

func (s *scenario) webhooks() ([]chats.ChatV2ChannelWebhook, error) {
	service, err := s.chatService()
	if err != nil {
		return nil, err
	}
	found, err := s.client().ChatV2.ListChannelWebhook(service, s.custom.ChannelSid, nil)
	if err != nil {
		return nil, fmt.Errorf("list the chat channel's webhooks: %w", err)
	}
	return found, nil
}

func (s *scenario) webhooksStand() (string, error) {
	found, err := s.webhooks()
	return fmt.Sprintf("%d webhooks", len(found)), err
}

func (s *scenario) listsWebhooks(wanted string) error {
	found, err := s.webhooks()
	if err != nil {
		return err
	}
	if len(found) != counts[wanted] {
		return s.mismatch("the chat channel's webhooks are", fmt.Sprint(len(found)), wanted)
	}
	return nil
}

// A hooking is how a webhook is configured.
type hooking struct {
	URL        string   `json:"url"`
	Method     string   `json:"method"`
	Filters    []string `json:"filters"`
	RetryCount int      `json:"retry_count"`
}

// fetchWebhook fetches the webhook that was made last.
func (s *scenario) fetchWebhook() (hooking, error) {
	service, err := s.chatService()
	if err != nil {
		return hooking{}, err
	}
	found, err := s.client().ChatV2.FetchChannelWebhook(service, s.custom.ChannelSid, s.custom.webhook)
	if _, refused := refusal(err); refused {
		return hooking{}, s.mismatch("the webhook is", told(err), "there")
	}
	if err != nil {
		return hooking{}, fmt.Errorf("fetch the webhook: %w", err)
	}
	var configured hooking
	err = reread(found.Configuration, &configured)
	return configured, err
}

func (s *scenario) webhookIsCalledAt(address, event string) error {
	found, err := s.fetchWebhook()
	if err != nil {
		return err
	}
	if found.URL != address || found.Method != "POST" || !slices.Equal(found.Filters, []string{event}) {
		return s.mismatch("the webhook is called at", fmt.Sprintf("%q by %s for %q", found.URL, found.Method, found.Filters),
			fmt.Sprintf("%q by POST for %q", address, event))
	}
	return nil
}

func (s *scenario) webhookIsRepeated(times string) error {
	found, err := s.fetchWebhook()
	if err != nil {
		return err
	}
	if got := fmt.Sprint(found.RetryCount); got != times {
		return s.mismatch("the webhook is called again up to", got, times)
	}
	return nil
}
