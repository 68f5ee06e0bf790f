package rulebook_test

import (
	"strings"
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestTheCustomerIsAtOneEndOfAContact(t *testing.T) {
	t.Parallel()
	book := rulebook.Documented()
	for direction, want := range map[string]string{"inbound": "from", "outbound": "to", "": "from", "Inbound": "", "internal": ""} {
		if got := book.CustomerEnd(direction); got != want {
			t.Errorf("of the direction %q the customer is at the end %q, want %q", direction, got, want)
		}
	}
}

func TestReadRefusesCustomersThatCannotBe(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct{ text, says string }{
		"a change that is none":         {"segment_changes: [agents]", `no "agents"`},
		"a key that is none":            {"customer_keys: [customers.name]", "customers.external_id"},
		"a key apart that is none":      {"customer_keys_apart: [from]", "from/to"},
		"an end that is none":           {"customer_ends: [{direction: inbound, attribute: caller}]", "from, to"},
		"two ends for a direction":      {"customer_ends: [{direction: inbound, attribute: from}, {direction: inbound, attribute: to}]", "two rows"},
		"a segment before the first":    {"external_id_segment: -1", "0 at least"},
		"a digit for a separator":       {"phone_separators: '-7'", "7"},
		"the plus sign for a separator": {"phone_separators: '+-'", "+"},
	} {
		_, _, err := rulebook.Read(strings.NewReader(row.text))
		if err == nil || !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: error %v, want one that says %q", name, err, row.says)
		}
	}
}

func TestAnOperatorMayCorrectHowCustomersAreFound(t *testing.T) {
	t.Parallel()
	book, corrections, err := rulebook.Read(strings.NewReader("external_id_segment: 2\nsegment_changes: [agent, queue]\n"))
	if err != nil || book.ExternalIDSegment != 2 || book.BeginsSegment(rulebook.ChangeChannel) || len(corrections) != 2 {
		t.Errorf("got segment %d, changes %v and %d corrections (%v)", book.ExternalIDSegment, book.SegmentChanges, len(corrections), err)
	}
}
