package sim

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// voice is the unique name of the task channel that calls come on.
const voice = "voice"

// A TaskView is a task with the names that its answer carries. The task is the
// value that the history keeps too, which nobody changes: an answer copies none of
// its 350 bytes. It is nil in the view of a command that failed.
type TaskView struct {
	*taskrouter.Task
	QueueName    string
	WorkflowName string
	ChannelName  string // the task channel's unique name
	Age          int    // seconds since its creation

	// Was is the task as it stood before the command; nil where that made the
	// task, or only looked at it.
	Was *taskrouter.Task
}

// A NewTask is what a task is created from; nil fields take their defaults.
type NewTask struct {
	Attributes, WorkflowSid, TaskQueueSid *string
	TaskChannel, RoutingTarget            *string
	Timeout, Priority                     *int
	VirtualStart                          *time.Time
	IgnoreCapacity                        *bool
}

// A TaskChange is what an update sets. IfMatch is the header as sent.
type TaskChange struct {
	IfMatch                                 string
	Attributes, Status, Reason, TaskChannel *string
	Priority                                *int
	VirtualStart                            *time.Time
}

// empty tells whether the change would change nothing. A reason by itself does not.
func (c TaskChange) empty() bool { return c.Attributes == nil && c.Status == nil && !c.routes() }

// routes tells whether the change has a say in where and when the task is offered.
func (c TaskChange) routes() bool {
	return c.TaskChannel != nil || c.Priority != nil || c.VirtualStart != nil
}

// CreateTask makes a task and routes it. The answer shows the task before
// anybody was offered it, as the platform's does: routing comes after.
func (a *Account) CreateTask(ws string, in NewTask) (TaskView, error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return TaskView{}, err
	}
	row, err := a.draftTask(w, in)
	if err != nil {
		return TaskView{}, err
	}
	return a.launch(w, row), nil
}

// launch stores a drafted task, sends it to its first queue, takes the view
// that the creator gets, and then lets it be offered.
func (a *Account) launch(w *workspace, row *taskRow) TaskView {
	w.tasks.insert(row)
	a.limit(w, row)
	a.tell(w, taskrouter.TaskCreated, row, nil)
	a.enterTarget(w, row)
	view := w.taskView(row, a.now)
	a.offer(w, row)
	a.missTarget(w, row)
	return view
}

// missTarget cancels a task that was aimed at one worker who is not there to
// take it.
func (a *Account) missTarget(w *workspace, row *taskRow) {
	if !strings.HasPrefix(row.task.RoutingTarget, "WK") || row.task.Status != taskrouter.Pending {
		return
	}
	if worker, ok := w.workers.get(row.bound); !ok || !worker.worker.Available {
		a.cancel(w, row, "RoutingTarget SLA for Reservation creation was not met")
	}
}

// draftTask checks what a task is created from. Nothing is stored yet.
func (a *Account) draftTask(w *workspace, in NewTask) (*taskRow, error) {
	text := "{}"
	keep(&text, in.Attributes)
	attributes, err := a.taskAttributes(text, "{}")
	if err != nil {
		return nil, err
	}
	if a.book.Breaks(rulebook.AttributesAreLostAtCreation) {
		attributes = "{}"
	}
	channel, err := a.taskChannelFor(w, in.TaskChannel)
	if err != nil {
		return nil, err
	}
	task := taskrouter.Task{
		AccountSid: a.sid, WorkspaceSid: w.value.Sid, Status: taskrouter.Pending, Attributes: attributes,
		ChannelSid: channel.Sid, Timeout: a.book.TaskTimeout.Of(), Created: a.now, Updated: a.now, VirtualStart: a.now,
		IgnoreCapacity: a.book.Breaks(rulebook.TasksIgnoreCapacity),
	}
	if channel.UniqueName == voice {
		task.Origin = &taskrouter.Origin{MediaType: voice}
	}
	if task, err = a.changedPlace(task, in.Priority, in.VirtualStart); err != nil {
		return nil, err
	}
	if task.Timeout, err = a.taskTimeout(in.Timeout); err != nil {
		return nil, err
	}
	row := &taskRow{task: &task}
	if err := a.aim(w, row, in); err != nil {
		return nil, err
	}
	row.task.Sid = a.ids.next("WT")
	return row, nil
}

func (a *Account) taskTimeout(given *int) (time.Duration, error) {
	if given == nil {
		return a.book.TaskTimeout.Of(), nil
	}
	if secondsUpTo(a.book.TaskTimeoutLongest.Of(), *given) {
		return seconds(*given), nil
	}
	return 0, rulebook.Invalid(rulebook.CodeInvalid, "Value '%d' provided for Timeout is not 1 to %d", *given,
		int(a.book.TaskTimeoutLongest.Of()/time.Second))
}

// taskChannelFor finds the task channel that a request names by sid or unique
// name; none named is the default one.
func (a *Account) taskChannelFor(w *workspace, named *string) (taskrouter.TaskChannel, error) {
	const byDefault = "default"
	name := byDefault
	keep(&name, named)
	channel, err := w.taskChannel(name)
	if err == nil && a.book.Breaks(rulebook.CustomTasksOnDefault) || err != nil && a.book.Breaks(rulebook.UnknownTaskChannelIsDefault) {
		return w.taskChannel(byDefault)
	}
	if err != nil {
		return channel, unknownValue("TaskChannel", name)
	}
	return channel, nil
}

// changedPlace sets what decides a task's place in a line.
func (a *Account) changedPlace(task taskrouter.Task, priority *int, start *time.Time) (taskrouter.Task, error) {
	if priority != nil && (*priority < 0 || *priority > math.MaxInt32) {
		return task, rulebook.Invalid(rulebook.CodeInvalid, "Value '%d' provided for Priority is not 0 to %d", *priority, math.MaxInt32)
	}
	if start != nil && (start.After(a.now) || start.Year() < 1900) {
		return task, rulebook.Invalid(rulebook.CodeInvalid, "Value '%s' provided for VirtualStartTime is in the future or before 1900",
			start.UTC().Format(time.RFC3339))
	}
	keep(&task.Priority, priority)
	keep(&task.VirtualStart, start)
	return task, nil
}

// Task finds a task by its sid.
func (a *Account) Task(ws, sid string) (TaskView, error) {
	defer a.enter()()
	w, row, err := a.task(ws, sid)
	if err != nil {
		return TaskView{}, err
	}
	return w.taskView(row, a.now), nil
}

// UpdateTask changes a task. Attributes are taken over before the status, so
// that a task which ends carries what the same request gave it; together they
// raise the version by one. A task that has ended takes attributes until it is
// gone, and nothing that would route it.
func (a *Account) UpdateTask(ws, sid string, change TaskChange) (TaskView, error) {
	defer a.enter()()
	w, row, err := a.task(ws, sid)
	if err != nil {
		return TaskView{}, err
	}
	if err := ifMatch(change.IfMatch, row.task.Version); err != nil {
		return TaskView{}, err
	}
	if change.empty() {
		a.keepBareReason(w, row, change)
		return w.taskView(row, a.now), nil
	}
	was := row.task
	next, err := a.changedTask(w, *was, change)
	if err != nil {
		a.clearUnreadable(w, row, change)
		return TaskView{}, err
	}
	if err := a.applyTask(w, row, next, change); err != nil {
		return TaskView{}, err
	}
	view := w.taskView(row, a.now)
	view.Was = was
	return view, nil
}

// changedTask is the task as an update would have it, but for its status and the
// reason. A reason says why the task was wrapped up, completed or canceled and is
// taken only by a request that does one of the three: any other leaves the task's
// reason as it is and succeeds, before the end and after it (assumed; Twilio
// docs, Task resource, ask for a reason at those moves and are silent on others).
func (a *Account) changedTask(w *workspace, task taskrouter.Task, change TaskChange) (taskrouter.Task, error) {
	if task.Final() && change.routes() {
		return task, rulebook.Invalid(rulebook.CodeInvalid,
			"Cannot change Priority, TaskChannel or VirtualStartTime of task %s because it has ended: it is %s", task.Sid, task.Status)
	}
	task, err := a.changedPlace(task, change.Priority, change.VirtualStart)
	if err != nil {
		return task, err
	}
	if change.TaskChannel != nil {
		channel, err := a.taskChannelFor(w, change.TaskChannel)
		if err != nil {
			return task, err
		}
		task.ChannelSid = channel.Sid
	}
	attributes := task.Attributes
	if change.Attributes != nil {
		if attributes, err = a.taskAttributes(*change.Attributes, attributes); err != nil {
			return task, err
		}
		if a.book.MergeAttributes {
			attributes = task.Attributes.Merge(attributes)
		}
	}
	if task.Final() && a.book.Breaks(rulebook.UpdatesProlongRetention) {
		task.Ended = a.now
	}
	return task.WithAttributes(attributes, a.now), nil
}

// applyTask stores an update, carries out its status, and lets routing react.
func (a *Account) applyTask(w *workspace, row *taskRow, next taskrouter.Task, change TaskChange) error {
	if change.Status == nil || staysAsItIs(next, *change.Status) {
		w.tasks.put(row, next)
		a.tell(w, taskrouter.TaskUpdated, row, nil)
		a.reroute(w, row, change)
		return nil
	}
	if a.book.Breaks(rulebook.EndForgetsReason) {
		next.Reason = ""
	}
	reason := a.reasonFor(change)
	if _, _, err := next.Move(taskrouter.TaskStatus(*change.Status), reason, a.now); err != nil {
		return err
	}
	next.Version-- // the move raises it; one request is one version
	w.tasks.put(row, next)
	switch taskrouter.TaskStatus(*change.Status) {
	case taskrouter.Wrapping:
		a.wrap(w, row, reason)
	case taskrouter.Completed:
		a.complete(w, row, reason)
	case taskrouter.Canceled:
		a.cancel(w, row, reason)
	}
	return nil
}

// reasonFor is the reason that a change of status keeps; empty where it keeps none.
func (a *Account) reasonFor(change TaskChange) string {
	if change.Reason == nil || !slices.Contains(a.book.ReasonStatuses, *change.Status) {
		return ""
	}
	return *change.Reason
}

// keepBareReason keeps a reason that comes by itself, which the documented book
// does not.
func (a *Account) keepBareReason(w *workspace, row *taskRow, change TaskChange) {
	if change.Reason == nil || !a.book.Breaks(rulebook.ReasonNeedsNoEnd) {
		return
	}
	next := *row.task
	next.Reason = *change.Reason
	w.tasks.put(row, next)
}

// reroute lets a waiting task's new attributes, priority or channel count.
func (a *Account) reroute(w *workspace, row *taskRow, change TaskChange) {
	if row.task.Status != taskrouter.Pending {
		return
	}
	if change.Attributes != nil {
		a.driveAnew(w, row)
	}
	if queue, ok := w.queues.get(row.task.QueueSid); ok && row.line != nil && change.routes() {
		row.joinLine(queue)
	}
	a.offer(w, row)
}

// DeleteTask deletes a task whatever its status.
func (a *Account) DeleteTask(ws, sid, match string) error {
	defer a.enter()()
	w, row, err := a.task(ws, sid)
	if err != nil {
		return err
	}
	if err := ifMatch(match, row.task.Version); err != nil {
		return err
	}
	a.erase(w, row, taskrouter.TaskDeleted)
	return nil
}

func (a *Account) task(ws, sid string) (*workspace, *taskRow, error) {
	w, err := a.workspace(ws)
	if err != nil {
		return nil, nil, err
	}
	row, err := w.task(sid)
	if err == nil && a.hides(row) {
		err = missing(ws, "Tasks", sid)
	}
	if err != nil {
		return w, nil, a.missingTask(err)
	}
	return w, row, nil
}

func (w *workspace) taskView(row *taskRow, now time.Time) TaskView {
	view := TaskView{Task: row.task, Age: row.task.Age(now)}
	if queue, ok := w.queues.get(row.task.QueueSid); ok {
		view.QueueName = queue.value.FriendlyName
	}
	if workflow, ok := w.workflows.get(row.task.WorkflowSid); ok {
		view.WorkflowName = workflow.FriendlyName
	}
	if channel, ok := w.channels.get(row.task.ChannelSid); ok {
		view.ChannelName = channel.UniqueName
	}
	return view
}
