package wire

import (
	"encoding/json"
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/sim"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

func TestAnswersLackWhatTheBookTakesAway(t *testing.T) {
	t.Parallel()
	book := rulebook.Documented()
	book.AbsentFields = []string{"task.reason", "task.links.workflow", "channel.sid"}
	book.TextFields = []string{"task.age", "task.nothing"}
	for name, row := range map[string]struct{ body, want string }{
		"a task":           {`{"assignment_status":"pending","age":12345678901234567890,"reason":"r","links":{"workflow":"w","a":"b"}}`, `{"age":"12345678901234567890","assignment_status":"pending","links":{"a":"b"}}`},
		"a list of tasks":  {`{"tasks":[{"assignment_status":"pending","age":1},{"assignment_status":"pending","reason":"r"}]}`, `{"tasks":[{"age":"1","assignment_status":"pending"},{"assignment_status":"pending"}]}`},
		"a channel":        {`{"interaction_sid":"KD1","sid":"UO1","age":1}`, `{"age":1,"interaction_sid":"KD1"}`},
		"another resource": {`{"sid":"WK1","age":1,"reason":"r"}`, `{"age":1,"reason":"r","sid":"WK1"}`},
	} {
		shaped, err := answer{status: 200, body: json.RawMessage(row.body)}.shaped(book)
		if err != nil {
			t.Fatal(err)
		}
		got, err := json.Marshal(shaped.body)
		if err != nil || string(got) != row.want {
			t.Errorf("%s: got %s (%v), want %s", name, got, err, row.want)
		}
	}
}

func TestAShapedAnswerKeepsItsVersion(t *testing.T) {
	t.Parallel()
	book := rulebook.Documented()
	book.AbsentFields = []string{"task.reason"}
	shaped, err := answer{status: 200, body: newTask(nil, sim.TaskView{Task: &taskrouter.Task{Version: 7}})}.shaped(book)
	if err != nil {
		t.Fatal(err)
	}
	if tag, ok := shaped.body.(versioned); !ok || tag.version() != 7 {
		t.Errorf("the answer %+v has no version 7", shaped.body)
	}
	if whole, err := (answer{status: 200, body: "as it is"}).shaped(rulebook.Documented()); err != nil || whole.body != "as it is" {
		t.Errorf("by the documented book the answer became %+v (%v)", whole, err)
	}
}
