package wire

import (
	"net/http"

	"github.com/flexrig/flexrig/internal/flex"
)

func flexFlowOperations() []operation {
	const all, one = "/v1/FlexFlows", "/v1/FlexFlows/{Sid}"
	fields := []string{
		"FriendlyName", "ChatServiceSid", "ChannelType", "ContactIdentity", "Enabled", "IntegrationType", "LongLived", "JanitorEnabled",
		"Integration.FlowSid", "Integration.Url", "Integration.WorkspaceSid", "Integration.WorkflowSid", "Integration.Channel",
		"Integration.Timeout", "Integration.Priority", "Integration.CreationOnMessage", "Integration.RetryCount",
	}
	return []operation{
		{name: "CreateFlexFlow", product: flexAPI, method: http.MethodPost, path: all, body: fields, do: createFlexFlow},
		{name: "ListFlexFlow", product: flexAPI, method: http.MethodGet, path: all, query: []string{"FriendlyName"}, paged: true, do: listFlexFlows},
		{name: "FetchFlexFlow", product: flexAPI, method: http.MethodGet, path: one, do: fetchFlexFlow},
		{name: "UpdateFlexFlow", product: flexAPI, method: http.MethodPost, path: one, body: fields, do: updateFlexFlow},
		{name: "DeleteFlexFlow", product: flexAPI, method: http.MethodDelete, path: one, do: deleteFlexFlow},
	}
}

func createFlexFlow(c *call) (answer, error) {
	change, err := c.flexFlowChange()
	if err != nil {
		return answer{}, err
	}
	created, err := c.account.CreateFlexFlow(change)
	return show(http.StatusCreated, newFlexFlow)(c, created, err)
}

func listFlexFlows(c *call) (answer, error) {
	listed, err := c.account.FlexFlows(c.query.filter("FriendlyName"), c.page.sim())
	return list("flex_flows", newFlexFlow)(c, listed, err)
}

func fetchFlexFlow(c *call) (answer, error) {
	fetched, err := c.account.FlexFlow(c.param("Sid"))
	return show(http.StatusOK, newFlexFlow)(c, fetched, err)
}

func updateFlexFlow(c *call) (answer, error) {
	change, err := c.flexFlowChange()
	if err != nil {
		return answer{}, err
	}
	updated, err := c.account.UpdateFlexFlow(c.param("Sid"), change)
	return show(http.StatusOK, newFlexFlow)(c, updated, err)
}

func deleteFlexFlow(c *call) (answer, error) {
	return deleted(c.account.DeleteFlexFlow(c.param("Sid")))
}

func (c *call) flexFlowChange() (flex.FlowChange, error) {
	change := flex.FlowChange{
		FriendlyName:    c.body.text("FriendlyName"),
		ChatServiceSid:  c.body.text("ChatServiceSid"),
		ChannelType:     c.body.text("ChannelType"),
		ContactIdentity: c.body.text("ContactIdentity"),
		IntegrationType: c.body.text("IntegrationType"),
		Enabled:         c.body.truth("Enabled"),
		LongLived:       c.body.truth("LongLived"),
		JanitorEnabled:  c.body.truth("JanitorEnabled"),
		Integration: flex.Integration{
			FlowSid:           c.body.text("Integration.FlowSid"),
			URL:               c.body.text("Integration.Url"),
			WorkspaceSid:      c.body.text("Integration.WorkspaceSid"),
			WorkflowSid:       c.body.text("Integration.WorkflowSid"),
			Channel:           c.body.text("Integration.Channel"),
			Timeout:           c.body.integer("Integration.Timeout"),
			Priority:          c.body.integer("Integration.Priority"),
			RetryCount:        c.body.integer("Integration.RetryCount"),
			CreationOnMessage: c.body.truth("Integration.CreationOnMessage"),
		},
	}
	return change, c.body.problem()
}

// A flexFlow is the FlexFlow resource (Twilio docs, Flex Flows).
type flexFlow struct {
	AccountSid      string      `json:"account_sid"`
	DateCreated     string      `json:"date_created"`
	DateUpdated     string      `json:"date_updated"`
	Sid             string      `json:"sid"`
	FriendlyName    string      `json:"friendly_name"`
	ChatServiceSid  *string     `json:"chat_service_sid"`
	ChannelType     *string     `json:"channel_type"`
	ContactIdentity *string     `json:"contact_identity"`
	Enabled         bool        `json:"enabled"`
	IntegrationType *string     `json:"integration_type,omitempty"` // left out where none was given: the document allows no null
	Integration     integration `json:"integration"`
	LongLived       bool        `json:"long_lived"`
	JanitorEnabled  bool        `json:"janitor_enabled"`
	URL             string      `json:"url"`
}

// An integration shows what a Flex Flow was told of it, and nothing else.
type integration struct {
	FlowSid           *string `json:"flow_sid,omitempty"`
	URL               *string `json:"url,omitempty"`
	WorkspaceSid      *string `json:"workspace_sid,omitempty"`
	WorkflowSid       *string `json:"workflow_sid,omitempty"`
	Channel           *string `json:"channel,omitempty"`
	Timeout           *int    `json:"timeout,omitempty"`
	Priority          *int    `json:"priority,omitempty"`
	CreationOnMessage *bool   `json:"creation_on_message,omitempty"`
	RetryCount        *int    `json:"retry_count,omitempty"`
}

func newFlexFlow(_ *call, v flex.Flow) flexFlow {
	i := v.Integration
	return flexFlow{
		AccountSid:      v.AccountSid,
		DateCreated:     iso(v.Created),
		DateUpdated:     iso(v.Updated),
		Sid:             v.Sid,
		FriendlyName:    v.FriendlyName,
		ChatServiceSid:  orNull(&v.ChatServiceSid),
		ChannelType:     orNull(&v.ChannelType),
		ContactIdentity: orNull(&v.ContactIdentity),
		Enabled:         v.Enabled,
		IntegrationType: orNull(&v.IntegrationType),
		Integration: integration{
			FlowSid: i.FlowSid, URL: i.URL, WorkspaceSid: i.WorkspaceSid, WorkflowSid: i.WorkflowSid, Channel: i.Channel,
			Timeout: i.Timeout, Priority: i.Priority, CreationOnMessage: i.CreationOnMessage, RetryCount: i.RetryCount,
		},
		LongLived:      v.LongLived,
		JanitorEnabled: v.JanitorEnabled,
		URL:            flexFlowsURL + v.Sid,
	}
}
