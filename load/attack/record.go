package attack

import (
	"cmp"
	"slices"
	"time"

	hdr "github.com/HdrHistogram/hdrhistogram-go"

	"github.com/flexrig/flexrig/reports"
)

// soFar is the record at an instant of a run that goes on. The lock is held for
// copies alone, and windows in which nothing has changed since are not looked at
// again. One goroutine asks for it.
func (t *tally) soFar(c Config, now time.Duration) reports.Load {
	t.mu.Lock()
	copied := t.copy()
	t.mu.Unlock()
	for i := range copied.windows {
		if w := &copied.windows[i]; w.stale {
			w.told = latency(w.response)
			t.windows[i].told = w.told // which hits do not touch
		}
	}
	if c.Histograms {
		return copied.record(c, now, whole)
	}
	return copied.record(c, now, latency)
}

// whole is the record of a run in which no hit is on its way any more, with its
// histograms. Those of the windows are for joining shards: to encode them for
// everybody would cost a short run more than to send its hits.
func (t *tally) whole(c Config, until time.Duration) reports.Load {
	tell := latency
	if c.Numbers != nil {
		tell = whole
	}
	for i := range t.windows {
		if w := &t.windows[i]; w.response != nil {
			w.told = tell(w.response)
		}
	}
	return t.record(c, until, whole)
}

// record puts a record together, of the windows that began before an instant.
func (t *tally) record(c Config, until time.Duration, tell func(*hdr.Histogram) reports.LoadLatency) reports.Load {
	r := reports.Load{
		Version: reports.LoadVersion,
		Plan: reports.LoadPlan{
			Workload: c.Workload.Name(), Hits: c.hits(), Workers: c.Workers, Connections: c.Connections,
			Duration: milliseconds(c.Schedule.Duration()),
		},
		Totals: t.summed(c), Errors: t.errors(), Operations: t.calls(tell), Windows: t.stretches(c, until),
		Response: tell(t.response), Service: tell(t.service), Lag: tell(t.lag),
	}
	if t.margins != nil {
		margins := tell(t.margins)
		margins.Min = milliseconds(t.least)
		r.Margins = &margins
	}
	return r
}

// stretches are the windows that began before an instant; of the one that it
// lies in, what was due by then.
func (t *tally) stretches(c Config, until time.Duration) []reports.LoadWindow {
	told := make([]reports.LoadWindow, 0, len(t.windows))
	before := 0
	for i, w := range t.windows {
		start := time.Duration(i) * t.length
		if start >= until && w.sent == 0 {
			continue
		}
		end := min(start+t.length, c.Schedule.Duration())
		due := c.hits()
		if by := min(end, max(until, start)); by < c.Schedule.Duration() {
			due = c.due(by)
		}
		told = append(told, reports.LoadWindow{
			Start: milliseconds(start), Length: milliseconds(end - start), Asked: int64(due - before),
			Sent: w.sent, Acknowledged: w.acknowledged, Errors: w.errors, Response: w.told, LagMax: milliseconds(w.lag),
		})
		before = due
	}
	return told
}

// calls are the operations in the order in which their first flights landed.
func (t *tally) calls(tell func(*hdr.Histogram) reports.LoadLatency) []reports.LoadOperation {
	all := make([]reports.LoadOperation, 0, len(t.names))
	for _, name := range t.names {
		of := t.operations[name]
		all = append(all, reports.LoadOperation{
			Name: name, Sent: of.sent, Rejected: of.rejected, Failed: of.failed, Service: tell(of.service),
		})
	}
	return all
}

// copy is a tally of the same counts that nobody else uses, with histograms of
// its own for the windows that changed since they were told.
func (t *tally) copy() *tally {
	c := &tally{
		totals: t.totals, last: t.last, least: t.least, length: t.length, names: slices.Clone(t.names),
		response: t.response.Clone(), service: t.service.Clone(), lag: t.lag.Clone(),
		operations: map[string]*operation{}, classes: map[string]*reports.LoadError{}, windows: slices.Clone(t.windows),
	}
	for i := range c.windows {
		if c.windows[i].stale {
			c.windows[i].response = c.windows[i].response.Clone()
			t.windows[i].stale = false
		}
	}
	for name, of := range t.operations {
		c.operations[name] = &operation{of.sent, of.rejected, of.failed, of.service.Clone()}
	}
	for name, class := range t.classes {
		same := *class
		c.classes[name] = &same
	}
	if t.margins != nil {
		c.margins = t.margins.Clone()
	}
	return c
}

// summed are the totals with what follows from them.
func (t *tally) summed(c Config) reports.LoadTotals {
	totals := t.totals
	if totals.Sent == 0 {
		return totals
	}
	took := t.last - c.Schedule.At(c.number(0))
	totals.Took = milliseconds(took)
	totals.Rate = float64(totals.Acknowledged) / max(took, time.Microsecond).Seconds()
	return totals
}

// errors are the classes, the most frequent first.
func (t *tally) errors() []reports.LoadError {
	all := make([]reports.LoadError, 0, len(t.classes))
	for _, class := range t.classes {
		all = append(all, *class)
	}
	slices.SortFunc(all, func(a, b reports.LoadError) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Class, b.Class))
	})
	return all
}
