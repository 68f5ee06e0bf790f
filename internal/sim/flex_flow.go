package sim

import (
	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// What happens to Flex Flows, in the history's words.
const (
	flexFlowCreated taskrouter.EventType = "flex-flow.created"
	flexFlowUpdated taskrouter.EventType = "flex-flow.updated"
	flexFlowDeleted taskrouter.EventType = "flex-flow.deleted"
)

// CreateFlexFlow makes a Flex Flow. The chat service and the Studio flow that it
// names have to be there (assumed).
func (a *Account) CreateFlexFlow(change flex.FlowChange) (flex.Flow, error) {
	defer a.enter()()
	flow, err := flex.NewFlow(change, a.now, a.book)
	if err != nil {
		return flex.Flow{}, err
	}
	if err := a.flexFlowLeads(flow); err != nil {
		return flex.Flow{}, err
	}
	flow.Sid, flow.AccountSid = a.ids.next("FO"), a.sid
	flow = a.tied(flow)
	a.flexFlows.add(flow.Sid, flow)
	a.note(flexFlowCreated, "", flow.Sid, "Flex Flow "+flow.FriendlyName+", "+onOff(flow.Enabled))
	return flow, nil
}

// flexFlowLeads refuses a Flex Flow that names what the account does not have.
func (a *Account) flexFlowLeads(flow flex.Flow) error {
	if flow.ChatServiceSid != a.chatService() && flow.ChatServiceSid != "" && !a.book.Breaks(rulebook.FlexFlowsOfAnyService) {
		return rulebook.Invalid(rulebook.CodeFlexValidation, "Value '%s' provided for ChatServiceSid does not exist", flow.ChatServiceSid)
	}
	studioFlow := deref(flow.Integration.FlowSid)
	if _, ok := a.studioFlows.get(studioFlow); !ok && studioFlow != "" && !a.book.Breaks(rulebook.FlexFlowsOfAnyStudioFlow) {
		return rulebook.Invalid(rulebook.CodeFlexValidation, "Value '%s' provided for Integration.FlowSid does not exist", studioFlow)
	}
	return nil
}

// tied is a Flex Flow as it is kept: whole, except on an account that breaks the
// rule.
func (a *Account) tied(flow flex.Flow) flex.Flow {
	if a.book.Breaks(rulebook.FlexFlowsForgetChannelType) {
		flow.ChannelType = "web"
	}
	if a.book.Breaks(rulebook.FlexFlowsForgetStudioFlow) {
		flow.Integration.FlowSid = nil
	}
	if a.book.Breaks(rulebook.FlexFlowsForgetService) {
		flow.ChatServiceSid = ""
	}
	if a.book.Breaks(rulebook.FlexFlowsForgetContactIdentity) {
		flow.ContactIdentity = ""
	}
	return flow
}

// FlexFlow finds a Flex Flow by its sid.
func (a *Account) FlexFlow(sid string) (flex.Flow, error) {
	defer a.enter()()
	return a.flexFlow(sid)
}

func (a *Account) flexFlow(sid string) (flex.Flow, error) {
	if flow, ok := a.flexFlows.get(sid); ok {
		return flow, nil
	}
	return flex.Flow{}, rulebook.NotFound("/FlexFlows/" + sid)
}

// FlexFlows lists the Flex Flows, narrowed to one name where it is given.
func (a *Account) FlexFlows(name *string, page Page) (Listed[flex.Flow], error) {
	defer a.enter()()
	return a.flexFlows.page(page, func(f flex.Flow) bool { return is(name, f.FriendlyName) }), nil
}

// UpdateFlexFlow changes a Flex Flow; its channels follow it from the next
// message on.
func (a *Account) UpdateFlexFlow(sid string, change flex.FlowChange) (flex.Flow, error) {
	defer a.enter()()
	flow, err := a.flexFlow(sid)
	if err != nil {
		return flex.Flow{}, err
	}
	next, err := flow.Change(change, a.now, a.book)
	if err != nil {
		return flex.Flow{}, err
	}
	if err := a.flexFlowLeads(next); err != nil {
		return flex.Flow{}, err
	}
	a.flexFlows.set(sid, next)
	a.note(flexFlowUpdated, "", sid, "Flex Flow "+next.FriendlyName+", "+onOff(next.Enabled))
	return next, nil
}

// DeleteFlexFlow forgets a Flex Flow. Its channels stay, and their messages lead
// nowhere any more (assumed).
func (a *Account) DeleteFlexFlow(sid string) error {
	defer a.enter()()
	flow, err := a.flexFlow(sid)
	if err != nil {
		return err
	}
	a.flexFlows.remove(sid)
	a.note(flexFlowDeleted, "", sid, "Flex Flow "+flow.FriendlyName)
	return nil
}
