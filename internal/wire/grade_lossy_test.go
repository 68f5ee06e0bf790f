package wire

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/flexrig/flexrig/internal/sim"
)

// TestACardOverALossyHistorySaysHowManyEventsAreGone: an account keeps 20,000
// updates that later ones have replaced. The last one is no such, so that of
// 20,003 two have to go. They come without requests, of which the card tells nothing
// here.
func TestACardOverALossyHistorySaysHowManyEventsAreGone(t *testing.T) {
	t.Parallel()
	const kept, updates = 20_000, 20_003
	s, c := newClient(t, Options{})
	made := newCentre(t, c)
	created := c.curl(t, "1", http.MethodPost, made.in("Tasks"), fields("WorkflowSid", made.workflow, "Attributes", "{}").Encode()).wants(t, http.StatusCreated)
	sid := created.text(t, "sid")
	account, _ := s.accounts.Lookup(c.sid)
	for i := range updates {
		if i == kept {
			if card := readCard(t, s, ""); card.EventsDropped != 0 {
				t.Fatalf("after %d updates %d events are gone, want none", i, card.EventsDropped)
			}
		}
		if _, err := account.UpdateTask(made.workspace, sid, sim.TaskChange{Attributes: new(fmt.Sprintf(`{"n":%d}`, i))}); err != nil {
			t.Fatal(err)
		}
	}
	if card := readCard(t, s, ""); card.EventsDropped != updates-1-kept {
		t.Errorf("%d events are gone, want %d", card.EventsDropped, updates-1-kept)
	}
}
