package wire

import (
	"net/http"
	"time"

	"github.com/flexrig/flexrig/internal/sim"
)

func interactionOperations() []operation {
	const all, one = "/v1/Interactions", "/v1/Interactions/{Sid}"
	return []operation{
		{
			name: "CreateInteraction", product: flexAPI, method: http.MethodPost, path: all,
			body: []string{"Channel", "Routing", "InteractionContextSid", "WebhookTtid"}, do: createInteraction,
		},
		{name: "FetchInteraction", product: flexAPI, method: http.MethodGet, path: one, do: fetchInteraction},
		{name: "UpdateInteraction", product: flexAPI, method: http.MethodPost, path: one, body: []string{"WebhookTtid"}, do: updateInteraction},
	}
}

func createInteraction(c *call) (answer, error) {
	created, err := c.account.CreateInteraction(sim.InteractionRequest{
		Channel:     c.body.text("Channel"),
		Routing:     c.body.text("Routing"),
		ContextSid:  c.body.text("InteractionContextSid"),
		WebhookTtid: c.body.text("WebhookTtid"),
	})
	if created.Task != nil {
		c.about(*created.Task)
	}
	return show(c.standIn.book.InteractionCreatedStatus, newInteraction)(c, created, err)
}

func fetchInteraction(c *call) (answer, error) {
	fetched, err := c.account.Interaction(c.param("Sid"))
	return show(http.StatusOK, newInteraction)(c, fetched, err)
}

func updateInteraction(c *call) (answer, error) {
	updated, err := c.account.UpdateInteraction(c.param("Sid"), c.body.text("WebhookTtid"))
	return show(http.StatusOK, newInteraction)(c, updated, err)
}

// An interaction is the Interaction resource (Twilio docs, Flex Interactions).
type interaction struct {
	Sid                   string             `json:"sid"`
	Channel               interactionChannel `json:"channel"`
	Routing               *routing           `json:"routing"`
	URL                   string             `json:"url"`
	Links                 interactionLinks   `json:"links"`
	InteractionContextSid *string            `json:"interaction_context_sid"`
	WebhookTtid           *string            `json:"webhook_ttid"`
}

// An interactionChannel is what an interaction says of its channel.
type interactionChannel struct {
	Type string `json:"type"`
	Sid  string `json:"sid"`
}

type interactionLinks struct {
	Channels string `json:"channels"`
}

func newInteraction(c *call, v sim.InteractionView) interaction {
	url := interactionsURL + v.Interaction.Sid
	return interaction{
		Sid:                   v.Interaction.Sid,
		Channel:               interactionChannel{Type: v.Channel.Type, Sid: v.Channel.Sid},
		Routing:               newRouting(c, v.Task),
		URL:                   url,
		Links:                 interactionLinks{Channels: url + "/Channels"},
		InteractionContextSid: orNull(&v.ContextSid),
		WebhookTtid:           orNull(&v.WebhookTtid),
	}
}

// A routing is the task that an interaction or an invite has made, in Flex's
// own form: other names than TaskRouter's, times as seconds since 1970. The
// fields are those of captured answers.
type routing struct {
	Reservation *struct{}         `json:"reservation"` // always null: routing comes after the answer
	Properties  routingProperties `json:"properties"`
}

type routingProperties struct {
	AccountSid            string    `json:"account_sid"`
	Addons                string    `json:"addons"`
	Age                   int       `json:"age"`          // seconds
	AgeInQueue            int       `json:"age_in_queue"` // seconds
	AssignmentCounter     int       `json:"assignmentCounter"`
	AssignmentStatus      string    `json:"assignment_status"`
	Attributes            string    `json:"attributes"`
	CustomContext         *struct{} `json:"custom_context"`
	DateCreated           int64     `json:"date_created"`
	DateUpdated           int64     `json:"date_updated"`
	IgnoreCapacity        bool      `json:"ignore_capacity"`
	Priority              int       `json:"priority"`
	QueueName             *string   `json:"queue_name"`
	QueueSid              *string   `json:"queue_sid"`
	Reason                string    `json:"reason"`
	RequiredAttention     *struct{} `json:"required_attention"`
	RoutingTarget         *string   `json:"routing_target"`
	Sid                   string    `json:"sid"`
	TaskChannelSid        string    `json:"task_channel_sid"`
	TaskChannelUniqueName string    `json:"task_channel_unique_name"`
	TaskQueueEnteredDate  *int64    `json:"task_queue_entered_date"`
	Timeout               int       `json:"timeout"` // seconds
	TwilioContext         *struct{} `json:"twilio_context"`
	Version               int       `json:"version"`
	VirtualStartTime      int64     `json:"virtual_start_time"`
	WorkflowName          *string   `json:"workflow_name"`
	WorkflowSid           *string   `json:"workflow_sid"`
	WorkspaceSid          string    `json:"workspace_sid"`
}

func newRouting(c *call, v *sim.TaskView) *routing {
	if v == nil {
		return nil
	}
	properties := routingProperties{
		AccountSid:            v.AccountSid,
		Addons:                noAddons,
		Age:                   v.Age,
		AssignmentCounter:     v.Assignments,
		AssignmentStatus:      string(v.Status),
		Attributes:            string(v.Attributes),
		DateCreated:           v.Created.Unix(),
		DateUpdated:           v.Updated.Unix(),
		IgnoreCapacity:        v.IgnoreCapacity,
		Priority:              v.Priority,
		QueueName:             orNull(&v.QueueName),
		QueueSid:              orNull(&v.QueueSid),
		Reason:                v.Reason,
		RoutingTarget:         orNull(&v.RoutingTarget),
		Sid:                   v.Sid,
		TaskChannelSid:        v.ChannelSid,
		TaskChannelUniqueName: v.ChannelName,
		Timeout:               int(v.Timeout / time.Second),
		Version:               v.Version,
		VirtualStartTime:      v.VirtualStart.Unix(),
		WorkflowName:          orNull(&v.WorkflowName),
		WorkflowSid:           orNull(&v.WorkflowSid),
		WorkspaceSid:          v.WorkspaceSid,
	}
	if !v.QueueEntered.IsZero() {
		entered := v.QueueEntered.Unix()
		properties.TaskQueueEnteredDate = &entered
		properties.AgeInQueue = int(c.account.Now().Sub(v.QueueEntered) / time.Second)
	}
	return &routing{Properties: properties}
}
