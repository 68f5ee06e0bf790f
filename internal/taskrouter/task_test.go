package taskrouter

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/internal/rulebook"
)

var morning = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)

const (
	aTask      = "WT00000000000000000000000000000001"
	aWorkspace = "WS00000000000000000000000000000001"
	anAccount  = "AC00000000000000000000000000000001"
)

// The sentences of live accounts, in full: a client may match on them.
const (
	notCompletable = "Cannot complete task " + aTask + " in workspace " + aWorkspace + " for account " + anAccount + " because it is not currently assigned."
	notWrappable   = "Cannot wrap up a task " + aTask + " in workspace " + aWorkspace + " for account " + anAccount + " because it is not currently assigned."
	notCancelable  = "Cannot cancel task " + aTask + " in workspace " + aWorkspace + " for account " + anAccount + " because it is not pending or reserved."
)

func taskIn(status TaskStatus) Task {
	task := Task{
		Sid: aTask, WorkspaceSid: aWorkspace, AccountSid: anAccount, Status: status, Version: 3,
		Created: morning, Updated: morning, Attributes: `{"a": 1}`, Reason: "before",
	}
	if task.Final() {
		task.Ended = morning
	}
	return task
}

func TestAnUpdateMovesATaskOnlyAlongTheDocumentedEdges(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		from, to TaskStatus
		event    EventType // of a legal move
		refused  string    // the sentence of an illegal one
	}{
		{from: Pending, to: Canceled, event: TaskCanceled},
		{from: Pending, to: Wrapping, refused: notWrappable},
		{from: Pending, to: Completed, refused: notCompletable},
		{from: Reserved, to: Canceled, event: TaskCanceled},
		{from: Reserved, to: Wrapping, refused: notWrappable},
		{from: Reserved, to: Completed, refused: notCompletable},
		{from: Assigned, to: Canceled, refused: notCancelable},
		{from: Assigned, to: Wrapping, event: TaskWrapup},
		{from: Assigned, to: Completed, event: TaskCompleted},
		{from: Wrapping, to: Canceled, refused: notCancelable},
		{from: Wrapping, to: Wrapping, refused: notWrappable},
		{from: Wrapping, to: Completed, event: TaskCompleted},
		{from: Completed, to: Canceled, refused: notCancelable},
		{from: Completed, to: Wrapping, refused: notWrappable},
		{from: Completed, to: Completed, refused: notCompletable},
		{from: Canceled, to: Canceled, refused: notCancelable},
		{from: Canceled, to: Wrapping, refused: notWrappable},
		{from: Canceled, to: Completed, refused: notCompletable},
	} {
		t.Run(string(row.from)+" to "+string(row.to), func(t *testing.T) {
			t.Parallel()
			before, now := taskIn(row.from), morning.Add(time.Minute)
			after, event, err := before.Move(row.to, "done", now)
			if row.refused != "" {
				if got := refusalOf(t, string(row.from+" to "+row.to), err); got != row.refused {
					t.Errorf("refused with\n%s\nwant\n%s", got, row.refused)
				}
				if diff := cmp.Diff(before, after); diff != "" || event != "" {
					t.Errorf("a refused move gave event %q and changed the task:\n%s", event, diff)
				}
				return
			}
			want := before
			want.Status, want.Reason, want.Version, want.Updated = row.to, "done", before.Version+1, now
			if want.Final() {
				want.Ended = now
			}
			if diff := cmp.Diff(want, after); err != nil || event != row.event || diff != "" {
				t.Errorf("got event %q, error %v, want event %q; the task differs (-want +got):\n%s", event, err, row.event, diff)
			}
		})
	}
}

func TestAnUpdateCannotSetWhatOnlyRoutingSets(t *testing.T) {
	t.Parallel()
	words := []TaskStatus{Pending, Reserved, Assigned, "", "closed", "Completed", "CANCELED", "wrapup", " completed", "in-progress"}
	for _, from := range TaskStatuses() {
		for _, to := range words {
			before := taskIn(from)
			after, event, err := before.Move(to, "done", morning.Add(time.Minute))
			sentence := refusalOf(t, string(from+" to "+to), err)
			if to == Pending || to == Reserved || to == Assigned {
				if !strings.Contains(sentence, aTask) || !strings.Contains(sentence, "use wrapping, completed or canceled") {
					t.Errorf("%s to %s: the refusal %q does not name the task and what may be asked for", from, to, sentence)
				}
			} else if !strings.Contains(sentence, "'"+string(to)+"'") {
				t.Errorf("%s to %q: the refusal %q does not quote the word", from, to, sentence)
			}
			if event != "" || !cmp.Equal(before, after) {
				t.Errorf("%s to %q was refused and yet gave event %q and %+v", from, to, event, after)
			}
		}
	}
}

func TestAReasonIsKeptUntilAnotherIsGiven(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, given, want string }{
		{"none given", "", "before"},
		{"one given", "resolved", "resolved"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			for _, move := range []struct {
				from TaskStatus
				do   func(Task) (Task, error)
			}{
				{Assigned, func(task Task) (Task, error) { return task.Wrap(row.given, morning) }},
				{Wrapping, func(task Task) (Task, error) { return task.Complete(row.given, morning) }},
				{Reserved, func(task Task) (Task, error) { return task.Cancel(row.given, morning) }},
			} {
				after, err := move.do(taskIn(move.from))
				if err != nil || after.Reason != row.want {
					t.Errorf("%s with reason %q: reason is %q, error %v; want %q", move.from, row.given, after.Reason, err, row.want)
				}
			}
		})
	}
}

func TestATaskIsGoneWhenItsRetentionHasPassed(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name   string
		status TaskStatus
		after  time.Duration
		want   bool
	}{
		{"completed just now", Completed, 0, false},
		{"completed a second ago", Completed, time.Second, false},
		{"completed 119 seconds ago", Completed, 119 * time.Second, false},
		{"completed a nanosecond less than two minutes ago", Completed, 2*time.Minute - 1, false},
		{"completed two minutes ago", Completed, 2 * time.Minute, true},
		{"completed a nanosecond more than two minutes ago", Completed, 2*time.Minute + 1, true},
		{"canceled a nanosecond less than two minutes ago", Canceled, 2*time.Minute - 1, false},
		{"canceled two minutes ago", Canceled, 2 * time.Minute, true},
		{"pending for a year", Pending, 365 * 24 * time.Hour, false},
		{"reserved for a year", Reserved, 365 * 24 * time.Hour, false},
		{"assigned for a year", Assigned, 365 * 24 * time.Hour, false},
		{"wrapping for a year", Wrapping, 365 * 24 * time.Hour, false},
	} {
		if got := taskIn(row.status).Gone(morning.Add(row.after), rulebook.Documented()); got != row.want {
			t.Errorf("%s: gone is %t, want %t", row.name, got, row.want)
		}
	}
}

func TestRetentionIsTheBooks(t *testing.T) {
	t.Parallel()
	book := rulebook.Documented()
	book.CompletedTaskRetention = rulebook.Duration(5 * time.Minute)
	task := taskIn(Completed)
	if task.Gone(morning.Add(5*time.Minute-1), book) || !task.Gone(morning.Add(5*time.Minute), book) {
		t.Error("with a retention of five minutes the task does not go at five minutes")
	}
}

func TestEveryChangeMakesOneVersion(t *testing.T) {
	t.Parallel()
	now := morning.Add(time.Hour)
	for _, row := range []struct {
		name    string
		from    Task
		change  func(Task) Task
		version int
	}{
		{"new attributes", taskIn(Pending), func(t Task) Task { return t.WithAttributes(`{}`, now) }, 4},
		{"an offer", taskIn(Pending), func(t Task) Task { return t.Offer(now) }, 4},
		{"an offer that failed", taskIn(Reserved), func(t Task) Task { return t.Return(now) }, 4},
		{"an accepted offer", taskIn(Reserved), func(t Task) Task { return t.Assign(now) }, 4},
		{"another queue", Task{QueueSid: "WQ1", Version: 3}, func(t Task) Task { return t.EnterQueue("WQ2", now) }, 4},
		{"another priority in its queue", Task{QueueSid: "WQ1", Version: 3}, func(t Task) Task { return t.Escalate(9, now) }, 4},
		{"the first queue, which is part of the creation", Task{}, func(t Task) Task { return t.EnterQueue("WQ1", now) }, 0},
		{"the first target's priority, as well", Task{}, func(t Task) Task { return t.Escalate(9, now) }, 0},
	} {
		if got := row.change(row.from).Version; got != row.version {
			t.Errorf("%s: version %d, want %d", row.name, got, row.version)
		}
	}
}

func TestTransitionsOfRoutingChangeWhatTheySay(t *testing.T) {
	t.Parallel()
	now := morning.Add(time.Hour)
	type view struct {
		Status      TaskStatus
		Assignments int
		Queue       string
		Entered     time.Time
		Updated     time.Time
		Attributes  Attributes
		Priority    int
	}
	for _, row := range []struct {
		name   string
		change func(Task) Task
		want   view
	}{
		{"an offer counts", func(t Task) Task { return t.Offer(now) }, view{Reserved, 1, "", time.Time{}, now, `{"a": 1}`, 0}},
		{"a second offer counts", func(t Task) Task { return t.Offer(now).Return(now).Offer(now) }, view{Reserved, 2, "", time.Time{}, now, `{"a": 1}`, 0}},
		{"a failed offer makes it wait", func(t Task) Task { return t.Offer(now).Return(now) }, view{Pending, 1, "", time.Time{}, now, `{"a": 1}`, 0}},
		{"an accepted one assigns it", func(t Task) Task { return t.Offer(now).Assign(now) }, view{Assigned, 1, "", time.Time{}, now, `{"a": 1}`, 0}},
		{"attributes are replaced", func(t Task) Task { return t.WithAttributes(`{"b":2}`, now) }, view{Pending, 0, "", time.Time{}, now, `{"b":2}`, 0}},
		{"a queue is entered at an instant", func(t Task) Task { return t.EnterQueue("WQ1", now) }, view{Pending, 0, "WQ1", now, morning, `{"a": 1}`, 0}},
		{"a priority is set", func(t Task) Task { return t.EnterQueue("WQ1", morning).Escalate(7, now) }, view{Pending, 0, "WQ1", morning, now, `{"a": 1}`, 7}},
	} {
		got := row.change(taskIn(Pending))
		if diff := cmp.Diff(row.want, view{got.Status, got.Assignments, got.QueueSid, got.QueueEntered, got.Updated, got.Attributes, got.Priority}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
}

func TestAgeCountsWholeSeconds(t *testing.T) {
	t.Parallel()
	for after, want := range map[time.Duration]int{0: 0, time.Second - 1: 0, time.Second: 1, 90 * time.Minute: 5400} {
		if got := taskIn(Pending).Age(morning.Add(after)); got != want {
			t.Errorf("%s after its creation the age is %d, want %d", after, got, want)
		}
	}
}

// taskLife is the documented state machine, written down a second time: what a
// request may ask for in which status.
var taskLife = map[TaskStatus][]TaskStatus{
	Pending:  {Canceled},
	Reserved: {Canceled},
	Assigned: {Wrapping, Completed},
	Wrapping: {Completed},
}

func TestWhateverIsAskedATaskFollowsItsLife(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		task, now := Task{Sid: aTask, Status: Pending, Created: morning}, morning
		offered := 0
		t.Repeat(map[string]func(*rapid.T){
			"time passes": func(t *rapid.T) {
				now = now.Add(time.Duration(rapid.Int64Range(1, int64(time.Hour)).Draw(t, "span")))
			},
			"a request asks for a status": func(t *rapid.T) {
				asked := rapid.SampledFrom(TaskStatuses()).Draw(t, "status")
				reason := rapid.SampledFrom([]string{"", "resolved"}).Draw(t, "reason")
				before := task
				next, event, err := task.Move(asked, reason, now)
				legal := false
				for _, allowed := range taskLife[task.Status] {
					legal = legal || allowed == asked
				}
				if legal != (err == nil) {
					t.Fatalf("%s to %s: error %v, legal by the documents: %t", before.Status, asked, err, legal)
				}
				if err == nil && (next.Version != before.Version+1 || next.Status != asked || event == "") {
					t.Fatalf("%s to %s gave %s, version %d after %d, event %q", before.Status, asked, next.Status, next.Version, before.Version, event)
				}
				if err != nil && !cmp.Equal(next, before) {
					t.Fatalf("a refused move to %s changed the task", asked)
				}
				task = next
			},
			"routing offers it": func(t *rapid.T) {
				if task.Status != Pending {
					t.Skip("it does not wait")
				}
				task = task.Offer(now)
				offered++
			},
			"the offer fails": func(t *rapid.T) {
				if task.Status != Reserved {
					t.Skip("no offer is out")
				}
				task = task.Return(now)
			},
			"an agent accepts": func(t *rapid.T) {
				if task.Status != Reserved {
					t.Skip("no offer is out")
				}
				task = task.Assign(now)
			},
			"": func(t *rapid.T) {
				if task.Final() != !task.Ended.IsZero() {
					t.Fatalf("a task that is %s has ended at %s", task.Status, task.Ended)
				}
				if task.Assignments != offered {
					t.Fatalf("offered %d times, counted %d", offered, task.Assignments)
				}
				if task.Open() && task.Final() {
					t.Fatalf("%s counts as open and as final", task.Status)
				}
			},
		})
	})
}
