package steps

import (
	"encoding/json"
	"testing"
)

func TestCellsAsAttributesHoldThem(t *testing.T) {
	t.Parallel()
	for _, cell := range []struct {
		text string
		want any
	}{
		{"Spring", "Spring"},
		{"101", json.Number("101")},
		{"-1574350320000", json.Number("-1574350320000")},
		{"1574350320000.5", json.Number("1574350320000.5")},
		{`"1574350320000"`, "1574350320000"},
		{`""`, ""},
		{`"`, `"`},
		{"7 days", "7 days"},
		{"007", "007"},
		{"null", nil},
		{`"null"`, "null"},
		{"true", true},
		{"false", false},
		{"True", "True"},
	} {
		if got := valueOf(cell.text); got != cell.want {
			t.Errorf("valueOf(%s) is %#v, want %#v", cell.text, got, cell.want)
		}
	}
}

func TestSettingAValueLeavesTheRest(t *testing.T) {
	t.Parallel()
	for _, change := range []struct {
		name, before, path, value, want string
	}{
		{"a new key", `{"from":"+1"}`, "department", "Sales", `{"department":"Sales","from":"+1"}`},
		{"a new object", `{}`, "conversations.campaign", "Spring", `{"conversations":{"campaign":"Spring"}}`},
		{"beside other keys", `{"conversations":{"media":[],"n":1.50}}`, "conversations.campaign", "Spring", `{"conversations":{"campaign":"Spring","media":[],"n":1.50}}`},
		{"over an older value", `{"conversations":{"campaign":"Spring"}}`, "conversations.campaign", "Summer", `{"conversations":{"campaign":"Summer"}}`},
		{"what HTML would mind", `{"url":"https://crm.example/?a=1&b=<2>"}`, "campaign", "R&D", `{"campaign":"R&D","url":"https://crm.example/?a=1&b=<2>"}`},
		{"over null", `{"conversations":null}`, "conversations.campaign", "Spring", `{"conversations":{"campaign":"Spring"}}`},
	} {
		object, err := decodeObject(change.before)
		if err != nil {
			t.Errorf("%s: %v", change.name, err)
			continue
		}
		if err := setAt(object, change.path, change.value); err != nil {
			t.Errorf("%s: %v", change.name, err)
			continue
		}
		if got, err := encode(object); err != nil || got != change.want {
			t.Errorf("%s: %s with %s set to %q\n got %s (%v)\nwant %s", change.name, change.before, change.path, change.value, got, err, change.want)
		}
	}
}

func TestSettingAValueBelowATextIsAnError(t *testing.T) {
	t.Parallel()
	object := map[string]any{"conversations": "none"}
	if err := setAt(object, "conversations.campaign", "Spring"); err == nil {
		t.Errorf("set below a text: no error, the object is %v", object)
	}
}

func TestFlatTellsNumbersFromTexts(t *testing.T) {
	t.Parallel()
	object := map[string]any{
		"customers":     map[string]any{"name": "Jo", "business_value": 7500.0},
		"conversations": map[string]any{"campaign": "7500", "inner": map[string]any{}},
	}
	const want = `conversations.campaign "7500", conversations.inner {}, customers.business_value 7500, customers.name "Jo"`
	if got := listed(flat(object)); got != want {
		t.Errorf("flat\n got %s\nwant %s", got, want)
	}
	if got := listed(flat(map[string]any{})); got != "nothing" {
		t.Errorf("flat of an empty object is %s, want nothing", got)
	}
}
