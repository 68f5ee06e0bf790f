package sim

import (
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/studio"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// What happens to Studio flows, in the history's words.
const (
	studioFlowCreated taskrouter.EventType = "studio-flow.created"
	studioFlowUpdated taskrouter.EventType = "studio-flow.updated"
	studioFlowDeleted taskrouter.EventType = "studio-flow.deleted"
	studioFlowRan     taskrouter.EventType = "studio-flow.task-created"
	studioFlowFailed  taskrouter.EventType = "studio-flow.failed"
)

// A StudioFlowChange is what a create or update sets.
type StudioFlowChange struct {
	FriendlyName, Status, Definition, CommitMessage *string
}

// CreateStudioFlow makes a flow. A draft may hold a definition that cannot run;
// what is published may not (assumed).
func (a *Account) CreateStudioFlow(change StudioFlowChange) (studio.Flow, error) {
	defer a.enter()()
	for _, parameter := range []struct {
		name  string
		value *string
	}{{"FriendlyName", change.FriendlyName}, {"Status", change.Status}, {"Definition", change.Definition}} {
		if deref(parameter.value) == "" {
			return studio.Flow{}, rulebook.Invalid(rulebook.CodeInvalid, "Missing required parameter %s in the post body", parameter.name)
		}
	}
	flow, err := a.changedStudioFlow(studio.Flow{AccountSid: a.sid, Created: a.now}, change)
	if err != nil {
		return studio.Flow{}, err
	}
	flow.Sid = a.ids.next("FW")
	a.studioFlows.add(flow.Sid, flow)
	a.note(studioFlowCreated, "", flow.Sid, "Studio flow "+flow.FriendlyName+", "+flow.Status)
	return flow, nil
}

func (a *Account) changedStudioFlow(flow studio.Flow, change StudioFlowChange) (studio.Flow, error) {
	next := flow
	keep(&next.FriendlyName, change.FriendlyName)
	keep(&next.Definition, change.Definition)
	next.Status, next.CommitMessage = deref(change.Status), deref(change.CommitMessage)
	if next.Status != studio.Draft && next.Status != studio.Published {
		return flow, rulebook.Invalid(rulebook.CodeInvalid, "Value '%s' provided for Status is neither draft nor published", next.Status)
	}
	definition, problems, err := studio.ParseDefinition(next.Definition)
	if err != nil {
		return flow, rulebook.Invalid(rulebook.CodeInvalid, "Invalid Definition: %v", err)
	}
	next.Problems = problems
	if next.Status == studio.Published && len(problems) > 0 && !a.book.Breaks(rulebook.BrokenFlowsArePublished) {
		return flow, rulebook.Invalid(rulebook.CodeInvalid, "Invalid Definition: %s", strings.Join(problems, "; "))
	}
	if next.Status == studio.Published || a.book.Breaks(rulebook.DraftsRun) {
		next.Live = &definition
	}
	next.Revision++
	next.Updated = a.now
	return next, nil
}

// StudioFlow finds a flow by its sid.
func (a *Account) StudioFlow(sid string) (studio.Flow, error) {
	defer a.enter()()
	return a.studioFlow(sid)
}

func (a *Account) studioFlow(sid string) (studio.Flow, error) {
	if flow, ok := a.studioFlows.get(sid); ok {
		return flow, nil
	}
	return studio.Flow{}, rulebook.NotFound("/Flows/" + sid)
}

// StudioFlows lists the flows.
func (a *Account) StudioFlows(page Page) (Listed[studio.Flow], error) {
	defer a.enter()()
	return a.studioFlows.page(page, nil), nil
}

// UpdateStudioFlow makes a new revision of a flow.
func (a *Account) UpdateStudioFlow(sid string, change StudioFlowChange) (studio.Flow, error) {
	defer a.enter()()
	flow, err := a.studioFlow(sid)
	if err != nil {
		return studio.Flow{}, err
	}
	next, err := a.changedStudioFlow(flow, change)
	if err != nil {
		return studio.Flow{}, err
	}
	a.studioFlows.set(sid, next)
	a.note(studioFlowUpdated, "", sid, "Studio flow "+next.FriendlyName+", "+next.Status)
	return next, nil
}

// DeleteStudioFlow forgets a flow. A Flex Flow that names it leads nowhere then.
func (a *Account) DeleteStudioFlow(sid string) error {
	defer a.enter()()
	flow, err := a.studioFlow(sid)
	if err != nil {
		return err
	}
	a.studioFlows.remove(sid)
	a.note(studioFlowDeleted, "", sid, "Studio flow "+flow.FriendlyName)
	return nil
}
