package wire

import (
	"fmt"
	"net/http"
	"testing"
)

// TestACardOverALossyHistorySaysHowManyEventsAreGone: an account keeps 20,000
// updates that later ones have replaced. The last one is no such, so that of
// 20,003 two have to go.
func TestACardOverALossyHistorySaysHowManyEventsAreGone(t *testing.T) {
	t.Parallel()
	const kept, updates = 20_000, 20_003
	s, c := newClient(t, Options{})
	made := newCentre(t, c)
	created := c.curl(t, "1", http.MethodPost, made.in("Tasks"), fields("WorkflowSid", made.workflow, "Attributes", "{}").Encode()).wants(t, http.StatusCreated)
	task := made.in("Tasks/" + created.text(t, "sid"))
	for i := range updates {
		if i == kept {
			if card := readCard(t, s, ""); card.EventsDropped != 0 {
				t.Fatalf("after %d updates %d events are gone, want none", i, card.EventsDropped)
			}
		}
		c.curl(t, "1", http.MethodPost, task, fields("Attributes", fmt.Sprintf(`{"n":%d}`, i)).Encode()).wants(t, http.StatusOK)
	}
	if card := readCard(t, s, ""); card.EventsDropped != updates-1-kept {
		t.Errorf("%d events are gone, want %d", card.EventsDropped, updates-1-kept)
	}
}
