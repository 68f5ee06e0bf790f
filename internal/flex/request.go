package flex

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
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

// ParseMedia reads the MediaProperties parameter of a participant to add.
func ParseMedia(text *string) (ParticipantRequest, error) {
	var request ParticipantRequest
	err := decode("MediaProperties", text, &request)
	return request, err
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

// AttributesText gives the attributes that the creator sent for the task, as the
// text of a JSON object; nil where none were sent.
func (p RoutingProperties) AttributesText() (*string, error) {
	text := string(p.Attributes)
	if text == "" || text == "null" {
		return nil, nil
	}
	var quoted string
	if json.Unmarshal(p.Attributes, &quoted) == nil {
		text = quoted
	}
	if _, err := taskrouter.ParseAttributes(text, 0); err != nil {
		return nil, rulebook.Invalid(rulebook.CodeFlexValidation, "Routing.properties.attributes is not a JSON object")
	}
	return &text, nil
}

// TaskAttributes gives the same as an object's members, empty where none were
// sent. Numbers are json.Number: an order number of twenty digits stays one. Flex
// writes into "conversations", so one that is no object is refused.
func (p RoutingProperties) TaskAttributes() (map[string]any, error) {
	members := map[string]any{}
	text, err := p.AttributesText()
	if err != nil || text == nil {
		return members, err
	}
	decoder := json.NewDecoder(strings.NewReader(*text))
	decoder.UseNumber()
	if err := decoder.Decode(&members); err != nil {
		return nil, fmt.Errorf("decode attributes that were found valid: %w", err)
	}
	if given, sent := members["conversations"]; sent {
		if _, isObject := given.(map[string]any); !isObject {
			return nil, rulebook.Invalid(rulebook.CodeFlexValidation, "Routing.properties.attributes.conversations is not a JSON object")
		}
	}
	return members, nil
}

func decode(parameter string, text *string, into any) error {
	if text == nil || strings.TrimSpace(*text) == "" {
		return rulebook.Invalid(rulebook.CodeFlexValidation, "Missing required parameter %s", parameter)
	}
	if err := exactly([]byte(*text), into); err != nil {
		return rulebook.Invalid(rulebook.CodeFlexValidation, "Parameter %s is not the JSON object that it has to be: %v", parameter, err)
	}
	return nil
}
