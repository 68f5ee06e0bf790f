package wire

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	twilio "github.com/twilio/twilio-go/client"
	router "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// inProcess is a transport that ends in a handler.
type inProcess struct {
	handler  http.Handler
	requests *int
}

func (t inProcess) RoundTrip(request *http.Request) (*http.Response, error) {
	*t.requests++
	recorder := httptest.NewRecorder()
	t.handler.ServeHTTP(recorder, request)
	return recorder.Result(), nil
}

// taskrouterService is twilio-go's own client of the stand-in, and a count of
// the requests that it has sent.
func taskrouterService(c client) (*router.ApiService, *int) {
	requests := new(int)
	base := &twilio.Client{
		Credentials: twilio.NewCredentials(c.sid, c.token),
		HTTPClient:  &http.Client{Transport: inProcess{c.handler, requests}},
	}
	base.SetAccountSid(c.sid)
	return router.NewApiServiceWithClient(base), requests
}

// TestPagingThroughTwilioGo walks over 120 tasks in pages of 50 with the
// client library's own paging.
func TestPagingThroughTwilioGo(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{Strict: true})
	made := newCentre(t, c)
	var want []string
	for i := range 120 {
		want = append(want, made.newTask(t, fmt.Sprintf(`{"n":%d}`, i)))
	}
	service, requests := taskrouterService(c)
	for _, row := range []struct {
		name            string
		params          *router.ListTaskParams
		items, requests int
	}{
		{"all", &router.ListTaskParams{}, 120, 3},
		{"pages of 50", (&router.ListTaskParams{}).SetPageSize(50), 120, 3},
		{"pages that divide evenly", (&router.ListTaskParams{}).SetPageSize(40), 120, 3},
		{"one large page", (&router.ListTaskParams{}).SetPageSize(1000), 120, 1},
		{"up to a limit", (&router.ListTaskParams{}).SetPageSize(50).SetLimit(70), 70, 2},
		{"filtered", (&router.ListTaskParams{}).SetAssignmentStatus([]string{"pending", "reserved"}).SetTaskQueueSid(made.queue), 120, 3},
		{"filtered to nothing", (&router.ListTaskParams{}).SetAssignmentStatus([]string{"completed"}), 0, 1},
		{"in another order", (&router.ListTaskParams{}).SetOrdering("DateCreated:asc"), 120, 3},
	} {
		*requests = 0
		listed, err := service.ListTask(made.workspace, row.params)
		if err != nil {
			t.Fatalf("%s: %v", row.name, err)
		}
		if len(listed) != row.items || *requests != row.requests {
			t.Errorf("%s: got %d tasks in %d requests, want %d in %d", row.name, len(listed), *requests, row.items, row.requests)
		}
		for i := range min(len(listed), len(want)) {
			if *listed[i].Sid != want[i] {
				t.Fatalf("%s: task %d is %s, want %s", row.name, i, *listed[i].Sid, want[i])
			}
		}
	}
}

func TestMeta(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	made := newCentre(t, c)
	for range 5 {
		made.newTask(t, `{"channelSid":"CH1"}`)
	}
	tasks := made.in("Tasks")
	filter := "AssignmentStatus=pending&AssignmentStatus=reserved&EvaluateTaskAttributes=channelSid+%3D%3D+%22CH1%22"
	first := c.get(tasks+"?PageSize=2&"+filter).wants(t, http.StatusOK).object(t)
	meta := first["meta"].(map[string]any)
	base := tasks + "?" + filter + "&PageSize=2&Page="
	for name, want := range map[string]any{
		"page": 0.0, "page_size": 2.0, "key": "tasks", "first_page_url": base + "0", "url": base + "0", "previous_page_url": nil,
	} {
		if meta[name] != want {
			t.Errorf("first page, %s:\n got %v\nwant %v", name, meta[name], want)
		}
	}
	next := meta["next_page_url"].(string)
	if want := base + "1&PageToken=PA"; next[:len(want)] != want {
		t.Errorf("next_page_url:\n got %s\nwant %s…", next, want)
	}
	second := c.get(next).wants(t, http.StatusOK).object(t)["meta"].(map[string]any)
	if second["page"] != 1.0 || second["url"] != next || second["previous_page_url"] != base+"0" {
		t.Errorf("second page: got %v", second)
	}
	third := c.get(second["next_page_url"].(string)).wants(t, http.StatusOK).object(t)
	if meta := third["meta"].(map[string]any); meta["next_page_url"] != nil || len(third["tasks"].([]any)) != 1 {
		t.Errorf("last page: got %d tasks and %v", len(third["tasks"].([]any)), meta)
	}
}

// TestEmptyLists: a list without items is a list, not null.
func TestEmptyLists(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	made := newCentre(t, c)
	got := c.get(made.in("Tasks")).wants(t, http.StatusOK).object(t)
	if items, ok := got["tasks"].([]any); !ok || len(items) != 0 {
		t.Errorf("tasks: got %v, want []", got["tasks"])
	}
}

func TestPagesThatAreRefused(t *testing.T) {
	t.Parallel()
	_, c := newClient(t, Options{})
	made := newCentre(t, c)
	for query, code := range map[string]int{
		"PageSize=1001":      20007,
		"PageSize=0":         20001,
		"PageSize=-1":        20001,
		"PageSize=many":      20001,
		"Page=1":             40153,
		"Page=1&PageSize=50": 40153,
		"Page=-1":            20001,
		"PageToken=PA1":      20001,
		"PageToken=PA00000000000000000000000000000000":        20001,
		"PageToken=PAffffffffffffffffffffffffffffffff":        20001,
		"PageToken=WT00000000000000000000000000000001":        20001,
		"TaskQueueSid=WQxxx":                                  20001,
		"Priority=high":                                       20001,
		"EvaluateTaskAttributes=" + url.QueryEscape("a ==="):  20001,
		"Ordering=" + url.QueryEscape("DateOfBirth:sideways"): 20001,
	} {
		c.get(made.in("Tasks?"+query)).refuses(t, http.StatusBadRequest, code, "")
	}
	for _, query := range []string{"PageSize=1", "PageSize=1000", "Page=0", "Page=0&PageSize=50", "TaskQueueSid=", "TaskQueueSid=WQ00000000000000000000000000000000"} {
		c.get(made.in("Tasks?"+query)).wants(t, http.StatusOK)
	}
}
