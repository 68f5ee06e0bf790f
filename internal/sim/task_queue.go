package sim

import (
	"slices"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// queueRow is a task queue with the workers that it selects and the tasks that
// wait in it, in lines.
type queueRow struct {
	value   taskrouter.TaskQueue
	age     int // how many queues the workspace had before it
	members []*workerRow
	waiting map[string]map[lineKey]*line // by the one worker to whom the tasks are left, "" for all others
}

func (q *queueRow) lifo() bool { return q.value.TaskOrder == "LIFO" }

// A TaskQueueView is a queue with the names of its activities.
type TaskQueueView struct {
	taskrouter.TaskQueue
	AccountSid              string
	ReservationActivityName string
	AssignmentActivityName  string
}

// A TaskQueueChange is what a create or update sets.
type TaskQueueChange struct {
	FriendlyName, TargetWorkers, TaskOrder        *string
	ReservationActivitySid, AssignmentActivitySid *string
	MaxReservedWorkers                            *int
}

// A TaskQueueFilter narrows a list of queues.
type TaskQueueFilter struct {
	FriendlyName, WorkerSid  *string
	EvaluateWorkerAttributes *string // a JSON object; queues that would select such a worker
}

// everybody is the expression of a queue that says nothing of its workers.
const everybody = "1==1"

// CreateTaskQueue makes a queue; it selects every worker unless told otherwise.
func (a *Account) CreateTaskQueue(ws string, change TaskQueueChange) (TaskQueueView, error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return TaskQueueView{}, err
	}
	queue, err := a.addTaskQueue(w, change)
	if err != nil {
		return TaskQueueView{}, err
	}
	return w.queueView(queue), nil
}

func (a *Account) addTaskQueue(w *workspace, change TaskQueueChange) (*queueRow, error) {
	if err := friendlyName(change.FriendlyName, true); err != nil {
		return nil, err
	}
	all, err := taskrouter.ParseExpression(everybody)
	if err != nil {
		return nil, err
	}
	queue := &queueRow{
		value: taskrouter.TaskQueue{
			WorkspaceSid: w.value.Sid, TargetWorkers: all, MaxReservedWorkers: 1, TaskOrder: "FIFO", Created: a.now, Updated: a.now,
		},
		waiting: map[string]map[lineKey]*line{},
	}
	if err := w.changeQueue(queue, change); err != nil {
		return nil, err
	}
	queue.value.Sid, queue.age = a.ids.next("WQ"), int(w.queues.last)
	w.queues.add(queue.value.Sid, queue)
	w.enlistAll(queue)
	a.note(taskrouter.QueueCreated, w.value.Sid, queue.value.Sid, "queue "+queue.value.FriendlyName)
	return queue, nil
}

// TaskQueue finds a queue by its sid.
func (a *Account) TaskQueue(ws, sid string) (TaskQueueView, error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return TaskQueueView{}, err
	}
	queue, err := w.queue(sid)
	if err != nil {
		return TaskQueueView{}, err
	}
	return w.queueView(queue), nil
}

// UpdateTaskQueue changes a queue; workers that it selects anew may get offers.
func (a *Account) UpdateTaskQueue(ws, sid string, change TaskQueueChange) (TaskQueueView, error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return TaskQueueView{}, err
	}
	queue, err := w.queue(sid)
	if err != nil {
		return TaskQueueView{}, err
	}
	wasLIFO := queue.lifo()
	if err := w.changeQueue(queue, change); err != nil {
		return TaskQueueView{}, err
	}
	queue.value.Updated = a.now
	if queue.lifo() != wasLIFO {
		queue.lineUpAnew()
	}
	w.enlistAll(queue)
	a.note(taskrouter.QueueUpdated, ws, sid, "queue "+queue.value.FriendlyName)
	a.feedAll(w, slices.Clone(queue.members))
	return w.queueView(queue), nil
}

// lineUpAnew puts every waiting task where the queue's order now wants it.
func (q *queueRow) lineUpAnew() {
	for _, line := range q.lines() {
		for _, row := range line.tasks.Items() {
			row.joinLine(q)
		}
	}
}

// DeleteTaskQueue forgets a queue in which no task waits or is on offer.
func (a *Account) DeleteTaskQueue(ws, sid string) error {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return err
	}
	queue, err := w.queue(sid)
	if err != nil {
		return err
	}
	for row := range w.tasks.open() {
		if row.task.QueueSid == sid {
			return rulebook.Invalid(rulebook.CodeInvalid, "Cannot delete task queue %s because task %s is in it", sid, row.task.Sid)
		}
	}
	w.queues.remove(sid)
	for _, worker := range queue.members {
		worker.queues = slices.DeleteFunc(worker.queues, func(q *queueRow) bool { return q == queue })
	}
	a.note(taskrouter.QueueDeleted, ws, sid, "queue "+queue.value.FriendlyName)
	return nil
}

// TaskQueues lists a workspace's queues.
func (a *Account) TaskQueues(ws string, filter TaskQueueFilter, page Page) (Listed[TaskQueueView], error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return Listed[TaskQueueView]{}, err
	}
	var like taskrouter.Variables
	if filter.EvaluateWorkerAttributes != nil {
		attributes, err := taskrouter.ParseAttributes(*filter.EvaluateWorkerAttributes, a.book.AttributesCharacters)
		if err != nil {
			return Listed[TaskQueueView]{}, err
		}
		like = attributes.Variables()
	}
	found := w.queues.page(page, func(queue *queueRow) bool {
		return is(filter.FriendlyName, queue.value.FriendlyName) &&
			(filter.WorkerSid == nil || queue.has(*filter.WorkerSid)) &&
			(like == nil || queue.value.TargetWorkers.Matches(like))
	})
	return mapped(found, w.queueView), nil
}

func (q *queueRow) has(worker string) bool {
	return slices.ContainsFunc(q.members, func(r *workerRow) bool { return r.worker.Sid == worker })
}

func (w *workspace) queue(sid string) (*queueRow, error) {
	if queue, ok := w.queues.get(sid); ok {
		return queue, nil
	}
	return nil, missing(w.value.Sid, "TaskQueues", sid)
}

// changeQueue changes a queue, or nothing where one of the values is refused.
func (w *workspace) changeQueue(queue *queueRow, change TaskQueueChange) error {
	if err := friendlyName(change.FriendlyName, false); err != nil {
		return err
	}
	next := queue.value
	keep(&next.FriendlyName, change.FriendlyName)
	keep(&next.TaskOrder, change.TaskOrder)
	keep(&next.ReservationActivitySid, change.ReservationActivitySid)
	keep(&next.AssignmentActivitySid, change.AssignmentActivitySid)
	keep(&next.MaxReservedWorkers, change.MaxReservedWorkers)
	if change.TargetWorkers != nil {
		expression, err := taskrouter.ParseExpression(*change.TargetWorkers)
		if err != nil {
			return rulebook.Invalid(rulebook.CodeInvalid, "Invalid TargetWorkers: %v", err)
		}
		next.TargetWorkers = expression
	}
	if err := w.checkQueue(next); err != nil {
		return err
	}
	queue.value = next
	return nil
}

func (w *workspace) checkQueue(queue taskrouter.TaskQueue) error {
	const most = 50 // parallel offers of one task
	if n := queue.MaxReservedWorkers; n < 1 || n > most {
		return rulebook.Invalid(rulebook.CodeInvalid, "Value '%d' provided for MaxReservedWorkers is not 1 to %d", n, most)
	}
	if queue.TaskOrder != "FIFO" && queue.TaskOrder != "LIFO" {
		return rulebook.Invalid(rulebook.CodeInvalid, "Value '%s' provided for TaskOrder is neither FIFO nor LIFO", queue.TaskOrder)
	}
	for _, sid := range []string{queue.ReservationActivitySid, queue.AssignmentActivitySid} {
		if _, ok := w.activities.get(sid); sid != "" && !ok {
			return unknownValue("ActivitySid", sid)
		}
	}
	return nil
}

func (w *workspace) queueView(queue *queueRow) TaskQueueView {
	reserving, _ := w.activities.get(queue.value.ReservationActivitySid)
	assigning, _ := w.activities.get(queue.value.AssignmentActivitySid)
	return TaskQueueView{
		TaskQueue: queue.value, AccountSid: w.value.AccountSid,
		ReservationActivityName: reserving.FriendlyName, AssignmentActivityName: assigning.FriendlyName,
	}
}

// enlistAll works out anew which workers a queue selects.
func (w *workspace) enlistAll(queue *queueRow) {
	queue.members = nil
	for worker := range w.workers.all() {
		worker.queues = slices.DeleteFunc(worker.queues, func(q *queueRow) bool { return q == queue })
		w.admit(queue, worker)
		slices.SortFunc(worker.queues, func(p, q *queueRow) int { return p.age - q.age })
	}
}

// enlist works out anew which queues select a worker.
func (w *workspace) enlist(worker *workerRow) {
	worker.leaveQueues()
	for queue := range w.queues.all() {
		w.admit(queue, worker)
	}
}

func (r *workerRow) leaveQueues() {
	for _, queue := range r.queues {
		queue.members = slices.DeleteFunc(queue.members, func(member *workerRow) bool { return member == r })
	}
	r.queues = nil
}

func (w *workspace) admit(queue *queueRow, worker *workerRow) {
	if queue.value.TargetWorkers.Matches(worker.worker.Variables()) {
		queue.members = append(queue.members, worker)
		worker.queues = append(worker.queues, queue)
	}
}

// dismiss takes a worker out of the workspace and of every queue.
func (w *workspace) dismiss(worker *workerRow) {
	for queue := range w.queues.all() {
		for _, line := range queue.lines() {
			delete(line.past, worker)
		}
	}
	worker.leaveQueues()
	delete(w.names, folded(worker.worker.FriendlyName))
	w.workers.remove(worker.worker.Sid)
}
