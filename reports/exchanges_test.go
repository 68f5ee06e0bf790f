package reports

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestEveryExchangeIsOneLineOfJSON(t *testing.T) {
	t.Parallel()
	for _, rec := range records {
		var want []string
		for _, rule := range rec.record().Rules {
			for _, e := range rule.Examples {
				for range e.Exchanges {
					want = append(want, rule.ID)
				}
			}
		}
		got := 0
		for line := range strings.Lines(rendered(t, Exchanges, rec.record())) {
			dec := json.NewDecoder(strings.NewReader(line))
			dec.DisallowUnknownFields()
			var x exchangeLineJSON
			if err := dec.Decode(&x); err != nil {
				t.Fatalf("%s, line %d: %v", rec.name, got+1, err)
			}
			if got >= len(want) || x.Rule != want[got] || x.Seq < 1 {
				t.Errorf("%s, line %d: got rule %q, seq %d", rec.name, got+1, x.Rule, x.Seq)
			}
			got++
		}
		if got != len(want) {
			t.Errorf("%s: %d lines, want %d", rec.name, got, len(want))
		}
	}
}

func TestBodiesAmongTheExchangesAreWhole(t *testing.T) {
	t.Parallel()
	body := strings.Repeat("0123456789", 100_000)
	rec := recordOf("", Rule{ID: "IC-01", Examples: []Example{{Outcome: Held, Exchanges: []Exchange{{ResponseBody: body}}}}})
	if out := rendered(t, Exchanges, rec); !strings.Contains(out, body) {
		t.Errorf("a body of %d bytes is not in the %d bytes written", len(body), len(out))
	}
}
