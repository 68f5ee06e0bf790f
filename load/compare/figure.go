package compare

import (
	"errors"
	"fmt"
	"math"

	"github.com/flexrig/flexrig/reports"
)

// A Figure is one number that a round or a window gives.
type Figure struct {
	Name           string // as thresholds call it
	Unit           string // ms, or hits/s
	HigherIsBetter bool

	ofRound  func(reports.Load) float64
	ofWindow func(reports.LoadWindow) float64 // nil where windows do not have it
}

// figures are what is compared, the main one first. The median of the service
// time is the main one: it moves with the target, and neither with a single
// stall, as p99 does, nor with how late the generator sends, as times from the
// due instant do. The others are there because a target may get slower in
// nothing but its tail, or lose throughput.
var figures = []Figure{
	{"service.p50", "ms", false, func(l reports.Load) float64 { return l.Service.P50 }, nil},
	{"service.p99", "ms", false, func(l reports.Load) float64 { return l.Service.P99 }, nil},
	{
		"p50", "ms", false, func(l reports.Load) float64 { return l.Response.P50 },
		func(w reports.LoadWindow) float64 { return w.Response.P50 },
	},
	{
		"p99", "ms", false, func(l reports.Load) float64 { return l.Response.P99 },
		func(w reports.LoadWindow) float64 { return w.Response.P99 },
	},
	{
		"rate", "hits/s", true, func(l reports.Load) float64 { return l.Totals.Rate },
		func(w reports.LoadWindow) float64 { return float64(w.Acknowledged) / w.Length * 1000 },
	},
}

// figureNamed finds a figure that a saved run names.
func figureNamed(name string) (Figure, bool) {
	for _, f := range figures {
		if f.Name == name {
			return f, true
		}
	}
	return Figure{}, false
}

// mostErrors is the share of hits that may have failed in a run which is
// compared: errors are answered faster than work is done, so that a target which
// refuses looks quick.
const mostErrors = 0.01

// unfit says why a run proves nothing of its target's speed; nil for one that does.
func unfit(run reports.Load) error {
	switch t := run.Totals; {
	case run.Run.Interrupted != "":
		return fmt.Errorf("it was interrupted: %s", run.Run.Interrupted)
	case run.Invalid != "":
		return fmt.Errorf("it is invalid: %s", run.Invalid)
	case run.Stopped != "":
		return fmt.Errorf("it ended early: %s", run.Stopped)
	case len(run.Missing) > 0:
		return fmt.Errorf("%d of its shards are missing", len(run.Missing))
	case t.Acknowledged == 0:
		return errors.New("nothing was acknowledged in it")
	}
	return incorrect(run)
}

// incorrect says what the target did wrong in a run, beside being slow.
func incorrect(run reports.Load) error {
	t := run.Totals
	switch bad := t.Rejected + t.Failed - t.Expected; {
	case t.Lost > 0:
		return fmt.Errorf("%d acknowledged writes of it are lost", t.Lost)
	case run.Audit.Outcome == string(reports.Broken):
		return fmt.Errorf("its audit is broken: %s", run.Audit.Reason)
	case run.Audit.Outcome == string(reports.Error):
		return fmt.Errorf("its audit could not be made: %s", run.Audit.Reason)
	case t.Wrong > 0:
		return fmt.Errorf("%d of its answers were wrong", t.Wrong)
	case float64(bad) > mostErrors*float64(t.Sent):
		return fmt.Errorf("%d of its %d hits had errors, and errors are quick", bad, t.Sent)
	}
	return nil
}

// measured tells whether a value can be compared: there are no ratios of zeros.
func measured(v float64) bool { return v > 0 && !math.IsInf(v, 1) }
