package wire

import (
	"encoding/json"
	"net/http"

	"github.com/flexrig/flexrig/internal/sim"
	"github.com/flexrig/flexrig/internal/studio"
)

func studioFlowOperations() []operation {
	const all, one = "/v2/Flows", "/v2/Flows/{Sid}"
	fields := []string{"FriendlyName", "Status", "Definition", "CommitMessage"}
	return []operation{
		{name: "CreateFlow", product: studioAPI, method: http.MethodPost, path: all, body: fields, do: createStudioFlow},
		{name: "ListFlow", product: studioAPI, method: http.MethodGet, path: all, paged: true, do: listStudioFlows},
		{name: "FetchFlow", product: studioAPI, method: http.MethodGet, path: one, do: fetchStudioFlow},
		{name: "UpdateFlow", product: studioAPI, method: http.MethodPost, path: one, body: fields, do: updateStudioFlow},
		{name: "DeleteFlow", product: studioAPI, method: http.MethodDelete, path: one, do: deleteStudioFlow},
	}
}

func createStudioFlow(c *call) (answer, error) {
	created, err := c.account.CreateStudioFlow(c.studioFlowChange())
	return show(http.StatusCreated, newStudioFlow)(c, created, err)
}

func listStudioFlows(c *call) (answer, error) {
	listed, err := c.account.StudioFlows(c.page.sim())
	return list("flows", newStudioFlow)(c, listed, err)
}

func fetchStudioFlow(c *call) (answer, error) {
	fetched, err := c.account.StudioFlow(c.param("Sid"))
	return show(http.StatusOK, newStudioFlow)(c, fetched, err)
}

func updateStudioFlow(c *call) (answer, error) {
	updated, err := c.account.UpdateStudioFlow(c.param("Sid"), c.studioFlowChange())
	return show(http.StatusOK, newStudioFlow)(c, updated, err)
}

func deleteStudioFlow(c *call) (answer, error) {
	return deleted(c.account.DeleteStudioFlow(c.param("Sid")))
}

func (c *call) studioFlowChange() sim.StudioFlowChange {
	return sim.StudioFlowChange{
		FriendlyName:  c.body.text("FriendlyName"),
		Status:        c.body.text("Status"),
		Definition:    c.body.text("Definition"),
		CommitMessage: c.body.text("CommitMessage"),
	}
}

// A studioFlow is the Flow resource (Twilio docs, Studio REST API v2).
type studioFlow struct {
	Sid           string          `json:"sid"`
	AccountSid    string          `json:"account_sid"`
	AuthorSid     *string         `json:"author_sid"`
	FriendlyName  string          `json:"friendly_name"`
	Definition    json.RawMessage `json:"definition"`
	Status        string          `json:"status"`
	Revision      int             `json:"revision"`
	CommitMessage *string         `json:"commit_message"`
	Valid         bool            `json:"valid"`
	Errors        []flowError     `json:"errors"`
	Warnings      []flowError     `json:"warnings"`
	DateCreated   string          `json:"date_created"`
	DateUpdated   string          `json:"date_updated"`
	WebhookURL    string          `json:"webhook_url"`
	URL           string          `json:"url"`
	Links         studioFlowLinks `json:"links"`
}

type flowError struct {
	Message string `json:"message"`
}

type studioFlowLinks struct {
	TestUsers  string `json:"test_users"`
	Revisions  string `json:"revisions"`
	Executions string `json:"executions"`
}

func newStudioFlow(c *call, v studio.Flow) studioFlow {
	url := studioFlowsURL + v.Sid
	flow := studioFlow{
		Sid:           v.Sid,
		AccountSid:    v.AccountSid,
		FriendlyName:  v.FriendlyName,
		Definition:    json.RawMessage(v.Definition),
		Status:        v.Status,
		Revision:      v.Revision,
		CommitMessage: orNull(&v.CommitMessage),
		Valid:         len(v.Problems) == 0,
		Errors:        make([]flowError, 0, len(v.Problems)),
		Warnings:      []flowError{},
		DateCreated:   iso(v.Created),
		DateUpdated:   iso(v.Updated),
		WebhookURL:    "https://webhooks.twilio.com/v1/Accounts/" + c.account.Sid() + "/Flows/" + v.Sid,
		URL:           url,
		Links:         studioFlowLinks{TestUsers: url + "/TestUsers", Revisions: url + "/Revisions", Executions: url + "/Executions"},
	}
	for _, problem := range v.Problems {
		flow.Errors = append(flow.Errors, flowError{problem})
	}
	return flow
}
