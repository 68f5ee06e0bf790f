package insights_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/fixtures"
	"github.com/flexrig/flexrig/internal/rulebook"
)

// documentedData is every key of custom data with the value that the page's
// examples give it; a date and five values that they leave null are made up.
var documentedData = []struct {
	object, key string
	value       any
}{
	{"conversations", "abandoned", "No"},
	{"conversations", "abandoned_phase", "Queue"},
	{"conversations", "activity", "On a Break"},
	{"conversations", "campaign", "Pension Insurance 2"},
	{"conversations", "case", "Retention #24567"},
	{"conversations", "channel", "Call"},
	{"conversations", "content", "bonus retention"},
	{"conversations", "conversation_id", "WTXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"},
	{"conversations", "conversation_attribute_1", "Attribute Value 1"},
	{"conversations", "conversation_attribute_2", "Attribute Value 2"},
	{"conversations", "conversation_attribute_3", "Attribute Value 3"},
	{"conversations", "conversation_attribute_4", "Attribute Value 4"},
	{"conversations", "conversation_attribute_5", "Attribute Value 5"},
	{"conversations", "conversation_attribute_6", "Attribute Value 6"},
	{"conversations", "conversation_attribute_7", "Attribute Value 7"},
	{"conversations", "conversation_attribute_8", "Attribute Value 8"},
	{"conversations", "conversation_attribute_9", "Attribute Value 9"},
	{"conversations", "conversation_attribute_10", "Attribute Value 10"},
	{"conversations", "conversation_label_1", "Label 1"},
	{"conversations", "conversation_label_2", "Label 2"},
	{"conversations", "conversation_label_3", "Label 3"},
	{"conversations", "conversation_label_4", "Label 4"},
	{"conversations", "conversation_label_5", "Label 5"},
	{"conversations", "conversation_label_6", "Label 6"},
	{"conversations", "conversation_label_7", "Label 7"},
	{"conversations", "conversation_label_8", "Label 8"},
	{"conversations", "conversation_label_9", "Label 9"},
	{"conversations", "conversation_label_10", "Label 10"},
	{"conversations", "destination", "External Queue"},
	{"conversations", "direction", "Outbound"},
	{"conversations", "external_contact", "+18001234567"},
	{"conversations", "followed_by", "External Transfer"},
	{"conversations", "handling_department_id", "1"},
	{"conversations", "handling_department_name", "Department 1"},
	{"conversations", "handling_department_name_in_hierarchy", "Company ▸ Department 1"},
	{"conversations", "handling_team_id", "2"},
	{"conversations", "handling_team_name", "Sales 2"},
	{"conversations", "handling_team_name_in_hierarchy", "London ▸ Sales ▸ Sales 2"},
	{"conversations", "hang_up_by", "Customer"},
	{"conversations", "in_business_hours", "Yes"},
	{"conversations", "initiated_by", "Customer"},
	{"conversations", "initiative", "Leader in Insurance"},
	{"conversations", "ivr_path", "1 ▸ 2"},
	{"conversations", "language", "English"},
	{"conversations", "order", 1.0},
	{"conversations", "outcome", "Retention - Success"},
	{"conversations", "preceded_by", "Warm Transfer"},
	{"conversations", "productive", "Yes"},
	{"conversations", "queue", "Outbound Dialer - England"},
	{"conversations", "service_level", "OK"},
	{"conversations", "source", "Waiting Room"},
	{"conversations", "virtual", "No"},
	{"conversations", "workflow", "Outbound UK"},
	{"conversations", "activity_time", 12.5},
	{"conversations", "average_response_time", 13.0},
	{"conversations", "conversation_measure_1", 101.0},
	{"conversations", "conversation_measure_2", 102.0},
	{"conversations", "conversation_measure_3", 103.0},
	{"conversations", "conversation_measure_4", 104.0},
	{"conversations", "conversation_measure_5", 105.0},
	{"conversations", "conversation_measure_6", 106.0},
	{"conversations", "conversation_measure_7", 107.0},
	{"conversations", "conversation_measure_8", 108.0},
	{"conversations", "conversation_measure_9", 109.0},
	{"conversations", "conversation_measure_10", 110.0},
	{"conversations", "first_response_time", 30.0},
	{"conversations", "focus_time", 20.0},
	{"conversations", "hold_time", 0.0},
	{"conversations", "ivr_time", 0.0},
	{"customers", "name", "John Doe"},
	{"customers", "customer_link", "https://crm.company.com/customer/123"},
	{"customers", "customer_attribute_1", "Attribute Value 1"},
	{"customers", "customer_attribute_2", "Attribute Value 2"},
	{"customers", "customer_attribute_3", "Attribute Value 3"},
	{"customers", "customer_label_1", "Label 1"},
	{"customers", "customer_label_2", "Label 2"},
	{"customers", "customer_label_3", "Label 3"},
	{"customers", "acquisition_date", "2019-11-21"},
	{"customers", "category", "VIP"},
	{"customers", "customer_manager", "Financial Partners Corp."},
	{"customers", "email", "john.doe@gmail.com"},
	{"customers", "external_id", "YourIdToLinkCustomers"},
	{"customers", "gender", "Male"},
	{"customers", "geo_location", "-22.5743922;17.0790688"},
	{"customers", "market_segment", "Pensioners"},
	{"customers", "organization", "Prosperity Inc."},
	{"customers", "phone", "+44xxxxxxxxx"},
	{"customers", "year_of_birth", "1947"},
	{"customers", "zip", "ZC000000"},
	{"customers", "acquisition_cost", 150.0},
	{"customers", "business_value", 7500.0},
}

// page decodes one of the page's examples.
func page(t *testing.T, name string) map[string]map[string]any {
	t.Helper()
	sample, err := fixtures.Payload(name)
	if err != nil {
		t.Fatal(err)
	}
	var objects map[string]map[string]any
	if err := json.Unmarshal([]byte(sample.JSON), &objects); err != nil {
		t.Fatalf("payload %q: %v", name, err)
	}
	return objects
}

// written writes attributes.
func written(t *testing.T, objects any) string {
	t.Helper()
	text, err := json.Marshal(objects)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestThePagesExamplesHoldTheDocumentedKeysAndNoOther(t *testing.T) {
	t.Parallel()
	var known, shown []string
	for _, row := range documentedData {
		known = append(known, row.object+"."+row.key)
	}
	for _, name := range []string{"conversations and customers", "customers", "external id", "conversation id"} {
		for object, members := range page(t, name) {
			for key := range members {
				if key != "segment_link" {
					shown = append(shown, object+"."+key)
				}
			}
		}
	}
	slices.Sort(known)
	slices.Sort(shown)
	if diff := cmp.Diff(slices.Compact(shown), known); diff != "" {
		t.Errorf("keys (-of the page +of the table):\n%s", diff)
	}
}

func TestThePagesExampleIsLoadedAsItStands(t *testing.T) {
	t.Parallel()
	objects := page(t, "conversations and customers")
	h := newHistory()
	h.call(written(t, objects)).offer("Ada").accept().complete("")
	p := h.project()
	for _, members := range objects {
		maps.DeleteFunc(members, func(key string, value any) bool { return value == nil || key == "segment_link" })
	}
	for _, s := range p.Segments {
		if diff := cmp.Diff(objects, map[string]map[string]any{"conversations": s.Conversations, "customers": s.Customers}); diff != "" {
			t.Errorf("%s segment (-page +loaded):\n%s", s.Kind, diff)
		}
		if s.TeamID != "2" {
			t.Errorf("%s segment is of the team %q, want 2", s.Kind, s.TeamID)
		}
	}
	if len(p.Findings) != 0 {
		t.Errorf("findings %s, want none", findingsInWords(p.Findings))
	}
}

func TestEveryDocumentedKeyIsLoadedInItsKindAlone(t *testing.T) {
	t.Parallel()
	book := rulebook.Documented()
	needs := map[string]string{}
	for _, dependent := range book.DataDependent {
		needs[dependent.Name] = dependent.Needs
	}
	for _, row := range documentedData {
		t.Run(row.object+"."+row.key, func(t *testing.T) {
			t.Parallel()
			_, isText := row.value.(string)
			other := any("101")
			if isText {
				other = 101.0
			}
			for _, try := range []struct {
				value  any
				loaded bool
				warned bool
			}{
				{row.value, true, false},
				{nil, false, false},
				{other, false, true},
				{true, false, true},
				{[]any{row.value}, false, true},
				{map[string]any{row.key: row.value}, false, true},
			} {
				checkLoaded(t, row.object, row.key, needs[row.key], try.value, try.loaded, try.warned)
			}
		})
	}
}

// checkLoaded projects a task whose attributes hold one key, and the key that
// it needs beside it.
func checkLoaded(t *testing.T, object, key, beside string, value any, loaded, warned bool) {
	t.Helper()
	members := map[string]any{key: value}
	want := map[string]any{}
	if loaded {
		want[key] = value
	}
	if beside != "" {
		members[beside], want[beside] = "7", "7"
	}
	h := newHistory()
	chatByAda(h, written(t, map[string]any{object: members})).complete("")
	p := h.project()
	s := segmentOf(t, p, "Ada")
	got, rest := s.Conversations, s.Customers
	if object == "customers" {
		got, rest = rest, got
	}
	if diff := cmp.Diff(want, got); diff != "" || len(rest) != 0 {
		t.Errorf("%s with %s %v: the other object holds %v, this one (-want +got):\n%s", object, key, value, rest, diff)
	}
	words := ""
	if warned {
		known, _ := rulebook.Documented().DataKey(object, key)
		words = "warning " + known.Rule + " " + object + "." + key
	}
	if got := findingsInWords(p.Findings); got != words {
		t.Errorf("%s with %s %v: findings %q, want %q", object, key, value, got, words)
	}
}

func TestWhatNobodyKnowsIsIgnoredWithoutAWord(t *testing.T) {
	t.Parallel()
	for name, attributes := range map[string]string{
		"nothing at all":                 `{}`,
		"empty objects":                  `{"conversations":{},"customers":{}}`,
		"nulls":                          `{"conversations":null,"customers":null}`,
		"keys of one's own":              `{"conversations":{"mood":"good","score":7,"tags":["a"],"done":true},"customers":{"shoe_size":44}}`,
		"an object of one's own":         `{"conversations":{"own":{"campaign":"Spring","deep":{"case":"7"}}},"customers":{"own":{"name":"Jo"}}}`,
		"documented keys at the top":     `{"campaign":"Spring","name":"Jo","conversation_attribute_1":"Gold"}`,
		"keys in the other object":       `{"conversations":{"name":"Jo","business_value":1},"customers":{"campaign":"Spring","order":1}}`,
		"an object of another name":      `{"agents":{"role":"x"},"Conversations":{"campaign":"Spring"},"customer":{"name":"Jo"}}`,
		"keys in another case":           `{"conversations":{"Campaign":"Spring","CASE":"7"}}`,
		"numbers that no series reaches": `{"conversations":{"conversation_attribute_0":"a","conversation_label_11":"b","conversation_measure_01":1},"customers":{"customer_label_4":"c"}}`,
		"media of a customer's":          `{"customers":{"media":[7],"segment_link":7}}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			chatByAda(h, attributes).complete("")
			p := h.project()
			for _, s := range p.Segments {
				if len(s.Conversations) != 0 || len(s.Customers) != 0 {
					t.Errorf("%s: the %s segment holds %v and %v, want nothing", attributes, s.Kind, s.Conversations, s.Customers)
				}
			}
			if len(p.Findings) != 0 {
				t.Errorf("%s: findings %s, want none", attributes, findingsInWords(p.Findings))
			}
		})
	}
}
