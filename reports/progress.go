package reports

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

const (
	// barInterval keeps a fast run from spending its time on the bar.
	barInterval = 100 * time.Millisecond
	// lineInterval keeps a build log readable and still shows a sign of life.
	lineInterval = 10 * time.Second
	barWidth     = 24
	// eraseLine goes to the start of the terminal's line and clears it.
	eraseLine = "\r\x1b[K"
)

// Progress shows how far a run has come: on a terminal a bar that is drawn over
// itself, elsewhere a plain line every ten seconds. It has no timer: it draws
// when it is told of a change. Its methods may be called from many goroutines.
//
// Progress is decoration: an error of W is not reported, and a run never fails
// by it.
type Progress struct {
	// W is where it is drawn, as a rule stderr.
	W io.Writer
	// TTY says that W is a terminal.
	TTY bool
	// Now tells the time that intervals and the elapsed time are taken from;
	// it must be set.
	Now func() time.Time

	mu             sync.Mutex
	started, drawn time.Time
	done, total    int
}

// Update says that done of total examples are done. The first call starts the
// clock; the same numbers again, or fewer done than before, which happens when
// goroutines overtake each other, draw nothing.
func (p *Progress) Update(done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.Now()
	first := p.started.IsZero()
	if first {
		p.started, p.drawn = now, now
	}
	if !first && done <= p.done && total == p.total {
		return
	}
	p.done, p.total = done, total
	if p.due(now, first) {
		p.drawn = now
		p.draw(now)
	}
}

// due reports whether the change is worth drawing: a bar from the first moment
// and at its end, a line only once an interval has passed.
func (p *Progress) due(now time.Time, first bool) bool {
	if p.TTY {
		return first || p.done >= p.total || now.Sub(p.drawn) >= barInterval
	}
	return now.Sub(p.drawn) >= lineInterval
}

// Finish clears the bar, so that the report begins on an empty line; elsewhere
// it writes the last line. Without an Update before it does nothing.
func (p *Progress) Finish() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.started.IsZero() {
		return
	}
	if p.TTY {
		fmt.Fprint(p.W, eraseLine)
		return
	}
	p.draw(p.Now())
}

func (p *Progress) draw(now time.Time) {
	left := max(0, p.total-p.done)
	text := fmt.Sprintf("%d of %d done, %d left, %s", p.done, p.total, left, elapsed(now.Sub(p.started)))
	if !p.TTY {
		fmt.Fprintln(p.W, text)
		return
	}
	fmt.Fprintf(p.W, "%s[%s] %s", eraseLine, bar(p.done, p.total), text)
}

func bar(done, total int) string {
	full := barWidth
	if total > 0 {
		full = max(0, min(barWidth, done*barWidth/total))
	}
	return strings.Repeat("#", full) + strings.Repeat(".", barWidth-full)
}

// elapsed is a duration in minutes and seconds, which keeps its width.
func elapsed(d time.Duration) string {
	s := int(d / time.Second)
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
