package reports

import (
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
