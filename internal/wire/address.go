package wire

import "time"

// The addresses in answers are the platform's own, wherever the stand-in
// listens: clients follow them, and their transport leads them back here.
const (
	workspacesURL    = "https://taskrouter.twilio.com/v1/Workspaces/"
	interactionsURL  = "https://flex-api.twilio.com/v1/Interactions/"
	configurationURL = "https://flex-api.twilio.com/v1/Configuration"
	conversationsURL = "https://conversations.twilio.com/v1/Conversations/"
	flexFlowsURL     = "https://flex-api.twilio.com/v1/FlexFlows/"
	flexChannelsURL  = "https://flex-api.twilio.com/v1/Channels/"
	chatServicesURL  = "https://chat.twilio.com/v2/Services/"
	studioFlowsURL   = "https://studio.twilio.com/v2/Flows/"
)

// inWorkspace is the address of a resource of a workspace, such as one of its "Tasks".
func inWorkspace(ws, collection, sid string) string {
	return workspacesURL + ws + "/" + collection + "/" + sid
}

// linkTo is the same address, null where there is no sid.
func linkTo(ws, collection, sid string) *string {
	if sid == "" {
		return nil
	}
	url := inWorkspace(ws, collection, sid)
	return &url
}

// orNull is null for what is empty. It takes an address, so that a resource
// with many such fields is one value on the heap instead of many strings.
func orNull(text *string) *string {
	if *text == "" {
		return nil
	}
	return text
}

// iso writes a time as TaskRouter, Flex and Conversations do: UTC, whole
// seconds. The fraction is cut off, not rounded.
func iso(at time.Time) string { return at.UTC().Format(time.RFC3339) }

// rfc2822 writes a time as api.twilio.com does: Mon, 05 Jan 2026 09:00:00 +0000.
func rfc2822(at time.Time) string { return at.UTC().Format(time.RFC1123Z) }
