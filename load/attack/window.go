package attack

import (
	"time"

	hdr "github.com/HdrHistogram/hdrhistogram-go"

	"github.com/flexrig/flexrig/reports"
)

// A window is a stretch of the run, by when its hits were due.
type window struct {
	sent, acknowledged, errors int64
	lag                        time.Duration // the longest
	response                   *hdr.Histogram

	stale bool                // more has come since told was written
	told  reports.LoadLatency // of the response; only who reads the record touches it
}

// mostWindows bounds a record's size, whatever the run's length.
const mostWindows = 120

// windowLength is the shortest of 1, 2 and 5 times a power of ten, from 100 ms
// on, of which no more than mostWindows cover the run: 48 of them or more where
// the run is 5 s or longer. Each costs its histogram's memory and encoding, and
// a shorter one would hold too few hits to have percentiles.
func windowLength(run time.Duration) time.Duration {
	for length := 100 * time.Millisecond; ; length *= 10 {
		for _, times := range []time.Duration{1, 2, 5} {
			if (run+times*length-1)/(times*length) <= mostWindows {
				return times * length
			}
		}
	}
}

// add counts a hit that has landed.
func (w *window) add(l *landing) {
	if w.response == nil {
		w.response = newHistogram()
	}
	w.sent++
	w.lag = max(w.lag, l.sent-l.due)
	if l.class == "" {
		w.acknowledged++
	} else {
		w.errors++
	}
	record(w.response, l.done-l.due)
	w.stale = true
}
