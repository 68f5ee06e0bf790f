package insights_test

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tidwall/gjson"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// FuzzRedact holds what HIPAA mode leaves to what taking members out of the
// decoded object would leave. Of an object that is given twice decoding sees the
// last alone, so that there the two may differ in what is not personal.
func FuzzRedact(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"from":"a"}`, ` { "a" : [ {"from":1} ] , "to" : null } `, `{"customers":{"name":1,"category":2,"zip":3},"name":4}`,
		`{"customers":[],"conversations":"x","a":{"customers":{"name":1}}}`, `{"n\u0061me":1,"a":"\\\",","customers":{"name":{"name":[]}}}`,
		`{"name":1,"name":2,"customers":{"name":1},"customers":{"email":2,"b":3}}`, `{"customers":{"a":1},"customers":"Jo"}`, "{\"\":1,\n\t\"customers\"\r:{\"customer_label_1\":1\n}}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		attributes, err := taskrouter.ParseAttributes(text, 4096)
		if err != nil {
			t.Skip("no task could carry this text")
		}
		h := newHistory()
		h.tell(taskrouter.Event{Type: taskrouter.HIPAAModeOn})
		h.call(text).offer("Ada")
		left := h.project().Inputs[0].Attributes
		if !json.Valid([]byte(left)) {
			t.Fatalf("of %q is left %q, which is no JSON", text, left)
		}
		kept := taskrouter.Attributes(left).Decode()
		if diff := cmp.Diff(impersonal(maps.Clone(kept)), kept); diff != "" {
			t.Errorf("of %q is left %q, personal keys among it (-want +got):\n%s", text, left, diff)
		}
		if diff := cmp.Diff(impersonal(attributes.Decode()), kept); diff != "" && !givenTwice(text) {
			t.Errorf("of %q is left %q (-want +got):\n%s", text, left, diff)
		}
	})
}

// givenTwice tells whether one of the two objects is there more than once.
func givenTwice(text string) bool {
	times := map[string]int{}
	gjson.Parse(text).ForEach(func(key, _ gjson.Result) bool {
		times[key.String()]++
		return true
	})
	return times[rulebook.ObjectConversations] > 1 || times[rulebook.ObjectCustomers] > 1
}

// impersonal takes the personal keys out of decoded attributes.
func impersonal(attributes map[string]any) map[string]any {
	book := rulebook.Documented()
	for _, name := range []string{rulebook.ObjectConversations, rulebook.ObjectCustomers} {
		object, ok := attributes[name].(map[string]any)
		if !ok && attributes[name] != nil {
			delete(attributes, name)
		}
		if ok {
			object = maps.Clone(object)
			maps.DeleteFunc(object, func(key string, _ any) bool { return book.Personal(name, key) })
			attributes[name] = object
		}
	}
	maps.DeleteFunc(attributes, func(key string, _ any) bool { return book.Personal(rulebook.ObjectTask, key) })
	return attributes
}
