package sim

import (
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// A WorkflowChange is what a create or update sets; ReservationTimeout is in seconds.
type WorkflowChange struct {
	FriendlyName, Configuration, AssignmentURL, FallbackURL *string
	ReservationTimeout                                      *int
}

// CreateWorkflow makes a workflow. Its configuration has to be JSON that sends
// tasks to queues of the workspace.
func (a *Account) CreateWorkflow(ws string, change WorkflowChange) (taskrouter.Workflow, error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return taskrouter.Workflow{}, err
	}
	return a.addWorkflow(w, change)
}

func (a *Account) addWorkflow(w *workspace, change WorkflowChange) (workflow taskrouter.Workflow, err error) {
	if err := friendlyName(change.FriendlyName, true); err != nil {
		return taskrouter.Workflow{}, err
	}
	if change.Configuration == nil {
		return taskrouter.Workflow{}, rulebook.Invalid(rulebook.CodeInvalid, "Missing required parameter Configuration in the post body")
	}
	workflow = taskrouter.Workflow{
		WorkspaceSid: w.value.Sid, ReservationTimeout: a.book.ReservationTimeout.Of(), DocumentContentType: "application/json",
		Created: a.now, Updated: a.now,
	}
	if workflow, err = a.changedWorkflow(w, workflow, change); err != nil {
		return taskrouter.Workflow{}, err
	}
	workflow.Sid = a.ids.next("WW")
	w.workflows.add(workflow.Sid, workflow)
	a.note(taskrouter.WorkflowCreated, w.value.Sid, workflow.Sid, "workflow "+workflow.FriendlyName)
	return workflow, nil
}

// Workflow finds a workflow by its sid.
func (a *Account) Workflow(ws, sid string) (taskrouter.Workflow, error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return taskrouter.Workflow{}, err
	}
	return w.workflow(sid)
}

func (w *workspace) workflow(sid string) (taskrouter.Workflow, error) {
	if workflow, ok := w.workflows.get(sid); ok {
		return workflow, nil
	}
	return taskrouter.Workflow{}, missing(w.value.Sid, "Workflows", sid)
}

// UpdateWorkflow changes a workflow. Tasks that wait already keep their way.
func (a *Account) UpdateWorkflow(ws, sid string, change WorkflowChange) (taskrouter.Workflow, error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return taskrouter.Workflow{}, err
	}
	workflow, err := w.workflow(sid)
	if err != nil {
		return workflow, err
	}
	if err := friendlyName(change.FriendlyName, false); err != nil {
		return workflow, err
	}
	next, err := a.changedWorkflow(w, workflow, change)
	if err != nil {
		return workflow, err
	}
	next.Updated = a.now
	w.workflows.set(sid, next)
	delete(w.routes, sid)
	a.note(taskrouter.WorkflowUpdated, ws, sid, "workflow "+next.FriendlyName)
	return next, nil
}

func (a *Account) changedWorkflow(w *workspace, workflow taskrouter.Workflow, change WorkflowChange) (taskrouter.Workflow, error) {
	keep(&workflow.FriendlyName, change.FriendlyName)
	keep(&workflow.AssignmentURL, change.AssignmentURL)
	keep(&workflow.FallbackURL, change.FallbackURL)
	if given := change.ReservationTimeout; given != nil {
		if !secondsUpTo(a.book.ReservationTimeoutLongest.Of(), *given) {
			return workflow, rulebook.Invalid(rulebook.CodeInvalid, "Value '%d' provided for TaskReservationTimeout is not 1 to %d",
				*given, int(a.book.ReservationTimeoutLongest.Of()/time.Second))
		}
		workflow.ReservationTimeout = seconds(*given)
	}
	if change.Configuration == nil {
		return workflow, nil
	}
	config, err := taskrouter.ParseWorkflowConfig(*change.Configuration)
	if err != nil {
		return workflow, err
	}
	for _, queue := range config.Queues() {
		if _, ok := w.queues.get(queue); !ok {
			return workflow, unknownValue("Configuration", queue)
		}
	}
	workflow.Configuration, workflow.Config = *change.Configuration, config
	return workflow, nil
}

// DeleteWorkflow forgets a workflow that no waiting task is on.
func (a *Account) DeleteWorkflow(ws, sid string) error {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return err
	}
	workflow, err := w.workflow(sid)
	if err != nil {
		return err
	}
	for row := range w.tasks.open() {
		if row.task.WorkflowSid == sid {
			return rulebook.Invalid(rulebook.CodeInvalid, "Cannot delete workflow %s because task %s is on it", sid, row.task.Sid)
		}
	}
	w.workflows.remove(sid)
	delete(w.routes, sid)
	a.note(taskrouter.WorkflowDeleted, ws, sid, "workflow "+workflow.FriendlyName)
	return nil
}

// Workflows lists a workspace's workflows, narrowed to one name where it is given.
func (a *Account) Workflows(ws string, name *string, page Page) (Listed[taskrouter.Workflow], error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return Listed[taskrouter.Workflow]{}, err
	}
	return w.workflows.page(page, func(f taskrouter.Workflow) bool { return is(name, f.FriendlyName) }), nil
}

// optionalExpression reads an expression that a list is narrowed by; nil
// narrows nothing.
func optionalExpression(parameter string, text *string) (*taskrouter.Expression, error) {
	if text == nil {
		return nil, nil
	}
	expression, err := taskrouter.ParseExpression(*text)
	if err != nil {
		return nil, rulebook.Invalid(rulebook.CodeInvalid, "Invalid %s: %v", parameter, err)
	}
	return &expression, nil
}
