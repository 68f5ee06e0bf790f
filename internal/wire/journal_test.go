package wire

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/flexrig/flexrig/internal/grade"
)

func TestJournalKeepsTheLast(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		written, kept int
		dropped       uint64
		first         string
	}{
		{0, 0, 0, ""},
		{1, 1, 0, "/0"},
		{journalLength, journalLength, 0, "/0"},
		{journalLength + 1, journalLength, 1, "/1"},
		{3*journalLength + 7, journalLength, 2*journalLength + 7, fmt.Sprintf("/%d", 2*journalLength+7)},
	} {
		j := journal{length: journalLength}
		for i := range row.written {
			j.add(grade.Request{Path: fmt.Sprintf("/%d", i)})
		}
		kept, dropped := j.read()
		if len(kept) != row.kept || dropped != row.dropped {
			t.Errorf("%d written: %d kept and %d dropped, want %d and %d", row.written, len(kept), dropped, row.kept, row.dropped)
			continue
		}
		if row.kept > 0 && (kept[0].Path != row.first || kept[len(kept)-1].Path != fmt.Sprintf("/%d", row.written-1)) {
			t.Errorf("%d written: from %s to %s, want from %s", row.written, kept[0].Path, kept[len(kept)-1].Path, row.first)
		}
	}
}

// TestJournalIsTheAccounts: each account's journal tells of its own requests,
// refused ones too, and of nobody's credentials.
func TestJournalIsTheAccounts(t *testing.T) {
	t.Parallel()
	s, clients := openAccounts(t, Options{}, adaSid, benSid)
	clients[0].get(taskRouterAPI + "/Workspaces")
	clients[0].post(taskRouterAPI + "/Workspaces/WS1/Tasks")
	clients[1].get(taskRouterAPI + "/Wibble?token=secret")
	serve(clients[0].handler, newRequest(http.MethodGet, taskRouterAPI+"/Workspaces", "", ""))
	for sid, want := range map[string][]grade.Request{
		adaSid: {
			{Method: "GET", Path: "/v1/Workspaces", Status: 200},
			{Method: "POST", Path: "/v1/Workspaces/WS1/Tasks", Status: 404},
		},
		benSid: {{Method: "GET", Path: "/v1/Wibble", Status: 501}},
	} {
		got, dropped := s.tenants[sid].journal.read()
		if len(got) != len(want) || dropped != 0 {
			t.Fatalf("%s: got %+v, %d dropped; want %+v", sid, got, dropped, want)
		}
		for i := range got {
			if got[i].Method != want[i].Method || got[i].Path != want[i].Path || got[i].Status != want[i].Status || len(got[i].Notes) != 0 {
				t.Errorf("%s, request %d: got %+v, want %+v", sid, i, got[i], want[i])
			}
		}
	}
}

// TestJournalCanBeOff: an account that keeps no journal answers as ever, and its
// journal is empty.
func TestJournalCanBeOff(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{Journal: -1})
	made := newCentre(t, c)
	c.get(made.in("Tasks")).wants(t, http.StatusOK)
	got := keeper{s.Door()}.send(http.MethodGet, "/v1/journal?account="+adaSid, "").wants(t, http.StatusOK).object(t)
	if entries, ok := got["requests"].([]any); !ok || len(entries) != 0 {
		t.Errorf("a journal that is off tells %v", got)
	}
}
