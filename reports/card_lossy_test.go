package reports

import (
	"strings"
	"testing"
)

func TestACardOverALossyHistorySaysSo(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name             string
		requests, events uint64
		want             string
	}{
		{"nothing is lost", 0, 0, ""},
		{"requests", 2, 0, "the card is not whole: 2 requests of 9 no longer known"},
		{"an event", 0, 1, "the card is not whole: 1 event of the account's history no longer known"},
		{"both", 2, 3, "the card is not whole: 2 requests of 9 and 3 events of the account's history no longer known"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			card := Card{Version: CardVersion, Requests: 9, Dropped: row.requests, EventsDropped: row.events}
			var text, junit, written strings.Builder
			for _, err := range []error{CardText(&text, card, TerminalOptions{}), CardJUnit(&junit, card), CardJSON(&written, card)} {
				if err != nil {
					t.Fatal(err)
				}
			}
			if row.want == "" {
				if strings.Contains(text.String(), "not whole") || strings.Contains(junit.String(), `type="lossy"`) {
					t.Errorf("a card that is whole says it is not:\n%s%s", text.String(), junit.String())
				}
				return
			}
			if !strings.Contains(text.String(), row.want) || !strings.Contains(junit.String(), `type="lossy"`) {
				t.Errorf("the card says\n%s%s\nwant %q", text.String(), junit.String(), row.want)
			}
			again, err := ReadCard(strings.NewReader(written.String()))
			if err != nil || again.EventsDropped != row.events {
				t.Errorf("read again: %d events dropped, %v; want %d", again.EventsDropped, err, row.events)
			}
		})
	}
}
