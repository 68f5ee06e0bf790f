package sim

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// failer is what the builder needs of a test; rapid's and testing's both have it.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// centre is a contact centre on an account of its own, spoken of by names.
type centre struct {
	t       failer
	a       *Account
	ws      string
	queues  map[string]string
	flows   map[string]string
	workers map[string]string
	tasks   map[string]string
}

const (
	accountOne = "AC00000000000000000000000000000001"
	accountTwo = "AC00000000000000000000000000000002"
)

func newAccountFor(t failer, book *rulebook.Book) *Account {
	t.Helper()
	account, err := NewAccounts(Options{Book: book}).Open(accountOne, "token", 7)
	if err != nil {
		t.Fatalf("open account: %v", err)
	}
	return account
}

// newCentre makes a centre with nothing in it but what a workspace comes with.
func newCentre(t failer) *centre {
	t.Helper()
	return centreOn(t, newAccountFor(t, nil))
}

func centreOn(t failer, account *Account) *centre {
	t.Helper()
	c := &centre{
		t: t, a: account,
		queues: map[string]string{}, flows: map[string]string{}, workers: map[string]string{}, tasks: map[string]string{},
	}
	ws, err := account.CreateWorkspace(WorkspaceChange{FriendlyName: new("Centre")}, nil)
	c.must("create workspace", err)
	c.ws = ws.Sid
	return c
}

// newSimpleCentre has one queue for everybody and a workflow that sends all there.
func newSimpleCentre(t failer) *centre {
	t.Helper()
	c := newCentre(t)
	c.queue("everyone", "1==1")
	c.workflow("all", c.byDefault("everyone"))
	return c
}

func (c *centre) must(what string, err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatalf("%s: %v", what, err)
	}
}

func (c *centre) activity(name string) string {
	c.t.Helper()
	found, err := c.a.Activities(c.ws, ActivityFilter{FriendlyName: &name}, Page{})
	c.must("list activities", err)
	if len(found.Items) != 1 {
		c.t.Fatalf("there are %d activities called %s", len(found.Items), name)
	}
	return found.Items[0].Sid
}

func (c *centre) queue(name, expression string, change ...func(*TaskQueueChange)) {
	c.t.Helper()
	asked := TaskQueueChange{FriendlyName: &name, TargetWorkers: &expression}
	for _, do := range change {
		do(&asked)
	}
	queue, err := c.a.CreateTaskQueue(c.ws, asked)
	c.must("create queue "+name, err)
	c.queues[name] = queue.Sid
}

func inParallel(most int) func(*TaskQueueChange) {
	return func(q *TaskQueueChange) { q.MaxReservedWorkers = &most }
}

func inOrder(order string) func(*TaskQueueChange) {
	return func(q *TaskQueueChange) { q.TaskOrder = &order }
}

func (c *centre) byDefault(queue string) string {
	return fmt.Sprintf(`{"task_routing":{"default_filter":{"queue":%q}}}`, c.queues[queue])
}

// toTargets sends every task through targets, in which a queue stands by its
// name: {"queue":"everyone","timeout":30}.
func (c *centre) toTargets(targets ...string) string {
	return fmt.Sprintf(`{"task_routing":{"filters":[{"expression":"1==1","targets":[%s]}]}}`, c.withSids(strings.Join(targets, ",")))
}

// withSids writes the sids of queues and workers for their names in quotes.
func (c *centre) withSids(text string) string {
	for name, sid := range c.queues {
		text = strings.ReplaceAll(text, `"queue":"`+name+`"`, `"queue":"`+sid+`"`)
	}
	for name, sid := range c.workers {
		text = strings.ReplaceAll(text, `"known_worker_sid":"`+name+`"`, `"known_worker_sid":"`+sid+`"`)
	}
	return text
}

func (c *centre) workflow(name, configuration string, change ...func(*WorkflowChange)) {
	c.t.Helper()
	configuration = c.withSids(configuration)
	asked := WorkflowChange{FriendlyName: &name, Configuration: &configuration}
	for _, do := range change {
		do(&asked)
	}
	flow, err := c.a.CreateWorkflow(c.ws, asked)
	c.must("create workflow "+name, err)
	c.flows[name] = flow.Sid
}

func reservedFor(seconds int) func(*WorkflowChange) {
	return func(f *WorkflowChange) { f.ReservationTimeout = &seconds }
}

// worker makes an agent who is available and takes one task at a time.
func (c *centre) worker(name, attributes string) {
	c.t.Helper()
	c.workerIn(name, attributes, "Available")
}

func (c *centre) workerIn(name, attributes, activity string) {
	c.t.Helper()
	worker, err := c.a.CreateWorker(c.ws, WorkerChange{FriendlyName: &name, Attributes: &attributes, ActivitySid: new(c.activity(activity))})
	c.must("create worker "+name, err)
	c.workers[name] = worker.Sid
}

func (c *centre) becomes(name, activity string) {
	c.t.Helper()
	_, err := c.a.UpdateWorker(c.ws, c.workers[name], WorkerChange{ActivitySid: new(c.activity(activity))})
	c.must(name+" becomes "+activity, err)
}

func (c *centre) capacity(name, channel string, capacity int) {
	c.t.Helper()
	_, err := c.a.UpdateWorkerChannel(c.ws, c.workers[name], channel, WorkerChannelChange{Capacity: &capacity})
	c.must("set capacity of "+name, err)
}

// task makes a task; where there are several workflows a change has to name one.
func (c *centre) task(name string, change ...func(*NewTask)) TaskView {
	c.t.Helper()
	asked := NewTask{Attributes: new(`{"name":"` + name + `"}`)}
	for _, do := range change {
		do(&asked)
	}
	task, err := c.a.CreateTask(c.ws, asked)
	c.must("create task "+name, err)
	c.tasks[name] = task.Sid
	return task
}

func with(attributes string) func(*NewTask) { return func(n *NewTask) { n.Attributes = &attributes } }
func prior(priority int) func(*NewTask)     { return func(n *NewTask) { n.Priority = &priority } }
func timeout(seconds int) func(*NewTask)    { return func(n *NewTask) { n.Timeout = &seconds } }
func on(channel string) func(*NewTask)      { return func(n *NewTask) { n.TaskChannel = &channel } }
func routedTo(sid string) func(*NewTask)    { return func(n *NewTask) { n.RoutingTarget = &sid } }

func respectingCapacity(n *NewTask) { n.IgnoreCapacity = new(false) }

// get gives a task as it stands, and fails where it is gone.
func (c *centre) get(name string) TaskView {
	c.t.Helper()
	task, err := c.a.Task(c.ws, c.tasks[name])
	c.must("fetch task "+name, err)
	return task
}

// status is a task's status, or "gone".
func (c *centre) status(name string) string {
	c.t.Helper()
	task, err := c.a.Task(c.ws, c.tasks[name])
	if isNotFound(err) {
		return "gone"
	}
	c.must("fetch task "+name, err)
	return string(task.Status)
}

// where is a task's status and queue: "pending in billing".
func (c *centre) where(name string) string {
	c.t.Helper()
	if status := c.status(name); status == "gone" {
		return status
	}
	task := c.get(name)
	return string(task.Status) + " in " + task.QueueName
}

// offered are the names of the agents whom a task is offered to, in the order of
// the offers; "nobody" where there is none.
func (c *centre) offered(name string) string {
	c.t.Helper()
	return c.reservedBy(name, taskrouter.ReservationIsPending)
}

func (c *centre) heldBy(name string) string {
	c.t.Helper()
	return c.reservedBy(name, taskrouter.ReservationIsAccepted, taskrouter.ReservationIsWrapping)
}

func (c *centre) reservedBy(name string, statuses ...taskrouter.ReservationStatus) string {
	c.t.Helper()
	var names []string
	for _, r := range c.reservations(name) {
		if slices.Contains(statuses, r.Status) {
			names = append(names, r.WorkerName)
		}
	}
	if len(names) == 0 {
		return "nobody"
	}
	return strings.Join(names, ", ")
}

func (c *centre) reservations(task string) []taskrouter.Reservation {
	c.t.Helper()
	found, err := c.a.TaskReservations(c.ws, c.tasks[task], ReservationFilter{}, Page{Size: 1000})
	c.must("list reservations of "+task, err)
	return found.Items
}

// past is what became of a task's reservations: "ann rejected, bob accepted".
func (c *centre) past(task string) string {
	c.t.Helper()
	var all []string
	for _, r := range c.reservations(task) {
		all = append(all, r.WorkerName+" "+string(r.Status))
	}
	return strings.Join(all, ", ")
}

func (c *centre) reservation(task, worker string) taskrouter.Reservation {
	c.t.Helper()
	var last taskrouter.Reservation
	for _, r := range c.reservations(task) {
		if r.WorkerSid == c.workers[worker] {
			last = r
		}
	}
	if last.Sid == "" {
		c.t.Fatalf("%s was never offered to %s; its reservations: %s", task, worker, c.past(task))
	}
	return last
}

// answer sets the status of a worker's last reservation of a task.
func (c *centre) answer(worker, task, status string) {
	c.t.Helper()
	r := c.reservation(task, worker)
	_, err := c.a.UpdateTaskReservation(c.ws, r.TaskSid, r.Sid, ReservationChange{Status: &status})
	c.must(worker+" sets the reservation of "+task+" to "+status, err)
}

func (c *centre) accepts(worker, task string) { c.t.Helper(); c.answer(worker, task, "accepted") }
func (c *centre) rejects(worker, task string) { c.t.Helper(); c.answer(worker, task, "rejected") }

func (c *centre) update(task string, change TaskChange) (TaskView, error) {
	return c.a.UpdateTask(c.ws, c.tasks[task], change)
}

// set updates a task and fails where that is refused.
func (c *centre) set(task string, change TaskChange) TaskView {
	c.t.Helper()
	after, err := c.update(task, change)
	c.must("update task "+task, err)
	return after
}

func (c *centre) becomesStatus(task, status string) {
	c.t.Helper()
	c.set(task, TaskChange{Status: &status})
}

func (c *centre) passes(span time.Duration) {
	c.t.Helper()
	_, err := c.a.Advance(span)
	c.must("advance by "+span.String(), err)
}

// types are the types of the events since a place in the history.
func (c *centre) types(since int) []string {
	var types []string
	for _, e := range c.a.History(0)[since:] {
		types = append(types, string(e.Type))
	}
	return types
}

func (c *centre) eventCount() int { return len(c.a.History(0)) }

func refusalOf(err error) *rulebook.Refusal {
	var refusal *rulebook.Refusal
	if errors.As(err, &refusal) {
		return refusal
	}
	return nil
}

func isNotFound(err error) bool {
	refusal := refusalOf(err)
	return refusal != nil && refusal.Kind == rulebook.KindNotFound && refusal.Code == rulebook.CodeNotFound
}

// wantRefused fails where an error is not a refusal of a kind and code.
func wantRefused(t failer, what string, err error, kind rulebook.Kind, code int) {
	t.Helper()
	refusal := refusalOf(err)
	if refusal == nil {
		t.Errorf("%s: got error %v, want a refusal with code %d", what, err, code)
		return
	}
	if refusal.Kind != kind || refusal.Code != code {
		t.Errorf("%s: refused with kind %d, code %d, %q; want kind %d, code %d", what, refusal.Kind, refusal.Code, refusal.Message, kind, code)
	}
}

// A scene is a row of a table: what happens in a centre, and what is then seen.
type scene struct {
	name string
	play func(c *centre) string
	want string
}

func playAll(t *testing.T, build func(failer) *centre, scenes []scene) {
	t.Helper()
	for _, row := range scenes {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			c := build(t)
			if got := row.play(c); got != row.want {
				t.Errorf("%s: got %q, want %q", row.name, got, row.want)
			}
			sound(t, c.a)
		})
	}
}
