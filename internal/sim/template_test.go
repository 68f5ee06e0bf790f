package sim

import (
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestAWorkspacesTemplate(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name             string
		template         *string
		queue, flow      string
		refused          bool
		queues, activity int
	}{
		{name: "none", activity: 3},
		{name: "NONE", template: new("NONE"), activity: 3},
		{name: "FIFO", template: new("FIFO"), queues: 1, queue: "Sample Queue", flow: "Default Fifo Workflow", activity: 3},
		{name: "in another case", template: new("fifo"), refused: true},
		{name: "unknown", template: new("LIFO"), refused: true},
		{name: "empty", template: new(""), refused: true},
	} {
		a := newAccountFor(t, nil)
		made, err := a.CreateWorkspace(WorkspaceChange{FriendlyName: new("Centre")}, row.template)
		if row.refused {
			wantRefused(t, row.name, err, rulebook.KindInvalid, rulebook.CodeInvalid)
			if listed, _ := a.Workspaces(nil, Page{}); len(listed.Items) != 0 {
				t.Errorf("%s: a workspace was made all the same", row.name)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", row.name, err)
		}
		queues, err1 := a.TaskQueues(made.Sid, TaskQueueFilter{}, Page{})
		flows, err2 := a.Workflows(made.Sid, nil, Page{})
		activities, err3 := a.Activities(made.Sid, ActivityFilter{}, Page{})
		if err1 != nil || err2 != nil || err3 != nil || len(queues.Items) != row.queues || len(flows.Items) != row.queues || len(activities.Items) != row.activity {
			t.Errorf("%s: %d queues, %d workflows, %d activities; errors %v %v %v", row.name, len(queues.Items), len(flows.Items), len(activities.Items), err1, err2, err3)
			continue
		}
		if row.queues == 1 && (queues.Items[0].FriendlyName != row.queue || flows.Items[0].FriendlyName != row.flow) {
			t.Errorf("%s: queue %q, workflow %q", row.name, queues.Items[0].FriendlyName, flows.Items[0].FriendlyName)
		}
		sound(t, a)
	}
}

func TestATaskGoesThroughTheTemplatesWorkflow(t *testing.T) {
	t.Parallel()
	a := newAccountFor(t, nil)
	made, err := a.CreateWorkspace(WorkspaceChange{FriendlyName: new("Centre")}, new("FIFO"))
	if err != nil {
		t.Fatal(err)
	}
	flows, err := a.Workflows(made.Sid, nil, Page{})
	if err != nil || len(flows.Items) != 1 {
		t.Fatalf("%d workflows, error %v", len(flows.Items), err)
	}
	task, err := a.CreateTask(made.Sid, NewTask{WorkflowSid: &flows.Items[0].Sid})
	if err != nil || task.QueueName != "Sample Queue" {
		t.Errorf("a task is in queue %q, error %v", task.QueueName, err)
	}
}
