package sim

import (
	"reflect"
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// Which targets a task goes through, and in which queue it waits. Who is offered
// a task that waits stands in offer.go.

// aim decides which targets a new task goes through: those of its workflow, or
// the one queue or worker that it is routed to.
func (a *Account) aim(w *workspace, row *taskRow, in NewTask) error {
	keep(&row.task.RoutingTarget, in.RoutingTarget)
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
		return a.aimPast(w, row, in)
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
// them. Their capacity and availability do not count unless the request says
// that they do; for any other target they always count (Twilio docs, Task resource).
func (a *Account) aimAtWorker(w *workspace, row *taskRow, sid string, ignoreCapacity *bool) error {
	worker, ok := w.workers.get(sid)
	if !ok || len(worker.queues) == 0 {
		return unknownValue("RoutingTarget", sid)
	}
	row.bound = sid
	row.task.IgnoreCapacity = ignoreCapacity == nil || *ignoreCapacity
	row.route = []taskrouter.WorkflowTarget{{QueueSid: worker.queues[0].value.Sid}}
	return nil
}

// aimPast sends a task straight to a queue. A workflow that is named beside it
// gives its name and its reservation timeout; its filters have no say.
func (a *Account) aimPast(w *workspace, row *taskRow, in NewTask) error {
	if in.WorkflowSid != nil {
		if _, ok := w.workflows.get(*in.WorkflowSid); !ok {
			return unknownValue("WorkflowSid", *in.WorkflowSid)
		}
		row.task.WorkflowSid, row.past = *in.WorkflowSid, true
	}
	return a.aimAtQueue(w, row, "TaskQueueSid", *in.TaskQueueSid)
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
	if !ok || row.past || !workflow.Config.ReadsTask() {
		w.leaveAnew(row)
		return
	}
	route := w.routeFor(workflow, row.task)
	if reflect.DeepEqual(route, row.route) {
		w.leaveAnew(row)
		return
	}
	a.timers.stop(row.step.alarm)
	row.leaveLine()
	row.route, row.step = route, step{}
	a.enterTarget(w, row)
}

// leaveAnew finds out to whom new attributes leave a task; one that waits changes
// lines with that.
func (w *workspace) leaveAnew(row *taskRow) {
	row.only = w.leftTo(row)
	queue, ok := w.queues.get(row.task.QueueSid)
	if ok && row.line != nil && row.line.of.only != row.only {
		row.joinLine(queue)
	}
}

// enterTarget puts a task into the queue of its current target, or of the first
// one after it that it does not skip. A task that has run out of targets is
// canceled, and so is one that has only the default left after another target's
// time ran out.
func (a *Account) enterTarget(w *workspace, row *taskRow) {
	row.declined = nil
	for ; row.step.index < len(row.route); row.step.index++ {
		target := row.route[row.step.index]
		if target.IsDefault && row.step.late {
			break
		}
		row.only = w.leftTo(row)
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
	if target.Priority != nil && *target.Priority != next.Priority {
		next = next.Escalate(*target.Priority, a.now)
	}
	if next.QueueSid != queue.value.Sid {
		next = next.EnterQueue(queue.value.Sid, a.now)
	}
	w.tasks.put(row, next)
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
	row.step = step{index: row.step.index + 1, late: true}
	a.enterTarget(w, row)
	a.offer(w, row)
}

// skips tells whether a task passes a target by: nobody can be offered it there
// now, and the target's skip_if holds, which may ask how many workers of the
// queue are available, unavailable, or in an activity (Twilio docs, Skipping
// based on Worker availability).
func (a *Account) skips(target taskrouter.WorkflowTarget, queue *queueRow, row *taskRow) bool {
	if target.SkipIf == nil || a.firstWorker(queue, row) != nil {
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

// leftTo is the sid of the one worker to whom a task's current target leaves it,
// by sid or by name; the target's text may name an attribute of the task that
// holds it. Somebody who is not there can be offered nothing: the task waits. A
// target that asks for nobody leaves the task to whom its creator asked for.
func (w *workspace) leftTo(row *taskRow) string {
	target := row.route[row.step.index]
	if target.KnownWorkerSid != "" {
		return row.resolve(target.KnownWorkerSid)
	}
	if target.KnownWorkerName == "" {
		return row.bound
	}
	name := row.resolve(target.KnownWorkerName)
	if worker, ok := w.names[folded(name)]; ok && worker.worker.FriendlyName == name {
		return worker.worker.Sid
	}
	return name
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
