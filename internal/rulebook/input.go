package rulebook

import (
	"fmt"
	"slices"
	"strings"
)

// The readings of which Insights keeps the text.
const (
	ReadingExtraction = "extraction" // at one of a reservation's extraction events
	ReadingEnd        = "end"        // at the task's end
	ReadingMedia      = "media"      // of links that came after the end
	ReadingAgent      = "agent"      // of a worker's attributes
)

// ObjectTask stands for what lies beside the objects of a task's attributes.
const ObjectTask = "task"

// The ways to break loads, the record and redaction for which no value stands.
const (
	// ReportsShowAtOnce lets reports show what no load has brought. Breaks TD-27.
	ReportsShowAtOnce Switch = "reports wait for no load"
	// LoadTakesItsInstant lets a load bring what happens in its very instant.
	// Breaks TD-27.
	LoadTakesItsInstant Switch = "a load brings what happens in its instant"
	// RecordTidied writes the texts of the record anew. Breaks TD-02.
	RecordTidied Switch = "the record is tidied up"
	// RecordCut cuts the texts of the record where values are cut. Breaks TD-02.
	RecordCut Switch = "the record is cut"
	// RecordKnownOnly keeps of a task's text only what can be loaded. Breaks TD-02.
	RecordKnownOnly Switch = "the record lacks what is ignored"
	// RecordLatestOnly keeps one text a task or worker. Breaks TD-02.
	RecordLatestOnly Switch = "the record holds the latest reading alone"
	// RedactsAlways takes personal data away in every account. Breaks TD-28.
	RedactsAlways Switch = "personal data is redacted without HIPAA mode"
	// RedactsNothing lets HIPAA mode change nothing. Breaks TD-28.
	RedactsNothing Switch = "HIPAA mode redacts nothing"
	// RecordUnredacted keeps personal data in the record. Breaks TD-28.
	RecordUnredacted Switch = "the record is not redacted"
	// RedactsThePast takes personal data away from what was read before HIPAA
	// mode began. Breaks TD-28.
	RedactsThePast Switch = "HIPAA mode reaches back"
	// HIPAAModeStays keeps redacting once the mode is off again. Breaks TD-28.
	HIPAAModeStays Switch = "HIPAA mode cannot be left"
)

// A PersonalKey is a key whose value could tell who a person is (Twilio docs,
// Add Additional TaskRouter Data, enhance customer data: attributes that could
// hold personal data by their definition). The page names none; which these are
// is an assumption.
type PersonalKey struct {
	Object string `yaml:"object"` // conversations, customers, task or agent
	Name   string `yaml:"name"`   // customer_label_* is every key that begins so
}

func (k PersonalKey) matches(object, name string) bool {
	start, open := strings.CutSuffix(k.Name, "*")
	return k.Object == object && (name == k.Name || open && strings.HasPrefix(name, start))
}

// Personal tells whether HIPAA mode keeps a key's value from Insights.
func (b *Book) Personal(object, name string) bool {
	return slices.ContainsFunc(b.PersonalKeys, func(k PersonalKey) bool { return k.matches(object, name) })
}

// Records tells whether Insights keeps the text of a kind of reading.
func (b *Book) Records(reading string) bool { return slices.Contains(b.RecordedReadings, reading) }

// personalKeys names what could say who a customer is, how to reach them or
// where they live; what Flex itself writes into the attributes of a call or
// chat; and the same of agents.
func personalKeys() []PersonalKey {
	var keys []PersonalKey
	for _, group := range []struct{ object, names string }{
		{ObjectCustomers, `name customer_link customer_attribute_* customer_label_* customer_manager email external_id gender
			geo_location phone year_of_birth zip`},
		{ObjectConversations, "external_contact"},
		{ObjectTask, "from to caller called name customerName customerAddress"},
		{ObjectAgent, "full_name email manager phone"},
	} {
		for name := range strings.FieldsSeq(group.names) {
			keys = append(keys, PersonalKey{Object: group.object, Name: name})
		}
	}
	return keys
}

// checkInput refuses values about loads and redaction that the stand-in could
// not act on.
func (b *Book) checkInput() error {
	if b.LoadInterval <= 0 {
		return fmt.Errorf("load_interval is %s; it has to be longer than nothing", b.LoadInterval)
	}
	if b.LoadOffset < 0 || b.LoadOffset >= b.LoadInterval {
		return fmt.Errorf("load_offset is %s; it lies within load_interval, %s", b.LoadOffset, b.LoadInterval)
	}
	for _, key := range b.PersonalKeys {
		if strings.TrimSuffix(key.Name, "*") == "" {
			return fmt.Errorf("personal_keys: a key of %q has no name", key.Object)
		}
		known := []string{ObjectConversations, ObjectCustomers, ObjectTask, ObjectAgent}
		if err := onlyKnown("personal_keys, "+key.Name+", object", []string{key.Object}, known); err != nil {
			return err
		}
	}
	return onlyKnown("recorded_readings", b.RecordedReadings, []string{ReadingExtraction, ReadingEnd, ReadingMedia, ReadingAgent})
}
