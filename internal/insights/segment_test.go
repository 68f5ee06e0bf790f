package insights_test

import (
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

func TestSegmentsOfATask(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		when string
		tell func(*history)
		want string
	}{
		{"nothing has happened", func(*history) {}, ""},
		{"a task waits", func(h *history) { h.chat(`{}`) }, "Queue Support goes on"},
		{"a task waits in no queue", func(h *history) { h.plain(`{}`) }, "Queue goes on"},
		{
			"a task is offered straight to an agent",
			func(h *history) { h.plain(`{}`).offer("Ada").accept() },
			"Queue accepted, Conversation /Ada goes on",
		},
		{
			"an agent accepts and completes",
			func(h *history) { chatByAda(h, `{}`).complete("") },
			"Queue Support accepted, Conversation Support/Ada completed",
		},
		{
			"the task's event comes before the reservation's",
			func(h *history) { chatByAda(h, `{}`).completeTaskFirst("") },
			"Queue Support accepted, Conversation Support/Ada completed",
		},
		{
			"one agent rejects, one lets it pass, one accepts: the customer waited once",
			func(h *history) {
				task := h.chat(`{}`)
				task.offer("Ada").reject()
				task.offer("Grace").timeOut()
				task.offer("Mary").accept()
			},
			"Queue Support accepted, Conversation Support/Ada rejected, Conversation Support/Grace timeout, Conversation Support/Mary goes on",
		},
		{
			"one of two who are asked at once is faster",
			func(h *history) {
				task := h.chat(`{}`)
				ada, grace := task.offer("Ada"), task.offer("Grace")
				grace.accept()
				ada.rescind()
			},
			"Queue Support accepted, Conversation Support/Ada rescinded, Conversation Support/Grace goes on",
		},
		{
			"a pending task is canceled",
			func(h *history) { h.chat(`{}`).cancel("") },
			"Queue Support canceled",
		},
		{
			"a reserved task is canceled",
			func(h *history) {
				task := h.chat(`{}`)
				task.cancel("", task.offer("Ada"))
			},
			"Queue Support canceled, Conversation Support/Ada canceled",
		},
		{
			"a waiting task moves to another queue",
			func(h *history) {
				task := h.chat(`{}`)
				task.enter("Sales")
				task.offer("Ada").accept()
			},
			"Queue Support moved, Queue Sales accepted, Conversation Sales/Ada goes on",
		},
		{
			"a waiting task enters the queue that it is in",
			func(h *history) { h.chat(`{}`).enter("Support") },
			"Queue Support goes on",
		},
		{
			"a task is handed on to another queue's agent",
			func(h *history) {
				ada := chatByAda(h, `{}`)
				ada.enter("Sales")
				grace := ada.offer("Grace").accept()
				ada.leave()
				grace.complete("")
			},
			"Queue Support accepted, Conversation Support/Ada completed, Queue Sales accepted, Conversation Sales/Grace completed",
		},
		{
			"a task is completed while it waits for another queue",
			func(h *history) {
				ada := chatByAda(h, `{}`)
				ada.enter("Sales")
				ada.complete("")
			},
			"Queue Support accepted, Conversation Support/Ada completed, Queue Sales canceled",
		},
		{
			"a waiting task is deleted",
			func(h *history) { h.chat(`{}`).happens(taskrouter.TaskDeleted, nil) },
			"Queue Support canceled",
		},
		{
			"an assigned task is deleted by the platform",
			func(h *history) { chatByAda(h, `{}`).happens(taskrouter.TaskSystemDeleted, nil) },
			"Queue Support accepted, Conversation Support/Ada canceled",
		},
		{
			"a completed task is deleted",
			func(h *history) {
				ada := chatByAda(h, `{}`)
				ada.complete("")
				ada.happens(taskrouter.TaskSystemDeleted, nil)
			},
			"Queue Support accepted, Conversation Support/Ada completed",
		},
		{
			"events are about no task",
			func(h *history) {
				h.tell(taskrouter.Event{Type: taskrouter.WorkerCreated, Worker: &taskrouter.Worker{Sid: "WK1"}})
				h.tell(taskrouter.Event{Type: taskrouter.QueueCreated, Resource: "WQ1"})
			},
			"",
		},
	} {
		t.Run(row.when, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			row.tell(h)
			if got := inWords(h.project()); got != row.want {
				t.Errorf("when %s\n got %q\nwant %q", row.when, got, row.want)
			}
		})
	}
}

func TestSegmentsOfSeveralTasksAreInTheOrderOfTheirStarts(t *testing.T) {
	t.Parallel()
	h := newHistory()
	first := h.chat(`{}`)
	h.wait(time.Second)
	second := h.call(`{}`)
	ada := first.offer("Ada").accept()
	h.wait(time.Second)
	second.offer("Grace").accept().complete("")
	ada.complete("")

	const want = "Queue Support accepted, Queue Support accepted, Conversation Support/Ada completed, Conversation Support/Grace completed"
	if got := inWords(h.project()); got != want {
		t.Errorf("two tasks at once\n got %q\nwant %q", got, want)
	}
	if channel := segmentOf(t, h.project(), "Grace").Channel; channel != "voice" {
		t.Errorf("Grace's segment is on channel %q, want voice", channel)
	}
}

func TestSegmentsAreInTheOrderOfTheirStartsWhenTheClockIsSetBack(t *testing.T) {
	t.Parallel()
	h := newHistory()
	h.call(`{}`)
	h.wait(-time.Minute)
	h.plain(`{}`).enter("Sales")
	if got, want := inWords(h.project()), "Queue Sales goes on, Queue Support goes on"; got != want {
		t.Errorf("the second task came a minute before the first: got %q, want %q", got, want)
	}
}

func TestASegmentLastsFromItsFirstEventToItsLast(t *testing.T) {
	t.Parallel()
	h := newHistory()
	start := h.now
	task := h.plain(`{}`)
	h.wait(time.Second)
	task.enter("Support")
	h.wait(10 * time.Second)
	ada := task.offer("Ada")
	h.wait(5 * time.Second)
	ada.accept()
	h.wait(time.Minute)
	ada.complete("")

	p := h.project()
	for _, row := range []struct {
		agent       string
		from, until time.Duration
	}{
		{"", time.Second, 16 * time.Second},
		{"Ada", 11 * time.Second, 76 * time.Second},
	} {
		s := segmentOf(t, p, row.agent)
		if from, until := s.Started.Sub(start), s.Ended.Sub(start); from != row.from || until != row.until {
			t.Errorf("%s segment %q lasts from %s to %s, want %s to %s", s.Kind, row.agent, from, until, row.from, row.until)
		}
	}
}

func TestAQueueThatIsRenamedIsNotLeft(t *testing.T) {
	t.Parallel()
	h := newHistory()
	task := h.chat(`{}`)
	task.queue = "Help"
	task.happens(taskrouter.TaskQueueEntered, nil)
	if got, want := inWords(h.project()), "Queue Support goes on"; got != want {
		t.Errorf("queue renamed while a task waits: got %q, want %q", got, want)
	}
}

func TestAHistoryThatStartsInTheMiddleShowsWhatItHolds(t *testing.T) {
	t.Parallel()
	h := newHistory()
	chatByAda(h, `{"conversations":{"case":"7"}}`).complete("")
	h.events = h.events[len(h.events)-2:]
	p := h.project()
	if got, want := inWords(p), "Conversation Support/Ada completed"; got != want {
		t.Fatalf("only the last two events: got %q, want %q", got, want)
	}
	if got := p.Segments[0].Conversations["case"]; got != "7" {
		t.Errorf("case is %v, want 7", got)
	}
}

func TestEventsWithoutATaskAreFoundByTheirReservation(t *testing.T) {
	t.Parallel()
	h := newHistory()
	ada := chatByAda(h, `{"conversations":{"case":"7"}}`)
	ada.leave()
	for i := range h.events {
		if h.events[i].Reservation != nil {
			h.events[i].Task = nil
		}
	}
	p := h.project()
	if got, want := inWords(p), "Queue Support accepted, Conversation Support/Ada completed"; got != want {
		t.Fatalf("reservation events that do not show the task: got %q, want %q", got, want)
	}
	if got := segmentOf(t, p, "Ada").Conversations["case"]; got != "7" {
		t.Errorf("case is %v, want that of the task as last seen, 7", got)
	}
	h.events = h.events[2:]
	if got, want := inWords(h.project()), "Conversation Support/Ada completed"; got != want {
		t.Errorf("a task that was never seen: got %q, want %q", got, want)
	}
}

func TestQueuesWithoutASidAreToldApartByName(t *testing.T) {
	t.Parallel()
	h := newHistory()
	task := h.plain(`{}`)
	for _, queue := range []string{"Support", "Support", "Sales"} {
		task.queue = queue
		task.happens(taskrouter.TaskQueueEntered, nil)
	}
	if got, want := inWords(h.project()), "Queue Support moved, Queue Sales goes on"; got != want {
		t.Errorf("three entries without a sid: got %q, want %q", got, want)
	}
}

func TestAnEmptyProjectionHasListsInsteadOfNull(t *testing.T) {
	t.Parallel()
	p := newHistory().project()
	if p.Segments == nil || p.Findings == nil {
		t.Errorf("got %#v, want empty lists", p)
	}
	h := newHistory()
	h.chat(`{"conversations":null}`)
	h.plain(`[]`)
	for _, s := range h.project().Segments {
		if s.Conversations == nil || s.Customers == nil || s.Media == nil || s.Screen.Items == nil {
			t.Errorf("got %#v, want empty objects and lists", s)
		}
	}
}
