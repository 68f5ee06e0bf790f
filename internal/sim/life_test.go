package sim

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// life is a whole account to which anything can happen. Commands may be
// refused; whatever comes of them, the account has to stay sound.
type life struct {
	*centre
	chats []*chatCentre
	made  int
	loads map[string]int // what each worker had on each channel after the last step
}

func newLife(t *rapid.T) *life {
	book := rulebook.Documented()
	book.AssignmentsLimit = rapid.SampledFrom([]int{2, 1000}).Draw(t, "assignments limit")
	l := &life{centre: centreOn(t, newAccountFor(t, book))}
	l.queue("skilled", `skills HAS "a"`, inOrder(rapid.SampledFrom([]string{"FIFO", "LIFO"}).Draw(t, "order")))
	l.queue("parallel", "1==1", inParallel(3))
	l.queue("everyone", "1==1")
	for i := range rapid.IntRange(0, 3).Draw(t, "workers") {
		l.newWorker(t, fmt.Sprint("w", i))
	}
	l.workflow("by step", `{"task_routing":{"filters":[
		{"expression":"kind=='a'","targets":[{"queue":"skilled","timeout":50,"skip_if":"workers.available == 0"},{"queue":"parallel","priority":9,"timeout":400}]},
		{"expression":"kind=='b'","targets":[{"queue":"everyone","known_worker_friendly_name":"task.agent","timeout":100},{"queue":"everyone","expression":"task.level == worker.level","timeout":500}]}],
		"default_filter":{"queue":"parallel"}}}`, reservedFor(120))
	l.workflow("everyone", l.byDefault("everyone"), reservedFor(30))
	return l
}

func (l *life) newWorker(t *rapid.T, name string) {
	l.workerIn(name, attributesOf(t), "Offline")
	l.capacity(name, "default", rapid.IntRange(0, 3).Draw(t, "capacity"))
	l.becomes(name, rapid.SampledFrom([]string{"Available", "Offline"}).Draw(t, "activity"))
}

func attributesOf(t *rapid.T) string {
	return rapid.SampledFrom([]string{
		`{}`, `{"kind":"a"}`, `{"kind":"b","agent":"w0"}`, `{"kind":"b","agent":"nobody","level":1}`, `{"skills":["a"],"level":1}`, `{"skills":["b"]}`,
	}).Draw(t, "attributes")
}

// any draws the name of something that there is; false where there is nothing.
func anyOf(t *rapid.T, label string, from map[string]string) (string, bool) {
	if len(from) == 0 {
		return "", false
	}
	names := make([]string, 0, len(from))
	for name := range from {
		names = append(names, name)
	}
	slices.Sort(names)
	return rapid.SampledFrom(names).Draw(t, label), true
}

// legal fails where a command ends in anything but success or a refusal.
func (l *life) legal(t *rapid.T, what string, err error) {
	if err != nil && refusalOf(err) == nil {
		t.Fatalf("%s: %v is no refusal", what, err)
	}
}

func (l *life) createTask(t *rapid.T) {
	name := fmt.Sprint("t", l.made)
	l.made++
	in := NewTask{Attributes: new(attributesOf(t)), WorkflowSid: new(l.flows[rapid.SampledFrom([]string{"by step", "everyone"}).Draw(t, "workflow")])}
	if rapid.Bool().Draw(t, "with priority") {
		in.Priority = new(rapid.IntRange(0, 3).Draw(t, "priority"))
	}
	if rapid.Bool().Draw(t, "with timeout") {
		in.Timeout = new(rapid.IntRange(1, 600).Draw(t, "timeout"))
	}
	switch worker, there := anyOf(t, "aimed at", l.workers); rapid.IntRange(0, 5).Draw(t, "aim") {
	case 0:
		in.RoutingTarget = new(l.queues["skilled"])
	case 1:
		if there {
			in.RoutingTarget = new(l.workers[worker])
			if rapid.Bool().Draw(t, "respects capacity") {
				in.IgnoreCapacity = new(false)
			}
		}
	case 2:
		in.TaskQueueSid = new(l.queues["parallel"])
	}
	in.TaskChannel = new(rapid.SampledFrom([]string{"default", "chat"}).Draw(t, "task channel"))
	view, err := l.a.CreateTask(l.ws, in)
	if l.legal(t, "create task", err); err == nil {
		l.tasks[name] = view.Sid
	}
}

func (l *life) updateTask(t *rapid.T) {
	name, ok := anyOf(t, "task", l.tasks)
	if !ok {
		return
	}
	change := TaskChange{}
	if rapid.Bool().Draw(t, "attributes") {
		change.Attributes = new(attributesOf(t))
	}
	if rapid.Bool().Draw(t, "status") {
		change.Status = new(string(rapid.SampledFrom(taskrouter.TaskStatuses()).Draw(t, "to")))
	}
	if rapid.Bool().Draw(t, "priority") {
		change.Priority = new(rapid.IntRange(0, 5).Draw(t, "to"))
	}
	if rapid.IntRange(0, 3).Draw(t, "channel") == 0 {
		change.TaskChannel = new(rapid.SampledFrom([]string{"default", "chat", "voice"}).Draw(t, "to"))
	}
	before, errBefore := l.a.Task(l.ws, l.tasks[name])
	after, err := l.update(name, change)
	l.legal(t, "update task", err)
	if err == nil && (after.Version < before.Version || after.Version > before.Version+1) && errBefore == nil && !change.reroutes() {
		t.Fatalf("one update took %s from version %d to %d", name, before.Version, after.Version)
	}
}

// reroutes tells whether an update may send a task on, which is a change of its own.
func (c TaskChange) reroutes() bool { return c.Attributes != nil || c.TaskChannel != nil }

func (l *life) answerOne(t *rapid.T) {
	name, ok := anyOf(t, "task", l.tasks)
	if !ok {
		return
	}
	found, err := l.a.TaskReservations(l.ws, l.tasks[name], ReservationFilter{}, Page{Size: 1000})
	if l.legal(t, "list reservations", err); len(found.Items) == 0 {
		return
	}
	r := rapid.SampledFrom(found.Items).Draw(t, "reservation")
	change := ReservationChange{Status: new(string(rapid.SampledFrom([]taskrouter.ReservationStatus{
		"accepted", "accepted", "rejected", "wrapping", "completed", "timeout",
	}).Draw(t, "answer")))}
	if rapid.IntRange(0, 3).Draw(t, "with activity") == 0 {
		change.WorkerActivitySid = new(l.activity(rapid.SampledFrom([]string{"Available", "Offline", "Unavailable"}).Draw(t, "activity")))
	}
	l.legal(t, "answer", errorOf(l.a.UpdateTaskReservation(l.ws, r.TaskSid, r.Sid, change)))
}

func (l *life) changeWorker(t *rapid.T) {
	name, ok := anyOf(t, "worker", l.workers)
	if !ok {
		return
	}
	sid := l.workers[name]
	switch rapid.IntRange(0, 4).Draw(t, "change") {
	case 0:
		l.legal(t, "attributes", errorOf(l.a.UpdateWorker(l.ws, sid, WorkerChange{Attributes: new(attributesOf(t))})))
	case 1:
		l.legal(t, "capacity", errorOf(l.a.UpdateWorkerChannel(l.ws, sid, "default", WorkerChannelChange{Capacity: new(rapid.IntRange(0, 3).Draw(t, "capacity"))})))
	case 2:
		l.legal(t, "availability", errorOf(l.a.UpdateWorkerChannel(l.ws, sid, "chat", WorkerChannelChange{Available: new(rapid.Bool().Draw(t, "available"))})))
	case 3:
		if err := l.a.DeleteWorker(l.ws, sid, ""); err == nil {
			delete(l.workers, name)
		} else {
			l.legal(t, "delete worker", err)
		}
	default:
		activity := l.activity(rapid.SampledFrom([]string{"Available", "Offline", "Unavailable"}).Draw(t, "activity"))
		l.legal(t, "activity", errorOf(l.a.UpdateWorker(l.ws, sid, WorkerChange{ActivitySid: &activity, RejectPending: rapid.Bool().Draw(t, "rejecting")})))
	}
}

func (l *life) changeQueue(t *rapid.T) {
	name := rapid.SampledFrom([]string{"skilled", "parallel", "everyone"}).Draw(t, "queue")
	switch rapid.IntRange(0, 4).Draw(t, "change") {
	case 0:
		l.legal(t, "expression", errorOf(l.a.UpdateTaskQueue(l.ws, l.queues[name], TaskQueueChange{
			TargetWorkers: new(rapid.SampledFrom([]string{"1==1", `skills HAS "a"`, "1==2", `activity_name == "Available"`}).Draw(t, "expression")),
		})))
	case 1:
		l.legal(t, "order", errorOf(l.a.UpdateTaskQueue(l.ws, l.queues[name], TaskQueueChange{TaskOrder: new(rapid.SampledFrom([]string{"FIFO", "LIFO"}).Draw(t, "order"))})))
	case 2:
		l.legal(t, "parallel", errorOf(l.a.UpdateTaskQueue(l.ws, l.queues[name], TaskQueueChange{MaxReservedWorkers: new(rapid.IntRange(1, 3).Draw(t, "most"))})))
	case 3:
		if name == "skilled" {
			l.legal(t, "delete queue", l.a.DeleteTaskQueue(l.ws, l.queues[name]))
		}
	default:
		l.legal(t, "timeout activity", errorOf(l.a.UpdateWorkspace(l.ws, WorkspaceChange{
			TimeoutActivitySid: new(l.activity(rapid.SampledFrom([]string{"Available", "Offline"}).Draw(t, "activity"))),
		})))
	}
}

func (l *life) beginChat(t *rapid.T) {
	view, err := l.a.CreateInteraction(InteractionRequest{
		Channel: new(`{"type":"web","initiated_by":"` + rapid.SampledFrom([]string{"api", "agent"}).Draw(t, "initiator") + `","participants":[{"identity":"customer"}]}`),
		Routing: new(l.routing(`"workflow_sid":"` + l.flows["everyone"] + `","task_channel_unique_name":"default"`)),
	})
	l.must("create interaction", err)
	l.tasks[fmt.Sprint("t", l.made)] = view.Task.Sid
	l.made++
	l.chats = append(l.chats, &chatCentre{centre: l.centre, interaction: view.Sid, channel: view.Channel.Sid, thread: view.Channel.ConversationSid})
}

func (l *life) changeChat(t *rapid.T) {
	if len(l.chats) == 0 {
		return
	}
	c := l.chats[rapid.IntRange(0, len(l.chats)-1).Draw(t, "chat")]
	switch rapid.IntRange(0, 5).Draw(t, "change") {
	case 0:
		l.legal(t, "close", c.close("closed", rapid.SampledFrom([]string{"", routingClosed}).Draw(t, "routing")))
	case 1:
		l.legal(t, "inactive", c.close("inactive", rapid.SampledFrom([]string{"", routingClosed}).Draw(t, "routing")))
	case 2, 3:
		view, err := l.a.CreateInvite(c.interaction, c.channel, new(l.routing(`"workflow_sid":"`+l.flows["everyone"]+`","task_channel_unique_name":"default"`)))
		if l.legal(t, "invite", err); err == nil {
			l.tasks[fmt.Sprint("t", l.made)] = view.Task.Sid
			l.made++
		}
	default:
		found, err := l.a.Participants(c.interaction, c.channel, Page{})
		if l.legal(t, "participants", err); len(found.Items) > 0 {
			p := rapid.SampledFrom(found.Items).Draw(t, "participant")
			status := rapid.SampledFrom([]string{"wrapup", "closed"}).Draw(t, "status")
			l.legal(t, "participant", errorOf(l.a.UpdateParticipant(c.interaction, c.channel, p.Sid, &status)))
		}
	}
}

func (l *life) passSome(t *rapid.T) {
	spans := []time.Duration{
		1, time.Second, 30 * time.Second, 50 * time.Second, 2*time.Minute - 1, 2 * time.Minute, 10 * time.Minute, 24 * time.Hour, 180 * day,
	}
	l.passes(rapid.SampledFrom(spans).Draw(t, "span"))
}

// fits fails where somebody was given more than they take. Having more is no
// fault: their capacity may have been lowered since.
func (l *life) fits(t *rapid.T) {
	l.a.mu.Lock()
	defer l.a.mu.Unlock()
	now := map[string]int{}
	for w := range l.a.workspaces.all() {
		for r := range w.workers.all() {
			ignoring := map[string]bool{}
			for _, o := range r.live() {
				ignoring[o.reservation.ChannelSid] = ignoring[o.reservation.ChannelSid] || o.task.task.IgnoreCapacity
			}
			for channel := range r.channels.list.all() {
				key, load := r.worker.Sid+channel.ChannelSid, r.load[channel.ChannelSid]
				if now[key] = load; load > channel.Capacity && load > l.loads[key] && !ignoring[channel.ChannelSid] {
					t.Fatalf("%s takes %d at once and was given %d", r.worker.FriendlyName, channel.Capacity, load)
				}
			}
		}
	}
	l.loads = now
}

func TestWhateverHappensAnAccountStaysSound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := newLife(t)
		happenings := map[string]func(*rapid.T){
			"a task is created":       l.createTask,
			"another task is created": l.createTask, // twice as likely
			"a task is updated":       l.updateTask,
			"a reservation is set":    l.answerOne,
			"one more is set":         l.answerOne,
			"a worker changes":        l.changeWorker,
			"a queue changes":         l.changeQueue,
			"a chat begins":           l.beginChat,
			"a chat changes":          l.changeChat,
			"time passes":             l.passSome,
			"a worker is new": func(t *rapid.T) {
				if len(l.workers) < 5 {
					l.newWorker(t, fmt.Sprint("new", l.made, len(l.workers)))
					l.made++
				}
			},
			"a task is deleted": func(t *rapid.T) {
				if name, ok := anyOf(t, "task", l.tasks); ok {
					l.legal(t, "delete task", l.a.DeleteTask(l.ws, l.tasks[name], ""))
					delete(l.tasks, name)
				}
			},
			"": func(t *rapid.T) {
				sound(t, l.a)
				l.fits(t)
			},
		}
		for range 3 { // a life is three times as long as rapid's usual run
			t.Repeat(happenings)
		}
	})
}
