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
	fmt.Fprintln(table, "server\trequests/s\tto bare\tCPU/request\tp50\tp99\tstart\tidle MB\tfirst MB\tlast MB\t")
	reference := median(subjects[0].turns, func(t turn) float64 { return t.rate })
	for _, s := range subjects {
		rate := median(s.turns, func(t turn) float64 { return t.rate })
		first, last := s.turns[0], s.turns[len(s.turns)-1]
		fmt.Fprintf(table, "%s\t%.0f\t%.3f\t%.1f µs\t%.2f ms\t%.2f ms\t%d ms\t%d\t%d\t%d\t\n", s.name, rate, rate/reference,
			median(s.turns, func(t turn) float64 { return float64(t.cpu.Nanoseconds()) })/1e3,
			median(s.turns, func(t turn) float64 { return float64(t.p50) })/float64(time.Millisecond),
			median(s.turns, func(t turn) float64 { return float64(t.p99) })/float64(time.Millisecond),
			s.started.Milliseconds(), s.idle>>20, first.resident>>20, last.resident>>20)
	}
	return table.Flush()
}

func median(turns []turn, of func(turn) float64) float64 {
	values := make([]float64, 0, len(turns))
	for _, one := range turns {
		values = append(values, of(one))
	}
	slices.Sort(values)
	return values[len(values)/2]
}
