package wire

import (
	"net/http"
	"testing"
)

func TestTheTemplateFIFOMakesAQueueAndAWorkflow(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{Strict: true})
	for _, row := range []struct{ template, queue, workflow string }{
		{"FIFO", "Sample Queue", "Default Fifo Workflow"},
		{"NONE", "", ""},
	} {
		made := c.post(taskRouterAPI+"/Workspaces", "FriendlyName", "Centre", "Template", row.template).wants(t, http.StatusCreated)
		at := taskRouterAPI + "/Workspaces/" + made.text(t, "sid")
		for list, want := range map[string]string{"task_queues": row.queue, "workflows": row.workflow} {
			path := map[string]string{"task_queues": "/TaskQueues", "workflows": "/Workflows"}[list]
			items := c.get(at+path).wants(t, http.StatusOK).object(t)[list].([]any)
			got := ""
			if len(items) > 0 {
				got, _ = items[0].(map[string]any)["friendly_name"].(string)
			}
			if got != want || len(items) > 1 {
				t.Errorf("template %s: %d %s, the first %q; want %q alone", row.template, len(items), list, got, want)
			}
		}
	}
	c.post(taskRouterAPI+"/Workspaces", "FriendlyName", "Centre", "Template", "ROUND_ROBIN").refuses(t, http.StatusBadRequest, 20001, "")
}
