package sim

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

// names lists tasks as a test calls them, in the order of a list.
func (c *centre) names(tasks []TaskView) []string {
	var names []string
	for _, task := range tasks {
		for name, sid := range c.tasks {
			if sid == task.Sid {
				names = append(names, name)
			}
		}
	}
	return names
}

func TestWhichTasksAreListed(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.queue("other", "1==2")
	c.worker("ann", "{}")
	c.task("a", prior(1), with(`{"lang":"en","n":1}`))
	c.accepts("ann", "a")
	c.passes(time.Second)
	c.task("b", prior(2), with(`{"lang":"de","n":2}`))
	c.task("c", prior(1), with(`{"lang":"en","n":3}`), routedTo(c.queues["other"]))
	c.passes(time.Second)
	c.task("d", prior(3), with(`{"lang":"fr","n":4}`), func(n *NewTask) { n.VirtualStart = new(Start) })
	c.becomesStatus("d", "canceled")
	for _, row := range []struct {
		name   string
		filter TaskFilter
		want   []string
	}{
		{"all", TaskFilter{}, []string{"a", "b", "c", "d"}},
		{"of one status", TaskFilter{Statuses: []string{"pending"}}, []string{"b", "c"}},
		{"of two statuses", TaskFilter{Statuses: []string{"canceled", "assigned"}}, []string{"a", "d"}},
		{"of one priority", TaskFilter{Priority: new(1)}, []string{"a", "c"}},
		{"of a workflow", TaskFilter{WorkflowSid: new(c.flows["all"])}, []string{"a", "b", "d"}},
		{"of a workflow by name", TaskFilter{WorkflowName: new("all")}, []string{"a", "b", "d"}},
		{"of a queue", TaskFilter{TaskQueueSid: new(c.queues["other"])}, []string{"c"}},
		{"of a queue by name", TaskFilter{TaskQueueName: new("everyone")}, []string{"a", "b", "d"}},
		{"by attributes", TaskFilter{EvaluateTaskAttributes: new(`lang == "en" AND n > 1`)}, []string{"c"}},
		{"by attributes with the prefix", TaskFilter{EvaluateTaskAttributes: new(`task.lang IN ["de","fr"]`)}, []string{"b", "d"}},
		{"by routing target", TaskFilter{RoutingTarget: new(c.queues["other"])}, []string{"c"}},
		{"by several at once", TaskFilter{Statuses: []string{"pending"}, Priority: new(1)}, []string{"c"}},
		{"by what nothing has", TaskFilter{Priority: new(99)}, nil},
		{"oldest first", TaskFilter{Ordering: new("DateCreated:asc")}, []string{"a", "b", "c", "d"}},
		{"newest first", TaskFilter{Ordering: new("DateCreated:desc")}, []string{"d", "c", "b", "a"}},
		{"newest first of one status", TaskFilter{Statuses: []string{"pending"}, Ordering: new("DateCreated:desc")}, []string{"c", "b"}},
		{"by priority", TaskFilter{Ordering: new("Priority:asc")}, []string{"a", "c", "b", "d"}},
		{"highest priority first, then newest", TaskFilter{Ordering: new("Priority:desc,DateCreated:desc")}, []string{"d", "b", "c", "a"}},
		{"by virtual start", TaskFilter{Ordering: new("VirtualStartTime:asc,Priority:desc")}, []string{"d", "a", "b", "c"}},
		{"by a field alone, ascending", TaskFilter{Ordering: new("Priority")}, []string{"a", "c", "b", "d"}},
	} {
		found, err := c.a.Tasks(c.ws, row.filter, Page{})
		if got := c.names(found.Items); err != nil || !slices.Equal(got, row.want) {
			t.Errorf("%s: got %q, error %v, want %q", row.name, got, err, row.want)
		}
	}
	for _, bad := range []TaskFilter{
		{Statuses: []string{"open"}},
		{Statuses: []string{"pending", ""}},
		{EvaluateTaskAttributes: new("lang ==")},
		{Ordering: new("Age:asc")},
		{Ordering: new("Priority:up")},
		{Ordering: new("DateCreated:asc,VirtualStartTime:asc")},
		{Ordering: new("Priority:asc,")},
	} {
		if _, err := c.a.Tasks(c.ws, bad, Page{}); refusalOf(err) == nil {
			t.Errorf("filter %+v was not refused: %v", bad, err)
		}
	}
}

func TestPagesHoldWhatTheySay(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ held, size, first, pages int }{
		{0, 0, 0, 1}, {1, 0, 1, 1}, {50, 0, 50, 1}, {51, 0, 50, 2}, {3, 1, 1, 3}, {4, 2, 2, 2}, {5, 2, 2, 3}, {5, 1000, 5, 1},
	} {
		c := newSimpleCentre(t)
		for i := range row.held {
			c.task(fmt.Sprint(i))
		}
		page, pages, first, total := Page{Size: row.size}, 0, -1, 0
		for {
			found, err := c.a.Tasks(c.ws, TaskFilter{}, page)
			c.must("list", err)
			pages++
			if total += len(found.Items); first < 0 {
				first = len(found.Items)
			}
			if found.Next == 0 {
				break
			}
			page.After = found.Next
		}
		if first != row.first || pages != row.pages || total != row.held {
			t.Errorf("%d tasks by %d: first page %d, %d pages, %d in all; want %d, %d, %d", row.held, row.size, first, pages, total, row.first, row.pages, row.held)
		}
	}
}

// A walk over the pages of a list sees everything that is there from its
// beginning to its end exactly once, whatever comes and goes between two pages.
func TestAWalkOverPagesNeitherLosesNorRepeatsATask(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := newSimpleCentre(t)
		made := 0
		create := func() {
			c.task(fmt.Sprint(made))
			made++
			if rapid.Bool().Draw(t, "time passes") {
				c.passes(time.Second)
			}
		}
		for range rapid.IntRange(0, 30).Draw(t, "held at first") {
			create()
		}
		filter := TaskFilter{}
		if rapid.Bool().Draw(t, "newest first") {
			filter.Ordering = new(newestFirst)
		}
		if rapid.Bool().Draw(t, "pending only") {
			filter.Statuses = []string{"pending"}
		}
		stays := map[string]bool{}
		for name := range made {
			stays[fmt.Sprint(name)] = true
		}
		seen := map[string]int{}
		page := Page{Size: rapid.IntRange(1, 7).Draw(t, "page size")}
		for {
			found, err := c.a.Tasks(c.ws, filter, page)
			c.must("list", err)
			for _, name := range c.names(found.Items) {
				seen[name]++
			}
			if page.After = found.Next; found.Next == 0 {
				break
			}
			for range rapid.IntRange(0, 4).Draw(t, "deleted between pages") {
				if len(c.tasks) == 0 {
					break
				}
				all := slices.Sorted(func(yield func(string) bool) {
					for name := range c.tasks {
						if !yield(name) {
							return
						}
					}
				})
				gone := rapid.SampledFrom(all).Draw(t, "deleted")
				c.must("delete", c.a.DeleteTask(c.ws, c.tasks[gone], ""))
				delete(c.tasks, gone)
				delete(stays, gone)
			}
			if len(seen) < 60 {
				for range rapid.IntRange(0, 3).Draw(t, "made between pages") {
					create()
				}
			}
		}
		for name := range stays {
			if seen[name] != 1 {
				t.Fatalf("task %s was there from beginning to end and was seen %d times", name, seen[name])
			}
		}
		for name, times := range seen {
			if times > 1 {
				t.Fatalf("task %s was seen %d times", name, times)
			}
		}
	})
}

func TestEveryListGoesByPages(t *testing.T) {
	t.Parallel()
	c := newChat(t, "ann", "bob", "cid")
	for _, name := range []string{"ann", "bob", "cid"} {
		c.rejects(name, "chat")
	}
	for i := range 3 {
		c.invites(fmt.Sprint("invite ", i))
	}
	for i := range 3 {
		c.queue(fmt.Sprint("queue ", i), "1==1")
		c.workflow(fmt.Sprint("flow ", i), c.byDefault("everyone"))
		c.must("message", errorOf(c.a.AddMessage(c.thread, MessageChange{Body: new("x")})))
		c.must("member", errorOf(c.a.AddConversationParticipant(c.thread, ConversationParticipantChange{Identity: new(fmt.Sprint(i))})))
		c.must("conversation", errorOf(c.a.CreateConversation(ConversationChange{})))
		c.must("participant", errorOf(c.a.CreateParticipant(c.interaction, c.channel, ParticipantRequest{Type: new("supervisor"), MediaProperties: new(fmt.Sprintf(`{"identity":"s%d"}`, i))})))
		newCentreBeside(c.centre)
	}
	lists := map[string]func(Page) (int, uint64, error){
		"workspaces":      func(p Page) (int, uint64, error) { return size(c.a.Workspaces(nil, p)) },
		"activities":      func(p Page) (int, uint64, error) { return size(c.a.Activities(c.ws, ActivityFilter{}, p)) },
		"task channels":   func(p Page) (int, uint64, error) { return size(c.a.TaskChannels(c.ws, p)) },
		"queues":          func(p Page) (int, uint64, error) { return size(c.a.TaskQueues(c.ws, TaskQueueFilter{}, p)) },
		"workflows":       func(p Page) (int, uint64, error) { return size(c.a.Workflows(c.ws, nil, p)) },
		"workers":         func(p Page) (int, uint64, error) { return size(c.a.Workers(c.ws, WorkerFilter{}, p)) },
		"worker channels": func(p Page) (int, uint64, error) { return size(c.a.WorkerChannels(c.ws, c.workers["ann"], p)) },
		"reservations of a task": func(p Page) (int, uint64, error) {
			return size(c.a.TaskReservations(c.ws, c.tasks["chat"], ReservationFilter{}, p))
		},
		"events":                    func(p Page) (int, uint64, error) { return size(c.a.Events(c.ws, EventFilter{}, p)) },
		"invites":                   func(p Page) (int, uint64, error) { return size(c.a.Invites(c.interaction, c.channel, p)) },
		"participants":              func(p Page) (int, uint64, error) { return size(c.a.Participants(c.interaction, c.channel, p)) },
		"conversations":             func(p Page) (int, uint64, error) { return size(c.a.Conversations(nil, p)) },
		"members of a conversation": func(p Page) (int, uint64, error) { return size(c.a.ConversationParticipants(c.thread, p)) },
		"messages":                  func(p Page) (int, uint64, error) { return size(c.a.Messages(c.thread, "asc", p)) },
		"messages, newest first":    func(p Page) (int, uint64, error) { return size(c.a.Messages(c.thread, "desc", p)) },
		"tasks by priority": func(p Page) (int, uint64, error) {
			return size(c.a.Tasks(c.ws, TaskFilter{Ordering: new("Priority:desc")}, p))
		},
		"tasks, newest first": func(p Page) (int, uint64, error) {
			return size(c.a.Tasks(c.ws, TaskFilter{Ordering: new(newestFirst)}, p))
		},
		"tasks of two statuses": func(p Page) (int, uint64, error) {
			return size(c.a.Tasks(c.ws, TaskFilter{Statuses: []string{"pending", "reserved"}}, p))
		},
	}
	for name, list := range lists {
		all, next, err := list(Page{Size: 1000})
		if err != nil || next != 0 || all < 3 {
			t.Errorf("%s: %d at once, next %d, error %v; want at least 3 and no further page", name, all, next, err)
			continue
		}
		walked := 0
		for page := (Page{Size: 1}); ; {
			n, next, err := list(page)
			if walked += n; err != nil || n != 1 || walked > all {
				t.Errorf("%s: a page of one has %d, %d so far of %d, error %v", name, n, walked, all, err)
				break
			}
			if next == 0 {
				break
			}
			page.After = next
		}
		if walked != all {
			t.Errorf("%s: one by one %d, at once %d", name, walked, all)
		}
	}
}

func size[T any](listed Listed[T], err error) (int, uint64, error) {
	return len(listed.Items), listed.Next, err
}

func TestWhichWorkersAndQueuesAreListed(t *testing.T) {
	t.Parallel()
	c := newCentre(t)
	c.queue("english", `languages HAS "en"`)
	c.queue("everyone", "1==1")
	c.worker("ann", `{"languages":["en"]}`)
	c.workerIn("bert", `{"languages":["de"]}`, "Offline")
	for _, row := range []struct {
		name   string
		filter WorkerFilter
		want   []string
	}{
		{"all", WorkerFilter{}, []string{"ann", "bert"}},
		{"available", WorkerFilter{Available: new(true)}, []string{"ann"}},
		{"not available", WorkerFilter{Available: new(false)}, []string{"bert"}},
		{"in an activity", WorkerFilter{ActivityName: new("Offline")}, []string{"bert"}},
		{"in an activity by sid", WorkerFilter{ActivitySid: new(c.activity("Available"))}, []string{"ann"}},
		{"by name", WorkerFilter{FriendlyName: new("bert")}, []string{"bert"}},
		{"in a queue", WorkerFilter{TaskQueueSid: new(c.queues["english"])}, []string{"ann"}},
		{"in a queue by name", WorkerFilter{TaskQueueName: new("everyone")}, []string{"ann", "bert"}},
		{"by an expression", WorkerFilter{TargetWorkersExpression: new(`worker.languages HAS "de"`)}, []string{"bert"}},
	} {
		found, err := c.a.Workers(c.ws, row.filter, Page{})
		var got []string
		for _, worker := range found.Items {
			got = append(got, worker.FriendlyName)
		}
		if err != nil || !slices.Equal(got, row.want) {
			t.Errorf("%s: got %q, error %v, want %q", row.name, got, err, row.want)
		}
	}
	found, err := c.a.TaskQueues(c.ws, TaskQueueFilter{EvaluateWorkerAttributes: new(`{"languages":["fr"]}`)}, Page{})
	if err != nil || len(found.Items) != 1 || found.Items[0].FriendlyName != "everyone" {
		t.Errorf("queues for a French speaker: %+v, error %v; want everyone", found.Items, err)
	}
	reservations, err := c.a.WorkerReservations(c.ws, c.workers["ann"], ReservationFilter{Status: new(string(taskrouter.ReservationIsPending))}, Page{})
	if err != nil || len(reservations.Items) != 0 {
		t.Errorf("ann has %d pending reservations, error %v; want none", len(reservations.Items), err)
	}
}
