package wire

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/internal/sim"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// encoded is what encoding/json writes, HTML as it is.
func encoded(t interface{ Fatal(args ...any) }, value any) string {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		t.Fatal(err)
	}
	return string(bytes.TrimSuffix(buffer.Bytes(), []byte("\n")))
}

func FuzzTextIsWrittenAsEncodingJSONDoes(f *testing.F) {
	for _, text := range []string{
		"", `{"a":"b\\c"}`, "tab\tline\nreturn\rback\bfeed\f", "\x00\x1f\x7f", "<a href='x'>&</a>",
		"\u2028 and \u2029", "ünï ☎ 😀", "\xff\xfe cut \xe2\x82", "\ufffd",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := string(appendText([]byte("x"), text)), "x"+encoded(t, text); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	})
}

// A taskResource is the Task resource as a type (Twilio docs, TaskRouter).
type taskResource struct {
	AccountSid            string    `json:"account_sid"`
	Age                   int       `json:"age"` // seconds
	AssignmentStatus      string    `json:"assignment_status"`
	Attributes            string    `json:"attributes"`
	Addons                string    `json:"addons"`
	DateCreated           string    `json:"date_created"`
	DateUpdated           string    `json:"date_updated"`
	TaskQueueEnteredDate  *string   `json:"task_queue_entered_date"`
	Priority              int       `json:"priority"`
	Reason                *string   `json:"reason"`
	Sid                   string    `json:"sid"`
	TaskQueueSid          *string   `json:"task_queue_sid"`
	TaskQueueFriendlyName *string   `json:"task_queue_friendly_name"`
	TaskChannelSid        string    `json:"task_channel_sid"`
	TaskChannelUniqueName string    `json:"task_channel_unique_name"`
	Timeout               int       `json:"timeout"` // seconds
	WorkflowSid           *string   `json:"workflow_sid"`
	WorkflowFriendlyName  *string   `json:"workflow_friendly_name"`
	WorkspaceSid          string    `json:"workspace_sid"`
	URL                   string    `json:"url"`
	Links                 taskLinks `json:"links"`
	VirtualStartTime      string    `json:"virtual_start_time"`
	IgnoreCapacity        bool      `json:"ignore_capacity"`
	RoutingTarget         *string   `json:"routing_target"`
	RequiredAttention     int       `json:"required_attention"`
}

type taskLinks struct {
	TaskQueue    *string `json:"task_queue"`
	Workflow     *string `json:"workflow"`
	Workspace    string  `json:"workspace"`
	Reservations string  `json:"reservations"`
}

func resourceOfTask(v sim.TaskView) taskResource {
	url := inWorkspace(v.WorkspaceSid, "Tasks", v.Sid)
	entered := iso(v.QueueEntered)
	if v.QueueEntered.IsZero() {
		entered = ""
	}
	return taskResource{
		AccountSid: v.AccountSid, Age: v.Age, AssignmentStatus: string(v.Status), Attributes: string(v.Attributes), Addons: "{}",
		DateCreated: iso(v.Created), DateUpdated: iso(v.Updated), TaskQueueEnteredDate: orNull(&entered),
		Priority: v.Priority, Reason: orNull(&v.Reason), Sid: v.Sid,
		TaskQueueSid: orNull(&v.QueueSid), TaskQueueFriendlyName: orNull(&v.QueueName),
		TaskChannelSid: v.ChannelSid, TaskChannelUniqueName: v.ChannelName, Timeout: int(v.Timeout / time.Second),
		WorkflowSid: orNull(&v.WorkflowSid), WorkflowFriendlyName: orNull(&v.WorkflowName), WorkspaceSid: v.WorkspaceSid, URL: url,
		Links: taskLinks{
			TaskQueue:    linkTo(v.WorkspaceSid, "TaskQueues", v.QueueSid),
			Workflow:     linkTo(v.WorkspaceSid, "Workflows", v.WorkflowSid),
			Workspace:    workspacesURL + v.WorkspaceSid,
			Reservations: url + "/Reservations",
		},
		VirtualStartTime: iso(v.VirtualStart), IgnoreCapacity: v.IgnoreCapacity, RoutingTarget: orNull(&v.RoutingTarget),
	}
}

var anyView = rapid.Custom(func(t *rapid.T) sim.TaskView {
	text := func(label string) string { return rapid.OneOf(rapid.Just(""), rapid.String()).Draw(t, label) }
	sid := func(prefix string) string { return rapid.StringMatching(prefix+"[0-9a-f]{32}").Draw(t, prefix) }
	instant := func(label string) time.Time {
		return time.Unix(rapid.Int64Range(0, 4e9).Draw(t, label), rapid.Int64Range(0, 999_999_999).Draw(t, "fraction"))
	}
	view := sim.TaskView{
		Task: &taskrouter.Task{
			Sid: sid("WT"), AccountSid: sid("AC"), WorkspaceSid: sid("WS"), ChannelSid: sid("TC"),
			Status: rapid.SampledFrom(taskrouter.TaskStatuses()).Draw(t, "status"), Attributes: taskrouter.Attributes(text("attributes")),
			Priority: rapid.Int().Draw(t, "priority"), Reason: text("reason"), IgnoreCapacity: rapid.Bool().Draw(t, "ignore"),
			Timeout: time.Duration(rapid.Int64Range(0, 1<<50).Draw(t, "timeout")), Version: rapid.Int().Draw(t, "version"),
			Created: instant("created"), Updated: instant("updated"), VirtualStart: instant("start"), RoutingTarget: text("target"),
		},
		QueueName: text("queue"), WorkflowName: text("workflow"), ChannelName: text("channel"), Age: rapid.Int().Draw(t, "age"),
	}
	if rapid.Bool().Draw(t, "routed") {
		view.QueueSid, view.WorkflowSid, view.QueueEntered = sid("WQ"), sid("WW"), instant("entered")
	}
	return view
})

func TestTasksAreWrittenAsEncodingJSONDoes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		view := anyView.Draw(t, "view")
		if got, want := string(newTask(nil, view).appendJSON(nil)), encoded(t, resourceOfTask(view)); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
}

func TestListsAreWrittenAsEncodingJSONDoes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := listing[*task]{key: rapid.SampledFrom([]string{"tasks", "entries"}).Draw(t, "key")}
		resources := []taskResource{}
		for _, view := range rapid.SliceOfN(anyView, 0, 3).Draw(t, "views") {
			l.items = append(l.items, newTask(nil, view))
			resources = append(resources, resourceOfTask(view))
		}
		l.meta = meta{Page: 1, PageSize: 50, FirstPageURL: "https://x?a=b&c", URL: "u", Key: l.key}
		if rapid.Bool().Draw(t, "middle") {
			l.meta.PreviousPageURL, l.meta.NextPageURL = &l.meta.FirstPageURL, &l.meta.URL
		}
		if got, want := string(l.appendJSON(nil)), encoded(t, map[string]any{"meta": l.meta, l.key: resources}); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
}

// TestPlainPathsAreTidy holds the quick look at a path against the thorough one.
func TestPlainPathsAreTidy(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		path := rapid.StringMatching(`/?([a-cA-C0-9_.%/-]{0,4}/?){0,5}`).Draw(t, "path")
		if !plainPath(path) {
			return
		}
		r := newRequest("GET", "https://taskrouter.twilio.com"+path, "", "")
		r.URL.RawPath = path // so that the thorough one looks
		if !tidy(r) {
			t.Errorf("%s passes for tidy", path)
		}
	})
}
