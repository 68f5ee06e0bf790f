package rulebook_test

import (
	"strings"
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestWhichKeysArePersonal(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		object, name string
		want         bool
	}{
		{"customers", "name", true},
		{"customers", "zip", true},
		{"customers", "customer_label_1", true},
		{"customers", "customer_label_99", true},
		{"customers", "customer_label", false},
		{"customers", "category", false},
		{"customers", "from", false},
		{"customers", "Name", false},
		{"conversations", "external_contact", true},
		{"conversations", "name", false},
		{"conversations", "conversation_label_1", false},
		{"task", "from", true},
		{"task", "direction", false},
		{"agent", "full_name", true},
		{"agent", "agent_label_1", false},
		{"", "name", false},
	} {
		if got := rulebook.Documented().Personal(row.object, row.name); got != row.want {
			t.Errorf("%s.%s is personal: %t, want %t", row.object, row.name, got, row.want)
		}
	}
}

func TestReadRefusesWhatNoAgentLoadOrRedactionCouldBe(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, text, says string }{
		{"no time between loads", "load_interval: 0s", "load_interval is 0s"},
		{"an offset as long as the interval", "load_offset: 1h", "load_offset is 1h"},
		{"a reading that is none", "recorded_readings: [extraction, guess]", `no "guess"`},
		{"an event at which nobody reads agents", "agent_reading_events: [task.created]", `no "task.created"`},
		{"an agent's key of another object", "agent_keys: [{rule: TD-23, object: customers, name: a, kind: text}]", "use agent"},
		{"an agent's series of no kind", "agent_series: [{rule: TD-23, object: agent, name: a, kind: word, last: 3}]", `the kind "word"`},
		{"a personal key of no object", "personal_keys: [{object: people, name: a}]", `no "people"`},
		{"a personal key without a name", "personal_keys: [{object: task, name: '*'}]", "has no name"},
	} {
		_, _, err := rulebook.Read(strings.NewReader(row.text))
		if err == nil || !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: error %v, want one that says %q", row.name, err, row.says)
		}
	}
	book, corrections, err := rulebook.Read(strings.NewReader("load_interval: 15m"))
	if err != nil || book.LoadInterval.String() != "15m" || len(corrections) != 1 || corrections[0].Documented != "1h" {
		t.Errorf("a load every quarter of an hour: got %s, corrections %+v and %v", book.LoadInterval, corrections, err)
	}
}
