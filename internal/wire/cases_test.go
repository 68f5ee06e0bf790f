package wire

import (
	"net/http"
	"testing"

	threads "github.com/twilio/twilio-go/rest/conversations/v1"
	flexapi "github.com/twilio/twilio-go/rest/flex/v1"
	router "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// An operationCase sends one operation's request in a small contact centre. Its send
// gives the address and the form of the request, after whatever has to be there.
type operationCase struct {
	operation string
	model     any // twilio-go's type for the answer; nil where it has no body
	send      func(t testing.TB, c centre) (address string, form []string)
}

// at makes a send that needs nothing but the centre.
func at(address func(c centre) string, form ...string) func(testing.TB, centre) (string, []string) {
	return func(_ testing.TB, c centre) (string, []string) { return address(c), form }
}

func operationCases() []operationCase {
	cases := append(workspaceCases(), routingCases()...)
	cases = append(cases, workerCases()...)
	cases = append(cases, taskCases()...)
	cases = append(cases, flexCases()...)
	cases = append(cases, conversationCases()...)
	cases = append(cases, coreCases()...)
	cases = append(cases, keyCases()...)
	return append(cases, customChannelCases()...)
}

func workspaceCases() []operationCase {
	all := func(centre) string { return taskRouterAPI + "/Workspaces" }
	one := func(c centre) string { return taskRouterAPI + "/Workspaces/" + c.workspace }
	in := func(collection string) func(centre) string {
		return func(c centre) string { return c.in(collection) }
	}
	activity := func(c centre) string { return c.in("Activities/" + c.offline) }
	model := &router.TaskrouterV1Workspace{}
	return []operationCase{
		{"CreateWorkspace", model, at(all, "FriendlyName", "Second", "MultiTaskEnabled", "true", "EventCallbackUrl", "https://example.com/events")},
		{"ListWorkspace", &router.ListWorkspaceResponse{}, at(all)},
		{"FetchWorkspace", model, at(one)},
		{"UpdateWorkspace", model, at(one, "FriendlyName", "Renamed", "PrioritizeQueueOrder", "LIFO")},
		{"DeleteWorkspace", nil, at(one)},
		{"CreateActivity", &router.TaskrouterV1Activity{}, at(in("Activities"), "FriendlyName", "On a break", "Available", "false")},
		{"ListActivity", &router.ListActivityResponse{}, at(in("Activities?Available=true"))},
		{"FetchActivity", &router.TaskrouterV1Activity{}, at(activity)},
		{"UpdateActivity", &router.TaskrouterV1Activity{}, at(activity, "FriendlyName", "At home")},
		{"DeleteActivity", nil, at(activity)},
	}
}

// a gives a send for one resource of a collection, which it makes first.
func a(collection string, made []string, form ...string) func(testing.TB, centre) (string, []string) {
	return func(t testing.TB, c centre) (string, []string) {
		sid := c.post(c.in(collection), made...).wants(t, http.StatusCreated).text(t, "sid")
		return c.in(collection + "/" + sid), form
	}
}

func routingCases() []operationCase {
	channels := func(c centre) string { return c.in("TaskChannels") }
	video := []string{"FriendlyName", "Video", "UniqueName", "film"}
	queues := func(c centre) string { return c.in("TaskQueues?FriendlyName=Support") }
	queue := func(c centre) string { return c.in("TaskQueues/" + c.queue) }
	night := []string{"FriendlyName", "Night", "TargetWorkers", "1==2"}
	workflows := func(c centre) string { return c.in("Workflows") }
	workflow := func(c centre) string { return c.in("Workflows/" + c.workflow) }
	return []operationCase{
		{"CreateTaskChannel", &router.TaskrouterV1TaskChannel{}, at(channels, video...)},
		{"ListTaskChannel", &router.ListTaskChannelResponse{}, at(channels)},
		{"FetchTaskChannel", &router.TaskrouterV1TaskChannel{}, a("TaskChannels", video)},
		{"UpdateTaskChannel", &router.TaskrouterV1TaskChannel{}, a("TaskChannels", video, "FriendlyName", "Films", "ChannelOptimizedRouting", "true")},
		{"DeleteTaskChannel", nil, a("TaskChannels", video)},
		{"CreateTaskQueue", &router.TaskrouterV1TaskQueue{}, func(_ testing.TB, c centre) (string, []string) {
			return c.in("TaskQueues"), []string{
				"FriendlyName", "Sales", "TargetWorkers", `skills HAS "sales"`, "TaskOrder", "LIFO", "MaxReservedWorkers", "2",
				"ReservationActivitySid", c.offline, "AssignmentActivitySid", c.offline,
			}
		}},
		{"ListTaskQueue", &router.ListTaskQueueResponse{}, at(queues)},
		{"FetchTaskQueue", &router.TaskrouterV1TaskQueue{}, at(queue)},
		{"UpdateTaskQueue", &router.TaskrouterV1TaskQueue{}, at(queue, "MaxReservedWorkers", "3")},
		{"DeleteTaskQueue", nil, a("TaskQueues", night)},
		{"CreateWorkflow", &router.TaskrouterV1Workflow{}, func(_ testing.TB, c centre) (string, []string) {
			return c.in("Workflows"), []string{
				"FriendlyName", "Calls", "Configuration", oneQueue(c.queue), "TaskReservationTimeout", "60",
				"AssignmentCallbackUrl", "https://example.com/assign",
			}
		}},
		{"ListWorkflow", &router.ListWorkflowResponse{}, at(workflows)},
		{"FetchWorkflow", &router.TaskrouterV1Workflow{}, at(workflow)},
		{"UpdateWorkflow", &router.TaskrouterV1Workflow{}, at(workflow, "TaskReservationTimeout", "30")},
		{"DeleteWorkflow", nil, at(workflow)},
	}
}

func workerCases() []operationCase {
	workers := func(c centre) string { return c.in("Workers") }
	worker := func(c centre) string { return c.in("Workers/" + c.worker) }
	channels := func(c centre) string { return c.in("Workers/" + c.worker + "/Channels") }
	channel := func(form ...string) func(testing.TB, centre) (string, []string) {
		return func(t testing.TB, c centre) (string, []string) {
			listed := c.get(channels(c)).wants(t, http.StatusOK).object(t)["channels"].([]any)
			return channels(c) + "/" + listed[0].(map[string]any)["sid"].(string), form
		}
	}
	model := &router.TaskrouterV1Worker{}
	return []operationCase{
		{"CreateWorker", model, at(workers, "FriendlyName", "Ben", "Attributes", `{"languages":["de"]}`)},
		{"ListWorker", &router.ListWorkerResponse{}, at(workers)},
		{"FetchWorker", model, at(worker)},
		{"UpdateWorker", model, at(worker, "Attributes", `{ "skills": [] }`, "RejectPendingReservations", "true")},
		{"DeleteWorker", nil, a("Workers", []string{"FriendlyName", "Ben"})},
		{"ListWorkerChannel", &router.ListWorkerChannelResponse{}, at(channels)},
		{"FetchWorkerChannel", &router.TaskrouterV1WorkerChannel{}, channel()},
		{"UpdateWorkerChannel", &router.TaskrouterV1WorkerChannel{}, channel("Capacity", "3", "Available", "true")},
	}
}

func taskCases() []operationCase {
	tasks := func(c centre) string { return c.in("Tasks") }
	// one gives a task's address and what is under it.
	one := func(under string, form ...string) func(testing.TB, centre) (string, []string) {
		return func(t testing.TB, c centre) (string, []string) {
			return c.in("Tasks/" + c.newTask(t, `{"a": 1}`) + under), form
		}
	}
	offer := func(of func(c centre, task string) string, form ...string) func(testing.TB, centre) (string, []string) {
		return func(t testing.TB, c centre) (string, []string) {
			task := c.newTask(t, `{}`)
			return of(c, task) + "/Reservations/" + c.offered(t, task), form
		}
	}
	ofTask := func(c centre, task string) string { return c.in("Tasks/" + task) }
	ofWorker := func(c centre, _ string) string { return c.in("Workers/" + c.worker) }
	model := &router.TaskrouterV1Task{}
	return []operationCase{
		{"CreateTask", model, at(tasks, "Attributes", `{"name": "Zoë <b>&"}`, "Priority", "3", "Timeout", "600", "TaskChannel", "chat", "IgnoreCapacity", "yes")},
		{"ListTask", &router.ListTaskResponse{}, func(t testing.TB, c centre) (string, []string) {
			c.newTask(t, `{"a": 1}`)
			return c.in("Tasks?AssignmentStatus=pending&AssignmentStatus=reserved&TaskQueueSid=" + c.queue + "&PageSize=5"), nil
		}},
		{"FetchTask", model, one("")},
		{"UpdateTask", model, one("", "AssignmentStatus", "canceled", "Reason", "caller hung up", "Attributes", `{"b": [2]}`)},
		{"DeleteTask", nil, one("")},
		{"ListTaskReservation", &router.ListTaskReservationResponse{}, one("/Reservations?ReservationStatus=pending")},
		{"FetchTaskReservation", &router.TaskrouterV1TaskReservation{}, offer(ofTask)},
		{"UpdateTaskReservation", &router.TaskrouterV1TaskReservation{}, offer(ofTask, "ReservationStatus", "accepted")},
		{"ListWorkerReservation", &router.ListWorkerReservationResponse{}, func(t testing.TB, c centre) (string, []string) {
			c.newTask(t, `{}`)
			return c.in("Workers/" + c.worker + "/Reservations"), nil
		}},
		{"FetchWorkerReservation", &router.TaskrouterV1WorkerReservation{}, offer(ofWorker)},
		{"UpdateWorkerReservation", &router.TaskrouterV1WorkerReservation{}, offer(ofWorker, "ReservationStatus", "rejected")},
		{"ListEvent", &router.ListEventResponse{}, func(t testing.TB, c centre) (string, []string) {
			c.accept(t, c.newTask(t, `{"a": 1}`))
			return c.in("Events?Minutes=60"), nil
		}},
		{"FetchEvent", &router.TaskrouterV1Event{}, func(t testing.TB, c centre) (string, []string) {
			c.accept(t, c.newTask(t, `{"a": 1}`))
			listed := c.get(c.in("Events?EventType=reservation.accepted")).wants(t, http.StatusOK).object(t)["events"].([]any)
			return c.in("Events/" + listed[0].(map[string]any)["sid"].(string)), nil
		}},
	}
}

func flexCases() []operationCase {
	at := func(address func(e engagement) string, form ...string) func(testing.TB, centre) (string, []string) {
		return func(t testing.TB, c centre) (string, []string) { return address(c.newInteraction(t)), form }
	}
	interaction := func(e engagement) string { return flexAddress + "/Interactions/" + e.interaction }
	channels := func(e engagement) string { return interaction(e) + "/Channels" }
	channel := func(e engagement) string { return channels(e) + "/" + e.channel }
	invites := func(e engagement) string { return e.at("Invites") }
	participants := func(e engagement) string { return e.at("Participants") }
	configuration := func(engagement) string { return flexAddress + "/Configuration" }
	model := &flexapi.FlexV1Interaction{}
	return []operationCase{
		{"CreateInteraction", model, func(_ testing.TB, c centre) (string, []string) {
			return flexAddress + "/Interactions", []string{
				"Channel", `{"type":"sms","initiated_by":"api","participants":[{"address":"+15550100","proxy_address":"+15550199"}]}`,
				"Routing", `{"properties":{"workspace_sid":"` + c.workspace + `","attributes":{"name":"Zoë"}}}`,
				"WebhookTtid", "flex_interactionwebhook_00000000000000000000000000",
			}
		}},
		{"FetchInteraction", model, at(interaction)},
		{"UpdateInteraction", model, at(interaction, "WebhookTtid", "flex_interactionwebhook_00000000000000000000000001")},
		{"ListInteractionChannel", &flexapi.ListInteractionChannelResponse{}, at(channels)},
		{"FetchInteractionChannel", &flexapi.FlexV1InteractionChannel{}, at(channel)},
		{"UpdateInteractionChannel", &flexapi.FlexV1InteractionChannel{}, at(channel, "Status", "closed", "Routing", `{"status":"closed"}`)},
		{"CreateInteractionChannelInvite", &flexapi.FlexV1InteractionChannelInvite{}, func(t testing.TB, c centre) (string, []string) {
			return invites(c.newInteraction(t)), []string{"Routing", `{"properties":{"workspace_sid":"` + c.workspace + `"}}`}
		}},
		{"ListInteractionChannelInvite", &flexapi.ListInteractionChannelInviteResponse{}, at(invites)},
		{
			"CreateInteractionChannelParticipant", &flexapi.FlexV1InteractionChannelParticipant{},
			at(participants, "Type", "supervisor", "MediaProperties", `{"identity":"supervisor"}`),
		},
		{"ListInteractionChannelParticipant", &flexapi.ListInteractionChannelParticipantResponse{}, func(t testing.TB, c centre) (string, []string) {
			e := c.newInteraction(t)
			c.accept(t, e.task)
			return participants(e), nil
		}},
		{"UpdateInteractionChannelParticipant", &flexapi.FlexV1InteractionChannelParticipant{}, func(t testing.TB, c centre) (string, []string) {
			e := c.newInteraction(t)
			c.accept(t, e.task)
			return participants(e) + "/" + c.agentOn(t, e), []string{"Status", "wrapup"}
		}},
		{"FetchConfiguration", &flexapi.FlexV1Configuration{}, at(configuration)},
		{"UpdateConfiguration", &flexapi.FlexV1Configuration{}, at(configuration, `{"call_recording_enabled":true}`)},
	}
}

// agentOn gives the sid of the agent on an engagement's channel.
func (c centre) agentOn(t testing.TB, e engagement) string {
	t.Helper()
	listed := c.get(e.at("Participants")).wants(t, http.StatusOK).object(t)["participants"].([]any)
	for _, one := range listed {
		if p := one.(map[string]any); p["type"] == "agent" {
			return p["sid"].(string)
		}
	}
	t.Fatalf("no agent on channel %s: %v", e.channel, listed)
	return ""
}

func conversationCases() []operationCase {
	all := func(centre) string { return threadsAPI + "/Conversations" }
	one := func(under string, form ...string) func(testing.TB, centre) (string, []string) {
		return func(t testing.TB, c centre) (string, []string) {
			return c.newConversation(t) + under, form
		}
	}
	// part gives a part of a conversation, which it makes first.
	part := func(collection string, made []string, form ...string) func(testing.TB, centre) (string, []string) {
		return func(t testing.TB, c centre) (string, []string) {
			conversation := c.newConversation(t)
			sid := c.post(conversation+collection, made...).wants(t, http.StatusCreated).text(t, "sid")
			return conversation + collection + "/" + sid, form
		}
	}
	list := func(collection string, made ...string) func(testing.TB, centre) (string, []string) {
		return func(t testing.TB, c centre) (string, []string) {
			conversation := c.newConversation(t)
			c.post(conversation+collection, made...).wants(t, http.StatusCreated)
			return conversation + collection, nil
		}
	}
	member := []string{"MessagingBinding.Address", "whatsapp:+15550100", "MessagingBinding.ProxyAddress", "whatsapp:+15550199"}
	said := []string{"Author", "customer", "Body", "Hello"}
	model, participant, message := &threads.ConversationsV1Conversation{}, &threads.ConversationsV1ConversationParticipant{}, &threads.ConversationsV1ConversationMessage{}
	return []operationCase{
		{"CreateConversation", model, at(all, "FriendlyName", "Order 42", "UniqueName", "order-42", "Attributes", `{"order": 42}`)},
		{"ListConversation", &threads.ListConversationResponse{}, func(t testing.TB, c centre) (string, []string) {
			c.newConversation(t)
			return threadsAPI + "/Conversations?State=active", nil
		}},
		{"FetchConversation", model, one("")},
		{"UpdateConversation", model, one("", "State", "closed")},
		{"DeleteConversation", nil, one("")},
		{"CreateConversationParticipant", participant, one("/Participants", "Identity", "agent")},
		{"ListConversationParticipant", &threads.ListConversationParticipantResponse{}, list("/Participants", "Identity", "agent")},
		{"FetchConversationParticipant", participant, part("/Participants", member)},
		{"DeleteConversationParticipant", nil, part("/Participants", member)},
		{"CreateConversationMessage", message, one("/Messages", said...)},
		{"ListConversationMessage", &threads.ListConversationMessageResponse{}, list("/Messages", said...)},
		{"FetchConversationMessage", message, part("/Messages", said)},
		{"UpdateConversationMessage", message, part("/Messages", said, "Body", "Hello again")},
		{"DeleteConversationMessage", nil, part("/Messages", said)},
	}
}

// newConversation makes a conversation and gives its address.
func (c centre) newConversation(t testing.TB) string {
	t.Helper()
	sid := c.post(threadsAPI+"/Conversations", "FriendlyName", "Order 41").wants(t, http.StatusCreated).text(t, "sid")
	return threadsAPI + "/Conversations/" + sid
}
