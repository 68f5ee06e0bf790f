package sim

import (
	"errors"
	"fmt"
	"slices"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

// savedWorkspace is a workspace with all that it holds.
type savedWorkspace struct {
	Workspace    taskrouter.Workspace               `json:"workspace"`
	Activities   savedTable[taskrouter.Activity]    `json:"activities"`
	Channels     savedTable[taskrouter.TaskChannel] `json:"task_channels"`
	Queues       savedTable[savedQueue]             `json:"queues"`
	Workflows    savedTable[taskrouter.Workflow]    `json:"workflows"`
	Workers      savedTable[savedWorker]            `json:"workers"`
	Routes       [][]taskrouter.WorkflowTarget      `json:"routes"` // the ways on which tasks are
	Tasks        savedTable[savedTask]              `json:"tasks"`
	Reservations savedTable[savedOffer]             `json:"reservations"`
}

// savedQueue is a queue with the workers that it selects, in the order in which
// they are fed.
type savedQueue struct {
	Queue   taskrouter.TaskQueue `json:"queue"`
	Members []string             `json:"members"`
}

func (s *saver) workspace(w *workspace) savedWorkspace {
	routes := &routeSaver{of: map[*taskrouter.WorkflowTarget]int{}, all: [][]taskrouter.WorkflowTarget{}}
	return savedWorkspace{
		Workspace:    w.value,
		Activities:   saveTable(w.activities, asItIs),
		Channels:     saveTable(w.channels, asItIs),
		Queues:       saveTable(w.queues, saveQueue),
		Workflows:    saveTable(w.workflows, asItIs),
		Workers:      saveTable(w.workers, s.worker),
		Tasks:        saveTable(w.tasks.table, func(row *taskRow) savedTask { return s.task(row, routes) }),
		Reservations: saveTable(w.reservations, func(o *offer) savedOffer { return s.offer(w, o) }),
		Routes:       routes.all,
	}
}

func saveQueue(queue *queueRow) savedQueue {
	saved := savedQueue{Queue: queue.value, Members: make([]string, 0, len(queue.members))}
	for _, member := range queue.members {
		saved.Members = append(saved.Members, member.worker.Sid)
	}
	return saved
}

func (r *restorer) workspace(saved savedWorkspace) (sid string, w *workspace, err error) {
	sid = saved.Workspace.Sid
	w = &workspace{
		value: saved.Workspace, names: map[string]*workerRow{}, routes: map[string][][]taskrouter.WorkflowTarget{},
	}
	if w.value.AccountSid != r.a.sid {
		return sid, nil, fmt.Errorf("it is of account %.60q", w.value.AccountSid)
	}
	part := &workspaceRestorer{restorer: r, saved: saved, w: w, former: map[string]*workerRow{}}
	for _, step := range []func() error{
		part.activities, part.channels, part.queues, part.workflows, part.workers, part.members, part.tasks, part.offers, part.lines,
	} {
		if err := step(); err != nil {
			return sid, nil, err
		}
	}
	return sid, w, nil
}

// A workspaceRestorer makes one workspace, each part after those that it names.
type workspaceRestorer struct {
	*restorer
	saved  savedWorkspace
	w      *workspace
	former map[string]*workerRow // workers who are gone and whose reservations are not, by sid
}

func (r *workspaceRestorer) activities() (err error) {
	r.w.activities, err = restoreTable(r.saved.Activities, "activity", plain(func(v taskrouter.Activity) string { return v.Sid }))
	if err != nil {
		return err
	}
	for _, sid := range []string{r.w.value.DefaultActivitySid, r.w.value.TimeoutActivitySid} {
		if _, ok := r.w.activities.get(sid); !ok {
			return fmt.Errorf("it falls back on activity %.60q, which is not there", sid)
		}
	}
	return r.w.apply(WorkspaceChange{})
}

func (r *workspaceRestorer) channels() (err error) {
	r.w.channels, err = restoreTable(r.saved.Channels, "task channel", plain(func(v taskrouter.TaskChannel) string { return v.Sid }))
	return err
}

func (r *workspaceRestorer) queues() (err error) {
	r.w.queues, err = restoreTable(r.saved.Queues, "queue", func(one savedQueue) (string, *queueRow, error) {
		queue := &queueRow{value: one.Queue, waiting: map[string]map[lineKey]*line{}}
		return one.Queue.Sid, queue, r.w.checkQueue(one.Queue)
	})
	if err != nil {
		return err
	}
	for _, one := range r.saved.Queues.Rows {
		queue, _ := r.w.queues.get(one.Value.Queue.Sid)
		queue.age = int(one.Seq - 1)
	}
	return nil
}

func (r *workspaceRestorer) workflows() (err error) {
	r.w.workflows, err = restoreTable(r.saved.Workflows, "workflow", func(v taskrouter.Workflow) (string, taskrouter.Workflow, error) {
		if v.ReservationTimeout <= 0 {
			return v.Sid, v, errors.New("it has no reservation timeout")
		}
		v.Config, err = taskrouter.ParseWorkflowConfig(v.Configuration)
		return v.Sid, v, err
	})
	return err
}

// members puts workers into the queues that select them.
func (r *workspaceRestorer) members() error {
	for _, one := range r.saved.Queues.Rows {
		queue, _ := r.w.queues.get(one.Value.Queue.Sid)
		for _, sid := range one.Value.Members {
			worker, ok := r.w.workers.get(sid)
			if !ok || slices.Contains(queue.members, worker) {
				return fmt.Errorf("queue %s: its worker %.60q is not there or there twice", queue.value.Sid, sid)
			}
			queue.members = append(queue.members, worker)
			worker.queues = append(worker.queues, queue)
		}
	}
	return nil
}
