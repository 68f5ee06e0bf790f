package rulebook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The objects of a task's attributes that hold custom data.
const (
	ObjectConversations = "conversations"
	ObjectCustomers     = "customers"
)

// DataKind is what the value of a custom field is.
type DataKind string

const (
	// DataText is a text, held to the most characters that are loaded.
	DataText DataKind = "text"
	// DataNumber is a JSON number.
	DataNumber DataKind = "number"
	// DataDate is a text with a date, or a date and a time, in a year that can
	// be loaded.
	DataDate DataKind = "date"
	// DataYear is a text with a year that can be loaded.
	DataYear DataKind = "year"
)

// A DataKey is a key of custom data that Insights knows, or a numbered series
// of them (Twilio docs, Add Additional TaskRouter Data). The page shows a value
// for nearly every key; where it shows null, and where a year is written as a
// text, the kind is an assumption.
type DataKey struct {
	Rule   string   `yaml:"rule"`
	Object string   `yaml:"object"` // conversations or customers; agent for a worker's attributes
	Name   string   `yaml:"name"`   // of a series: without underscore and number
	Kind   DataKind `yaml:"kind"`
	Last   int      `yaml:"last,omitempty"` // the highest number of a series, which begins with 1; 0 where the key has no number
}

// A DependentKey is loaded only where another key of the same object is.
type DependentKey struct {
	Rule   string `yaml:"rule"`
	Object string `yaml:"object"`
	Name   string `yaml:"name"`
	Needs  string `yaml:"needs"`
}

// What a text's length is counted in.
const (
	UnitCharacter = "character" // Unicode code points
	UnitByte      = "byte"      // of UTF-8
	UnitUTF16     = "utf-16"    // code units, as JavaScript and Java count
)

// DataKey finds what a key of an object holds, and false where the pages know
// none of that name.
func (b *Book) DataKey(object, name string) (DataKey, bool) {
	for _, keys := range [...][]DataKey{b.DataKeys, b.DataSeries, b.AgentKeys, b.AgentSeries} {
		for _, key := range keys {
			if key.Object == object && key.matches(name) {
				return key, true
			}
		}
	}
	return DataKey{}, false
}

// matches takes the numbers of a series as the page writes them: no zero in
// front.
func (k DataKey) matches(name string) bool {
	if k.Last == 0 {
		return name == k.Name
	}
	digits, ok := strings.CutPrefix(name, k.Name+"_")
	if !ok {
		return false
	}
	number, err := strconv.Atoi(digits)
	return err == nil && number >= 1 && number <= k.Last && strconv.Itoa(number) == digits
}

func (k DataKey) check(objects ...string) error {
	if !slices.Contains(objects, k.Object) {
		return fmt.Errorf("key %q is of the object %q; use %s", k.Name, k.Object, strings.Join(objects, " or "))
	}
	switch k.Kind {
	case DataText, DataNumber, DataDate, DataYear:
	default:
		return fmt.Errorf("%s.%s is of the kind %q; use text, number, date or year", k.Object, k.Name, k.Kind)
	}
	if k.Last < 0 {
		return fmt.Errorf("%s.%s ends with the number %d; use 1 or more, or nothing where it has none", k.Object, k.Name, k.Last)
	}
	return nil
}

// LongestText says in words how much of a text is loaded: 128 characters.
func (b *Book) LongestText() string {
	if b.DataTextUnit == UnitUTF16 {
		return fmt.Sprintf("%d UTF-16 units", b.DataTextLongest)
	}
	return fmt.Sprintf("%d %ss", b.DataTextLongest, b.DataTextUnit)
}

// checkData refuses values about custom data that the stand-in could not act on.
func (b *Book) checkData() error {
	for _, keys := range [...][]DataKey{b.DataKeys, b.DataSeries} {
		for _, key := range keys {
			if err := key.check(ObjectConversations, ObjectCustomers); err != nil {
				return err
			}
		}
	}
	switch b.DataTextUnit {
	case UnitCharacter, UnitByte, UnitUTF16:
	default:
		return fmt.Errorf("data_text_unit is %q; use %s, %s or %s", b.DataTextUnit, UnitCharacter, UnitByte, UnitUTF16)
	}
	if b.DataTextLongest < 1 {
		return fmt.Errorf("data_text_longest is %d; it has to be 1 or more", b.DataTextLongest)
	}
	if b.DataYearFirst > b.DataYearLast {
		return fmt.Errorf("data_year_first is %d, after data_year_last, %d", b.DataYearFirst, b.DataYearLast)
	}
	return nil
}

// dataKeys is what the page's examples hold, without numbers, in their order.
// segment_link and media are not among them: they are links and no data.
func dataKeys() []DataKey {
	var keys []DataKey
	for _, group := range []struct {
		object string
		kind   DataKind
		names  string
	}{
		{ObjectConversations, DataText, `abandoned abandoned_phase activity campaign case channel content conversation_id
			destination direction external_contact followed_by
			handling_department_id handling_department_name handling_department_name_in_hierarchy
			handling_team_id handling_team_name handling_team_name_in_hierarchy
			hang_up_by in_business_hours initiated_by initiative ivr_path language`},
		{ObjectConversations, DataNumber, "order"},
		{ObjectConversations, DataText, "outcome preceded_by productive queue service_level source virtual workflow"},
		{ObjectConversations, DataNumber, "activity_time average_response_time first_response_time focus_time hold_time ivr_time"},
		{ObjectCustomers, DataText, "name customer_link"},
		{ObjectCustomers, DataDate, "acquisition_date"},
		{ObjectCustomers, DataText, "category customer_manager email external_id gender geo_location market_segment organization phone"},
		{ObjectCustomers, DataYear, "year_of_birth"},
		{ObjectCustomers, DataText, "zip"},
		{ObjectCustomers, DataNumber, "acquisition_cost business_value"},
	} {
		for name := range strings.FieldsSeq(group.names) {
			keys = append(keys, DataKey{Rule: "TD-18", Object: group.object, Name: name, Kind: group.kind})
		}
	}
	return keys
}

func dataSeries() []DataKey {
	return []DataKey{
		{Rule: "TD-14", Object: ObjectConversations, Name: "conversation_attribute", Kind: DataText, Last: 10},
		{Rule: "TD-14", Object: ObjectConversations, Name: "conversation_label", Kind: DataText, Last: 10},
		{Rule: "TD-14", Object: ObjectConversations, Name: "conversation_measure", Kind: DataNumber, Last: 10},
		{Rule: "TD-18", Object: ObjectCustomers, Name: "customer_attribute", Kind: DataText, Last: 3},
		{Rule: "TD-18", Object: ObjectCustomers, Name: "customer_label", Kind: DataText, Last: 3},
	}
}

// dependentKeys takes a name that is written with its hierarchy for a name too.
func dependentKeys() []DependentKey {
	const team, department = "handling_team_id", "handling_department_id"
	return []DependentKey{
		{Rule: "TD-21", Object: ObjectConversations, Name: "handling_team_name", Needs: team},
		{Rule: "TD-21", Object: ObjectConversations, Name: "handling_team_name_in_hierarchy", Needs: team},
		{Rule: "TD-22", Object: ObjectConversations, Name: "handling_department_name", Needs: department},
		{Rule: "TD-22", Object: ObjectConversations, Name: "handling_department_name_in_hierarchy", Needs: department},
		{Rule: "TD-21", Object: ObjectAgent, Name: "team_name", Needs: "team_id"},
		{Rule: "TD-21", Object: ObjectAgent, Name: "team_name_in_hierarchy", Needs: "team_id"},
		{Rule: "TD-22", Object: ObjectAgent, Name: "department_name", Needs: "department_id"},
		{Rule: "TD-22", Object: ObjectAgent, Name: "department_name_in_hierarchy", Needs: "department_id"},
	}
}
