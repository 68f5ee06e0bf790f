package steps

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/reports"
)

// TestOneSeedGivesOneRunWhateverRunsBeside plays rules that reach far out, each
// in its own way (strangers' requests, callbacks over sockets, many tasks), alone
// and seven at once, and compares every request and answer.
func TestOneSeedGivesOneRunWhateverRunsBeside(t *testing.T) {
	t.Parallel()
	contract, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	selected, err := contract.Select(features.Selection{Rules: []string{"CM-19", "CC-0*", "TD-16", "IC-1*"}, Tags: "not @TD-16 or @documented"})
	if err != nil {
		t.Fatal(err)
	}
	said := func(parallel int) []string {
		rules, err := Suite{Target: mock(t, 5), Contract: contract, Selected: selected, Parallel: parallel, Seed: 5}.Run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, rule := range rules {
			for _, example := range rule.Examples {
				all = append(all, exchanged(example)...)
			}
		}
		return all
	}
	alone, together := said(1), said(7)
	if len(alone) == 0 || len(alone) != len(together) {
		t.Fatalf("alone there are %d exchanges, together %d", len(alone), len(together))
	}
	for i := range alone {
		if alone[i] != together[i] {
			t.Fatalf("exchange %d is alone\n%s\nand together\n%s", i, alone[i], together[i])
		}
	}
}

// exchanged is all that an example sent and was answered, without the machine's
// own times.
func exchanged(example reports.Example) []string {
	var all []string
	for _, x := range example.Exchanges {
		var headers []string
		for name, values := range x.ResponseHeader {
			headers = append(headers, name+": "+strings.Join(values, ", "))
		}
		slices.Sort(headers)
		all = append(all, fmt.Sprintf("%s: %s %s %s → %d %s %s %s", example.Name, x.Method, x.URL, x.RequestBody,
			x.Status, headers, x.ResponseBody, x.Err))
	}
	return all
}
