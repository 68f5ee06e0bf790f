package guard

import (
	"encoding/json"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// judged are the attributes that reach Insights, of tasks and of workers.
var judged = []string{"conversations.*", "customers.*", "agent_attribute_*"}

// identifying are the attributes that are meant to differ: labels and measures,
// what links tasks, media, and what a customer is known or reached by (assumed;
// the page names labels alone).
func identifying() []string {
	return []string{
		"conversations.conversation_label_*", "conversations.conversation_measure_*", "conversations.*_time",
		"conversations.conversation_id", "conversations.segment_link", "conversations.media",
		"conversations.case", "conversations.order", "conversations.external_contact",
		"customers.customer_label_*", "customers.name", "customers.phone", "customers.email",
		"customers.external_id", "customers.customer_link", "customers.geo_location",
		"customers.acquisition_date", "customers.acquisition_cost", "customers.business_value",
	}
}

// Differing reports the attributes whose values are nearly all different over
// the records, tasks or workers, that carry them (TD-16).
func (g Guard) Differing(records []map[string]any) []Finding {
	carried := map[string][]string{} // by path, the values as JSON
	for _, record := range records {
		g.collect(record, carried)
	}
	r := report{guard: g, rule: "TD-16"}
	for _, at := range slices.Sorted(maps.Keys(carried)) {
		values := carried[at]
		all := len(values)
		different := len(slices.Compact(slices.Sorted(slices.Values(values))))
		if all < g.DifferingFrom || 100*different < g.DifferingPercent*all {
			continue
		}
		r.warning(at, "it has %d different values in %d records, which makes loads into Historical Reporting slow; put what identifies something into %s",
			different, all, labelFor(at))
	}
	return r.findings
}

// collect notes the values of one record. Null and an empty text are none.
func (g Guard) collect(record map[string]any, carried map[string][]string) {
	note := func(at string, value any) {
		if value == nil || value == "" || !matchesOne(judged, at) || matchesOne(g.Identifying, at) {
			return
		}
		written, err := json.Marshal(value)
		if err != nil {
			return // nothing that came out of JSON
		}
		carried[at] = append(carried[at], string(written))
	}
	for key, value := range record {
		note(key, value)
		if key != "conversations" && key != "customers" {
			continue
		}
		members, _ := value.(map[string]any)
		for name, member := range members {
			note(key+"."+name, member)
		}
	}
}

func matchesOne(patterns []string, at string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		matches, err := path.Match(pattern, at)
		return err == nil && matches
	})
}

var numberedAttribute = regexp.MustCompile(`^(.*)_attribute_(\d+)$`)

// labelFor is where an attribute's values belong: the label of the same number,
// or any where the attribute has none.
func labelFor(at string) string {
	if parts := numberedAttribute.FindStringSubmatch(at); parts != nil {
		return parts[1] + "_label_" + parts[2]
	}
	if strings.HasPrefix(at, "customers.") {
		return "a label such as customers.customer_label_1"
	}
	return "a label such as conversations.conversation_label_1"
}
