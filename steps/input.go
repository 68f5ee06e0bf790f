package steps

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cucumber/godog"

	"github.com/flexrig/flexrig/internal/target"
)

// aRecord is how features call what Insights has kept of one reading: by the
// event that it read at. Of several, the latest is meant.
const aRecord = `the record of "([^"]+)"`

// inputWords look into the record that Insights keeps of its input.
var inputWords = words{
	{`^Insights keeps a record of:$`, (*scenario).recordsAre},
	{`^` + aRecord + ` holds:$`, (*scenario).recordHolds},
	{`^` + aRecord + ` holds "([^"]+)" as ` + aLongText + `$`, (*scenario).recordHoldsLongText},
	{`^` + aRecord + ` holds no "([^"]+)"$`, (*scenario).recordHoldsNo},
	{`^` + aRecord + ` reads:$`, (*scenario).recordReads},
}

// recordsAre compares at what events readings were kept, in their order.
func (s *scenario) recordsAre(table *godog.Table) error {
	lines, err := rows(table, "event")
	if err != nil {
		return err
	}
	shown, err := s.account.Insights(s.ctx)
	if err != nil {
		return fmt.Errorf("read Insights: %w", err)
	}
	var wanted, found []string
	for _, line := range lines {
		wanted = append(wanted, line["event"])
	}
	for _, input := range shown.Inputs {
		found = append(found, input.Event)
	}
	if !slices.Equal(found, wanted) {
		return s.mismatch("Insights keeps a record of", listed(found), listed(wanted))
	}
	return nil
}

func (s *scenario) record(event string) (target.Input, error) {
	shown, err := s.account.Insights(s.ctx)
	if err != nil {
		return target.Input{}, fmt.Errorf("read Insights: %w", err)
	}
	for _, input := range slices.Backward(shown.Inputs) {
		if input.Event == event {
			return input, nil
		}
	}
	return target.Input{}, s.mismatch("a record of %q is", "not there", "there", event)
}

// recordedValue is what a record holds at a path, and false where it holds
// nothing there.
func (s *scenario) recordedValue(event, path string) (any, bool, error) {
	input, err := s.record(event)
	if err != nil {
		return nil, false, err
	}
	attributes, err := decodeObject(input.Attributes)
	if err != nil { // the account took it for one, so it has not been kept as it was
		return nil, false, s.mismatch("the record of %q is", strconv.Quote(input.Attributes), "the text of an object", event)
	}
	var value any = attributes
	for key := range strings.SplitSeq(path, ".") {
		object, _ := value.(map[string]any)
		inner, ok := object[key]
		if !ok {
			return nil, false, nil
		}
		value = inner
	}
	return value, true, nil
}

// recordHolds looks for values in a record; it may hold others beside them.
func (s *scenario) recordHolds(event string, table *godog.Table) error {
	wanted, err := pairs(table)
	if err != nil {
		return err
	}
	for _, p := range wanted {
		value, ok, err := s.recordedValue(event, p.key)
		if err != nil {
			return err
		}
		found, want := "nothing", fmt.Sprintf("%#v", valueOf(p.value))
		if ok {
			found = fmt.Sprintf("%#v", value)
		}
		if found != want {
			return s.mismatch("the record of %q holds as %s", found, want, event, p.key)
		}
	}
	return nil
}

func (s *scenario) recordHoldsLongText(event, path, phrase string) error {
	wanted, err := spelledOut(phrase)
	if err != nil {
		return err
	}
	value, _, err := s.recordedValue(event, path)
	if err != nil {
		return err
	}
	if found, ok := value.(string); !ok || found != wanted {
		return s.mismatch("the record of %q holds as %s", measured(found), measured(wanted), event, path)
	}
	return nil
}

func (s *scenario) recordHoldsNo(event, path string) error {
	value, ok, err := s.recordedValue(event, path)
	if err != nil {
		return err
	}
	if ok {
		return s.mismatch("the record of %q holds as %s", fmt.Sprintf("%v", value), "nothing", event, path)
	}
	return nil
}

func (s *scenario) recordReads(event string, wanted *godog.DocString) error {
	input, err := s.record(event)
	if err != nil {
		return err
	}
	if input.Attributes != wanted.Content {
		return s.mismatch("the record of %q reads", input.Attributes, wanted.Content, event)
	}
	return nil
}
