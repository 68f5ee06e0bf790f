package wire

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/flexrig/flexrig/internal/grade"
	"github.com/flexrig/flexrig/internal/taskrouter"
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

// TestJournalIsBoundedByBytes: few large requests take the place of many small
// ones, and what one of them holds beyond a bound is let go of.
func TestJournalIsBoundedByBytes(t *testing.T) {
	t.Parallel()
	j := journal{length: journalLength}
	large := strings.Repeat("x", 2*longestKept)
	for range 2 * journalBytes / longestKept {
		j.add(grade.Request{Fields: []grade.Field{{Name: "Configuration", Value: large}}})
	}
	list, dropped := j.read()
	if j.bytes > journalBytes || dropped == 0 || uint64(len(list))+dropped != j.written {
		t.Errorf("%d requests of %d bytes are kept and %d dropped of %d; want at most %d bytes, and none uncounted",
			len(list), j.bytes, dropped, j.written, journalBytes)
	}
	value := list[0].Fields[0].Value
	if want := fmt.Sprintf("x… (%d bytes more)", len(large)-longestKept); !strings.HasSuffix(value, want) || len(value) > longestKept+40 {
		t.Errorf("a value of %d bytes ends with %q, want %q", len(value), value[len(value)-30:], want)
	}
	for j.kept > 0 {
		j.drop()
	}
	if j.bytes != 0 {
		t.Errorf("an empty journal counts %d bytes", j.bytes)
	}
}

func TestJournalKeepsNoCredentials(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	const hidden = "0123456789abcdef"
	c.get(taskRouterAPI + "/Workspaces?AuthToken=" + hidden + "&x-api_KEY=" + hidden + "&PageToken=PT7&PageSize=1")
	c.post(taskRouterAPI+"/Workspaces", "FriendlyName", "A", "Password", hidden, "EventCallbackUrl", "https://user:"+hidden+"@example.com/a?b=c")
	list, _ := s.tenants[adaSid].journal.read()
	if text := fmt.Sprintf("%+v", list); strings.Contains(text, hidden) || !strings.Contains(text, "PT7") {
		t.Errorf("the journal holds a credential, or no page token: %s", text)
	}
	if got := list[1].Fields; !slices.Contains(got, grade.Field{Name: "EventCallbackUrl", Value: "https://redacted@example.com/a?b=c"}) {
		t.Errorf("got %+v, want the address without its user", got)
	}
}

func TestDoorFiltersTheJournal(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{})
	made := newCentre(t, c) // six requests
	task := made.newTask(t, `{}`)
	c.get(made.in("Tasks/" + task))
	c.get(made.in("Tasks/WT0"))
	c.post(made.in("Tasks/"+task), "Priority", "high")
	for query, want := range map[string]string{
		"after=6":                             "7 8 9 10",
		"last=2":                              "9 10",
		"after=6&last=1":                      "10",
		"operation=FetchTask":                 "8 9",
		"status=4xx":                          "9 10",
		"status=404":                          "9",
		"task=" + task:                        "7 8 10",
		"task=" + task + "&method=get":        "8",
		"path=/Workflows":                     "5",
		"path=/Workflows&operation=FetchTask": "",
	} {
		var got struct {
			Requests []struct{ Seq uint64 }
			Dropped  uint64
		}
		answer := serve(s.Door(), newRequest(http.MethodGet, "http://door/v1/journal?account="+adaSid+"&"+query, "", "")).wants(t, http.StatusOK)
		if err := json.Unmarshal(answer.body, &got); err != nil {
			t.Fatal(err)
		}
		var seqs []string
		for _, r := range got.Requests {
			seqs = append(seqs, fmt.Sprint(r.Seq))
		}
		if strings.Join(seqs, " ") != want {
			t.Errorf("%s: got requests %v, want %s", query, seqs, want)
		}
	}
	for _, query := range []string{"after=x", "after=-1", "last=0", "last=x", "status=4", "status=xxx", "status=4x4", "status=4xxx"} {
		serve(s.Door(), newRequest(http.MethodGet, "http://door/v1/journal?account="+adaSid+"&"+query, "", "")).wants(t, http.StatusBadRequest)
	}
}

// BenchmarkJournal is what a task update pays for being remembered: the journal by
// itself, once it is full, and an update with it and without.
func BenchmarkJournal(b *testing.B) {
	b.Run("alone", func(b *testing.B) {
		task := &taskrouter.Task{Attributes: taskrouter.Attributes(kilobyte("held"))}
		request := grade.Request{
			Method: "POST", Path: "/v1/Workspaces/WS1/Tasks/WT1", Agent: "curl/8.5.0", Connection: "127.0.0.1:50000",
			Fields: []grade.Field{{Name: "Attributes", Value: kilobyte("updated")}}, Before: task, After: task,
		}
		j := journal{length: journalLength}
		b.ReportAllocs()
		for b.Loop() {
			j.add(request)
		}
	})
	for name, length := range map[string]int{"with": journalLength, "without": -1} {
		b.Run(name, func(b *testing.B) {
			_, c := newClient(b, Options{Journal: length})
			made := newCentre(b, c)
			c.post(made.in("Workers/"+made.worker), "ActivitySid", made.offline).wants(b, http.StatusOK)
			task := made.newTask(b, kilobyte("first"))
			body := url.Values{"Attributes": {kilobyte("updated")}}.Encode()
			run(b, c, http.MethodPost, made.in("Tasks/"+task), body, http.StatusOK)
		})
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
