package wire

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/flexrig/flexrig/internal/grade"
)

// A listening is a client of a stream.
type listening struct {
	t     *testing.T
	res   *http.Response
	lines *bufio.Scanner
	leave context.CancelFunc
}

// serveOver serves a stand-in's door until the test ends and everybody has left.
func serveOver(t *testing.T, s *StandIn) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(s.Door())
	t.Cleanup(server.Close)
	return server
}

type heardEvent struct{ name, id, data string }

func listen(t *testing.T, server *httptest.Server, query, lastSeen string) *listening {
	t.Helper()
	ctx, leave := context.WithTimeout(t.Context(), 30*time.Second)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/v1/stream?account="+adaSid+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	if lastSeen != "" {
		req.Header.Set("Last-Event-ID", lastSeen)
	}
	res, err := server.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { leave(); res.Body.Close() })
	return &listening{t: t, res: res, lines: bufio.NewScanner(res.Body), leave: leave}
}

// hears gives the next event, which has to be of a kind.
func (l *listening) hears(name string) heardEvent {
	l.t.Helper()
	var got heardEvent
	for l.lines.Scan() {
		field, value, _ := strings.Cut(l.lines.Text(), ": ")
		switch field {
		case "event":
			got.name = value
		case "id":
			got.id = value
		case "data":
			got.data = value
		case "":
			if got.name != name {
				l.t.Fatalf("heard %+v, want %s", got, name)
			}
			return got
		}
	}
	l.t.Fatalf("the stream ended before %s: %v", name, l.lines.Err())
	return got
}

func (l *listening) ends() {
	l.t.Helper()
	for l.lines.Scan() {
		l.t.Errorf("heard %q after the end", l.lines.Text())
	}
}

// TestStreamTellsWhatHappens: requests as they come, moves of the clock, resets.
func TestStreamTellsWhatHappens(t *testing.T) {
	t.Parallel()
	s, clients := openAccounts(t, Options{}, adaSid, benSid)
	server := serveOver(t, s)
	c, era := clients[0], s.tenants[adaSid].journal.era
	c.get(taskRouterAPI + "/Workspaces?before=1")
	l := listen(t, server, "", "")
	if kind := l.res.Header.Get("Content-Type"); l.res.StatusCode != http.StatusOK || kind != "text/event-stream" {
		t.Fatalf("status %d, %s", l.res.StatusCode, kind)
	}
	if got := l.hears("clock").data; got != `{"now":"2026-01-05T09:00:00Z","mode":"frozen"}` {
		t.Errorf("clock: %s", got)
	}
	if got := l.hears("request"); got.id != fmt.Sprintf("%d-1", era) || !strings.Contains(got.data, `"before"`) {
		t.Errorf("the past: %+v", got)
	}
	clients[1].get(taskRouterAPI + "/Workspaces") // somebody else's
	c.get(taskRouterAPI + "/Nothing?line=a%0A%0Adata:%20b")
	if got := l.hears("request"); got.id != fmt.Sprintf("%d-2", era) || !strings.Contains(got.data, `"status":501`) {
		t.Errorf("live: %+v", got)
	}
	keeper{s.Door()}.send(http.MethodPost, "/v1/clock?account="+adaSid, `{"advance":"2m"}`).wants(t, http.StatusOK)
	if got := l.hears("clock").data; !strings.Contains(got, "09:02:00Z") {
		t.Errorf("moved clock: %s", got)
	}
	keeper{s.Door()}.send(http.MethodPost, "/v1/reset?account="+adaSid, "").wants(t, http.StatusNoContent)
	l.hears("reset")
	c.get(taskRouterAPI + "/Workspaces")
	if got := l.hears("request"); got.id != fmt.Sprintf("%d-1", era+1) {
		t.Errorf("after a reset: %+v", got)
	}
	keeper{s.Door()}.send(http.MethodDelete, "/v1/accounts?account="+adaSid, "").wants(t, http.StatusNoContent)
	l.ends()
}

// TestStreamGoesOnWhereItStopped: a browser that comes back names what it saw last
// and hears what came since, or how much of it is no longer kept.
func TestStreamGoesOnWhereItStopped(t *testing.T) {
	t.Parallel()
	s, clients := openAccounts(t, Options{Journal: 10}, adaSid)
	server := serveOver(t, s)
	for range 25 {
		clients[0].get(taskRouterAPI + "/Workspaces")
	}
	for _, row := range []struct {
		query, seen, missed string
		reset               bool
		first               string
	}{
		{"", "", "", false, "16"},
		{"&last=2", "", "", false, "24"},
		{"", "20", "", false, "21"},
		{"", "5", `{"missed":10}`, false, "16"},
		{"", "99", `{"missed":15}`, true, "16"},
		{"", "7-20", `{"missed":15}`, true, "16"}, // of another stand-in at this address
		{"&last=1", "nonsense", "", false, "25"},
	} {
		era := fmt.Sprintf("%d-", s.tenants[adaSid].journal.era)
		if row.seen != "" && !strings.ContainsAny(row.seen, "-o") {
			row.seen = era + row.seen
		}
		l := listen(t, server, row.query, row.seen)
		l.hears("clock")
		if row.reset {
			l.hears("reset")
		}
		if row.missed != "" {
			if got := l.hears("missed").data; got != row.missed {
				t.Errorf("%q after %q: missed %s, want %s", row.query, row.seen, got, row.missed)
			}
		}
		if got := l.hears("request").id; got != era+row.first {
			t.Errorf("%q after %q: begins with %s, want %s", row.query, row.seen, got, row.first)
		}
	}
}

// TestStreamsOutliveTheServersTimeouts: those are for requests that end.
func TestStreamsOutliveTheServersTimeouts(t *testing.T) {
	t.Parallel()
	s, clients := openAccounts(t, Options{}, adaSid)
	server := httptest.NewUnstartedServer(s.Door())
	server.Config.ReadTimeout, server.Config.WriteTimeout = 100*time.Millisecond, 100*time.Millisecond
	server.Start()
	t.Cleanup(server.Close)
	l := listen(t, server, "", "")
	l.hears("clock")
	for range 3 {
		time.Sleep(150 * time.Millisecond)
		clients[0].get(taskRouterAPI + "/Workspaces")
		l.hears("request")
	}
}

// TestStreamsAreBounded: more listeners than a stand-in has room for are told so,
// one who leaves makes room, and all end with the stand-in, leaving nothing behind.
func TestStreamsAreBounded(t *testing.T) {
	// Not parallel: it looks at the goroutines of the process.
	before := goleak.IgnoreCurrent()
	s, _ := openAccounts(t, Options{}, adaSid)
	server := httptest.NewServer(s.Door())
	var all []*listening
	for range mostListeners {
		l := listen(t, server, "", "")
		l.hears("clock")
		all = append(all, l)
	}
	refused := listen(t, server, "", "")
	if refused.res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("one too many: status %d", refused.res.StatusCode)
	}
	refused.leave()
	all[0].leave()
	for deadline := time.Now().Add(10 * time.Second); s.audience.count.Load() == mostListeners; {
		if time.Now().After(deadline) {
			t.Fatal("a listener who left keeps their place")
		}
		time.Sleep(time.Millisecond)
	}
	all = append(all[1:], listen(t, server, "", ""))
	all[len(all)-1].hears("clock")
	s.EndStreams()
	s.EndStreams() // a second time does nothing
	late := listen(t, server, "", "")
	if late.res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("after the end: status %d", late.res.StatusCode)
	}
	late.leave()
	for _, l := range all {
		l.ends()
	}
	server.Close()
	server.Client().CloseIdleConnections()
	if count := s.tenants[adaSid].journal.listeners.count.Load(); count != 0 {
		t.Errorf("%d listeners are left", count)
	}
	goleak.VerifyNone(t, before)
}

// TestJournalReadsOn: whatever a reader has seen, nothing that is kept is left out,
// nothing comes twice, and what is gone is counted.
func TestJournalReadsOn(t *testing.T) {
	t.Parallel()
	j := journal{length: 10}
	at, seen, missed := position{}, uint64(0), uint64(0)
	for round := range 40 {
		for range round % 17 {
			j.add(grade.Request{Path: fmt.Sprint(round)})
		}
		for more := true; more; {
			got := j.since(at, 3)
			missed += got.missed
			for _, entry := range got.entries {
				if seen++; entry.Seq != seen+missed {
					t.Fatalf("round %d: entry %d after %d seen and %d missed", round, entry.Seq, seen, missed)
				}
			}
			more, at = got.more, got.to
		}
	}
	if seen+missed != j.written || missed == 0 {
		t.Errorf("%d seen and %d missed of %d", seen, missed, j.written)
	}
	j.clear()
	j.add(grade.Request{})
	if got := j.since(at, 3); !got.reset || len(got.entries) != 1 || got.missed != 0 {
		t.Errorf("after a reset: %+v", got)
	}
}

func BenchmarkJournalThatNobodyReads(b *testing.B) {
	j := journal{length: journalLength}
	for b.Loop() {
		j.add(grade.Request{})
	}
}
