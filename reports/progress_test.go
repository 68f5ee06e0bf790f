package reports

import (
	"strings"
	"sync"
	"testing"
	"time"
)

// watch is a clock that a test moves.
type watch struct{ now time.Time }

func (w *watch) after(d time.Duration) { w.now = w.now.Add(d) }

func TestABarIsDrawnOverItselfAndErased(t *testing.T) {
	t.Parallel()
	w := &watch{start}
	var b strings.Builder
	p := Progress{W: &b, TTY: true, Now: func() time.Time { return w.now }}
	p.Update(0, 4)
	w.after(50 * time.Millisecond)
	p.Update(1, 4) // too soon to be drawn
	w.after(61 * time.Second)
	p.Update(2, 4)
	p.Update(1, 4) // overtaken
	p.Update(4, 4) // the end is always drawn
	p.Finish()
	want := "\r\x1b[K[........................] 0 of 4 done, 4 left, 0:00" +
		"\r\x1b[K[############............] 2 of 4 done, 2 left, 1:01" +
		"\r\x1b[K[########################] 4 of 4 done, 0 left, 1:01" +
		"\r\x1b[K"
	if got := b.String(); got != want {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

func TestWithoutATerminalThereAreFewPlainLines(t *testing.T) {
	t.Parallel()
	w := &watch{start}
	var b strings.Builder
	p := Progress{W: &b, Now: func() time.Time { return w.now }}
	for done := range 26 {
		p.Update(done, 25)
		w.after(time.Second)
	}
	p.Finish()
	want := "10 of 25 done, 15 left, 0:10\n20 of 25 done, 5 left, 0:20\n25 of 25 done, 0 left, 0:25\n"
	if got := b.String(); got != want {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

func TestProgressThatNeverBeganLeavesNothing(t *testing.T) {
	t.Parallel()
	for _, tty := range []bool{true, false} {
		var b strings.Builder
		p := Progress{W: &b, TTY: tty, Now: func() time.Time { return start }}
		p.Finish()
		if b.Len() > 0 {
			t.Errorf("terminal %v: got %q, want nothing", tty, b.String())
		}
	}
}

func TestTheBarStaysInItsBrackets(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ done, total, full int64 }{{0, 0, 24}, {-1, 4, 0}, {9, 4, 24}, {1, 1000, 0}, {3, 4, 18}} {
		got := bar(row.done, row.total, barWidth)
		if want := strings.Repeat("#", int(row.full)) + strings.Repeat(".", 24-int(row.full)); got != want {
			t.Errorf("bar(%d, %d) = %q, want %q", row.done, row.total, got, want)
		}
	}
}

func TestManyGoroutinesMayReport(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	p := Progress{W: &b, TTY: true, Now: func() time.Time { return start }}
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() { p.Update(i+1, 50) })
	}
	wg.Wait()
	p.Finish()
	if got := b.String(); !strings.Contains(got, "50 of 50 done, 0 left, 0:00") {
		t.Errorf("the end was not drawn: %q", got)
	}
}

func TestTheBarFitsTheTerminal(t *testing.T) {
	t.Parallel()
	const text = "load: 100 of 400 sent, 300 left, 1:01" // 37 letters
	for _, row := range []struct {
		columns int
		want    string
	}{
		{0, "[######..................] " + text},
		{120, "[######..................] " + text},
		{65, "[######..................] " + text},
		{57, "[####............] " + text},
		{46, text},
		{38, text},
		{37, "load: 100 of 400 sent, 300 left, 1:"[:35] + "…"},
		{12, "load: 100 …"},
	} {
		got := fitted(stage{"load", 100, 400}, text, row.columns)
		if got != row.want {
			t.Errorf("in %d columns:\n got %q\nwant %q", row.columns, got, row.want)
		}
		if n := len([]rune(got)); row.columns > 0 && n >= row.columns {
			t.Errorf("in %d columns: %d letters would wrap", row.columns, n)
		}
	}
}

func TestTheTerminalsWidthIsAskedForEachTime(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	columns := 80
	p := Progress{W: &b, TTY: true, Now: func() time.Time { return start }, Width: func() int { return columns }}
	p.Stage("load", 0, 2, "begins")
	columns = 14
	p.Stage("load", 2, 2, "has ended")
	if want := eraseLine + "[........................] load: begins, 0:00" + eraseLine + "load: has en…"; b.String() != want {
		t.Errorf("\n got %q\nwant %q", b.String(), want)
	}
}

func TestAQuietProgressShowsNothing(t *testing.T) {
	t.Parallel()
	var quiet *Progress
	quiet.Update(1, 2)
	quiet.Stage("load", 1, 2, "goes on")
	quiet.Finish()
}
