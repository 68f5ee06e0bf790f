package insights_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/internal/insights"
)

// customers gives the customers of a history's conversations, in order.
func customers(p insights.Projection) []string {
	var all []string
	for _, c := range p.Conversations {
		all = append(all, c.CustomerID)
	}
	return all
}

// whose tells of one call for each of the attributes, and gives the customers.
func whose(attributes ...string) []string {
	h := newHistory()
	for _, text := range attributes {
		h.call(text).offer("Ada").accept().complete("")
	}
	return customers(h.project())
}

func TestTheFirstFilledKeyNamesTheCustomer(t *testing.T) {
	t.Parallel()
	const known = `"+15550100007"`
	all := func(external, phone, email, from, to, direction string) string {
		return `{"customers":{"external_id":` + external + `,"phone":` + phone + `,"email":` + email + `},"from":` + from +
			`,"to":` + to + `,"direction":` + direction + `}`
	}
	for _, row := range []struct {
		who        string
		attributes string
		same       bool
	}{
		{"all keys say another, but the external id", all(known, `"a"`, `"b"`, `"c"`, `"d"`, `"inbound"`), true},
		{"the external id says another", all(`"a"`, known, known, known, known, `"inbound"`), false},
		{"there is no external id", all(`null`, known, `"b"`, `"c"`, `"d"`, `"inbound"`), true},
		{"the external id is empty", all(`""`, known, `"b"`, `"c"`, `"d"`, `"inbound"`), true},
		{"the external id is a number", all(`17`, known, `"b"`, `"c"`, `"d"`, `"inbound"`), true},
		{"the phone says another", all(`null`, `"a"`, known, known, known, `"inbound"`), false},
		{"there is no phone", all(`null`, `null`, known, `"c"`, `"d"`, `"inbound"`), true},
		{"the email says another", all(`null`, `null`, `"a"`, known, known, `"inbound"`), false},
		{"an inbound call is from them", all(`null`, `""`, `[]`, known, `"d"`, `"inbound"`), true},
		{"an inbound call is to them", all(`null`, `null`, `null`, `"c"`, known, `"inbound"`), false},
		{"an outbound call is to them", all(`null`, `null`, `null`, `"c"`, known, `"outbound"`), true},
		{"an outbound call is from them", all(`null`, `null`, `null`, known, `"d"`, `"outbound"`), false},
		{"a call without direction is from them", all(`null`, `null`, `null`, known, `"d"`, `null`), true},
		{"a call of an empty direction is from them", all(`null`, `null`, `null`, known, `"d"`, `""`), true},
		{"a call of an unknown direction is from and to them", all(`null`, `null`, `null`, known, known, `"internal"`), false},
		{"a direction of another case is unknown", all(`null`, `null`, `null`, known, known, `"Inbound"`), false},
		{"a direction that is no text is unknown", all(`null`, `null`, `null`, known, known, `{"a":1}`), false},
		{"an inbound call is from a number that is no text", all(`null`, `null`, `null`, `15550100007`, known, `"inbound"`), false},
		{"only unknown keys name them", `{"":` + known + `,"phone":` + known + `,"customers":{"number":` + known + `}}`, false},
		{"customers is no object", `{"customers":` + known + `}`, false},
	} {
		got := whose(`{"from":`+known+`}`, row.attributes)
		if same := got[0] == got[1]; same != row.same || got[1] == "" {
			t.Errorf("%s: the customers are %q, want the same %t", row.who, got, row.same)
		}
	}
}

func TestWithoutAnyKeyEachConversationHasACustomerOfItsOwn(t *testing.T) {
	t.Parallel()
	if got := whose(`{}`, `{}`, `[]`); got[0] == got[1] || got[1] == got[2] || got[0] == got[2] {
		t.Errorf("three calls of nobody have the customers %q, want three", got)
	}
	if got := whose(`{}`, `{"customers":{"external_id":"`+sid(1)+`"}}`); got[0] != got[1] {
		t.Errorf("a call of nobody and one whose external id is its sid have the customers %q, want one", got)
	}
}

func TestAnExternalIDIsInTimeUntilTheFirstSegmentEnds(t *testing.T) {
	t.Parallel()
	const id = `{"customers":{"external_id":"A-17"}}`
	for _, row := range []struct {
		when   string
		tell   func(h *history)
		inTime bool
	}{
		{"no segment has ended", func(h *history) { h.call(`{}`).update(id) }, true},
		{"it is there from the beginning", func(h *history) { h.call(id).offer("Ada").accept() }, true},
		{"it comes before the agent accepts", func(h *history) {
			task := h.call(`{}`)
			ada := task.offer("Ada")
			task.update(id)
			ada.accept()
		}, true},
		{"it comes after the agent has accepted", func(h *history) {
			ada := h.call(`{}`).offer("Ada").accept()
			ada.update(id)
			ada.complete("")
		}, false},
		{"it comes after another queue was entered", func(h *history) {
			task := h.call(`{}`)
			task.enter("Sales")
			task.update(id)
			task.offer("Ada").accept()
		}, false},
		{"it comes after another channel was taken", func(h *history) {
			task := h.call(`{}`)
			task.moveTo("sms")
			task.update(id)
			task.offer("Ada").accept()
		}, false},
		{"it comes after an offer was let pass", func(h *history) {
			task := h.call(`{}`)
			task.offer("Ada").timeOut()
			task.update(id)
			task.offer("Ada").accept()
		}, false},
		{"it is taken away later", func(h *history) {
			ada := h.call(id).offer("Ada").accept()
			ada.update(`{}`)
			ada.complete("")
		}, true},
		{"it was taken away before", func(h *history) {
			task := h.call(id)
			task.update(`{}`)
			task.offer("Ada").accept()
		}, false},
		{"the task ends at once with it", func(h *history) {
			task := h.call(`{}`)
			task.task.Attributes = id
			task.cancel("")
		}, true},
		{"the task is deleted before it comes", func(h *history) {
			task := h.call(`{}`)
			task.happens("task.deleted", nil)
			task.update(id)
		}, false},
		{"a second task brings it while the first one waits", func(h *history) {
			h.call(of(`"a"`)).offer("Ada")
			h.call(`{"conversations":{"conversation_id":"a"},` + id[1:]).offer("Grace").accept()
		}, true},
		{"a second task brings it when the first one was accepted", func(h *history) {
			h.call(of(`"a"`)).offer("Ada").accept()
			h.call(`{"conversations":{"conversation_id":"a"},` + id[1:]).offer("Grace").accept()
		}, false},
	} {
		t.Run(row.when, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			row.tell(h)
			known := whose(id)[0]
			if got := customers(h.project()); len(got) != 1 || (got[0] == known) != row.inTime {
				t.Errorf("the customers are %q, want one, that of the external id (%s): %t", got, known, row.inTime)
			}
		})
	}
}

func TestALateExternalIDIsNoFinding(t *testing.T) {
	t.Parallel()
	h := newHistory()
	task := h.call(`{"customers":{"external_id":17,"acquisition_cost":"much"}}`)
	task.update(`{}`)
	task.offer("Ada").accept().complete("")
	if got := findingsInWords(h.project().Findings); got != "" {
		t.Errorf("what nobody read is found fault with: %q", got)
	}
}

func TestLongValuesNameTheCustomerByWhatIsLoadedOfThem(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ž", 128)
	external := func(id string) string { return `{"customers":{"external_id":"` + id + `"}}` }
	if got := whose(external(long), external(long+"a"), `{"from":"`+long+`b"}`, external(long[2:])); got[0] != got[1] || got[1] != got[2] || got[2] == got[3] {
		t.Errorf("ids of 128, 129, 129 and 127 characters have the customers %q, want the first three to be one", got)
	}
}

func TestOnePhoneNumberIsOneCustomerHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		a, b string
		same bool
	}{
		{"+15551234567", "+1-555-123-4567", true},
		{"+15551234567", "+1 (555) 123.4567", true},
		{"+15551234567", " +15551234567", false},
		{"+15551234567", "15551234567", false},
		{"+15551234567", "++15551234567", false},
		{"+15551234567", "+15551234568", false},
		{"+1-555-123-4567x9", "+15551234567x9", false},
		{"A-17", "A17", false},
		{"2024-0017", "20240017", false},
		{"+123-456", "+123456", false},
		{"+123-4567", "+1234567", true},
		{"+1-23456789012345", "+123456789012345", true},
		{"+1-234567890123456", "+1234567890123456", false},
		{"+١-555-123-4567", "+١5551234567", false},
		{"+", "+-", false},
		{"jo@mail.example", "jo@mailexample", false},
	} {
		got := whose(`{"customers":{"phone":"`+row.a+`"}}`, `{"customers":{"external_id":"`+row.b+`"}}`)
		if same := got[0] == got[1]; same != row.same {
			t.Errorf("%q and %q are one customer: %t, want %t", row.a, row.b, same, row.same)
		}
	}
}

func TestACustomersIDDependsOnTheValueAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		values := rapid.SliceOfN(rapid.StringMatching(`[a-c+0-2 -]{1,9}`), 2, 2).Draw(rt, "values")
		for i, key := range []string{"external_id", "phone", "email"} {
			other := []string{"phone", "email", "external_id"}[i]
			got := whose(`{"customers":{"`+key+`":"`+values[0]+`"}}`, `{"customers":{"`+other+`":"`+values[0]+`"}}`, `{"customers":{"`+other+`":"`+values[1]+`"}}`)
			if got[0] != got[1] || len(got[0]) != 32 {
				rt.Errorf("%q has the customers %q and %q under %s and %s", values[0], got[0], got[1], key, other)
			}
			bare := strings.NewReplacer("-", "", " ", "")
			if got[1] == got[2] && bare.Replace(values[0]) != bare.Replace(values[1]) {
				rt.Errorf("%q and %q are one customer", values[0], values[1])
			}
		}
	})
}
