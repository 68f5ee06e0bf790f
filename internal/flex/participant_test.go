package flex

import (
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestWhoMayTakePart(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"supervisor", "customer", "external", "agent", "unknown"} {
		if got, err := ParticipantType(&kind); err != nil || got != kind {
			t.Errorf("%s: got %q, error %v", kind, got, err)
		}
	}
	for _, given := range []*string{nil, new(""), new("Agent"), new("bot"), new("agent ")} {
		got, err := ParticipantType(given)
		name := "nothing"
		if given != nil {
			name = "'" + *given + "'"
		}
		refused(t, name, err, rulebook.CodeFlexValidation)
		if got != "" {
			t.Errorf("%s: refused and yet gave %q", name, got)
		}
	}
}

func TestWhatAParticipantMayBeSetTo(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name       string
		kind, from string
		to         *string
		want       string // the status afterwards
		code       int    // of the refusal
	}{
		{"an agent wraps up", Agent, ParticipantActive, new("wrapup"), ParticipantWrapup, 0},
		{"an agent wraps up again", Agent, ParticipantWrapup, new("wrapup"), ParticipantWrapup, 0},
		{"an agent finishes at once", Agent, ParticipantActive, new("closed"), ParticipantClosed, 0},
		{"an agent finishes after wrap-up", Agent, ParticipantWrapup, new("closed"), ParticipantClosed, 0},
		{"an agent finishes again", Agent, ParticipantClosed, new("closed"), ParticipantClosed, 0},
		{"an agent who has left wraps up", Agent, ParticipantClosed, new("wrapup"), ParticipantClosed, rulebook.CodeFlexValidation},
		{"a customer is closed", Customer, ParticipantActive, new("closed"), ParticipantActive, rulebook.CodeFlexValidation},
		{"a supervisor wraps up", Supervisor, ParticipantActive, new("wrapup"), ParticipantActive, rulebook.CodeFlexValidation},
		{"an agent becomes active", Agent, ParticipantWrapup, new("active"), ParticipantWrapup, rulebook.CodeCloseStatusInvalid},
		{"a word of the wrong case", Agent, ParticipantActive, new("Closed"), ParticipantActive, rulebook.CodeCloseStatusInvalid},
		{"TaskRouter's word for it", Agent, ParticipantActive, new("wrapping"), ParticipantActive, rulebook.CodeCloseStatusInvalid},
		{"no status", Agent, ParticipantActive, nil, ParticipantActive, rulebook.CodeCloseStatusMissing},
		{"an empty status", Agent, ParticipantActive, new(""), ParticipantActive, rulebook.CodeCloseStatusMissing},
	} {
		got, err := Participant{Sid: "UT1", Type: row.kind, Status: row.from}.Move(row.to, rulebook.Documented())
		if row.code != 0 {
			refused(t, row.name, err, row.code)
		} else if err != nil {
			t.Errorf("%s: %v", row.name, err)
		}
		if got.Status != row.want {
			t.Errorf("%s: status %s, want %s", row.name, got.Status, row.want)
		}
	}
}
