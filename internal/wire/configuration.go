package wire

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strings"

	"github.com/flexrig/flexrig/internal/sim"
)

func configurationOperations() []operation {
	const path = "/v1/Configuration"
	return []operation{
		{
			name: "FetchConfiguration", product: flexAPI, method: http.MethodGet, path: path,
			unread: []string{"UiVersion"}, do: fetchConfiguration,
		},
		{name: "UpdateConfiguration", product: flexAPI, method: http.MethodPost, path: path, json: true, do: updateConfiguration},
	}
}

func fetchConfiguration(c *call) (answer, error) {
	return show(http.StatusOK, newConfiguration)(c, c.account.Configuration(), nil)
}

// updateConfiguration reads the one setting that has an effect here, whether
// calls are recorded. Its body is JSON, unlike all others.
func updateConfiguration(c *call) (answer, error) {
	settings, err := c.settings()
	if err != nil {
		return answer{}, err
	}
	var recording *bool
	if given, ok := settings["call_recording_enabled"]; ok {
		if err := json.Unmarshal(given, &recording); err != nil {
			return answer{}, invalid("Value %.100s provided for call_recording_enabled is neither true nor false", given)
		}
	}
	return show(http.StatusOK, newConfiguration)(c, c.account.UpdateConfiguration(recording), nil)
}

// settings reads the JSON body and looks whether the API knows its members.
func (c *call) settings() (map[string]json.RawMessage, error) {
	var settings map[string]json.RawMessage
	if c.json == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(c.json), &settings); err != nil {
		return nil, invalid("Request body is not a JSON object: %v", err)
	}
	for name := range settings {
		if err := c.checkName(name, configurationNames); err != nil {
			return nil, err
		}
	}
	return settings, nil
}

// configurationNames are the members of the resource, by their JSON names.
var configurationNames = func() []string {
	var names []string
	resource := reflect.TypeFor[configuration]()
	for i := range resource.NumField() {
		name, _, _ := strings.Cut(resource.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}()

// A configuration is the Flex Configuration resource (Twilio docs, Flex
// Configuration REST API). What the stand-in has nothing to say about is null.
type configuration struct {
	AccountSid                   string   `json:"account_sid"`
	DateCreated                  string   `json:"date_created"`
	DateUpdated                  string   `json:"date_updated"`
	Attributes                   struct{} `json:"attributes"`
	Status                       string   `json:"status"`
	TaskrouterWorkspaceSid       *string  `json:"taskrouter_workspace_sid"`
	TaskrouterTargetWorkflowSid  *string  `json:"taskrouter_target_workflow_sid"`
	TaskrouterTargetTaskqueueSid *string  `json:"taskrouter_target_taskqueue_sid"`
	TaskrouterTaskqueues         []any    `json:"taskrouter_taskqueues"`
	TaskrouterSkills             []any    `json:"taskrouter_skills"`
	TaskrouterWorkerChannels     any      `json:"taskrouter_worker_channels"`
	TaskrouterWorkerAttributes   any      `json:"taskrouter_worker_attributes"`
	TaskrouterOfflineActivitySid *string  `json:"taskrouter_offline_activity_sid"`
	RuntimeDomain                *string  `json:"runtime_domain"`
	MessagingServiceInstanceSid  *string  `json:"messaging_service_instance_sid"`
	ChatServiceInstanceSid       *string  `json:"chat_service_instance_sid"`
	FlexServiceInstanceSid       *string  `json:"flex_service_instance_sid"`
	FlexInstanceSid              *string  `json:"flex_instance_sid"`
	UILanguage                   *string  `json:"ui_language"`
	UIAttributes                 struct{} `json:"ui_attributes"`
	UIDependencies               struct{} `json:"ui_dependencies"`
	UIVersion                    *string  `json:"ui_version"`
	ServiceVersion               *string  `json:"service_version"`
	CallRecordingEnabled         bool     `json:"call_recording_enabled"`
	CallRecordingWebhookURL      *string  `json:"call_recording_webhook_url"`
	CrmEnabled                   bool     `json:"crm_enabled"`
	CrmType                      *string  `json:"crm_type"`
	CrmCallbackURL               *string  `json:"crm_callback_url"`
	CrmFallbackURL               *string  `json:"crm_fallback_url"`
	CrmAttributes                any      `json:"crm_attributes"`
	PublicAttributes             any      `json:"public_attributes"`
	PluginServiceEnabled         bool     `json:"plugin_service_enabled"`
	PluginServiceAttributes      any      `json:"plugin_service_attributes"`
	Integrations                 []any    `json:"integrations"`
	OutboundCallFlows            any      `json:"outbound_call_flows"`
	ServerlessServiceSids        []string `json:"serverless_service_sids"`
	QueueStatsConfiguration      any      `json:"queue_stats_configuration"`
	Notifications                any      `json:"notifications"`
	Markdown                     any      `json:"markdown"`
	URL                          string   `json:"url"`
	FlexInsightsHr               any      `json:"flex_insights_hr"`
	FlexInsightsDrilldown        bool     `json:"flex_insights_drilldown"`
	FlexURL                      *string  `json:"flex_url"`
	ChannelConfigs               []any    `json:"channel_configs"`
	DebuggerIntegration          any      `json:"debugger_integration"`
	FlexUIStatusReport           any      `json:"flex_ui_status_report"`
	AgentConvEndMethods          any      `json:"agent_conv_end_methods"`
	CitrixVoiceVdi               any      `json:"citrix_voice_vdi"`
	OfflineConfig                any      `json:"offline_config"`
}

func newConfiguration(c *call, v sim.Configuration) configuration {
	service := c.account.ChatService()
	return configuration{
		AccountSid:           c.account.Sid(),
		DateCreated:          iso(v.Created),
		DateUpdated:          iso(v.Updated),
		Status:               "ok",
		CallRecordingEnabled: v.CallRecording,
		URL:                  configurationURL,

		ChatServiceInstanceSid: orNull(&service),
	}
}
