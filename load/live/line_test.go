package live

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/flexrig/flexrig/reports"
)

// watch is a clock that a test moves.
type watch struct{ now time.Time }

func newWatch() *watch { return &watch{time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)} }

func (w *watch) after(d time.Duration) { w.now = w.now.Add(d) }

func soFar(sent, failed int64) reports.Load {
	l := reports.Load{Plan: reports.LoadPlan{Workload: "task-update", Hits: 400}}
	l.Totals = reports.LoadTotals{Sent: sent, Acknowledged: sent - failed, Failed: failed, Rate: 99.6}
	l.Windows = []reports.LoadWindow{{Asked: 200}, {Asked: 40}}
	l.Response = reports.LoadLatency{Count: sent, Mean: 2, P50: 1.5, P90: 3, P95: 4, P99: 12.345, P999: 20, Max: 21}
	return l
}

func TestOnATerminalTheLoadIsALineDrawnOverItself(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	w := newWatch()
	l := Line{&reports.Progress{W: &b, TTY: true, Now: func() time.Time { return w.now }}}
	l.Stage("prepare", 0, 2)
	w.after(50 * time.Millisecond)
	l.Stage("prepare", 1, 2) // too soon to be drawn
	l.Stage("prepare", 2, 2) // the end is always drawn
	l.Sent(soFar(0, 0))      // so is a stage's beginning
	w.after(61 * time.Second)
	l.Sent(soFar(100, 1))
	l.Sent(soFar(400, 7))
	l.On.Finish()
	want := "\r\x1b[K" + "[........................] prepare: 0 of 2 done, 2 left, 0:00" +
		"\r\x1b[K" + "[########################] prepare: 2 of 2 done, 0 left, 0:00" +
		"\r\x1b[K" + "[........................] load: 0 of 400 sent, 400 left, 100/s, 0 errors, 0:00" +
		"\r\x1b[K" + "[######..................] load: 100 of 400 sent, 300 left, 100/s, p99 12.35ms, 1 error, 1:01" +
		"\r\x1b[K" + "[########################] load: 400 of 400 sent, 0 left, 100/s, p99 12.35ms, 7 errors, 1:01" +
		"\r\x1b[K"
	if got := b.String(); got != want {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

func TestInALogTheLoadIsAFewPlainLines(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	w := newWatch()
	l := Line{&reports.Progress{W: &b, Now: func() time.Time { return w.now }}}
	l.Stage("prepare", 1, 2)
	l.Stage("prepare", 2, 2)
	for sent := range int64(26) {
		l.Sent(soFar(sent*16, 0))
		w.after(time.Second)
	}
	l.On.Finish()
	l.On.Finish()
	want := "prepare: 2 of 2 done, 0 left, 0:00\n" +
		"load: 160 of 400 sent, 240 left, 100/s, p99 12.35ms, 0 errors, 0:10\n" +
		"load: 320 of 400 sent, 80 left, 100/s, p99 12.35ms, 0 errors, 0:20\n" +
		"load: 400 of 400 sent, 0 left, 100/s, p99 12.35ms, 0 errors, 0:25\n"
	if got := b.String(); got != want {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

func TestAQuietLineShowsNothing(t *testing.T) {
	t.Parallel()
	var quiet Line
	quiet.Stage("prepare", 1, 2)
	quiet.Sent(soFar(1, 0))
	quiet.On.Finish()
}

func TestASlowRateIsNotToldAsNothing(t *testing.T) {
	t.Parallel()
	for rate, want := range map[float64]string{0: "0/s", 0.42: "0.42/s", 0.004: "0.004/s", 9.94: "9.9/s", 9.96: "10/s", 499.6: "500/s"} {
		if got := perSecond(rate); got != want {
			t.Errorf("%v: got %s, want %s", rate, got, want)
		}
	}
}

func (w *watch) nowFunc() func() time.Time { return func() time.Time { return w.now } }

func TestExpectedErrorsAreNotShownAsErrors(t *testing.T) {
	t.Parallel()
	got := errorsText(reports.LoadTotals{Rejected: 5, Failed: 2, Wrong: 1, Expected: 5})
	if got != "3 errors" {
		t.Errorf("got %q, want 3 errors", got)
	}
}

func TestManyGoroutinesMayTellTheLine(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	l := Line{&reports.Progress{W: &b, TTY: true, Now: newWatch().nowFunc()}}
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() { l.Stage("audit", i, 20) })
	}
	all.Wait()
	l.Stage("audit", 20, 20)
	if !strings.Contains(b.String(), "audit: 20 of 20 done, 0 left") {
		t.Errorf("the end was not drawn: %q", b.String())
	}
}
