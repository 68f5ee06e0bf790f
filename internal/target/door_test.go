package target

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestADoorsErrorNamesTheCallAndWhatTheDoorSaid(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		status int
		body   string
		says   []string
	}{
		{"a sentence", 404, `{"error":"account AC1 is not known; make it first"}`, []string{"404 Not Found", "account AC1 is not known; make it first"}},
		{"no JSON", 500, "oops", []string{"500 Internal Server Error: oops"}},
		{"JSON without a sentence", 400, `{}`, []string{"400 Bad Request: {}"}},
		{"an unknown field", 200, `{"now":"2026-01-05T09:00:00Z","mode":"frozen","zone":"UTC"}`, []string{"is not understood", `"zone"`}},
		{"a wrong type", 200, `{"now":7}`, []string{"is not understood"}},
		{"two values", 200, `{"now":"2026-01-05T09:00:00Z"} {}`, []string{"more follows after the JSON value"}},
		{"nothing", 200, ``, []string{"is not understood", "EOF"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			door := doorWithin(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.body))
			}), "AC1")
			_, err := door.now(t.Context())
			wantError(t, err, append(c.says, "read the clock of account AC1")...)
		})
	}
}

func TestEveryCallOfADoorNamesItself(t *testing.T) {
	t.Parallel()
	door := doorWithin(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reply(w, http.StatusBadRequest, map[string]string{"error": r.Method + " " + r.URL.String()})
	}), "AC1")
	ctx := t.Context()
	_, opened := door.open(ctx, opening{identity: identity{sid: "AC1"}})
	_, read := door.insights(ctx)
	_, told := door.history(ctx, 20)
	for _, c := range []struct {
		err        error
		call, sent string
	}{
		{opened, "make account AC1", "POST /v1/accounts"},
		{door.drop(ctx), "drop account AC1", "DELETE /v1/accounts?account=AC1"},
		{door.advance(ctx, 90*time.Second), "advance the clock of account AC1 by 1m30s", "POST /v1/clock?account=AC1"},
		{read, "read the Insights of account AC1", "GET /v1/insights?account=AC1"},
		{told, "read the history of account AC1", "GET /v1/history?account=AC1&last=20"},
	} {
		wantError(t, c.err, c.call, c.sent)
	}
}

func TestADoorThatMakesAnotherAccountIsNotTrusted(t *testing.T) {
	t.Parallel()
	door := doorWithin(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		reply(w, http.StatusCreated, map[string]any{"sid": "AC2", "now": fakeStart})
	}), "AC1")
	_, err := door.open(t.Context(), opening{identity: identity{sid: "AC1"}})
	wantError(t, err, `make account AC1: the door made "AC2"`)
}

func TestAnEventAsALine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		event historyEvent
		want  string
	}{
		{historyEvent{At: fakeStart, Type: "task.created", TaskSid: "WT1"}, "00:00:00 task.created WT1"},
		{historyEvent{At: fakeStart.Add(250 * time.Second), Type: "reservation.accepted", TaskSid: "WT1", ReservationSid: "WR1", Worker: "Ada"}, `00:04:10 reservation.accepted WR1 "Ada"`},
		{historyEvent{At: fakeStart.Add(2*time.Minute - time.Millisecond), Type: "channel.updated", Resource: "UO1", Detail: "closed without routing"}, "00:01:59.999 channel.updated UO1 (closed without routing)"},
		{historyEvent{At: fakeStart.Add(180 * 24 * time.Hour), Type: "channel.expired"}, "4320:00:00 channel.expired"},
		{historyEvent{At: fakeStart.Add(-time.Second), Type: "task.created"}, "-00:00:01 task.created"},
	} {
		if got := c.event.line(fakeStart); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.event, got, c.want)
		}
	}
}

func TestTheManagementOfAnAccount(t *testing.T) {
	t.Parallel()
	mock, _ := fakeMock(t)
	account := open(t, mock)
	ctx := t.Context()
	if err := account.Advance(ctx, 90*time.Minute); err != nil {
		t.Fatal(err)
	}
	now, err := account.Now(ctx)
	if want := fakeStart.Add(90 * time.Minute); err != nil || !now.Equal(want) || now.Location() != time.UTC {
		t.Errorf("got %s and %v, want %s", now, err, want)
	}
	wantError(t, account.Advance(ctx, -time.Second), "by -1s", "time does not go back; give a span of 0 or more")
	shown, err := account.Insights(ctx)
	if err != nil || len(shown.Segments) != 1 || shown.Segments[0].TaskSid != "WT1" {
		t.Errorf("got %+v and %v, want the segment of WT1", shown, err)
	}
	lines, err := account.History(ctx, 5)
	if want := `01:30:00 reservation.accepted WR1 "Ada"`; err != nil || strings.Join(lines, "\n") != want {
		t.Errorf("got %q and %v, want %q", lines, err, want)
	}
	if none, err := account.History(ctx, 0); err != nil || len(none) != 0 {
		t.Errorf("got %q and %v of the last 0 events, want none", none, err)
	}
	if got := len(account.Exchanges()); got != 0 {
		t.Errorf("got %d exchanges, want management to be none", got)
	}
}
