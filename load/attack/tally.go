package attack

import (
	"sync"
	"time"

	hdr "github.com/HdrHistogram/hdrhistogram-go"

	"github.com/flexrig/flexrig/reports"
)

// A landing is a hit that came to its end.
type landing struct {
	seq             int
	due, sent, done time.Duration // since the load began
	code            uint16        // the last answer's status
	class           string        // of its error; empty for a success
	in, out         int64         // bytes of bodies
}

// A tally counts a run's hits. One lock covers it: a hit holds it for well under
// a microsecond, which BenchmarkTally measures against a tally for each core.
type tally struct {
	mu       sync.Mutex
	lateness lateness
	results  *results

	totals                 reports.LoadTotals
	response, service, lag *hdr.Histogram
	last                   time.Duration // when the last answer was there
	length                 time.Duration // of a window
	windows                []window
	operations             map[string]*operation
	names                  []string // of operations, in the order of their first landings
	classes                map[string]*reports.LoadError
	expected               func(class string) bool
	margins                *hdr.Histogram // nil while there is none
	least                  time.Duration  // of the margins

	goneSince time.Duration // of the first hit in a row that found nobody
	goneHits  int
}

// An operation is one kind of request.
type operation struct {
	sent, rejected, failed int64
	service                *hdr.Histogram
}

func newTally(c Config) *tally {
	length := windowLength(c.Schedule.Duration())
	return &tally{
		lateness: lateness{workers: c.Workers},
		response: newHistogram(), service: newHistogram(), lag: newHistogram(),
		length: length, windows: make([]window, (c.Schedule.Duration()+length-1)/length),
		operations: map[string]*operation{}, classes: map[string]*reports.LoadError{}, expected: c.Expected,
	}
}

// leave counts a hit that is sent.
func (t *tally) leave(now, due time.Duration) {
	t.mu.Lock()
	t.lateness.leave(now, due)
	t.mu.Unlock()
}

// land counts a hit that came to its end. It tells for how long and for how many
// hits nobody has been there: 0 where this one found somebody.
func (t *tally) land(l *landing, p *pilot) (time.Duration, int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lateness.land(l.done)
	t.last = max(t.last, l.done)
	record(t.response, l.done-l.due)
	record(t.service, l.done-l.sent)
	record(t.lag, l.sent-l.due)
	t.windows[min(int(l.due/t.length), len(t.windows)-1)].add(l)
	for i := range p.calls {
		t.call(&p.calls[i])
	}
	t.count(l, p)
	t.results.add(l)
	return t.absence(l)
}

// count adds a hit to the totals, and to its class if it was no success.
func (t *tally) count(l *landing, p *pilot) {
	t.totals.Sent++
	if l.class == "" {
		t.totals.Acknowledged++
		return
	}
	class := t.class(l.class, p.flight.last)
	class.Count++
	last := p.flight.last
	switch {
	case p.flight.wrong != "":
		t.totals.Wrong++
		return
	case last.Err == nil && last.Status >= 400 && last.Status < 500:
		t.totals.Rejected++
	default:
		t.totals.Failed++
	}
	if class.Expected {
		t.totals.Expected++
	}
}

// class finds a class of errors, or makes it with the first one as its example.
func (t *tally) class(name string, last Answer) *reports.LoadError {
	class := t.classes[name]
	if class == nil && len(t.classes) >= mostClasses {
		name = others
		class = t.classes[name]
	}
	if class == nil {
		class = &reports.LoadError{Class: name, Example: example(last), Expected: t.expected != nil && t.expected(name)}
		t.classes[name] = class
	}
	return class
}

func (t *tally) call(c *call) {
	of := t.operations[c.operation]
	if of == nil {
		of = t.operation(c.operation)
	}
	of.sent++
	if c.rejected {
		of.rejected++
	}
	if c.failed {
		of.failed++
	}
	record(of.service, c.took)
}

func (t *tally) operation(name string) *operation {
	if len(t.operations) >= mostClasses {
		name = others
	}
	of := t.operations[name]
	if of == nil {
		of = &operation{service: newHistogram()}
		t.operations[name] = of
		t.names = append(t.names, name)
	}
	return of
}

// absence follows hits that found nobody there.
func (t *tally) absence(l *landing) (time.Duration, int) {
	if !gone(l.class) {
		t.goneHits = 0
		return 0, 0
	}
	if t.goneHits == 0 {
		t.goneSince = l.done
	}
	t.goneHits++
	return l.done - t.goneSince, t.goneHits
}

// margin counts what was left of a deadline. A histogram knows nothing below 0:
// such a one counts as 0, and the least is kept beside it.
func (t *tally) margin(left time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.margins == nil {
		t.margins, t.least = newHistogram(), left
	}
	t.least = min(t.least, left)
	record(t.margins, left)
}

// flush hands results over that wait for their batch to fill.
func (t *tally) flush() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.results.flush()
}
