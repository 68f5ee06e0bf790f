package wire

import (
	"net/http"
	"strings"
	"testing"
)

func TestDoorLetsAgentsLogIn(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	k := keeper{s.Door()}
	made := newCentre(t, c)
	ada := c.get(made.in("Workers")).wants(t, http.StatusOK).object(t)["workers"].([]any)[0].(map[string]any)["sid"].(string)
	login, identity := "/v1/login?account="+adaSid, "/v1/identity?account="+adaSid
	k.send(http.MethodPost, identity, `{"worker":"`+ada+`","attributes":{"team_id":"1"}}`).wants(t, http.StatusNoContent)
	got := k.send(http.MethodPost, login, `{"worker":"`+ada+`"}`).wants(t, http.StatusOK)
	if attributes := got.text(t, "attributes"); got.text(t, "worker") != ada || !strings.Contains(attributes, `"team_id":"1"`) {
		t.Errorf("logged in: got %s", got.body)
	}
	c.post(made.in("Workers/"+ada), "Attributes", `{"full_name":"Mary Smith"}`).wants(t, http.StatusOK)
	for _, row := range []struct {
		path, body string
		status     int
	}{
		{login, `{}`, http.StatusNotFound},
		{login, `{"worker":"WK1"}`, http.StatusNotFound},
		{login, `{"agent":"` + ada + `"}`, http.StatusBadRequest},
		{identity, `{"worker":"WK1","attributes":{}}`, http.StatusNotFound},
		{identity, `{"worker":"` + ada + `"}`, http.StatusBadRequest},
		{identity, `{"worker":"` + ada + `","attributes":[]}`, http.StatusBadRequest},
	} {
		k.send(http.MethodPost, row.path, row.body).wants(t, row.status).text(t, "error")
	}
}

func TestDoorSetsHIPAAMode(t *testing.T) {
	t.Parallel()
	s, _ := newClient(t, Options{})
	k := keeper{s.Door()}
	settings := "/v1/settings?account=" + adaSid
	for _, row := range []struct{ method, body, want string }{
		{http.MethodGet, ``, `{"hipaa":false}`},
		{http.MethodPost, `{"hipaa":true}`, `{"hipaa":true}`},
		{http.MethodPost, `{}`, `{"hipaa":true}`},
		{http.MethodGet, ``, `{"hipaa":true}`},
		{http.MethodPost, `{"hipaa":false}`, `{"hipaa":false}`},
	} {
		if got := k.send(row.method, settings, row.body).wants(t, http.StatusOK); string(got.body) != row.want {
			t.Errorf("%s %s: got %s, want %s", row.method, row.body, got.body, row.want)
		}
	}
	k.send(http.MethodPost, settings, `{"hipaa":"on"}`).wants(t, http.StatusBadRequest)
}

func TestDoorShowsReports(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	k := keeper{s.Door()}
	made := newCentre(t, c)
	made.accept(t, made.newTask(t, `{}`))
	shown := func(query string) map[string]any {
		return k.send(http.MethodGet, "/v1/insights?account="+adaSid+query, "").wants(t, http.StatusOK).object(t)
	}
	if n := len(shown("")["segments"].([]any)); n == 0 {
		t.Error("Insights has been given no segment")
	}
	if got := shown("&as=reports"); len(got["segments"].([]any)) != 0 || got["loaded_at"] != "2026-01-05T09:00:00Z" {
		t.Errorf("before the first load reports show %v", got)
	}
	k.send(http.MethodPost, "/v1/clock?account="+adaSid, `{"advance":"1h"}`).wants(t, http.StatusOK)
	if got := shown("&as=reports"); len(got["segments"].([]any)) == 0 || got["loaded_at"] != "2026-01-05T10:00:00Z" {
		t.Errorf("after it reports show %v", got)
	}
	k.send(http.MethodGet, "/v1/insights?as=tables&account="+adaSid, "").wants(t, http.StatusBadRequest)
}
