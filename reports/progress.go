package reports

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

const (
	// barInterval keeps a fast run from spending its time on the bar.
	barInterval = 100 * time.Millisecond
	// lineInterval keeps a build log readable and still shows a sign of life.
	lineInterval = 10 * time.Second
	barWidth     = 24
	leastBar     = 6 // a shorter one says nothing
	// eraseLine goes to the start of the terminal's line and clears it.
	eraseLine = "\r\x1b[K"
)

// Progress shows how far a run has come: on a terminal a bar that is drawn over
// itself, elsewhere a plain line every ten seconds. It has no timer: it draws
// when it is told of a change. Its methods may be called from many goroutines. A
// nil Progress shows nothing, as --quiet asks for.
//
// Progress is decoration: an error of W is not reported, and a run never fails
// by it.
type Progress struct {
	// W is where it is drawn, as a rule stderr.
	W io.Writer
	// TTY says that W is a terminal.
	TTY bool
	// Width gives the terminal's columns, into which the bar is fitted each time it
	// is drawn: a line that wraps cannot be drawn over. Nil, or what is not above 0,
	// is not known, and nothing is fitted.
	Width func() int
	// Now tells the time that intervals and the elapsed time are taken from;
	// it must be set.
	Now func() time.Time

	mu             sync.Mutex
	started, drawn time.Time
	done, total    int
	at             stage
	waiting        string // the last line, as long as it was not drawn
}

// stage is how one part of a run stands.
type stage struct {
	name        string
	done, total int64
}

// Update says that done of total examples are done. The first call starts the
// clock; the same numbers again, or fewer done than before, which happens when
// goroutines overtake each other, draw nothing.
func (p *Progress) Update(done, total int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.started.IsZero() && done <= p.done && total == p.total {
		return
	}
	p.done, p.total = done, total
	p.show(stage{done: int64(done), total: int64(total)}, fmt.Sprintf("%d of %d done, %d left", done, total, max(0, total-done)))
}

// Stage says that done of total are done of one part of a run, as text tells it.
// A part begins when its name is first heard.
func (p *Progress) Stage(name string, done, total int64, text string) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.show(stage{name, done, total}, name+": "+text)
}

// show draws, if it is time to: a bar at each stage's beginning and end at once,
// and all else once an interval has passed.
func (p *Progress) show(at stage, text string) {
	now := p.Now()
	began := p.started.IsZero() || at.name != p.at.name
	if p.started.IsZero() {
		p.started, p.drawn = now, now
	}
	if began && !p.TTY && p.waiting != "" {
		p.write(p.waiting) // how the stage before came out
	}
	p.at = at
	p.waiting = text + ", " + elapsed(now.Sub(p.started))
	if p.due(now, began) {
		p.drawn = now
		p.write(p.waiting)
	}
}

func (p *Progress) due(now time.Time, began bool) bool {
	if p.TTY {
		return began || p.at.done >= p.at.total || now.Sub(p.drawn) >= barInterval
	}
	return now.Sub(p.drawn) >= lineInterval
}

// Finish clears the bar, so that the report begins on an empty line; elsewhere it
// writes the last line, unless that stands there already.
func (p *Progress) Finish() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.started.IsZero():
	case p.TTY:
		fmt.Fprint(p.W, eraseLine)
	case p.waiting != "":
		p.write(p.waiting)
	}
}

func (p *Progress) write(line string) {
	p.waiting = ""
	if !p.TTY {
		fmt.Fprintln(p.W, line)
		return
	}
	columns := 0
	if p.Width != nil {
		columns = p.Width()
	}
	fmt.Fprint(p.W, eraseLine+fitted(p.at, line, columns))
}

// fitted is a bar with its text in so many columns: the bar gets shorter, then it
// is left out, then the text is cut. The last column stays empty, where terminals
// wrap.
func fitted(at stage, text string, columns int) string {
	width := barWidth
	if columns > 0 {
		room := columns - 1 - utf8.RuneCountInString(text) - len("[] ")
		width = min(barWidth, room)
	}
	if width >= leastBar {
		return "[" + bar(at.done, at.total, width) + "] " + text
	}
	if letters := []rune(text); len(letters) > columns-1 {
		return string(letters[:max(0, columns-2)]) + "…"
	}
	return text
}

func bar(done, total int64, width int) string {
	full := int64(width)
	if total > 0 {
		full = max(0, min(full, done*full/total))
	}
	return strings.Repeat("#", int(full)) + strings.Repeat(".", width-int(full))
}

// elapsed is a duration in minutes and seconds, which keeps its width.
func elapsed(d time.Duration) string {
	s := int(d / time.Second)
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
