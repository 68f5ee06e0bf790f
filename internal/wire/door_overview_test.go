package wire

import (
	"net/http"
	"testing"
)

// TestDoorShowsAnOverview: what there is, and what becomes of it unasked.
func TestDoorShowsAnOverview(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	k := keeper{s.Door()}
	made := newCentre(t, c)
	engaged := made.newInteraction(t)
	_ = engaged
	read := func() overview {
		t.Helper()
		var got overview
		decodeStrictly(t, k.send(http.MethodGet, "/v1/overview?account="+adaSid, "").wants(t, http.StatusOK).body, &got)
		return got
	}
	got := read()
	if got.Mode != frozen || got.Workspaces != 1 || got.Interactions != 1 || len(got.Tasks) != 1 || len(got.Channels) != 1 {
		t.Fatalf("overview: %+v", got)
	}
	channel := got.Channels[0]
	if channel.Until.Sub(got.Now).Hours() != 180*24 || channel.Span != 180*24*3600 || channel.Status != "active" {
		t.Errorf("channel: %+v", channel)
	}
	if len(got.Reservations) != 1 || got.Reservations[0].Status != "pending" || got.Reservations[0].Worker != "Ada" || got.Reservations[0].Span != 120 {
		t.Errorf("reservations: %+v", got.Reservations)
	}
	task := got.Tasks[0].Sid
	made.accept(t, task)
	c.post(made.in("Tasks/"+task), "AssignmentStatus", "completed").wants(t, http.StatusOK)
	k.send(http.MethodPost, "/v1/clock?account="+adaSid, `{"advance":"30s"}`).wants(t, http.StatusOK)
	got = read()
	if len(got.Tasks) != 1 || got.Tasks[0].Status != "completed" || got.Tasks[0].Until.Sub(got.Now).Seconds() != 90 || got.Tasks[0].Span != 120 {
		t.Errorf("completed task: %+v at %s", got.Tasks, got.Now)
	}
	k.send(http.MethodPost, "/v1/clock?account="+adaSid, `{"advance":"90s"}`).wants(t, http.StatusOK)
	if got = read(); len(got.Tasks) != 0 || got.Counts["completed"] != 0 {
		t.Errorf("two minutes after its end the task is there: %+v", got)
	}
	k.send(http.MethodPost, "/v1/clock?account="+adaSid, `{"advance":"180d"}`).wants(t, http.StatusOK)
	if got = read(); len(got.Channels) != 0 || got.Interactions != 1 {
		t.Errorf("180 days later: %+v", got)
	}
}

func TestDoorListsAccounts(t *testing.T) {
	t.Parallel()
	s, _ := openAccounts(t, Options{}, benSid, adaSid)
	want := `{"accounts":[{"sid":"` + adaSid + `","now":"2026-01-05T09:00:00Z","mode":"frozen"},{"sid":"` + benSid + `","now":"2026-01-05T09:00:00Z","mode":"frozen"}]}`
	if got := (keeper{s.Door()}).send(http.MethodGet, "/v1/accounts", "").wants(t, http.StatusOK).body; string(got) != want {
		t.Errorf("accounts: got %s, want %s", got, want)
	}
}

func TestDoorShowsTheInsightsOfOneTask(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	made := newCentre(t, c)
	var tasks []string
	for _, attributes := range []string{`{"conversations":{"media":[{"type":"Wibble","url":"x"}]}}`, `{"conversations":{"case":"b"}}`} {
		task := made.newTask(t, attributes)
		made.accept(t, task)
		c.post(made.in("Tasks/"+task), "AssignmentStatus", "completed").wants(t, http.StatusOK)
		tasks = append(tasks, task)
	}
	for _, task := range tasks {
		got := keeper{s.Door()}.send(http.MethodGet, "/v1/insights?account="+adaSid+"&task="+task, "").wants(t, http.StatusOK).object(t)
		for _, list := range []string{"segments", "findings", "inputs"} {
			rows := got[list].([]any)
			if len(rows) == 0 && list != "findings" {
				t.Errorf("task %s has no %s", task, list)
			}
			for _, row := range rows {
				if sid := row.(map[string]any)["task_sid"]; sid != task {
					t.Errorf("%s of task %s: %v is of %v", list, task, row, sid)
				}
			}
		}
		if n := len(got["conversations"].([]any)); n != 1 {
			t.Errorf("task %s is in %d conversations", task, n)
		}
	}
}
