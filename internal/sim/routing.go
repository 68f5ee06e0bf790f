package sim

import (
	"reflect"
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// Routing is immediate: an offer is made by the command that makes it possible.
// Among the workers who can take a task, the one who has been idle longest gets
// it. A worker who has let an offer of a task pass is not offered it again until
// their activity changes or the task changes queues; the platform's pages are
// silent on that, and a stand-in without it would offer for ever.

// aim decides which targets a new task goes through: those of its workflow, or
// the one queue or worker that it is routed to.
func (a *Account) aim(w *workspace, row *taskRow, in NewTask) error {
	keep(&row.task.RoutingTarget, in.RoutingTarget)
	keep(&row.task.IgnoreCapacity, in.IgnoreCapacity)
	target := row.task.RoutingTarget
	switch {
	case strings.HasPrefix(target, "WK"):
		return a.aimAtWorker(w, row, target, in.IgnoreCapacity)
	case strings.HasPrefix(target, "WQ"):
		return a.aimAtQueue(w, row, "RoutingTarget", target)
	case strings.HasPrefix(target, "WW"):
		return a.aimAtWorkflow(w, row, "RoutingTarget", target)
	case target != "":
		return rulebook.Invalid(rulebook.CodeInvalid,
			"Value '%s' provided for WorkflowSid as RoutingTarget has an invalid format. WorkspaceSid: %s, AccountSid: %s",
			target, w.value.Sid, a.sid)
	case in.TaskQueueSid != nil:
		return a.aimAtQueue(w, row, "TaskQueueSid", *in.TaskQueueSid)
	case in.WorkflowSid != nil:
		return a.aimAtWorkflow(w, row, "WorkflowSid", *in.WorkflowSid)
	}
	only, ok := w.onlyWorkflow()
	if !ok {
		return rulebook.Invalid(rulebook.CodeInvalid, "Missing required parameter WorkflowSid: workspace %s has %d workflows", w.value.Sid, w.workflows.len())
	}
	return a.aimAtWorkflow(w, row, "WorkflowSid", only.Sid)
}

// aimAtWorker restricts a task to one worker, in the first queue that selects
// them. Their capacity does not count unless the request says that it does.
func (a *Account) aimAtWorker(w *workspace, row *taskRow, sid string, ignoreCapacity *bool) error {
	worker, ok := w.workers.get(sid)
	if !ok || len(worker.queues) == 0 {
		return unknownValue("RoutingTarget", sid)
	}
	row.only = sid
	row.task.IgnoreCapacity = ignoreCapacity == nil || *ignoreCapacity
	row.route = []taskrouter.WorkflowTarget{{QueueSid: worker.queues[0].value.Sid}}
	return nil
}

func (a *Account) aimAtQueue(w *workspace, row *taskRow, parameter, sid string) error {
	if _, ok := w.queues.get(sid); !ok {
		return unknownValue(parameter, sid)
	}
	row.route = []taskrouter.WorkflowTarget{{QueueSid: sid}}
	return nil
}

func (a *Account) aimAtWorkflow(w *workspace, row *taskRow, parameter, sid string) error {
	workflow, ok := w.workflows.get(sid)
	if !ok {
		return unknownValue(parameter, sid)
	}
	row.task.WorkflowSid = sid
	row.route = w.routeFor(workflow, row.task)
	return nil
}

func (w *workspace) onlyWorkflow() (taskrouter.Workflow, bool) {
	if w.workflows.len() != 1 {
		return taskrouter.Workflow{}, false
	}
	return w.workflows.find(func(taskrouter.Workflow) bool { return true })
}

// routeFor is the way through a workflow that a task's attributes lead to.
// Tasks that go the same way share one list of its targets.
func (w *workspace) routeFor(workflow taskrouter.Workflow, task *taskrouter.Task) []taskrouter.WorkflowTarget {
	known := w.routes[workflow.Sid]
	if !workflow.Config.ReadsTask() && len(known) > 0 {
		return known[0]
	}
	route, _ := workflow.Config.Targets(task.Attributes.Variables())
	for _, same := range known {
		if reflect.DeepEqual(same, route) {
			return same
		}
	}
	w.routes[workflow.Sid] = append(known, route)
	return route
}

// driveAnew sends a waiting task through its workflow again, as new attributes
// do. A task that would come to where it waits keeps its place.
func (a *Account) driveAnew(w *workspace, row *taskRow) {
	workflow, ok := w.workflows.get(row.task.WorkflowSid)
	if !ok || !workflow.Config.ReadsTask() {
		return
	}
	route := w.routeFor(workflow, row.task)
	if reflect.DeepEqual(route, row.route) {
		return
	}
	a.timers.stop(row.step.alarm)
	row.leaveLine()
	row.route, row.step, row.only = route, step{}, ""
	a.enterTarget(w, row)
}

// enterTarget puts a task into its current target's queue and sees whom it can be
// offered to. A task that has run out of targets is canceled.
func (a *Account) enterTarget(w *workspace, row *taskRow) {
	for ; row.step.index < len(row.route); row.step.index++ {
		target := row.route[row.step.index]
		if queue, ok := w.queues.get(target.QueueSid); ok && !a.skips(target, queue, row) {
			a.enterQueue(w, row, queue, target)
			return
		}
	}
	a.tell(w, taskrouter.WorkflowTimeout, row, nil)
	a.cancel(w, row, "Workflow ended without an assignment")
}

func (a *Account) enterQueue(w *workspace, row *taskRow, queue *queueRow, target taskrouter.WorkflowTarget) {
	next := *row.task
	if target.Priority != nil {
		next.Priority = *target.Priority
	}
	if next.QueueSid != queue.value.Sid {
		next = next.EnterQueue(queue.value.Sid, a.now)
	}
	w.tasks.put(row, next)
	row.declined = nil
	row.only = w.knownWorker(target, row)
	if target.Timeout > 0 {
		row.step.alarm = a.timers.set(a.now.Add(target.Timeout), func() { a.targetTimedOut(w, row) })
	}
	row.joinLine(queue)
	a.tell(w, taskrouter.TaskQueueEntered, row, nil)
}

// targetTimedOut moves a task on to its workflow's next target, at once or when
// the offer that is out has been answered.
func (a *Account) targetTimedOut(w *workspace, row *taskRow) {
	row.step.expired = true
	if row.task.Status == taskrouter.Pending {
		a.nextTarget(w, row)
	}
}

func (a *Account) nextTarget(w *workspace, row *taskRow) {
	a.tell(w, taskrouter.TaskQueueTimeout, row, nil)
	row.leaveLine()
	row.step = step{index: row.step.index + 1}
	if row.step.index < len(row.route) && row.route[row.step.index].IsDefault {
		row.step.index = len(row.route) // a task that timed out does not fall through to the default
	}
	a.enterTarget(w, row)
	a.offer(w, row)
}

// skips evaluates a target's skip_if, which may ask how many workers of the
// queue are available, unavailable, or in an activity.
func (a *Account) skips(target taskrouter.WorkflowTarget, queue *queueRow, row *taskRow) bool {
	if target.SkipIf == nil {
		return false
	}
	attributes := taskrouter.TaskScope(row.task.Attributes.Variables())
	return target.SkipIf.Matches(func(path []string) (any, bool) {
		if len(path) == 2 && path[0] == "workers" {
			return queue.count(path[1]), true
		}
		return attributes(path)
	})
}

// count is how many of a queue's workers are "available", "unavailable" or in
// the activity of a sid.
func (q *queueRow) count(which string) int {
	n := 0
	for _, worker := range q.members {
		switch {
		case which == "available" && worker.worker.Available,
			which == "unavailable" && !worker.worker.Available,
			which == worker.worker.ActivitySid:
			n++
		}
	}
	return n
}

// knownWorker is the one worker whom a target asks for, by sid or by name; the
// text may name an attribute of the task that holds it. A target that asks for
// nobody leaves the task open to whom it was open before.
func (w *workspace) knownWorker(target taskrouter.WorkflowTarget, row *taskRow) string {
	if target.KnownWorkerSid != "" {
		return row.resolve(target.KnownWorkerSid)
	}
	if target.KnownWorkerName == "" {
		return row.only
	}
	name := row.resolve(target.KnownWorkerName)
	if worker, ok := w.workers.find(func(r *workerRow) bool { return r.worker.FriendlyName == name }); ok {
		return worker.worker.Sid
	}
	return row.only
}

// resolve gives the text of the task attribute that a text names, or the text
// itself where it names none.
func (r *taskRow) resolve(text string) string {
	path, named := strings.CutPrefix(text, "task.")
	if !named {
		return text
	}
	if value, ok := r.task.Attributes.Lookup(strings.Split(path, ".")); ok {
		if found, isText := value.(string); isText {
			return found
		}
	}
	return text
}

// offer makes as many offers of a waiting task as its queue allows in parallel.
func (a *Account) offer(w *workspace, row *taskRow) {
	if row.task.Status != taskrouter.Pending || row.line == nil {
		return
	}
	queue, ok := w.queues.get(row.task.QueueSid)
	if !ok {
		return
	}
	for range queue.value.MaxReservedWorkers {
		worker := a.longestIdle(queue, row)
		if worker == nil {
			return
		}
		a.reserve(w, row, worker)
	}
}

func (a *Account) longestIdle(queue *queueRow, row *taskRow) *workerRow {
	var best *workerRow
	for _, worker := range queue.members {
		if a.suits(worker, row) && (best == nil || worker.idle < best.idle) {
			best = worker
		}
	}
	return best
}

// suits tells whether a worker whom the queue selects can be offered a task now.
func (a *Account) suits(worker *workerRow, row *taskRow) bool {
	if !worker.worker.Available || row.declined[worker.worker.Sid] || (row.only != "" && row.only != worker.worker.Sid) {
		return false
	}
	channel, ok := worker.channels.on(row.task.ChannelSid)
	if !ok || !channel.Takes(worker.load[channel.ChannelSid], row.task.IgnoreCapacity) || row.offeredTo(worker) {
		return false
	}
	return row.wants(worker)
}

func (r *taskRow) offeredTo(worker *workerRow) bool {
	for _, offer := range r.offers {
		if offer.worker == worker && offer.reservation.Live() {
			return true
		}
	}
	return false
}

// wants evaluates the target's own expression, which speaks of both sides:
// task.language == worker.language.
func (r *taskRow) wants(worker *workerRow) bool {
	if r.step.index >= len(r.route) || r.route[r.step.index].Expression == nil {
		return true
	}
	scope := taskrouter.TargetScope(r.task.Attributes.Variables(), worker.worker.Variables())
	return r.route[r.step.index].Expression.Matches(scope)
}

// feed offers a worker what waits for somebody like them, for as long as they
// have room: of all lines that they serve the task that comes first.
func (a *Account) feed(w *workspace, worker *workerRow) {
	for worker.worker.Available {
		next := a.firstFor(w, worker)
		if next == nil {
			return
		}
		a.offer(w, next)
		if !next.offeredTo(worker) {
			return // somebody who has been idle longer got it
		}
	}
}

func (a *Account) feedAll(w *workspace, workers []*workerRow) {
	for _, worker := range workers {
		a.feed(w, worker)
	}
}

func (a *Account) firstFor(w *workspace, worker *workerRow) *taskRow {
	var first *taskRow
	for _, queue := range worker.queues {
		for channel := range w.channels.all() {
			line, ok := queue.waiting[channel.Sid]
			if !ok {
				continue
			}
			line.Scan(func(row *taskRow) bool {
				if first != nil && !row.place.before(first.place) {
					return false
				}
				if a.suits(worker, row) {
					first = row
					return false
				}
				return worker.hasRoom(row)
			})
		}
	}
	return first
}

// hasRoom tells whether looking further down a line can help: without capacity
// on its channel only a task that ignores capacity could be taken.
func (r *workerRow) hasRoom(row *taskRow) bool {
	channel, ok := r.channels.on(row.task.ChannelSid)
	return ok && channel.Takes(r.load[channel.ChannelSid], false)
}

// forgive lets a worker be offered again what they have let pass.
func (a *Account) forgive(w *workspace, worker *workerRow) {
	for offer := range worker.offers.all() {
		delete(offer.task.declined, worker.worker.Sid)
	}
}
