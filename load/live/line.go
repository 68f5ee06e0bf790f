package live

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/flexrig/flexrig/reports"
)

const (
	// barInterval keeps the drawing from costing what is measured.
	barInterval = 200 * time.Millisecond
	// lineInterval keeps a build log readable and still shows a sign of life.
	lineInterval = 10 * time.Second
	barWidth     = 24
	// eraseLine goes to the start of the terminal's line and clears it.
	eraseLine = "\r\x1b[K"
)

// A Line shows how far a load has come: on a terminal a bar that is drawn over
// itself, elsewhere a plain line every ten seconds. It has no timer: it draws when
// it is told of something. Its methods may be called from many goroutines. A nil
// Line shows nothing, as --quiet asks for.
//
// A Line is decoration: an error of W is not reported, and no load fails by it.
type Line struct {
	// W is where it is drawn, as a rule stderr.
	W io.Writer
	// TTY says that W is a terminal.
	TTY bool
	// Now tells the time that intervals and the elapsed time are taken from.
	Now func() time.Time

	mu             sync.Mutex
	started, drawn time.Time
	stage, last    string
}

// Stage says that done of all are done of something beside the load itself:
// "prepare", "audit".
func (l *Line) Stage(name string, done, all int) {
	if l == nil {
		return
	}
	l.show(name, done >= all, share{int64(done), int64(all)}, fmt.Sprintf("%d of %d done, %d left", done, all, max(0, all-done)))
}

// Sent says how the load itself stands: what was sent of the plan, the rate of
// acknowledgements so far, p99 and errors.
func (l *Line) Sent(so reports.Load) {
	if l == nil {
		return
	}
	t := so.Totals
	text := fmt.Sprintf("%d of %d sent, %d left, %.0f/s", t.Sent, so.Plan.Hits, max(0, int64(so.Plan.Hits)-t.Sent), t.Rate)
	if so.Response.Count > 0 {
		text += ", p99 " + inMilliseconds(so.Response.P99)
	}
	text += fmt.Sprintf(", %s", errorsText(t))
	l.show("load", t.Sent >= int64(so.Plan.Hits), share{t.Sent, int64(so.Plan.Hits)}, text)
}

// errorsText counts what was no success and was not expected either.
func errorsText(t reports.LoadTotals) string {
	n := t.Rejected + t.Failed + t.Wrong - t.Expected
	if n == 1 {
		return "1 error"
	}
	return fmt.Sprintf("%d errors", n)
}

func inMilliseconds(ms float64) string {
	return time.Duration(ms * float64(time.Millisecond)).Round(10 * time.Microsecond).String()
}

// A share is how much of something is done.
type share struct{ done, all int64 }

func (s share) bar() string {
	full := int64(barWidth)
	if s.all > 0 {
		full = max(0, min(barWidth, s.done*barWidth/s.all))
	}
	return strings.Repeat("#", int(full)) + strings.Repeat(".", barWidth-int(full))
}

// show draws, if it is time to: at each stage's first and last word at once, in
// between once an interval.
func (l *Line) show(stage string, ended bool, s share, text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.Now()
	if l.started.IsZero() {
		l.started, l.drawn = now, now
	}
	changed := stage != l.stage
	if changed && !l.TTY && l.last != "" {
		l.write(l.last) // how the stage before came out
	}
	l.stage = stage
	elapsed := int(now.Sub(l.started) / time.Second)
	line := fmt.Sprintf("%s: %s, %d:%02d", stage, text, elapsed/60, elapsed%60)
	interval := lineInterval
	if l.TTY {
		interval = barInterval
		line = fmt.Sprintf("[%s] %s", s.bar(), line)
	}
	if due := now.Sub(l.drawn) >= interval || l.TTY && (changed || ended); !due {
		l.last = line
		return
	}
	l.drawn = now
	l.write(line)
}

func (l *Line) write(line string) {
	l.last = ""
	if l.TTY {
		fmt.Fprint(l.W, eraseLine+line)
		return
	}
	fmt.Fprintln(l.W, line)
}

// Finish clears the bar, so that the report begins on an empty line; elsewhere it
// writes the last line, unless that stands there already.
func (l *Line) Finish() {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.started.IsZero():
	case l.TTY:
		fmt.Fprint(l.W, eraseLine)
	case l.last != "":
		l.write(l.last)
	}
}
