package workload

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/load/attack"
)

func read(body []byte) task { return taskIn(attack.Answer{Status: http.StatusOK, Body: body}) }

// FuzzTaskIn holds what is read of an answer in one pass against the whole, decoded
// by the standard library: whatever the texts hold, in any order, among members of
// the same names further down.
func FuzzTaskIn(f *testing.F) {
	f.Add("WT1", `{"a":"▸ \"b\""}`, "pending", "2026-01-05T09:00:00Z", uint8(0))
	f.Add("", "\x00\xff\u2028</", `}],"sid":"WT2"`, "soon", uint8(77))
	f.Add(`\`, `\"`, "\U0001f600", "0000-01-01T00:00:00Z", uint8(255))
	f.Fuzz(func(t *testing.T, sid, attributes, status, updated string, order uint8) {
		read([]byte(attributes)) // what is no answer at all ends, too
		members := []string{
			member("sid", sid), member("attributes", attributes), member("assignment_status", status), member("date_updated", updated),
			member("links", map[string]string{"sid": attributes, "attributes": sid}), member("reason", nil), member("age", 1.5e3),
			member("list", []any{status, map[string]any{"assignment_status": updated}}),
		}
		for i := range members { // each order is one of the shuffles that a number gives
			j := (i + int(order)) % len(members)
			members[i], members[j] = members[j], members[i]
		}
		body := []byte("{" + strings.Join(members, " ,") + "}")
		var whole struct {
			Sid, Attributes  string
			AssignmentStatus string `json:"assignment_status"`
			DateUpdated      string `json:"date_updated"`
		}
		if err := json.Unmarshal(body, &whole); err != nil {
			t.Fatalf("%s: %v", body, err)
		}
		want := task{sid: whole.Sid, attributes: whole.Attributes, status: whole.AssignmentStatus}
		want.updated, _ = time.Parse(time.RFC3339, whole.DateUpdated)
		if got := read(body); got != want {
			t.Errorf("%s: read %+v, want %+v", body, got, want)
		}
	})
}

func member(name string, value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // texts and numbers always can be
	}
	return fmt.Sprintf("%q: %s", name, text)
}

func TestAnErrorsBodyShowsNoTask(t *testing.T) {
	t.Parallel()
	body := []byte(`{"sid":"WT1","attributes":"{}","assignment_status":"pending"}`)
	for _, status := range []int{0, http.StatusNotFound, http.StatusInternalServerError} {
		if got := taskIn(attack.Answer{Status: status, Body: body}); got != (task{}) {
			t.Errorf("an answer with status %d shows %+v", status, got)
		}
	}
}

func TestWhatIsNoTextIsNotRead(t *testing.T) {
	t.Parallel()
	for _, body := range []string{``, `[]`, `"sid"`, `{"sid":7}`, `{"sid":null}`, `{"sid":["WT1"]}`, `["sid","WT1"]`, `{"sid":`, `{`} {
		if got := read([]byte(body)); got != (task{}) {
			t.Errorf("%s shows %+v", body, got)
		}
	}
}
