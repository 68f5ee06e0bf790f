package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// report prints the medians of all turns, rates next to the first subject's.
func report(to io.Writer, subjects []*subject) error {
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "server\trequests/s\tto bare\tCPU/request\tp50\tp99\tfirst MB\tlast MB\t")
	for _, s := range subjects {
		first, last := s.turns[0], s.turns[len(s.turns)-1]
		fmt.Fprintf(table, "%s\t%.0f\t%.3f\t%.1f µs\t%.2f ms\t%.2f ms\t%d\t%d\t\n", s.name, s.rate(), s.rate()/subjects[0].rate(),
			s.cpu()/float64(time.Microsecond),
			milliseconds(median(s.turns, func(t turn) float64 { return float64(t.p50) })), milliseconds(s.p99()),
			first.resident>>20, last.resident>>20)
	}
	return table.Flush()
}

// rate is the median of the requests a second, cpu that of the time of a request
// and p99 that of the latencies, both in nanoseconds.
func (s *subject) rate() float64 { return median(s.turns, func(t turn) float64 { return t.rate }) }

func (s *subject) cpu() float64 {
	return median(s.turns, func(t turn) float64 { return float64(t.cpu) })
}

func (s *subject) p99() float64 {
	return median(s.turns, func(t turn) float64 { return float64(t.p99) })
}

func median[T any](all []T, of func(T) float64) float64 {
	values := make([]float64, 0, len(all))
	for _, one := range all {
		values = append(values, of(one))
	}
	slices.Sort(values)
	return values[len(values)/2]
}
