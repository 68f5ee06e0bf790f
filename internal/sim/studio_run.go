package sim

import (
	"errors"
	"fmt"

	"github.com/flexrig/flexrig/internal/chat"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/studio"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// takeMessage lets a channel's Flex Flow take a message, where it has one that
// runs a Studio flow.
func (a *Account) takeMessage(c *chatChannel, m chat.Message) {
	if c.flex == nil {
		return
	}
	flow, ok := a.flexFlows.get(c.flex.FlowSid)
	if !ok {
		return
	}
	if sid, runs := flow.StudioFlow(a.book); runs {
		a.runStudio(c, sid, m)
	}
}

// runStudio runs a Studio flow for a message: it makes the channel's task, where
// there is none yet. Whatever goes wrong on the way is for the history: the
// message stays, and the next one tries again.
func (a *Account) runStudio(c *chatChannel, flow string, m chat.Message) {
	if a.hasHadItsTask(c, m) {
		return
	}
	task, err := a.sendToFlex(c, flow, m)
	if err != nil {
		a.note(studioFlowFailed, "", flow, err.Error())
		return
	}
	c.work = work{workspace: task.WorkspaceSid, task: task.Sid}
	a.note(studioFlowRan, "", flow, "task "+task.Sid+" for channel "+c.value.Sid)
}

// hasHadItsTask tells whether messages make no task on a channel any more. One
// task is all that a channel comes to, but for a long-lived one, which outlasts
// its contacts: there the next message after a task's end makes another (assumed).
func (a *Account) hasHadItsTask(c *chatChannel, m chat.Message) bool {
	if a.book.Breaks(rulebook.EveryMessageMakesATask) {
		return false
	}
	if a.book.Breaks(rulebook.OnlyFirstMessagesMakeTasks) && m.Index > 0 {
		return true
	}
	if (c.work == work{}) {
		return false
	}
	_, row, err := a.task(c.work.workspace, c.work.task)
	ended := err != nil || row.task.Final()
	lives := c.flex != nil && c.flex.LongLived && !a.book.Breaks(rulebook.LongLivedChannelsHaveOneTask)
	return !ended || !lives && !a.book.Breaks(rulebook.EndedTasksAreFollowed)
}

// sendToFlex makes the task to which a message leads through a Studio flow.
func (a *Account) sendToFlex(c *chatChannel, sid string, m chat.Message) (taskrouter.Task, error) {
	flow, ok := a.studioFlows.get(sid)
	if !ok || flow.Live == nil {
		return taskrouter.Task{}, errors.New("no flow is published under this sid")
	}
	widget, err := flow.Live.OnMessage()
	if err != nil {
		return taskrouter.Task{}, err
	}
	attributes, err := a.widgetAttributes(widget, c, m)
	if err != nil {
		return taskrouter.Task{}, fmt.Errorf("widget %q: %w", widget.Name, err)
	}
	w, ok := a.workspaces.find(func(w *workspace) bool {
		_, has := w.workflows.get(widget.Workflow)
		return has
	})
	if !ok {
		return taskrouter.Task{}, fmt.Errorf("widget %q: there is no workflow %s", widget.Name, widget.Workflow)
	}
	row, err := a.draftTask(w, a.widgetTask(widget, attributes))
	if err != nil {
		return taskrouter.Task{}, fmt.Errorf("widget %q: %w", widget.Name, err)
	}
	task, origin := *row.task, row.task.CameFrom()
	origin.ConversationSid = c.value.Sid
	task.Origin = &origin
	row.task = &task
	return *a.launch(w, row).Task, nil
}

// widgetTask is the task that a widget asks for. A flow without a say waits one
// hour, where TaskRouter itself would wait a day.
func (a *Account) widgetTask(widget studio.SendToFlex, attributes string) NewTask {
	timeout, priority := int(a.book.SendToFlexTimeout.Of().Seconds()), a.book.SendToFlexPriority
	keep(&timeout, widget.Timeout)
	keep(&priority, widget.Priority)
	return NewTask{
		Attributes: &attributes, WorkflowSid: &widget.Workflow, TaskChannel: &widget.Channel, Timeout: &timeout, Priority: &priority,
	}
}

// widgetAttributes are the attributes that a widget gives to its task, {} where
// it says nothing. What does not come to a JSON object makes no task (assumed).
func (a *Account) widgetAttributes(widget studio.SendToFlex, c *chatChannel, m chat.Message) (string, error) {
	if a.book.Breaks(rulebook.PlaceholdersStand) {
		return widget.Attributes.Source(), nil
	}
	text, err := widget.Attributes.Render(a.lookup(c, m))
	if err != nil {
		return "", err
	}
	if a.book.Breaks(rulebook.PlaceholdersNeedValues) && a.lacksValue(widget, c, m) {
		return "", errors.New("a placeholder has no value")
	}
	if text == "" {
		text = "{}"
	}
	attributes, err := taskrouter.ParseAttributes(text, a.book.SendToFlexCharacters)
	if err != nil && a.book.Breaks(rulebook.BrokenAttributesMakeTasks) {
		return "{}", nil
	}
	if err == nil && a.book.Breaks(rulebook.FlexWritesChannelType) {
		attributes = attributes.Merge(`{"channelType":"custom"}`)
	}
	return string(attributes), err
}

// lacksValue tells whether a widget reads something that a message does not have.
func (a *Account) lacksValue(widget studio.SendToFlex, c *chatChannel, m chat.Message) bool {
	lacking, values := false, a.lookup(c, m)
	_, err := widget.Attributes.Render(func(path []string) (any, bool) {
		value, ok := values(path)
		lacking = lacking || !ok
		return value, ok
	})
	return lacking || err != nil
}
