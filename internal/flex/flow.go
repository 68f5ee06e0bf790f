package flex

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// What takes the messages of a Flex Flow's channels.
const (
	IntegrationStudio   = "studio"
	IntegrationExternal = "external"
	IntegrationTask     = "task"
)

// A Flow is a Flex Flow: it ties a kind of channel, the chat service on which it
// is spoken, the contact's identity, and what takes the messages.
type Flow struct {
	Sid             string
	AccountSid      string
	FriendlyName    string
	ChatServiceSid  string
	ChannelType     string
	ContactIdentity string
	Enabled         bool
	IntegrationType string // as given; empty where its creator gave none
	Integration     Integration
	LongLived       bool
	JanitorEnabled  bool
	Created         time.Time
	Updated         time.Time
}

// An Integration is what a Flex Flow is told of who takes its messages. What
// does not belong to its type is kept and shown, and has no effect: the page's own
// command gives a channel beside a Studio flow.
type Integration struct {
	FlowSid, URL, WorkspaceSid, WorkflowSid, Channel *string
	Timeout, Priority, RetryCount                    *int
	CreationOnMessage                                *bool
}

// A FlowChange is what a create or update sets; nil fields stay.
type FlowChange struct {
	FriendlyName, ChatServiceSid, ChannelType, ContactIdentity, IntegrationType *string
	Enabled, LongLived, JanitorEnabled                                          *bool
	Integration                                                                 Integration
}

// NewFlow makes a Flex Flow of what a request gives.
func NewFlow(change FlowChange, now time.Time, book *rulebook.Book) (Flow, error) {
	for _, parameter := range []struct {
		name  string
		value *string
	}{
		{"FriendlyName", change.FriendlyName},
		{"ChatServiceSid", change.ChatServiceSid},
		{"ChannelType", change.ChannelType},
		{"ContactIdentity", change.ContactIdentity},
	} {
		if slices.Contains(book.FlexFlowRequired, parameter.name) && isEmpty(parameter.value) {
			return Flow{}, missing(parameter.name)
		}
	}
	return Flow{Enabled: book.FlexFlowEnabled, Created: now}.Change(change, now, book)
}

func isEmpty(text *string) bool { return text == nil || *text == "" }

func missing(parameter string) error {
	return rulebook.Invalid(rulebook.CodeFlexValidation, "Missing required parameter %s in the post body", parameter)
}

// Change is the Flex Flow with what a request sets; a request that is refused
// leaves it as it is.
func (f Flow) Change(change FlowChange, now time.Time, book *rulebook.Book) (Flow, error) {
	next := f
	take(&next.FriendlyName, change.FriendlyName)
	take(&next.ChatServiceSid, change.ChatServiceSid)
	take(&next.ChannelType, change.ChannelType)
	take(&next.ContactIdentity, change.ContactIdentity)
	take(&next.IntegrationType, change.IntegrationType)
	take(&next.Enabled, change.Enabled)
	take(&next.LongLived, change.LongLived)
	take(&next.JanitorEnabled, change.JanitorEnabled)
	next.Integration = next.Integration.with(change.Integration)
	next.Updated = now
	if err := next.check(book); err != nil {
		return f, err
	}
	return next, nil
}

func take[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

func (i Integration) with(given Integration) Integration {
	i.FlowSid, i.URL = newer(i.FlowSid, given.FlowSid), newer(i.URL, given.URL)
	i.WorkspaceSid, i.WorkflowSid = newer(i.WorkspaceSid, given.WorkspaceSid), newer(i.WorkflowSid, given.WorkflowSid)
	i.Channel, i.Timeout = newer(i.Channel, given.Channel), newer(i.Timeout, given.Timeout)
	i.Priority, i.RetryCount = newer(i.Priority, given.Priority), newer(i.RetryCount, given.RetryCount)
	i.CreationOnMessage = newer(i.CreationOnMessage, given.CreationOnMessage)
	return i
}

func newer[T any](old, given *T) *T {
	if given != nil {
		return given
	}
	return old
}

func (f Flow) check(book *rulebook.Book) error {
	if f.ChannelType != "" && !slices.Contains(book.FlexFlowChannelTypes, f.ChannelType) {
		return rulebook.Invalid(rulebook.CodeFlexValidation, "Value '%s' provided for ChannelType is none of %s",
			f.ChannelType, strings.Join(book.FlexFlowChannelTypes, ", "))
	}
	const mostRetries = 3
	if n := f.Integration.RetryCount; n != nil && (*n < 0 || *n > mostRetries) {
		return rulebook.Invalid(rulebook.CodeFlexValidation, "Value '%d' provided for Integration.RetryCount is not 0 to %d", *n, mostRetries)
	}
	if book.Breaks(rulebook.FlexFlowsOfAnyIntegration) {
		return nil
	}
	return f.checkIntegration()
}

// checkIntegration looks for what each type of integration cannot do without.
func (f Flow) checkIntegration() error {
	switch i := f.Integration; f.IntegrationType {
	case "":
		return nil
	case IntegrationStudio:
		return demand("Integration.FlowSid", i.FlowSid)
	case IntegrationExternal:
		return demand("Integration.Url", i.URL)
	case IntegrationTask:
		return cmp.Or(demand("Integration.WorkspaceSid", i.WorkspaceSid), demand("Integration.WorkflowSid", i.WorkflowSid),
			demand("Integration.Channel", i.Channel))
	}
	return rulebook.Invalid(rulebook.CodeFlexValidation, "Value '%s' provided for IntegrationType is none of studio, external, task", f.IntegrationType)
}

func demand(parameter string, value *string) error {
	if isEmpty(value) {
		return missing(parameter)
	}
	return nil
}

// Takes tells what takes the messages: the integration type that was given, or
// studio where none was and a Studio flow is named (assumed: the page's own
// command names the flow and no type). It is empty where nothing does.
func (f Flow) Takes(book *rulebook.Book) string {
	if f.IntegrationType == "" && !isEmpty(f.Integration.FlowSid) && book.FlowSidMeansStudio {
		return IntegrationStudio
	}
	return f.IntegrationType
}

// StudioFlow is the Studio flow that a message on one of the Flex Flow's channels
// runs, and false where none does: nothing runs through a Flex Flow that is not
// enabled.
func (f Flow) StudioFlow(book *rulebook.Book) (sid string, runs bool) {
	if !f.Enabled && !book.Breaks(rulebook.DisabledFlexFlowsRun) || f.Takes(book) != IntegrationStudio {
		return "", false
	}
	return *f.Integration.FlowSid, true
}
