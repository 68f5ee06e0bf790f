package load_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tidwall/gjson"
	vegeta "github.com/tsenart/vegeta/v12/lib"

	"github.com/flexrig/flexrig/internal/target"
	"github.com/flexrig/flexrig/load"
	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/threshold"
	"github.com/flexrig/flexrig/load/workload"
	"github.com/flexrig/flexrig/reports"
)

// onMock is a place on a mock of the test's own.
func onMock(t *testing.T) load.Place {
	t.Helper()
	mock, err := target.NewMock(target.MockConfig{Seed: 5, Contained: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = mock.Close() })
	return load.OnTarget(mock, "load")
}

// plan is half a second of a workload.
func plan(t *testing.T, name string, expressions ...string) load.Plan {
	t.Helper()
	thresholds, err := threshold.ParseAll(expressions)
	if err != nil {
		t.Fatal(err)
	}
	return load.Plan{
		Workload: func() (attack.Workload, error) { return workload.Named(name) },
		Profile:  "constant", Rate: 100, Duration: 500 * time.Millisecond, Workers: 8, Connections: 8,
		Timeout: 10 * time.Second, Seed: 5, Thresholds: thresholds, Grace: -1,
	}
}

func TestARunIsSentAuditedAndJudged(t *testing.T) {
	t.Parallel()
	var hits bytes.Buffer
	stages := map[string]bool{}
	record, err := load.Run(t.Context(), plan(t, "task-update", "lost==0", "sent==50", "p50<1us"), onMock(t), &hits, load.Watchers{
		Stage: func(name string, _, _ int) { stages[name] = true },
	})
	if err != nil {
		t.Fatal(err)
	}
	if record.Totals.Sent != 50 || record.Totals.Acknowledged != 50 || record.Audit.Outcome != reports.AuditHeld || record.Audit.Writes != 50 {
		t.Errorf("got %+v and audit %+v, want 50 hits that are all there", record.Totals, record.Audit)
	}
	var held []bool
	for _, judged := range record.Thresholds {
		held = append(held, judged.Held)
	}
	if fmt.Sprint(held) != "[true true false]" {
		t.Errorf("thresholds %+v, want the last alone missed", record.Thresholds)
	}
	if !stages["prepare"] || !stages["audit"] {
		t.Errorf("told of the stages %v, want prepare and audit", stages)
	}
	if n := decoded(t, &hits); n != 50 {
		t.Errorf("%d hits are in vegeta's format, want 50", n)
	}
}

func decoded(t *testing.T, hits io.Reader) (n int) {
	t.Helper()
	for read := vegeta.NewDecoder(hits); ; n++ {
		var hit vegeta.Result
		if err := read(&hit); errors.Is(err, io.EOF) {
			return n
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// forgetful is a place that acknowledges the first update and undoes it behind the
// load's back.
type forgetful struct{ load.Place }

func (p forgetful) Open(ctx context.Context, plan load.Plan) (attack.Site, func() error, error) {
	site, leave, err := p.Place.Open(ctx, plan)
	site.Network = &undoing{way: site.Network}
	return site, leave, err
}

type undoing struct {
	way    http.RoundTripper
	undone atomic.Bool
}

func (u *undoing) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method != http.MethodPost || !strings.Contains(req.URL.Path, "/Tasks/WT") || u.undone.Swap(true) {
		return u.way.RoundTrip(req)
	}
	before, err := u.ask(req, http.MethodGet, "")
	if err != nil {
		return nil, err
	}
	res, err := u.way.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	_, err = u.ask(req, http.MethodPost, url.Values{"Attributes": {gjson.GetBytes(before, "attributes").Str}}.Encode())
	return res, err
}

// ask sends a request of its own to the address of another.
func (u *undoing) ask(of *http.Request, method, form string) ([]byte, error) {
	req, err := http.NewRequestWithContext(of.Context(), method, of.URL.String(), strings.NewReader(form))
	if err != nil {
		return nil, err
	}
	if form != "" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := u.way.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	return io.ReadAll(res.Body)
}

func TestAnUpdateThatWasAcknowledgedAndUndoneIsLost(t *testing.T) {
	t.Parallel()
	record, err := load.Run(t.Context(), plan(t, "task-update", "lost==0"), forgetful{onMock(t)}, nil, load.Watchers{})
	if err != nil {
		t.Fatal(err)
	}
	if record.Audit.Outcome != reports.AuditBroken || record.Totals.Lost != 1 || record.Thresholds[0].Held {
		t.Errorf("audit %s with %d lost, threshold %+v; want that one is lost", record.Audit.Outcome, record.Totals.Lost, record.Thresholds[0])
	}
}

func TestAThresholdThatIsMissedEndsTheRunAfterItsGrace(t *testing.T) {
	t.Parallel()
	p := plan(t, "task-update", "p50<1us")
	p.Duration, p.Grace = time.Minute, 300*time.Millisecond
	record, err := load.Run(t.Context(), p, onMock(t), nil, load.Watchers{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(record.Stopped, "threshold p50<1us is missed") || record.Totals.Sent == 0 || record.Totals.Sent >= 6000 {
		t.Errorf("stopped %q after %d hits", record.Stopped, record.Totals.Sent)
	}
}

func TestAThresholdOfAnotherWorkloadIsRefusedBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	record, err := load.Run(t.Context(), plan(t, "task-update", "late==0"), onMock(t), nil, load.Watchers{})
	if err == nil || !strings.Contains(err.Error(), `no figure "late"`) || record.Version != 0 {
		t.Errorf("got %v and a record of version %d", err, record.Version)
	}
}

func TestShardsSendEachHitOnce(t *testing.T) {
	t.Parallel()
	var sent, writes int64
	for i := range 3 {
		p := plan(t, "task-update")
		p.Shard = load.Shard{Index: i + 1, Of: 3}
		record, err := load.Run(t.Context(), p, onMock(t), nil, load.Watchers{})
		if err != nil {
			t.Fatal(err)
		}
		sent, writes = sent+record.Totals.Sent, writes+record.Audit.Writes
	}
	if sent != 50 || writes != 50 {
		t.Errorf("three shards sent %d hits with %d writes, want the 50 of the whole", sent, writes)
	}
}

func TestWhatIsNoShardIsRefused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]load.Shard{"2/8": {Index: 2, Of: 8}, " 1 / 1 ": {Index: 1, Of: 1}, "0/2": {}, "3/2": {}, "1": {}, "a/b": {}, "1/0": {}, "": {}} {
		got, err := load.ParseShard(text)
		if got != want || (err == nil) != (want.Of > 0) {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
}

func TestWhoeverAsksForHistogramsIsToldThem(t *testing.T) {
	t.Parallel()
	for _, wanted := range []bool{false, true} {
		told, with := 0, 0
		p := plan(t, "task-update")
		p.Duration = 800 * time.Millisecond // watchers are told twice a second
		if _, err := load.Run(t.Context(), p, onMock(t), nil, load.Watchers{
			Histograms: wanted,
			Sent: func(so reports.Load) {
				told++
				if so.Response.Histogram != "" {
					with++
				}
			},
		}); err != nil {
			t.Fatal(err)
		}
		if told == 0 || wanted != (with > 0) {
			t.Errorf("histograms %v: told %d times, %d with a histogram", wanted, told, with)
		}
	}
}
