package flex

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// A ChannelRequest is the Channel parameter of a new interaction.
type ChannelRequest struct {
	Type         string               `json:"type"`
	InitiatedBy  string               `json:"initiated_by"`
	Properties   ChannelProperties    `json:"properties"`
	Participants []ParticipantRequest `json:"participants"`
}

// ChannelProperties name an existing conversation, if there is one.
type ChannelProperties struct {
	MediaChannelSid string `json:"media_channel_sid"`
}

// A ParticipantRequest is somebody who takes part from the start: by identity
// in chats, by address elsewhere.
type ParticipantRequest struct {
	Identity     string `json:"identity"`
	Address      string `json:"address"`
	ProxyAddress string `json:"proxy_address"`
	Name         string `json:"name"`
}

// A RoutingRequest is the Routing parameter of a new interaction or invite.
type RoutingRequest struct {
	Properties RoutingProperties `json:"properties"`
}

// RoutingProperties say where the task goes and what it carries. Attributes are
// an object, or a string that holds one.
type RoutingProperties struct {
	WorkspaceSid    string          `json:"workspace_sid"`
	WorkflowSid     string          `json:"workflow_sid"`
	QueueSid        string          `json:"queue_sid"`
	WorkerSid       string          `json:"worker_sid"`
	TaskChannelSid  string          `json:"task_channel_sid"`
	TaskChannelName string          `json:"task_channel_unique_name"`
	Attributes      json.RawMessage `json:"attributes"`
	Priority        *int            `json:"priority"`
	Timeout         *int            `json:"timeout"`
}

var initiators = []string{"customer", "agent", "api"}

// ParseChannel reads the Channel parameter. The type has to be one that the
// book lists; who initiated it has to be said.
func ParseChannel(text *string, book *rulebook.Book) (ChannelRequest, error) {
	var request ChannelRequest
	if err := decode("Channel", text, &request); err != nil {
		return request, err
	}
	if !slices.Contains(book.ChannelTypes, request.Type) {
		return request, rulebook.Invalid(rulebook.CodeFlexValidation, "Value '%s' provided for Channel.type is none of %s",
			request.Type, strings.Join(book.ChannelTypes, ", "))
	}
	if !slices.Contains(initiators, request.InitiatedBy) {
		return request, rulebook.Invalid(rulebook.CodeFlexValidation, "Value '%s' provided for Channel.initiated_by is none of %s",
			request.InitiatedBy, strings.Join(initiators, ", "))
	}
	if request.InitiatedBy == "customer" && request.Properties.MediaChannelSid == "" && request.Type != "voice" && request.Type != "email" {
		return request, rulebook.Invalid(rulebook.CodeFlexValidation,
			"Channel.properties.media_channel_sid is required where initiated_by is customer")
	}
	return request, nil
}

// ParseRouting reads the Routing parameter.
func ParseRouting(text *string) (RoutingProperties, error) {
	var request RoutingRequest
	if err := decode("Routing", text, &request); err != nil {
		return request.Properties, err
	}
	if request.Properties.WorkspaceSid == "" && request.Properties.QueueSid == "" && request.Properties.WorkflowSid == "" {
		return request.Properties, rulebook.Invalid(rulebook.CodeFlexValidation, "Routing.properties names no workspace_sid, workflow_sid or queue_sid")
	}
	return request.Properties, nil
}

// TaskAttributes gives the attributes that the creator sent for the task, as
// an object's members.
func (p RoutingProperties) TaskAttributes() (map[string]any, error) {
	members := map[string]any{}
	text := []byte(p.Attributes)
	if len(text) == 0 || string(text) == "null" {
		return members, nil
	}
	var quoted string
	if json.Unmarshal(text, &quoted) == nil {
		text = []byte(quoted)
	}
	if err := json.Unmarshal(text, &members); err != nil || members == nil {
		return nil, rulebook.Invalid(rulebook.CodeFlexValidation, "Routing.properties.attributes is not a JSON object")
	}
	return members, nil
}

func decode(parameter string, text *string, into any) error {
	if text == nil || strings.TrimSpace(*text) == "" {
		return rulebook.Invalid(rulebook.CodeFlexValidation, "Missing required parameter %s", parameter)
	}
	if err := json.Unmarshal([]byte(*text), into); err != nil {
		return rulebook.Invalid(rulebook.CodeFlexValidation, "Parameter %s is not the JSON object that it has to be: %s", parameter, jsonTrouble(err))
	}
	return nil
}

// jsonTrouble says what is wrong without naming Go's own types.
func jsonTrouble(err error) string {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return fmt.Sprintf("%s is a %s", strings.TrimPrefix(wrong.Field, "."), wrong.Value)
	}
	return err.Error()
}
