package steps

import (
	"strings"
	"testing"

	conversations "github.com/twilio/twilio-go/rest/conversations/v1"

	"github.com/flexrig/flexrig/reports"
)

func TestNothingHasChangedSeesWhatARequestLeavesBehind(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		deed   func(s *scenario) error
		reason string // empty where nothing has changed
	}{
		{"nothing", func(*scenario) error { return nil }, ""},
		{"a conversation that no interaction names", func(s *scenario) error {
			_, err := s.client().ConversationsV1.CreateConversation(&conversations.CreateConversationParams{})
			return err
		}, "2 conversations"},
		{"the attributes of a task", func(s *scenario) error {
			return s.setLinks(taskCampaign, []any{"Spring"})
		}, `Spring`},
		{"a message", func(s *scenario) error { return s.write(customerIdentity, "hello?") }, `the last "hello?" by customer`},
		{"a member", func(s *scenario) error { return s.join("colleague") }, "members"},
		{"the status of a task", func(s *scenario) error { return s.moveReservation(s.task, "Ada", "completed") }, "completed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			suite := suiteOf(t, contractOf(t, `Given the contact centre "one queue, one agent"
And a chat that "Ada" has accepted
When the request has its effect
Then nothing has changed`))
			suite.words = join(vocabulary(), speak(words{{`^the request has its effect$`, func(s *scenario) error {
				if err := s.remember(s.standing); err != nil {
					return err
				}
				return tt.deed(s)
			}}}))
			rules, err := suite.Run(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			got, want := ruleOf(t, rules, "CM-01").Examples[0], reports.Broken
			if tt.reason == "" {
				want = reports.Held
			}
			if got.Outcome != want || !strings.Contains(got.Reason, tt.reason) {
				t.Errorf("after %s changed, the example is %s: %s\nwant %s, with %q in it", tt.name, got.Outcome, got.Reason, want, tt.reason)
			}
		})
	}
}
