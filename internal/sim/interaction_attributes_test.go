package sim

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestWhatTheCreatorOfAnInteractionMaySend(t *testing.T) {
	t.Parallel()
	exactly := func(characters int) string { // attributes of so many
		return `{"a":"` + strings.Repeat("x", characters-8) + `"}`
	}
	for _, row := range []struct {
		name, properties string
		code             int // 0 where it is taken
	}{
		{"attributes of 4096 characters, Flex's own not counted", `"attributes":` + exactly(4096), 0},
		{"attributes of 4097 characters", `"attributes":` + exactly(4097), rulebook.CodeInvalid},
		{"conversations that are an object", `"attributes":{"conversations":{"topic":"returns"}}`, 0},
		{"conversations that are a text", `"attributes":{"conversations":"returns"}`, rulebook.CodeFlexValidation},
		{"conversations that are a list", `"attributes":{"conversations":[]}`, rulebook.CodeFlexValidation},
		{"conversations that are null", `"attributes":{"conversations":null}`, rulebook.CodeFlexValidation},
		{"a timeout of 14 days", `"timeout":1209600`, 0},
		{"a timeout a second longer", `"timeout":1209601`, rulebook.CodeInvalid},
		{"a timeout that no span holds", fmt.Sprintf(`"timeout":%d`, half), rulebook.CodeInvalid},
		{"the largest timeout of all", fmt.Sprintf(`"timeout":%d`, math.MaxInt), rulebook.CodeInvalid},
	} {
		c := newSimpleCentre(t)
		events := c.eventCount()
		_, err := c.a.CreateInteraction(InteractionRequest{
			Channel: new(`{"type":"web","initiated_by":"api"}`), Routing: new(c.routing(row.properties)),
		})
		if row.code == 0 {
			c.must(row.name, err)
			continue
		}
		wantRefused(t, row.name, err, rulebook.KindInvalid, row.code)
		if left := c.eventCount() - events; left != 0 {
			t.Errorf("%s: refused and yet %d events", row.name, left)
		}
	}
}

func TestHowLongAReservationMayWait(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	for seconds, taken := range map[int]bool{
		1: true, 86400: true, 0: false, -1: false, 86401: false, half: false, math.MaxInt: false, math.MinInt: false,
	} {
		after, err := c.a.UpdateWorkflow(c.ws, c.flows["all"], WorkflowChange{ReservationTimeout: &seconds})
		if taken && (err != nil || int(after.ReservationTimeout.Seconds()) != seconds) {
			t.Errorf("%d seconds: %s, error %v; want them taken", seconds, after.ReservationTimeout, err)
		} else if !taken {
			wantRefused(t, fmt.Sprint(seconds, " seconds"), err, rulebook.KindInvalid, rulebook.CodeInvalid)
		}
	}
}

func TestHowFarBackEventsAreListed(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	for minutes, taken := range map[int]bool{
		1: true, 43200: true, 0: false, -5: false, 43201: false, math.MaxInt: false,
	} {
		_, err := c.a.Events(c.ws, EventFilter{Minutes: &minutes}, Page{})
		if taken && err != nil {
			t.Errorf("%d minutes: error %v, want a list", minutes, err)
		} else if !taken {
			wantRefused(t, fmt.Sprint(minutes, " minutes"), err, rulebook.KindInvalid, rulebook.CodeInvalid)
		}
	}
}
