package attack

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/flexrig/flexrig/load/history"
	"github.com/flexrig/flexrig/load/pacing"
	"github.com/flexrig/flexrig/reports"
)

// A Config is what [Run] needs to know. Workload, Site.Network, Schedule,
// Workers and Timeout have to be there.
type Config struct {
	Workload Workload
	Site     Site
	Schedule pacing.Schedule
	// Numbers are the hits of this process where the load is shared, ascending; nil
	// for all. A share keeps the histograms of its windows, to be joined.
	Numbers []int32
	// Workers is how many hits are on their way at most. Connections is only
	// reported: it is Site.Network that caps them.
	Workers, Connections int
	// Timeout is how long a request may take, or up to a hundredth longer, and how
	// long a run that was stopped waits for hits that are on their way.
	Timeout time.Duration
	// Expected tells of an error's class whether it is allowed; nil for none.
	// It is asked once a class.
	Expected func(class string) bool
	// Results takes one vegeta result a hit, in vegeta's gob format; nil for none.
	Results io.Writer
	// Name is the attack's name among those results: shards need distinct ones.
	Name string
	// Watch is called every so often with the record so far, whose windows have no
	// histograms.
	// What it returns, unless empty, ends the run and is the record's Stopped.
	Every time.Duration
	Watch func(reports.Load) (stop string)
	// Histograms gives Watch the distributions of the whole run with theirs, which
	// takes a few milliseconds each time.
	Histograms bool
}

// An Outcome is what a run has measured.
type Outcome struct {
	// Record has the plan's hits, workers and connections, the totals but for what
	// was lost, the latencies, operations, windows, errors and margins, and why
	// the run is invalid or was stopped. The rest is not the attack's to know.
	Record reports.Load
	Log    *history.Log
}

func (c Config) check() error {
	switch {
	case c.Workload == nil:
		return errors.New("attack: no workload: name what the hits do")
	case c.Site.Network == nil:
		return errors.New("attack: no network: say where the requests go")
	case c.hits() == 0:
		return errors.New("attack: no hits: give a schedule, and a shard that has some of it")
	case c.Workers <= 0:
		return fmt.Errorf("attack: %d workers: give at least one", c.Workers)
	case c.Timeout <= 0:
		return fmt.Errorf("attack: a timeout of %s: give one above 0, or an answer that never comes is waited for", c.Timeout)
	}
	last := -1
	for _, n := range c.Numbers {
		if int(n) <= last || int(n) >= c.Schedule.Len() {
			return fmt.Errorf("attack: hit %d after hit %d of %d: the numbers have to ascend within the schedule", n, last, c.Schedule.Len())
		}
		last = int(n)
	}
	return nil
}

// hits is how many hits this process sends.
func (c Config) hits() int {
	if c.Numbers == nil {
		return c.Schedule.Len()
	}
	return len(c.Numbers)
}

// number is the number in the whole load of this process's hit seq.
func (c Config) number(seq int) int {
	if c.Numbers == nil {
		return seq
	}
	return int(c.Numbers[seq])
}

// due is how many hits of this process are due before an instant.
func (c Config) due(before time.Duration) int {
	all := c.Schedule.Due(before)
	if c.Numbers == nil {
		return all
	}
	return below(c.Numbers, all)
}
