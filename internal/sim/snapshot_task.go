package sim

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

// savedTask is a task with what routing has to know of it.
type savedTask struct {
	Task     *int        `json:"task"`
	Route    *int        `json:"route,omitempty"` // place among the workspace's
	Past     bool        `json:"past,omitempty"`
	Step     savedStep   `json:"step"`
	Bound    string      `json:"bound,omitempty"`
	Only     string      `json:"only,omitempty"`
	Declined []string    `json:"declined,omitempty"` // workers, in the order of their sids
	Deadline *savedAlarm `json:"deadline,omitempty"`
	Waits    bool        `json:"waits,omitempty"` // it stands in its queue's line
}

type savedStep struct {
	Index   int         `json:"index,omitempty"`
	Alarm   *savedAlarm `json:"alarm,omitempty"`
	Expired bool        `json:"expired,omitempty"`
	Late    bool        `json:"late,omitempty"`
}

// A routeSaver gives each way through a workflow one place, however many tasks
// are on it. Ways are one where they are equal: those of a workflow that was read
// again lie elsewhere.
type routeSaver struct {
	of  map[*taskrouter.WorkflowTarget]int
	all [][]taskrouter.WorkflowTarget
}

func (s *routeSaver) place(route []taskrouter.WorkflowTarget) *int {
	if len(route) == 0 {
		return nil
	}
	at, known := s.of[&route[0]]
	if !known {
		at = slices.IndexFunc(s.all, func(other []taskrouter.WorkflowTarget) bool { return reflect.DeepEqual(other, route) })
		if at < 0 {
			at = len(s.all)
			s.all = append(s.all, route)
		}
		s.of[&route[0]] = at
	}
	return &at
}

func (s *saver) task(row *taskRow, routes *routeSaver) savedTask {
	return savedTask{
		Task: s.facts.tasks.place(row.task), Route: routes.place(row.route), Past: row.past,
		Step: savedStep{
			Index: row.step.index, Alarm: s.alarm(row.step.alarm), Expired: row.step.expired, Late: row.step.late,
		},
		Bound: row.bound, Only: row.only, Declined: slices.Sorted(maps.Keys(row.declined)),
		Deadline: s.alarm(row.deadline), Waits: row.line != nil,
	}
}

// ended are the tasks whose retention runs. One that was deleted before its end
// may still be noted; nobody waits for it.
func (s *saver) ended() []string {
	sids := make([]string, 0, len(s.a.ended))
	for _, row := range s.a.ended {
		if w, ok := s.a.workspaces.get(row.task.WorkspaceSid); ok {
			if known, ok := w.tasks.get(row.task.Sid); ok && known == row {
				sids = append(sids, row.task.Sid)
			}
		}
	}
	return sids
}

func (r *restorer) ended() error {
	for _, sid := range r.saved.Ended {
		row, ok := r.tasks[sid]
		if !ok || !row.task.Final() || slices.Contains(r.state.ended[max(0, len(r.state.ended)-1):], row) {
			return fmt.Errorf("task %.60q: it is noted as ended and is not", sid)
		}
		r.state.ended = append(r.state.ended, row)
	}
	return nil
}

func (r *workspaceRestorer) tasks() (err error) {
	made := newTasks()
	made.table, err = restoreTable(r.saved.Tasks, "task", r.task)
	if err != nil {
		return err
	}
	made.order.Scan(func(seq uint64, one *row[*taskRow]) bool {
		one.value.seq = seq
		made.byStatus[one.value.task.Status].Set(seq, one.value)
		return true
	})
	r.w.tasks = made
	return nil
}

func (r *workspaceRestorer) task(saved savedTask) (sid string, row *taskRow, err error) {
	task, err := needed(r.restorer.saved.Facts.Tasks, saved.Task, "task")
	if err != nil {
		return "", nil, err
	}
	row = &taskRow{
		task: task, past: saved.Past, bound: saved.Bound, only: saved.Only,
		step: step{index: saved.Step.Index, expired: saved.Step.Expired, late: saved.Step.Late},
	}
	if _, twice := r.restorer.tasks[task.Sid]; twice || task.WorkspaceSid != r.w.value.Sid {
		return task.Sid, nil, fmt.Errorf("it is there twice or of workspace %.60q", task.WorkspaceSid)
	}
	r.restorer.tasks[task.Sid] = row
	if len(saved.Declined) > 0 {
		row.declined = map[string]bool{}
	}
	for _, worker := range saved.Declined {
		row.declined[worker] = true
	}
	if err := r.onItsWay(row, saved); err != nil {
		return task.Sid, nil, err
	}
	return task.Sid, row, r.armTask(row, saved)
}

// onItsWay gives a task the way that it is on, and refuses one that waits nowhere.
func (r *workspaceRestorer) onItsWay(row *taskRow, saved savedTask) error {
	task := row.task
	if !slices.Contains(taskrouter.TaskStatuses(), task.Status) {
		return fmt.Errorf("%.60q is no status of a task", task.Status)
	}
	if saved.Route != nil {
		if *saved.Route < 0 || *saved.Route >= len(r.saved.Routes) {
			return fmt.Errorf("there is no route at place %d", *saved.Route)
		}
		row.route = r.saved.Routes[*saved.Route]
	}
	if saved.Waits != (task.Status == taskrouter.Pending) {
		return fmt.Errorf("it is %s, and waits in a line: %t", task.Status, saved.Waits)
	}
	if task.Final() == task.Ended.IsZero() {
		return fmt.Errorf("it is %s and ended at %s", task.Status, task.Ended)
	}
	if !task.Final() {
		if _, ok := r.w.channels.get(task.ChannelSid); !ok {
			return fmt.Errorf("task channel %.60q is not there", task.ChannelSid)
		}
	}
	if !task.Open() {
		return nil
	}
	if row.step.index < 0 || row.step.index >= len(row.route) {
		return errors.New("it has run out of targets")
	}
	if _, ok := r.w.queues.get(task.QueueSid); !ok {
		return fmt.Errorf("queue %.60q is not there", task.QueueSid)
	}
	return nil
}

// armTask sets a task's timers: its timeout while nobody has accepted it, the
// limit of an assignment after.
func (r *workspaceRestorer) armTask(row *taskRow, saved savedTask) (err error) {
	a, w := r.a, r.w
	fire := func() { a.assignedTooLong(w, row) }
	if row.task.Open() {
		fire = func() { a.timedOut(w, row) }
	}
	if row.deadline, err = r.arm(saved.Deadline, fire); err != nil {
		return err
	}
	if (row.task.Open() || row.task.Status == taskrouter.Assigned) && saved.Deadline == nil {
		return fmt.Errorf("it is %s and has no timer", row.task.Status)
	}
	row.step.alarm, err = r.arm(saved.Step.Alarm, func() { a.targetTimedOut(w, row) })
	return err
}

// lines lets those tasks wait that did, when all that orders them is there.
func (r *workspaceRestorer) lines() error {
	for row := range r.w.tasks.all() {
		if row.task.Status == taskrouter.Pending {
			queue, _ := r.w.queues.get(row.task.QueueSid)
			row.joinLine(queue)
		}
	}
	return nil
}
