package reports

import (
	"errors"
	"fmt"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// histogram decodes the whole distribution. It is nil where the record holds
// none, and an error where it cannot be read or counts other values than Count.
func (l LoadLatency) histogram() (*hdrhistogram.Histogram, error) {
	if l.Histogram == "" {
		return nil, nil
	}
	h, err := hdrhistogram.Decode([]byte(l.Histogram))
	if err != nil {
		return nil, fmt.Errorf("decode the histogram: %w", err)
	}
	if h.TotalCount() != l.Count {
		return nil, fmt.Errorf("the histogram holds %d values, but the count is %d", h.TotalCount(), l.Count)
	}
	return h, nil
}

var (
	errNoHistogram = errors.New("there is no histogram, without which percentiles cannot be joined")
	errOutOfRange  = errors.New("the histograms do not cover the same range")
)

// mergeLatencies gives the distribution of all values together. It is exact: what
// comes out is what one histogram would hold that had recorded them all.
func mergeLatencies(parts []LoadLatency) (LoadLatency, error) {
	var all *hdrhistogram.Histogram
	var least float64
	for _, part := range parts {
		if part.Count == 0 {
			continue
		}
		h, err := part.histogram()
		if err != nil {
			return LoadLatency{}, err
		}
		if h == nil {
			return LoadLatency{}, errNoHistogram
		}
		if all == nil {
			all, least = h, part.Min
			continue
		}
		least = min(least, part.Min)
		if all.Merge(h) > 0 {
			return LoadLatency{}, errOutOfRange
		}
	}
	if all == nil {
		return LoadLatency{}, nil
	}
	return latencyFrom(all, least)
}

// latencyFrom reads a histogram of microseconds. The least value is told beside
// it: margins go below 0, where a histogram has nothing.
func latencyFrom(h *hdrhistogram.Histogram, least float64) (LoadLatency, error) {
	text, err := h.EncodeV2()
	if err != nil {
		return LoadLatency{}, fmt.Errorf("encode the histogram: %w", err)
	}
	at := h.ValueAtPercentilesSlice([]float64{50, 90, 95, 99, 99.9})
	ms := func(us int64) float64 { return float64(us) / 1000 }
	return LoadLatency{
		Count: h.TotalCount(), Min: least, Mean: h.Mean() / 1000, Max: ms(h.Max()),
		P50: ms(at[0]), P90: ms(at[1]), P95: ms(at[2]), P99: ms(at[3]), P999: ms(at[4]), Histogram: string(text),
	}, nil
}

// Below counts the values up to each of the bounds, which are in seconds and
// ascend. A record without its histogram gives nil, and one whose histogram cannot
// be read an error. A value counts by the three digits that a histogram keeps.
func (l LoadLatency) Below(bounds []float64) (map[float64]uint64, error) {
	h, err := l.histogram()
	if err != nil || h == nil {
		return nil, err
	}
	counts := make(map[float64]uint64, len(bounds))
	so, next := uint64(0), 0
	for _, bar := range h.Distribution() {
		for next < len(bounds) && float64(bar.From) > bounds[next]*1e6 {
			counts[bounds[next]] = so
			next++
		}
		so += uint64(bar.Count)
	}
	for ; next < len(bounds); next++ {
		counts[bounds[next]] = so
	}
	return counts, nil
}
