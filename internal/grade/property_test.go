package grade

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

// anyRecord draws records of any make, such as no account would have.
func anyRecord(t *rapid.T) Record {
	task := rapid.Custom(func(t *rapid.T) *taskrouter.Task {
		if rapid.IntRange(0, 3).Draw(t, "none") == 0 {
			return nil
		}
		return &taskrouter.Task{
			Sid:        rapid.SampledFrom([]string{"", "WT1", "WT2"}).Draw(t, "sid"),
			Status:     rapid.SampledFrom(taskrouter.TaskStatuses()).Draw(t, "status"),
			Attributes: taskrouter.Attributes(anyAttributes(t)),
			Version:    rapid.IntRange(-1, 4).Draw(t, "version"),
			Ended:      anyInstant(t),
		}
	})
	request := rapid.Custom(func(t *rapid.T) Request {
		return Request{
			Seq: rapid.Uint64Range(0, 20).Draw(t, "seq"), At: anyInstant(t), Received: anyInstant(t), Answered: anyInstant(t),
			Method:     rapid.SampledFrom([]string{"GET", "POST", "DELETE", ""}).Draw(t, "method"),
			Path:       rapid.SampledFrom([]string{"", "/Tasks/WT1", "/Tasks/", "/Interactions/x/Channels"}).Draw(t, "path"),
			Operation:  rapid.SampledFrom([]string{"", "UpdateTask", "CreateTask", "CreateInteraction", "UpdateInteractionChannel", "ListTask"}).Draw(t, "operation"),
			Agent:      rapid.SampledFrom([]string{"", "a", "b \xff"}).Draw(t, "agent"),
			Connection: rapid.SampledFrom([]string{"", "1", "2"}).Draw(t, "connection"),
			Status:     rapid.SampledFrom([]int{0, -1, 200, 201, 400, 404, 405, 429, 500, 501}).Draw(t, "status"),
			Fields: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Field {
				return Field{rapid.SampledFrom([]string{"Attributes", "Routing", "Status"}).Draw(t, "name"), anyAttributes(t)}
			}), 0, 2).Draw(t, "fields"),
			Notes:      rapid.SliceOfN(rapid.String(), 0, 1).Draw(t, "notes"),
			RetryAfter: rapid.IntRange(-1, 2).Draw(t, "retry after"),
			Applied:    rapid.Bool().Draw(t, "applied"),
			Before:     task.Draw(t, "before"), After: task.Draw(t, "after"),
		}
	})
	event := rapid.Custom(func(t *rapid.T) taskrouter.Event {
		return taskrouter.Event{
			Seq: rapid.Uint64Range(0, 20).Draw(t, "seq"), At: anyInstant(t), Task: task.Draw(t, "task"),
			Type: rapid.SampledFrom([]taskrouter.EventType{
				taskrouter.TaskCreated, taskrouter.TaskUpdated, taskrouter.TaskCompleted, taskrouter.TaskDeleted, taskrouter.TaskQueueEntered,
			}).Draw(t, "type"),
		}
	})
	return Record{
		Requests: rapid.SliceOfN(request, 0, 12).Draw(t, "requests"), Dropped: rapid.Uint64Range(0, 1).Draw(t, "dropped"),
		Events: rapid.SliceOfN(event, 0, 6).Draw(t, "events"), Now: anyInstant(t), End: rapid.Bool().Draw(t, "end"),
		Deliveries: []Delivery{{Attempts: rapid.IntRange(-1, 120).Draw(t, "attempts"), Ended: anyInstant(t), Delivered: rapid.Bool().Draw(t, "delivered")}},
		Tasks:      []taskrouter.Task{{Status: rapid.SampledFrom(taskrouter.TaskStatuses()).Draw(t, "left")}},
	}
}

func anyInstant(t *rapid.T) time.Time {
	return noon.Add(time.Duration(rapid.Int64Range(-200, 200).Draw(t, "instant")) * time.Second)
}

func anyAttributes(t *rapid.T) string {
	return rapid.OneOf(
		rapid.SampledFrom([]string{
			``, `{}`, `{"a":1}`, `{"a":2,"b":{}}`, `{"conversations":{"media":[{"type":"Raw"}],"x":1}}`, `{"conversations":7}`,
			`{"customers":{"external_id":"7","a.b":1,"":2}}`, `{"properties":{"attributes":"{\"a\":1}"}}`, `[1`, `"`, `{"a":`,
		}),
		rapid.String(),
	).Draw(t, "attributes")
}

// TestEveryRecordIsJudged: whatever a record holds, it is judged, twice the same,
// and what is found is of a kind that is known.
func TestEveryRecordIsJudged(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		record := anyRecord(t)
		found := Judge(record)
		if diff := cmp.Diff(found, Judge(record)); diff != "" {
			t.Fatalf("the same record is judged in two ways:\n%s", diff)
		}
		for _, one := range found {
			if kindOf(one.Kind).Name == "" || one.Count < 1 || one.Sentence == "" || one.Advice == "" {
				t.Fatalf("found %+v, want a known kind, a count, a sentence and advice", one)
			}
		}
	})
}

func TestPathsAreTakenApart(t *testing.T) {
	t.Parallel()
	for path, want := range map[string][]string{
		"":                                  nil,
		"customers.name":                    {"customers", "name"},
		"conversations.media[1].start_time": {"conversations", "media", "1", "start_time"},
		`reservation_attributes["a.b"].x`:   {"reservation_attributes", "a.b", "x"},
		`["a\"]b"][0]`:                      {`a"]b`, "0"},
		"[":                                 {""},
		"conversations[":                    {"conversations", ""},
		`reservation_attributes["a`:         {"reservation_attributes", `"a`},
	} {
		if diff := cmp.Diff(want, stepsOf(path)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
}

func FuzzPaths(f *testing.F) {
	f.Add(`conversations.media[1]["a.b"]`)
	f.Fuzz(func(t *testing.T, path string) {
		if steps := stepsOf(path); len(steps) > len(path) {
			t.Errorf("%q has %d steps, more than it has characters", path, len(steps))
		}
	})
}
