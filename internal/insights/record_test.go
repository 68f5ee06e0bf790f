package insights_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/internal/insights"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// texts lists a record as "event text".
func texts(inputs []insights.Input) []string {
	var all []string
	for _, input := range inputs {
		all = append(all, input.Event+" "+input.Attributes)
	}
	return all
}

func TestEveryReadingIsKeptToTheLetter(t *testing.T) {
	t.Parallel()
	h := newHistory()
	ada := h.clerk("Ada", `{ "skills":["a"] }`)
	ada.logIn()
	call := h.call(`{ "z":1, "a":2 }`)
	offer := call.offer("Ada")
	call.update(`{"unread":1}`)
	offer.accept()
	call.update(`{"z": 1.50}`)
	offer.complete("")
	call.update(`{"late":1}`)
	ada.enter("Available")
	want := []string{
		`reservation.created { "z":1, "a":2 }`,
		`reservation.completed {"z": 1.50}`,
		`task.completed {"z": 1.50}`,
		`task.updated {"late":1}`,
		`worker.activity.update { "skills":["a"] }`,
	}
	p := h.project()
	if diff := cmp.Diff(want, texts(p.Inputs)); diff != "" {
		t.Fatalf("the record differs (-want +got):\n%s", diff)
	}
	first, last := p.Inputs[0], p.Inputs[len(want)-1]
	if first.TaskSid != call.task.Sid || first.ReservationSid != offer.reservation.Sid || first.WorkerSid != "" || !first.At.Equal(h.now) {
		t.Errorf("the first reading is %+v, want it to name its task and reservation", first)
	}
	if last.WorkerSid != "WK-Ada" || last.TaskSid != "" {
		t.Errorf("the last reading is %+v, want it to name its worker", last)
	}
}

func TestALoadBringsWhatHappenedBeforeIt(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name          string
		before, after time.Duration // waited before the call and after it, from nine o'clock
		segments      int
		loaded        time.Duration
	}{
		{"in the instant of the load", 0, 0, 0, 0},
		{"an instant before the next", 0, time.Hour - 1, 0, 0},
		{"on the next", 0, time.Hour, 2, time.Hour},
		{"an instant after it", 0, time.Hour + 1, 2, time.Hour},
		{"right before a load, asked on it", time.Hour - 1, 1, 2, time.Hour},
		{"in the instant of a later load", time.Hour, 59 * time.Minute, 0, time.Hour},
	} {
		h := newHistory()
		nine := h.now
		h.wait(row.before)
		h.call(`{}`).offer("Ada").accept().complete("")
		p := insights.Reports(rulebook.Documented(), h.events, h.now.Add(row.after))
		if len(p.Segments) != row.segments || !p.LoadedAt.Equal(nine.Add(row.loaded)) {
			t.Errorf("%s: got %d segments loaded at %s, want %d at %s", row.name, len(p.Segments), p.LoadedAt, row.segments, nine.Add(row.loaded))
		}
	}
	if at := newHistory().project().LoadedAt; !at.IsZero() {
		t.Errorf("what Insights has been given was loaded at %s, want no load", at)
	}
}

// TestReportsAreWhatTheLastLoadFound: at any instant a report shows the history
// up to a load that is no more than an interval old, and nothing of later.
func TestReportsAreWhatTheLastLoadFound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := anyHistory(t)
		book := rulebook.Documented()
		book.LoadInterval = rulebook.Duration(rapid.Int64Range(1, int64(time.Minute)).Draw(t, "interval"))
		book.LoadOffset = rulebook.Duration(rapid.Int64Range(0, int64(book.LoadInterval)-1).Draw(t, "offset"))
		now := a.now.Add(time.Duration(rapid.Int64Range(-int64(time.Minute), int64(time.Minute)).Draw(t, "asked")))
		shown := insights.Reports(book, a.events, now)
		if age := now.Sub(shown.LoadedAt); age < 0 || age >= book.LoadInterval.Of() {
			t.Fatalf("asked at %s, reports were loaded at %s, %s before", now, shown.LoadedAt, age)
		}
		loaded := slices.DeleteFunc(slices.Clone(a.events), func(e taskrouter.Event) bool { return !e.At.Before(shown.LoadedAt) })
		want := insights.Project(book, loaded)
		want.LoadedAt = shown.LoadedAt
		if diff := cmp.Diff(want, shown); diff != "" {
			t.Errorf("reports differ from what had happened before the load (-want +got):\n%s", diff)
		}
	})
}

func TestWhatHIPAAModeLeaves(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, sent, left string }{
		{"nothing personal", `{ "a" : 1 }`, `{ "a" : 1 }`},
		{"the first", `{"from":"a", "b":1}`, `{"b":1}`},
		{"the last", `{"b":1 , "from":"a" }`, `{"b":1 }`},
		{"between two", `{"b":1, "from":"a", "c":2}`, `{"b":1, "c":2}`},
		{"two in front", `{"from":"a","to":"b","c":2}`, `{"c":2}`},
		{"two at the end", `{"c":2,"from":"a","to":"b"}`, `{"c":2}`},
		{"every other", `{"from":"a","b":1,"to":"b","c":2,"name":"d"}`, `{"b":1,"c":2}`},
		{"all", ` { "from" : {"to":[1]} } `, ` {  } `},
		{"inner ones", `{"customers":{"name":"a","zip":"b"},"conversations":{"external_contact":"c"}}`, `{"customers":{},"conversations":{}}`},
		{"inner ones and outer ones", `{"from":"a","customers":{"category":"b","email":"c"},"to":"d"}`, `{"customers":{"category":"b"}}`},
		{"an inner one after what stays", `{"a":1,"customers":{"name":"x"},"name":"y"}`, `{"a":1,"customers":{}}`},
		{"the same names elsewhere", `{"a":{"from":"b"},"customers":{"from":"c","a":{"name":"d"}}}`, `{"a":{"from":"b"},"customers":{"from":"c","a":{"name":"d"}}}`},
		{"numbered fields", `{"customers":{"customer_label_1":"a","customer_attribute_99":"b","customer_label":"c"}}`, `{"customers":{"customer_label":"c"}}`},
		{"a key given twice", `{"name":"a","name":"b"}`, `{}`},
		{"an escaped key", `{"n\u0061me":"a","b":"\u0061"}`, `{"b":"\u0061"}`},
		{"braces in texts", `{"b":"{\"from\":1,","from":"},\"","c":"}"}`, `{"b":"{\"from\":1,","c":"}"}`},
		{"objects that are none", `{"customers":"Jo","conversations":[1],"a":1}`, `{"a":1}`},
		{"objects that are null", `{"customers":null,"conversations":null}`, `{"customers":null,"conversations":null}`},
	} {
		h := newHistory()
		h.tell(taskrouter.Event{Type: taskrouter.HIPAAModeOn})
		h.call(row.sent).offer("Ada")
		if diff := cmp.Diff([]string{"reservation.created " + row.left}, texts(h.project().Inputs)); diff != "" {
			t.Errorf("%s: the record of %s differs (-want +got):\n%s", row.name, row.sent, diff)
		}
		if got := string(h.events[len(h.events)-1].Task.Attributes); got != row.sent {
			t.Errorf("%s: the history itself now says %s", row.name, got)
		}
	}
}

func TestHIPAAModeCountsFromItsBeginningToItsEnd(t *testing.T) {
	t.Parallel()
	const sent = `{"customers":{"name":"Jo"}}`
	h := newHistory()
	ada := h.clerk("Ada", `{"full_name":"Mary Smith","location":"London"}`)
	ada.logIn()
	call := h.call(sent)
	call.offer("Ada").reject()
	h.tell(taskrouter.Event{Type: taskrouter.HIPAAModeOn})
	call.offer("Ada").reject()
	ada.enter("Available")
	h.tell(taskrouter.Event{Type: taskrouter.HIPAAModeOff})
	call.offer("Ada")
	want := []string{
		"reservation.created " + sent, "reservation.rejected " + sent,
		`reservation.created {"customers":{}}`, `reservation.rejected {"customers":{}}`,
		`worker.activity.update {"location":"London"}`,
		"reservation.created " + sent,
	}
	p := h.project()
	if diff := cmp.Diff(want, texts(p.Inputs)); diff != "" {
		t.Errorf("the record differs (-want +got):\n%s", diff)
	}
	var names []any
	for _, s := range p.Segments {
		if s.Kind == insights.KindConversation {
			names = append(names, s.Customers["name"])
		}
	}
	if diff := cmp.Diff([]any{"Jo", nil, "Jo"}, names); diff != "" {
		t.Errorf("the segments' names differ (-want +got):\n%s", diff)
	}
}
