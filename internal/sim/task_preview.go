package sim

import "github.com/flexrig/flexrig/internal/taskrouter"

// PreviewTask gives a task as an update would leave it, and changes nothing. It
// refuses what [Account.UpdateTask] refuses. Routing is not played: a task that
// its new attributes would send to another queue is shown in the one where it is.
func (a *Account) PreviewTask(ws, sid string, change TaskChange) (TaskView, error) {
	defer a.enter()()
	w, row, err := a.task(ws, sid)
	if err != nil {
		return TaskView{}, err
	}
	if err := ifMatch(change.IfMatch, row.task.Version); err != nil {
		return TaskView{}, err
	}
	next := *row.task
	if !change.empty() {
		if next, err = a.previewedTask(w, next, change); err != nil {
			return TaskView{}, err
		}
	}
	return w.taskView(&taskRow{task: &next}, a.now), nil
}

// previewedTask is the task with a change that is not empty.
func (a *Account) previewedTask(w *workspace, task taskrouter.Task, change TaskChange) (taskrouter.Task, error) {
	next, err := a.changedTask(w, task, change)
	if err != nil || change.Status == nil || staysAsItIs(next, *change.Status) {
		return next, err
	}
	moved, _, err := next.Move(taskrouter.TaskStatus(*change.Status), a.reasonFor(change), a.now)
	moved.Version-- // the move raises it; one request is one version
	return moved, err
}

// staysAsItIs tells whether a request for a status asks a task for no move.
func staysAsItIs(task taskrouter.Task, status string) bool {
	return status == string(task.Status) && !task.Final() && task.Status != taskrouter.Wrapping
}

// PreviewTaskDeletion refuses what [Account.DeleteTask] refuses, and deletes nothing.
func (a *Account) PreviewTaskDeletion(ws, sid, match string) error {
	defer a.enter()()
	_, row, err := a.task(ws, sid)
	if err != nil {
		return err
	}
	return ifMatch(match, row.task.Version)
}
