package wire

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// TestAFlexFlowTellsItsIntegration: created, fetched and changed to another type, a
// Flex Flow answers the type and the parameters that it was given.
func TestAFlexFlowTellsItsIntegration(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{Strict: true})
	made := newCentre(t, c)
	studio := made.newStudioFlow(t)
	tied := []string{"FriendlyName", "Flow", "ChatServiceSid", made.chatServiceSid(t), "ChannelType", "web", "ContactIdentity", "ada"}
	rows := []struct {
		kind string
		form []string
		want map[string]any
	}{
		{
			"studio",
			[]string{"Integration.FlowSid", studio, "Integration.RetryCount", "2"},
			map[string]any{"flow_sid": studio, "retry_count": 2.0},
		},
		{
			"external",
			[]string{"Integration.Url", "https://example.com/hook", "Integration.RetryCount", "0"},
			map[string]any{"url": "https://example.com/hook", "retry_count": 0.0},
		},
		{
			"task",
			[]string{
				"Integration.WorkspaceSid", made.workspace, "Integration.WorkflowSid", made.workflow, "Integration.Channel", "chat",
				"Integration.Timeout", "600", "Integration.Priority", "3", "Integration.CreationOnMessage", "true",
			},
			map[string]any{
				"workspace_sid": made.workspace, "workflow_sid": made.workflow, "channel": "chat",
				"timeout": 600.0, "priority": 3.0, "creation_on_message": true,
			},
		},
	}
	for i, row := range rows {
		t.Run(row.kind, func(t *testing.T) {
			t.Parallel()
			typed := append([]string{"IntegrationType", row.kind}, row.form...)
			created := c.post(flexAddress+"/FlexFlows", append(append([]string{}, tied...), typed...)...).wants(t, http.StatusCreated)
			at := flexAddress + "/FlexFlows/" + created.text(t, "sid")
			for name, got := range map[string]reply{"created": created, "fetched": c.get(at).wants(t, http.StatusOK)} {
				if kind := got.text(t, "integration_type"); kind != row.kind {
					t.Errorf("%s: integration type %s", name, kind)
				}
				if diff := cmp.Diff(row.want, got.object(t)["integration"]); diff != "" {
					t.Errorf("%s: integration (-want +got):\n%s", name, diff)
				}
			}
			next := rows[(i+1)%len(rows)]
			c.post(at, "IntegrationType", next.kind).refuses(t, http.StatusBadRequest, rulebook.CodeFlexValidation, "")
			if kind := c.get(at).text(t, "integration_type"); kind != row.kind {
				t.Errorf("a refused update changed the type to %s", kind)
			}
			changed := c.post(at, append([]string{"IntegrationType", next.kind}, next.form...)...).wants(t, http.StatusOK)
			if kind := changed.text(t, "integration_type"); kind != next.kind {
				t.Errorf("changed to %s, the type is %s", next.kind, kind)
			}
		})
	}
}

// TestThePagesCommandMakesAStudioFlow sends what the page on custom channels has
// twilio-cli send, with the integration's type as well.
func TestThePagesCommandMakesAStudioFlow(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{Strict: true})
	made := newCentre(t, c)
	got := c.post(flexAddress+"/FlexFlows", "FriendlyName", "Custom Webchat Flex Flow", "ChatServiceSid", made.chatServiceSid(t),
		"ChannelType", "custom", "ContactIdentity", "custom", "Enabled", "true", "IntegrationType", "studio",
		"Integration.Channel", "studio", "Integration.FlowSid", made.newStudioFlow(t)).wants(t, http.StatusCreated)
	if kind := got.text(t, "integration_type"); kind != "studio" {
		t.Errorf("integration type %s, want studio", kind)
	}
}
