package sim

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/conversations"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

func TestWhatDoesNotExistIsNotFoundByItsPath(t *testing.T) {
	t.Parallel()
	c := newChat(t, "ann")
	a, ann := c.a, c.workers["ann"]
	thread, interaction := c.thread, c.interaction
	chat := "/Interactions/" + interaction + "/Channels/" + c.channel
	for path, err := range map[string]error{
		"/Workspaces/XX":                                               errorOf(a.Workspace("XX")),
		"/Workspaces/UP":                                               errorOf(a.UpdateWorkspace("UP", WorkspaceChange{})),
		"/Workspaces/DE":                                               a.DeleteWorkspace("DE"),
		"/Workspaces/TA":                                               errorOf(a.CreateTask("TA", NewTask{})),
		"/Workspaces/LI":                                               errorOf(a.Tasks("LI", TaskFilter{}, Page{})),
		"/Workspaces/EV":                                               errorOf(a.Events("EV", EventFilter{}, Page{})),
		"/Workspaces/AC":                                               errorOf(a.CreateActivity("AC", ActivityChange{})),
		"/Workspaces/WO":                                               errorOf(a.CreateWorker("WO", WorkerChange{})),
		"/Workspaces/QU":                                               errorOf(a.CreateTaskQueue("QU", TaskQueueChange{})),
		"/Workspaces/FL":                                               errorOf(a.CreateWorkflow("FL", WorkflowChange{})),
		"/Workspaces/CH":                                               errorOf(a.CreateTaskChannel("CH", TaskChannelChange{})),
		"/Workspaces/WS/Activities/XX":                                 errorOf(a.Activity(c.ws, "XX")),
		"/Workspaces/WS/Activities/UP":                                 errorOf(a.UpdateActivity(c.ws, "UP", ActivityChange{})),
		"/Workspaces/WS/Activities/DE":                                 a.DeleteActivity(c.ws, "DE"),
		"/Workspaces/WS/TaskChannels/XX":                               errorOf(a.TaskChannel(c.ws, "XX")),
		"/Workspaces/WS/TaskChannels/UP":                               errorOf(a.UpdateTaskChannel(c.ws, "UP", TaskChannelChange{})),
		"/Workspaces/WS/TaskChannels/DE":                               a.DeleteTaskChannel(c.ws, "DE"),
		"/Workspaces/WS/TaskQueues/XX":                                 errorOf(a.TaskQueue(c.ws, "XX")),
		"/Workspaces/WS/TaskQueues/UP":                                 errorOf(a.UpdateTaskQueue(c.ws, "UP", TaskQueueChange{})),
		"/Workspaces/WS/TaskQueues/DE":                                 a.DeleteTaskQueue(c.ws, "DE"),
		"/Workspaces/WS/Workflows/XX":                                  errorOf(a.Workflow(c.ws, "XX")),
		"/Workspaces/WS/Workflows/UP":                                  errorOf(a.UpdateWorkflow(c.ws, "UP", WorkflowChange{})),
		"/Workspaces/WS/Workflows/DE":                                  a.DeleteWorkflow(c.ws, "DE"),
		"/Workspaces/WS/Workers/XX":                                    errorOf(a.Worker(c.ws, "XX")),
		"/Workspaces/WS/Workers/UP":                                    errorOf(a.UpdateWorker(c.ws, "UP", WorkerChange{})),
		"/Workspaces/WS/Workers/DE":                                    a.DeleteWorker(c.ws, "DE", ""),
		"/Workspaces/WS/Workers/CH":                                    errorOf(a.WorkerChannels(c.ws, "CH", Page{})),
		"/Workspaces/WS/Workers/RE":                                    errorOf(a.WorkerReservations(c.ws, "RE", ReservationFilter{}, Page{})),
		"/Workspaces/WS/Workers/" + ann + "/Channels/XX":               errorOf(a.WorkerChannel(c.ws, ann, "XX")),
		"/Workspaces/WS/Workers/" + ann + "/Channels/UP":               errorOf(a.UpdateWorkerChannel(c.ws, ann, "UP", WorkerChannelChange{})),
		"/Workspaces/WS/Workers/" + ann + "/Reservations/XX":           errorOf(a.WorkerReservation(c.ws, ann, "XX")),
		"/Workspaces/WS/Workers/" + ann + "/Reservations/UP":           errorOf(a.UpdateWorkerReservation(c.ws, ann, "UP", ReservationChange{})),
		"/Workspaces/WS/Tasks/XX":                                      errorOf(a.Task(c.ws, "XX")),
		"/Workspaces/WS/Tasks/UP":                                      errorOf(a.UpdateTask(c.ws, "UP", TaskChange{})),
		"/Workspaces/WS/Tasks/DE":                                      a.DeleteTask(c.ws, "DE", ""),
		"/Workspaces/WS/Tasks/RE":                                      errorOf(a.TaskReservations(c.ws, "RE", ReservationFilter{}, Page{})),
		"/Workspaces/WS/Tasks/" + c.tasks["chat"] + "/Reservations/XX": errorOf(a.TaskReservation(c.ws, c.tasks["chat"], "XX")),
		"/Workspaces/WS/Tasks/" + c.tasks["chat"] + "/Reservations/UP": errorOf(a.UpdateTaskReservation(c.ws, c.tasks["chat"], "UP", ReservationChange{})),
		"/Workspaces/WS/Events/XX":                                     errorOf(a.Event(c.ws, "XX")),
		"/Interactions/XX":                                             errorOf(a.Interaction("XX")),
		"/Interactions/UP":                                             errorOf(a.UpdateInteraction("UP", nil)),
		"/Interactions/LI":                                             errorOf(a.InteractionChannels("LI", Page{})),
		"/Interactions/" + interaction + "/Channels/XX":                errorOf(a.InteractionChannel(interaction, "XX")),
		"/Interactions/" + interaction + "/Channels/UP":                errorOf(a.UpdateInteractionChannel(interaction, "UP", new("closed"), nil)),
		"/Interactions/" + interaction + "/Channels/IN":                errorOf(a.CreateInvite(interaction, "IN", nil)),
		chat + "/Participants/XX":                                      errorOf(a.UpdateParticipant(interaction, c.channel, "XX", new("closed"))),
		"/Conversations/XX":                                            errorOf(a.Conversation("XX")),
		"/Conversations/UP":                                            errorOf(a.UpdateConversation("UP", ConversationChange{})),
		"/Conversations/DE":                                            a.DeleteConversation("DE"),
		"/Conversations/ME":                                            errorOf(a.AddMessage("ME", MessageChange{})),
		"/Conversations/LI":                                            errorOf(a.Messages("LI", "", Page{})),
		"/Conversations/" + thread + "/Messages/XX":                    errorOf(a.Message(thread, "XX")),
		"/Conversations/" + thread + "/Messages/UP":                    errorOf(a.UpdateMessage(thread, "UP", MessageChange{})),
		"/Conversations/" + thread + "/Messages/DE":                    a.DeleteMessage(thread, "DE"),
		"/Conversations/" + thread + "/Participants/XX":                errorOf(a.ConversationParticipant(thread, "XX")),
		"/Conversations/" + thread + "/Participants/DE":                a.RemoveConversationParticipant(thread, "DE"),
	} {
		wantRefused(t, path, err, rulebook.KindNotFound, rulebook.CodeNotFound)
		want := "The requested resource " + strings.Replace(path, "/WS/", "/"+c.ws+"/", 1) + " was not found"
		if err != nil && refusalOf(err).Message != want {
			t.Errorf("the sentence is\n%s, want\n%s", refusalOf(err).Message, want)
		}
	}
}

func TestNamesHaveOneTo64Characters(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	config := c.byDefault("everyone")
	create := map[string]func(*string) error{
		"workspace": func(name *string) error {
			return errorOf(c.a.CreateWorkspace(WorkspaceChange{FriendlyName: name}, nil))
		},
		"activity": func(name *string) error { return errorOf(c.a.CreateActivity(c.ws, ActivityChange{FriendlyName: name})) },
		"queue": func(name *string) error {
			return errorOf(c.a.CreateTaskQueue(c.ws, TaskQueueChange{FriendlyName: name}))
		},
		"workflow": func(name *string) error {
			return errorOf(c.a.CreateWorkflow(c.ws, WorkflowChange{FriendlyName: name, Configuration: &config}))
		},
		"worker": func(name *string) error { return errorOf(c.a.CreateWorker(c.ws, WorkerChange{FriendlyName: name})) },
		"task channel": func(name *string) error {
			return errorOf(c.a.CreateTaskChannel(c.ws, TaskChannelChange{FriendlyName: name, UniqueName: new("fax")}))
		},
	}
	for what, do := range create {
		for says, name := range map[string]*string{"none": nil, "an empty one": new(""), "65 characters": new(strings.Repeat("ü", 65))} {
			wantRefused(t, what+" with "+says, do(name), rulebook.KindInvalid, rulebook.CodeFriendlyName)
		}
		if err := do(new(strings.Repeat("ü", 64))); err != nil {
			t.Errorf("%s with 64 characters: %v", what, err)
		}
	}
}

func TestAWorkspaceComesFurnished(t *testing.T) {
	t.Parallel()
	c := newCentre(t)
	view, err := c.a.Workspace(c.ws)
	c.must("fetch", err)
	want := WorkspaceView{
		Workspace: taskrouter.Workspace{
			Sid: c.ws, AccountSid: accountOne, FriendlyName: "Centre", MultiTask: true, QueueOrder: "FIFO",
			DefaultActivitySid: c.activity("Offline"), TimeoutActivitySid: c.activity("Offline"), Created: Start, Updated: Start,
		},
		DefaultActivityName: "Offline", TimeoutActivityName: "Offline",
	}
	if diff := cmp.Diff(want, view); diff != "" {
		t.Errorf("a new workspace differs (-want +got):\n%s", diff)
	}
	channels, err := c.a.TaskChannels(c.ws, Page{})
	c.must("list channels", err)
	var names []string
	for _, channel := range channels.Items {
		names = append(names, channel.UniqueName)
	}
	if got, want := strings.Join(names, " "), "default voice chat sms video email"; got != want {
		t.Errorf("task channels %q, want %q", got, want)
	}
	changed, err := c.a.UpdateWorkspace(c.ws, WorkspaceChange{
		FriendlyName: new("Other"), EventCallbackURL: new("https://example.com/e"), EventsFilter: new("task.created"),
		DefaultActivitySid: new(c.activity("Unavailable")), MultiTask: new(false),
	})
	if err != nil || changed.FriendlyName != "Other" || changed.EventCallbackURL != "https://example.com/e" ||
		changed.EventsFilter != "task.created" || changed.DefaultActivityName != "Unavailable" || changed.MultiTask {
		t.Errorf("changed to %+v, error %v", changed, err)
	}
	for what, change := range map[string]WorkspaceChange{
		"an unknown activity":         {DefaultActivitySid: new("WA0"), FriendlyName: new("lost")},
		"an unknown timeout activity": {TimeoutActivitySid: new("WA0"), FriendlyName: new("lost")},
		"an unknown order":            {QueueOrder: new("RANDOM"), FriendlyName: new("lost")},
	} {
		_, err := c.a.UpdateWorkspace(c.ws, change)
		wantRefused(t, what, err, rulebook.KindInvalid, rulebook.CodeInvalid)
	}
	_, err = c.a.CreateWorkspace(WorkspaceChange{FriendlyName: new("x"), QueueOrder: new("RANDOM")}, nil)
	wantRefused(t, "created with an unknown order", err, rulebook.KindInvalid, rulebook.CodeInvalid)
	untouched := newCentre(t)
	if after, err := c.a.Workspace(c.ws); err != nil || after.FriendlyName != "Other" {
		t.Errorf("refused changes left the name %q, error %v", after.FriendlyName, err)
	}
	if a, b := newCentreBeside(c).ws, newCentreBeside(untouched).ws; a != b {
		t.Errorf("after a refused workspace the next one has sid %s, without it %s", a, b)
	}
}

// said writes what was seen, with a blank between any two things.
func said(seen ...any) string { return strings.TrimSpace(fmt.Sprintln(seen...)) }

func TestSmallResourcesAreMadeChangedAndDeleted(t *testing.T) {
	t.Parallel()
	playAll(t, newSimpleCentre, []scene{
		{"an activity", func(c *centre) string {
			made, err := c.a.CreateActivity(c.ws, ActivityChange{FriendlyName: new("Lunch")})
			c.must("create", err)
			changed, err := c.a.UpdateActivity(c.ws, made.Sid, ActivityChange{FriendlyName: new("Dinner"), Available: new(true)})
			c.must("update", err)
			fetched, err := c.a.Activity(c.ws, made.Sid)
			c.must("fetch", err)
			c.must("delete", c.a.DeleteActivity(c.ws, made.Sid))
			_, err = c.a.Activity(c.ws, made.Sid)
			return said(made.Available, changed.Available, fetched == changed, fetched.FriendlyName, isNotFound(err))
		}, "false false true Dinner true"},
		{"a task channel, with every worker's part in it", func(c *centre) string {
			c.worker("ann", "{}")
			made, err := c.a.CreateTaskChannel(c.ws, TaskChannelChange{FriendlyName: new("Fax"), UniqueName: new("fax")})
			c.must("create", err)
			part, err := c.a.WorkerChannel(c.ws, c.workers["ann"], "fax")
			c.must("fetch ann's", err)
			changed, err := c.a.UpdateTaskChannel(c.ws, "fax", TaskChannelChange{FriendlyName: new("Telefax"), OptimizedRouting: new(true)})
			c.must("update", err)
			c.must("delete", c.a.DeleteTaskChannel(c.ws, made.Sid))
			_, err = c.a.WorkerChannel(c.ws, c.workers["ann"], part.Sid)
			return said(part.Capacity, part.ChannelName, changed.FriendlyName, changed.OptimizedRouting, isNotFound(err))
		}, "1 fax Telefax true true"},
		{"a task channel without a unique name is refused", func(c *centre) string {
			_, err := c.a.CreateTaskChannel(c.ws, TaskChannelChange{FriendlyName: new("Fax")})
			wantRefused(c.t, "fax", err, rulebook.KindInvalid, rulebook.CodeInvalid)
			return "refused"
		}, "refused"},
		{"a worker channel", func(c *centre) string {
			c.worker("ann", "{}")
			c.capacity("ann", "default", 4)
			c.task("chat")
			view, err := c.a.WorkerChannel(c.ws, c.workers["ann"], "default")
			c.must("fetch", err)
			_, err = c.a.UpdateWorkerChannel(c.ws, c.workers["ann"], "default", WorkerChannelChange{Capacity: new(-1)})
			wantRefused(c.t, "below 0", err, rulebook.KindInvalid, rulebook.CodeInvalid)
			return said(view.Capacity, view.Assigned, view.FreePercentage(view.Assigned))
		}, "4 1 75"},
		{"a queue", func(c *centre) string {
			for what, change := range map[string]TaskQueueChange{
				"an expression": {TargetWorkers: new("skills HAS")}, "an order": {TaskOrder: new("RANDOM")},
				"no offers": {MaxReservedWorkers: new(0)}, "too many offers": {MaxReservedWorkers: new(51)}, "an activity": {ReservationActivitySid: new("WA0")},
			} {
				change.FriendlyName = new("lost")
				_, err := c.a.UpdateTaskQueue(c.ws, c.queues["everyone"], change)
				wantRefused(c.t, what, err, rulebook.KindInvalid, rulebook.CodeInvalid)
			}
			changed, err := c.a.UpdateTaskQueue(c.ws, c.queues["everyone"], TaskQueueChange{
				MaxReservedWorkers: new(50), ReservationActivitySid: new(c.activity("Unavailable")), AssignmentActivitySid: new(c.activity("Offline")),
			})
			c.must("update", err)
			return said(changed.FriendlyName, changed.MaxReservedWorkers, changed.ReservationActivityName, changed.AssignmentActivityName)
		}, "everyone 50 Unavailable Offline"},
		{"a workflow", func(c *centre) string {
			for what, change := range map[string]WorkflowChange{
				"a configuration that is no JSON": {Configuration: new("{")}, "a queue that does not exist": {Configuration: new(`{"task_routing":{"default_filter":{"queue":"WQ0"}}}`)},
				"no time": {ReservationTimeout: new(0)}, "more than a day": {ReservationTimeout: new(86401)},
			} {
				change.FriendlyName = new("lost")
				_, err := c.a.UpdateWorkflow(c.ws, c.flows["all"], change)
				wantRefused(c.t, what, err, rulebook.KindInvalid, rulebook.CodeInvalid)
			}
			_, err := c.a.CreateWorkflow(c.ws, WorkflowChange{FriendlyName: new("none")})
			wantRefused(c.t, "no configuration", err, rulebook.KindInvalid, rulebook.CodeInvalid)
			changed, err := c.a.UpdateWorkflow(c.ws, c.flows["all"], WorkflowChange{ReservationTimeout: new(86400)})
			c.must("update", err)
			c.must("delete", c.a.DeleteWorkflow(c.ws, c.flows["all"]))
			_, err = c.a.Workflow(c.ws, c.flows["all"])
			return said(changed.FriendlyName, changed.ReservationTimeout, isNotFound(err))
		}, "all 24h0m0s true"},
		{"an interaction's webhook", func(c *centre) string {
			chat := c.chat("chat")
			changed, err := c.a.UpdateInteraction(chat.interaction, new("flex_interactionwebhook_2"))
			c.must("update", err)
			return changed.WebhookTtid
		}, "flex_interactionwebhook_2"},
		{"a message", func(c *centre) string {
			chat := c.chat("chat")
			made, err := c.a.AddMessage(chat.thread, MessageChange{Body: new("helo"), Attributes: new(`{"a": 1}`)})
			c.must("send", err)
			_, err = c.a.UpdateMessage(chat.thread, made.Sid, MessageChange{Body: new("lost"), Attributes: new(`[]`)})
			wantRefused(c.t, "attributes that are a list", err, rulebook.KindInvalid, rulebook.CodeInvalid)
			_, err = c.a.UpdateMessage(chat.thread, made.Sid, MessageChange{Body: new("hello")})
			c.must("correct", err)
			fetched, err := c.a.Message(chat.thread, made.Sid)
			c.must("fetch", err)
			return said(fetched.Body, fetched.Attributes, fetched.Index)
		}, `hello {"a": 1} 0`},
		{"a participant of a conversation, by sid or by identity", func(c *centre) string {
			chat := c.chat("chat")
			made, err := c.a.AddConversationParticipant(chat.thread, ConversationParticipantChange{Identity: new("eve"), Attributes: new(`{"a": 1}`)})
			c.must("join", err)
			bySid, err := c.a.ConversationParticipant(chat.thread, made.Sid)
			c.must("fetch", err)
			byName, err := c.a.ConversationParticipant(chat.thread, "eve")
			c.must("fetch", err)
			_, err = c.a.AddConversationParticipant(chat.thread, ConversationParticipantChange{Identity: new("bad"), Attributes: new(`[]`)})
			wantRefused(c.t, "attributes that are a list", err, rulebook.KindInvalid, rulebook.CodeInvalid)
			return said(bySid == made, byName == made, chat.members())
		}, "true true customer, eve"},
		{"a conversation", func(c *centre) string {
			made, err := c.a.CreateConversation(ConversationChange{UniqueName: new("u")})
			c.must("create", err)
			_, err = c.a.UpdateConversation("u", ConversationChange{State: new("paused"), FriendlyName: new("lost")})
			wantRefused(c.t, "a state that is none", err, rulebook.KindInvalid, rulebook.CodeConversationState)
			_, err = c.a.UpdateConversation("u", ConversationChange{Attributes: new("x"), FriendlyName: new("lost")})
			wantRefused(c.t, "attributes that are no JSON", err, rulebook.KindInvalid, rulebook.CodeInvalid)
			changed, err := c.a.UpdateConversation("u", ConversationChange{State: new("inactive"), FriendlyName: new("Order")})
			c.must("update", err)
			inactive, err := c.a.Conversations(new(string(conversations.Inactive)), Page{})
			c.must("list", err)
			c.must("delete", c.a.DeleteConversation("u"))
			_, err = c.a.Conversation(made.Sid)
			return said(changed.FriendlyName, changed.State, len(inactive.Items), isNotFound(err))
		}, "Order inactive 1 true"},
	})
}

func TestACorrectedBookMayLetConversationsKeepAChannelAlive(t *testing.T) {
	t.Parallel()
	book := rulebook.Documented()
	book.ChannelActivity = append(book.ChannelActivity, rulebook.ActivityConversationMessage)
	c := centreOn(t, newAccountFor(t, book))
	c.queue("everyone", "1==1")
	c.workflow("all", c.byDefault("everyone"))
	chat, other := c.chat("chat"), c.chat("other")
	c.passes(100 * day)
	c.must("send", errorOf(c.a.AddMessage(chat.thread, MessageChange{Body: new("x")})))
	c.passes(100 * day)
	if got, want := chat.channelStatus()+" "+other.channelStatus(), "active gone"; got != want {
		t.Errorf("100 days after a message: %s, want %s", got, want)
	}
}
