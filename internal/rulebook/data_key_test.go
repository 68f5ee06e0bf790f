package rulebook_test

import (
	"strings"
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestDataKeyKnowsTheDocumentedNamesAlone(t *testing.T) {
	t.Parallel()
	const none = rulebook.DataKind("")
	for _, row := range []struct {
		object, name string
		kind         rulebook.DataKind
		rule         string
	}{
		{"conversations", "campaign", rulebook.DataText, "TD-18"},
		{"conversations", "order", rulebook.DataNumber, "TD-18"},
		{"conversations", "hold_time", rulebook.DataNumber, "TD-18"},
		{"customers", "acquisition_date", rulebook.DataDate, "TD-18"},
		{"customers", "year_of_birth", rulebook.DataYear, "TD-18"},
		{"customers", "business_value", rulebook.DataNumber, "TD-18"},
		{"conversations", "conversation_attribute_1", rulebook.DataText, "TD-14"},
		{"conversations", "conversation_label_10", rulebook.DataText, "TD-14"},
		{"conversations", "conversation_measure_10", rulebook.DataNumber, "TD-14"},
		{"customers", "customer_attribute_3", rulebook.DataText, "TD-18"},
		{"customers", "customer_label_1", rulebook.DataText, "TD-18"},

		{"conversations", "name", none, ""},
		{"customers", "campaign", none, ""},
		{"agents", "campaign", none, ""},
		{"conversations", "Campaign", none, ""},
		{"conversations", "", none, ""},
		{"conversations", "media", none, ""},
		{"conversations", "conversation_attribute", none, ""},
		{"conversations", "conversation_attribute_", none, ""},
		{"conversations", "conversation_attribute_0", none, ""},
		{"conversations", "conversation_attribute_11", none, ""},
		{"conversations", "conversation_attribute_01", none, ""},
		{"conversations", "conversation_attribute_+1", none, ""},
		{"conversations", "conversation_attribute_-1", none, ""},
		{"conversations", "conversation_measure_1.0", none, ""},
		{"conversations", "conversation_measure_99999999999999999999", none, ""},
		{"customers", "customer_attribute_4", none, ""},
		{"customers", "customer_measure_1", none, ""},
		{"customers", "conversation_label_1", none, ""},
	} {
		key, ok := rulebook.Documented().DataKey(row.object, row.name)
		if ok != (row.kind != none) || key.Kind != row.kind || key.Rule != row.rule {
			t.Errorf("%s.%s: %+v (%t), want kind %q of rule %q", row.object, row.name, key, ok, row.kind, row.rule)
		}
	}
}

func TestEveryDependentKeyAndWhatItNeedsIsAKey(t *testing.T) {
	t.Parallel()
	book := rulebook.Documented()
	for _, dependent := range book.DataDependent {
		for _, name := range []string{dependent.Name, dependent.Needs} {
			if _, ok := book.DataKey(dependent.Object, name); !ok {
				t.Errorf("%s.%s depends on %s, but there is no key %s", dependent.Object, dependent.Name, dependent.Needs, name)
			}
		}
	}
	if len(book.DataDependent) == 0 {
		t.Error("no key depends on another, want the names of team and department to")
	}
}

func TestReadCorrectsWhatIsKnownAboutCustomData(t *testing.T) {
	t.Parallel()
	book, corrections, err := rulebook.Read(strings.NewReader(`
data_series:
  - {rule: TD-14, object: conversations, name: conversation_attribute, kind: text, last: 20}
data_keys:
  - {rule: TD-18, object: conversations, name: mood, kind: number}
data_text_longest: 255
data_text_unit: utf-16
data_year_first: 1900
data_obligatory: [conversations.campaign]
`))
	if err != nil {
		t.Fatal(err)
	}
	for name, known := range map[string]bool{"conversation_attribute_20": true, "mood": true, "conversation_label_1": false, "campaign": false} {
		if _, ok := book.DataKey("conversations", name); ok != known {
			t.Errorf("the corrected book knows %s: %t, want %t", name, ok, known)
		}
	}
	if book.DataTextLongest != 255 || book.DataTextUnit != rulebook.UnitUTF16 || book.DataYearFirst != 1900 || book.DataYearLast != 2049 {
		t.Errorf("texts of %d %ss, years %d to %d, want 255 utf-16s, 1900 to 2049",
			book.DataTextLongest, book.DataTextUnit, book.DataYearFirst, book.DataYearLast)
	}
	var names []string
	for _, c := range corrections {
		names = append(names, c.Name+"="+strings.Join(c.Rules, "+"))
	}
	const want = "data_keys=TD-18 data_series=TD-14+TD-18 data_obligatory=TD-17 data_text_longest=TD-19 data_text_unit=TD-19 data_year_first=TD-20"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("corrections\n got %s\nwant %s", got, want)
	}
}

func TestReadRefusesCustomDataThatCannotBe(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct{ text, says string }{
		"an object that holds none":  {"data_keys: [{object: agents, name: role, kind: text}]", "conversations or customers"},
		"a kind that is none":        {"data_keys: [{object: customers, name: vip, kind: boolean}]", "text, number, date or year"},
		"a series without a number":  {"data_series: [{object: customers, name: customer_label, kind: text, last: -1}]", "1 or more"},
		"a unit that is none":        {"data_text_unit: word", "character, byte or utf-16"},
		"texts of no length":         {"data_text_longest: 0", "1 or more"},
		"years the wrong way round":  {"data_year_first: 2050", "after data_year_last"},
		"a field of a key misspelt":  {"data_keys: [{object: customers, nmae: vip, kind: text}]", "nmae"},
		"a number that is no number": {"data_series: [{object: customers, name: a, kind: text, last: many}]", "cannot unmarshal"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, err := rulebook.Read(strings.NewReader(row.text))
			if err == nil || !strings.Contains(err.Error(), row.says) {
				t.Errorf("error %v, want one that says %q", err, row.says)
			}
		})
	}
}
