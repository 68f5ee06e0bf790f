package sim

import (
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// workspace is a workspace with all that it holds.
type workspace struct {
	value        taskrouter.Workspace
	activities   *table[taskrouter.Activity]
	channels     *table[taskrouter.TaskChannel]
	queues       *table[*queueRow]
	workflows    *table[taskrouter.Workflow]
	workers      *table[*workerRow]
	names        map[string]*workerRow // workers by their folded names
	tasks        *tasks
	reservations *table[*offer]
	routes       map[string][][]taskrouter.WorkflowTarget // workflow sid to the ways through it that tasks have taken
}

// A WorkspaceView is a workspace with the names of its activities.
type WorkspaceView struct {
	taskrouter.Workspace
	DefaultActivityName string
	TimeoutActivityName string
}

// A WorkspaceChange is what a create or update sets; nil fields stay.
type WorkspaceChange struct {
	FriendlyName, EventCallbackURL, EventsFilter, QueueOrder *string
	DefaultActivitySid, TimeoutActivitySid                   *string
	MultiTask                                                *bool
}

// What a new workspace comes with, as a Flex account's own has it.
var (
	firstActivities = []struct {
		name      string
		available bool
	}{{"Offline", false}, {"Available", true}, {"Unavailable", false}}

	firstTaskChannels = []struct{ unique, friendly string }{
		{"default", "Default"},
		{"voice", "Voice"},
		{"chat", "Programmable Chat"},
		{"sms", "SMS"},
		{"video", "Video"},
		{"email", "Email"},
	}
)

// CreateWorkspace makes a workspace with the usual activities and task
// channels; new workers and workers who miss an offer are Offline. The template
// FIFO adds a queue of all workers and a workflow that leads into it.
func (a *Account) CreateWorkspace(change WorkspaceChange, template *string) (WorkspaceView, error) {
	defer a.enter()()
	if err := friendlyName(change.FriendlyName, true); err != nil {
		return WorkspaceView{}, err
	}
	if template != nil && *template != templateNone && *template != templateFIFO {
		return WorkspaceView{}, rulebook.Invalid(rulebook.CodeInvalid, "Value '%s' provided for Template is neither NONE nor FIFO", *template)
	}
	ws := a.draftWorkspace()
	if err := ws.apply(change); err != nil {
		return WorkspaceView{}, err
	}
	a.furnish(ws)
	a.workspaces.add(ws.value.Sid, ws)
	a.note(taskrouter.WorkspaceCreated, ws.value.Sid, ws.value.Sid, "workspace "+ws.value.FriendlyName)
	if template != nil && *template == templateFIFO {
		if err := a.furnishFIFO(ws); err != nil {
			return WorkspaceView{}, err
		}
	}
	return ws.view(), nil
}

// The templates of workspaces (Twilio docs, Workspace resource). Nothing is said
// of other letters: they are refused (assumed).
const (
	templateNone = "NONE"
	templateFIFO = "FIFO"
)

// furnishFIFO gives a workspace what the template FIFO adds: a single queue, first
// in, first out. That a workflow leads into it, and both names, the page does not
// say; they are those of Twilio's own sample answers (assumed).
func (a *Account) furnishFIFO(ws *workspace) error {
	queue, err := a.addTaskQueue(ws, TaskQueueChange{FriendlyName: new("Sample Queue")})
	if err != nil {
		return err
	}
	_, err = a.addWorkflow(ws, WorkflowChange{
		FriendlyName:  new("Default Fifo Workflow"),
		Configuration: new(`{"task_routing":{"filters":[],"default_filter":{"queue":"` + queue.value.Sid + `"}}}`),
	})
	return err
}

func (a *Account) draftWorkspace() *workspace {
	return &workspace{
		value: taskrouter.Workspace{
			AccountSid: a.sid, MultiTask: true, QueueOrder: "FIFO", Created: a.now, Updated: a.now,
		},
		activities:   newTable[taskrouter.Activity](),
		channels:     newTable[taskrouter.TaskChannel](),
		queues:       newTable[*queueRow](),
		workflows:    newTable[taskrouter.Workflow](),
		workers:      newTable[*workerRow](),
		tasks:        newTasks(),
		reservations: newTable[*offer](),
		names:        map[string]*workerRow{},
		routes:       map[string][][]taskrouter.WorkflowTarget{},
	}
}

// furnish gives a new workspace its sid and what every workspace comes with.
func (a *Account) furnish(ws *workspace) {
	ws.value.Sid = a.ids.next("WS")
	for _, first := range firstActivities {
		activity := taskrouter.Activity{
			Sid: a.ids.next("WA"), WorkspaceSid: ws.value.Sid, FriendlyName: first.name, Available: first.available,
			Created: a.now, Updated: a.now,
		}
		ws.activities.add(activity.Sid, activity)
		if ws.value.DefaultActivitySid == "" {
			ws.value.DefaultActivitySid, ws.value.TimeoutActivitySid = activity.Sid, activity.Sid
		}
	}
	for _, first := range firstTaskChannels {
		channel := taskrouter.TaskChannel{
			Sid: a.ids.next("TC"), WorkspaceSid: ws.value.Sid, FriendlyName: first.friendly, UniqueName: first.unique,
			Created: a.now, Updated: a.now,
		}
		ws.channels.add(channel.Sid, channel)
	}
}

// Workspace finds a workspace by its sid.
func (a *Account) Workspace(sid string) (WorkspaceView, error) {
	defer a.enter()()
	ws, err := a.workspace(sid)
	if err != nil {
		return WorkspaceView{}, err
	}
	return ws.view(), nil
}

// UpdateWorkspace changes what the change names.
func (a *Account) UpdateWorkspace(sid string, change WorkspaceChange) (WorkspaceView, error) {
	defer a.enter()()
	ws, err := a.workspace(sid)
	if err != nil {
		return WorkspaceView{}, err
	}
	if err := friendlyName(change.FriendlyName, false); err != nil {
		return WorkspaceView{}, err
	}
	if err := ws.apply(change); err != nil {
		return WorkspaceView{}, err
	}
	ws.value.Updated = a.now
	a.note(taskrouter.WorkspaceUpdated, sid, sid, "workspace "+ws.value.FriendlyName)
	return ws.view(), nil
}

// DeleteWorkspace forgets a workspace and all that it holds.
func (a *Account) DeleteWorkspace(sid string) error {
	defer a.enter()()
	ws, err := a.workspace(sid)
	if err != nil {
		return err
	}
	for row := range ws.tasks.all() {
		a.timers.stop(row.deadline)
		a.timers.stop(row.step.alarm)
	}
	for offer := range ws.reservations.all() {
		a.timers.stop(offer.deadline)
	}
	a.workspaces.remove(sid)
	a.note(taskrouter.WorkspaceDeleted, sid, sid, "workspace "+ws.value.FriendlyName)
	return nil
}

// Workspaces lists the account's workspaces, narrowed to one name where it is given.
func (a *Account) Workspaces(name *string, page Page) (Listed[WorkspaceView], error) {
	defer a.enter()()
	found := a.workspaces.page(page, func(ws *workspace) bool { return is(name, ws.value.FriendlyName) })
	return mapped(found, (*workspace).view), nil
}

func (a *Account) workspace(sid string) (*workspace, error) {
	if ws, ok := a.workspaces.get(sid); ok {
		return ws, nil
	}
	return nil, rulebook.NotFound("/Workspaces/" + sid)
}

func (ws *workspace) view() WorkspaceView {
	byDefault, _ := ws.activities.get(ws.value.DefaultActivitySid)
	onTimeout, _ := ws.activities.get(ws.value.TimeoutActivitySid)
	return WorkspaceView{Workspace: ws.value, DefaultActivityName: byDefault.FriendlyName, TimeoutActivityName: onTimeout.FriendlyName}
}

// apply changes the workspace, or nothing where one of the values is refused.
func (ws *workspace) apply(change WorkspaceChange) error {
	next := ws.value
	keep(&next.FriendlyName, change.FriendlyName)
	keep(&next.EventCallbackURL, change.EventCallbackURL)
	keep(&next.EventsFilter, change.EventsFilter)
	keep(&next.QueueOrder, change.QueueOrder)
	keep(&next.DefaultActivitySid, change.DefaultActivitySid)
	keep(&next.TimeoutActivitySid, change.TimeoutActivitySid)
	keep(&next.MultiTask, change.MultiTask)
	if next.QueueOrder != "FIFO" && next.QueueOrder != "LIFO" {
		return rulebook.Invalid(rulebook.CodeInvalid, "Value '%s' provided for PrioritizeQueueOrder is neither FIFO nor LIFO", next.QueueOrder)
	}
	for parameter, sid := range map[string]*string{"DefaultActivitySid": change.DefaultActivitySid, "TimeoutActivitySid": change.TimeoutActivitySid} {
		if sid == nil {
			continue
		}
		if _, ok := ws.activities.get(*sid); !ok {
			return unknownValue(parameter, *sid)
		}
	}
	ws.value = next
	return nil
}

// keep takes a value over where one was sent.
func keep[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

func unknownValue(parameter, value string) error {
	return rulebook.Invalid(rulebook.CodeInvalid, "Value '%s' provided for %s does not exist in the workspace", value, parameter)
}

// missing is the refusal for a resource that a workspace does not have. The
// path goes on in pairs: "Tasks", "WT…", "Reservations", "WR…".
func missing(ws string, path ...string) error {
	return rulebook.NotFound("/Workspaces/" + ws + "/" + strings.Join(path, "/"))
}

// friendlyName checks a name's length, 1 to 64 characters.
func friendlyName(name *string, required bool) error {
	const longest = 64
	if name == nil && !required {
		return nil
	}
	if name == nil || *name == "" {
		return rulebook.Invalid(rulebook.CodeFriendlyName, "Missing required parameter FriendlyName in the post body")
	}
	if n := len([]rune(*name)); n > longest {
		return rulebook.Invalid(rulebook.CodeFriendlyName, "FriendlyName has %d characters, %d at most are allowed", n, longest)
	}
	return nil
}
