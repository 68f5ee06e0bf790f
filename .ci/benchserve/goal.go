package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// A goal is a figure of the stand-in next to what it should be.
type goal struct {
	name   string
	found  float64
	wanted float64
	most   bool // the figure should be below, not above
	format string
}

func (g goal) reached() bool {
	if g.most {
		return g.found < g.wanted
	}
	return g.found >= g.wanted
}

// goals are those whose subjects were measured. One that was not has no line: it
// is not known to be reached. Rates are compared by the CPU time of a request: a
// server that has its core to itself is faster by just that, and one that shares
// it with other work of the machine looks better than it is by requests a second.
func goals(subjects []*subject, started []startup) []goal {
	by := map[role]*subject{}
	for _, s := range subjects {
		by[s.role] = s
	}
	of := func(a, b role) float64 { return by[b].cpu() / by[a].cpu() }
	list := []goal{
		{"rate to bare net/http", of(served, reference), 0.55, false, "%.2f"},
		{"rate to bare net/http, no journal", of(unjournaled, reference), 0.65, false, "%.2f"},
		{"p99, ms", milliseconds(by[served].p99()), 4, true, "%.1f"},
	}
	if by[other] != nil {
		list = append(list, goal{"rate to Prism's", of(served, other), 30, false, "%.0f"})
	}
	if by[full] != nil {
		list = append(list,
			goal{"rate when full, to that with a thousand", of(full, served), 0.75, false, "%.2f"},
			goal{"p99 when full, ms", milliseconds(by[full].p99()), 25, true, "%.1f"})
	}
	if len(started) > 0 {
		list = append(list,
			goal{"exec until listening, ms", median(started, func(s startup) float64 { return milliseconds(float64(s.took)) }), 30, true, "%.0f"},
			goal{"resident at rest, MB", median(started, func(s startup) float64 { return float64(s.resident >> 20) }), 40, true, "%.0f"})
	}
	return list
}

// reportGoals prints each figure next to its goal.
func reportGoals(to io.Writer, list []goal) error {
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "\nfigure\tfound\tgoal\t")
	for _, g := range list {
		sign, verdict := "at least", "missed"
		if g.most {
			sign = "below"
		}
		if g.reached() {
			verdict = "reached"
		}
		fmt.Fprintf(table, "%s\t"+g.format+"\t%s %g\t%s\n", g.name, g.found, sign, g.wanted, verdict)
	}
	return table.Flush()
}

func milliseconds(d float64) float64 { return d / float64(time.Millisecond) }
