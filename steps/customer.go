package steps

import (
	"fmt"
	"maps"
	"regexp"
	"slices"

	"github.com/flexrig/flexrig/internal/target"
)

// customerWords tell whom Insights takes the customers of contacts for.
var customerWords = words{
	{`^(the .+) belong to (one|two) customers?$`, (*scenario).belongTo},
}

var between = regexp.MustCompile(`, | and `)

// belongTo compares the customers of several contacts: how many they are. Each
// contact has one, whatever its segments.
func (s *scenario) belongTo(contacts, wanted string) error {
	shown, err := s.account.Insights(s.ctx)
	if err != nil {
		return fmt.Errorf("read Insights: %w", err)
	}
	customers := map[string]bool{}
	for _, phrase := range between.Split(contacts, -1) {
		t, err := s.spokenTask(phrase)
		if err != nil {
			return err
		}
		found := customersOf(shown, t)
		if len(found) != 1 || found[0] == "" {
			return s.mismatch("task %q belongs to", fmt.Sprintf("the customers %q", found), "one customer", t.Name)
		}
		customers[found[0]] = true
	}
	if len(customers) != counts[wanted] {
		return s.mismatch("%s belong to", fmt.Sprintf("%d customers", len(customers)), wanted, contacts)
	}
	return nil
}

// customersOf lists the customers of a task's segments and of its conversation,
// each once.
func customersOf(shown target.Projection, t *task) []string {
	found := map[string]bool{}
	for _, segment := range shown.Segments {
		if segment.TaskSid == t.Sid {
			found[segment.CustomerID] = true
		}
	}
	for _, conversation := range shown.Conversations {
		if slices.Contains(conversation.Tasks, t.Sid) {
			found[conversation.CustomerID] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}
