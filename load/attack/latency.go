package attack

import (
	"time"

	hdr "github.com/HdrHistogram/hdrhistogram-go"

	"github.com/flexrig/flexrig/reports"
)

// Histograms count microseconds up to an hour, to three digits. What is longer
// counts as an hour: no request may take that long.
const (
	lowest  = 1
	highest = int64(time.Hour / time.Microsecond)
	digits  = 3
)

func newHistogram() *hdr.Histogram { return hdr.New(lowest, highest, digits) }

// record counts a duration; one below 0 counts as 0.
func record(h *hdr.Histogram, d time.Duration) {
	us := min(max(0, (d+500)/time.Microsecond), time.Duration(highest))
	_ = h.RecordValue(int64(us)) // it is within the range
}

// ranks are the percentiles of a [reports.LoadLatency], in its order.
var ranks = []float64{50, 90, 95, 99, 99.9}

// latency is a histogram's distribution in milliseconds, without the histogram
// itself.
func latency(h *hdr.Histogram) reports.LoadLatency {
	if h.TotalCount() == 0 {
		return reports.LoadLatency{}
	}
	p := h.ValueAtPercentilesSlice(ranks)
	return reports.LoadLatency{
		Count: h.TotalCount(), Min: milli(h.Min()), Mean: h.Mean() / 1000, Max: milli(h.Max()),
		P50: milli(p[0]), P90: milli(p[1]), P95: milli(p[2]), P99: milli(p[3]), P999: milli(p[4]),
	}
}

// whole is the distribution with its histogram, from which others are merged.
func whole(h *hdr.Histogram) reports.LoadLatency {
	l := latency(h)
	if text, err := h.EncodeV2(); err == nil {
		l.Histogram = string(text)
	}
	return l
}

func milli(us int64) float64 { return float64(us) / 1000 }

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
