package reports

import (
	"fmt"
	"math"
)

// A bin counts what took longer than From and no longer than To, in milliseconds.
type bin struct {
	From, To          float64
	Response, Service int64
}

// binsPerDecade is how finely the distribution is shown.
const binsPerDecade = 10

// bins are the distributions of response and service time on one logarithmic
// scale; none where the record holds no histogram. An error means that a
// histogram cannot be read.
func (l Load) bins() ([]bin, error) {
	counts := map[int]*bin{}
	first, last := math.MaxInt, math.MinInt
	add := func(of LoadLatency, to func(*bin) *int64) error {
		h, err := of.histogram()
		if err != nil || h == nil {
			return err
		}
		for _, bar := range h.Distribution() {
			if bar.Count == 0 {
				continue
			}
			n := binOf(float64(bar.To) / 1000)
			if counts[n] == nil {
				counts[n] = &bin{}
			}
			*to(counts[n]) += bar.Count
			first, last = min(first, n), max(last, n)
		}
		return nil
	}
	if err := add(l.Response, func(b *bin) *int64 { return &b.Response }); err != nil {
		return nil, fmt.Errorf("response: %w", err)
	}
	if err := add(l.Service, func(b *bin) *int64 { return &b.Service }); err != nil {
		return nil, fmt.Errorf("service: %w", err)
	}
	var all []bin
	for n := first; n <= last; n++ {
		b := bin{}
		if counts[n] != nil {
			b = *counts[n]
		}
		b.From, b.To = binEnd(n-1), binEnd(n)
		all = append(all, b)
	}
	return all, nil
}

// binOf is the number of the bin that a duration falls into.
func binOf(ms float64) int {
	return int(math.Ceil(math.Log10(max(ms, leastShown))*binsPerDecade - 1e-9))
}

func binEnd(n int) float64 { return math.Pow(10, float64(n)/binsPerDecade) }

// distributionChart shows the bins as the outline of bars.
func distributionChart(f frame, l Load, bins []bin) *chart {
	share := func(n, of int64) float64 { return 100 * float64(n) / float64(max(of, 1)) }
	highest := 0.0
	var response, service []point
	for _, b := range bins {
		r, s := share(b.Response, l.Response.Count), share(b.Service, l.Service.Count)
		highest = max(highest, r, s)
		response = append(response, point{b.From, r}, point{b.To, r})
		service = append(service, point{b.From, s}, point{b.To, s})
	}
	c := newChart(f, "distribution", "Distribution", fmt.Sprintf(
		"Share of hits by how long they took, on a logarithmic scale. Response time: p50 %s, p99 %s. Service time: p50 %s, p99 %s.",
		msText(l.Response.P50), msText(l.Response.P99), msText(l.Service.P50), msText(l.Service.P99)))
	c.axes(logScale(bins[0].From, bins[len(bins)-1].To, c.Left, c.Right), "duration", msTick,
		linearScale(highest, c.Bottom, c.Top), "share of hits", func(v float64) string { return plainNumber(v) + "%" })
	c.draw("response time", response)
	c.draw("service time", service)
	for i := range c.Series {
		c.Series[i].Dots = nil // corners of bars are no values
	}
	return c
}
