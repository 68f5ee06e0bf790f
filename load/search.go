package load

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/pacing"
	"github.com/flexrig/flexrig/reports"
)

// MostRate is more hits a second than one process of this rig sends: a plan that
// asks for more, or a shard of one, would only keep the machine busy.
const MostRate = 200_000

// How [FindMax] goes about it.
const (
	precision = 0.05 // how far above the found rate the failed one may be
	confirm   = 3    // trials at the found rate
	reached   = 0.97 // of the rate that was asked for, or a trial has not held
)

// Results keep the hits of one load of several.
type Results interface {
	// Begin gives where the next load's hits go; it may be nil.
	Begin() (io.Writer, error)
	// Keep says that the last load's hits are those of the record so far.
	Keep() error
}

// FindMax looks for the highest rate at which a load holds: valid, every threshold
// and the audit held, and the rate that was asked for reached. The record is that
// of a trial at the rate that was found, or of the last one where none held.
func FindMax(ctx context.Context, plan Plan, at Place, results Results, watch Watchers) (reports.Load, error) {
	trial := plan
	trial.Profile, trial.Grace = "constant", -1
	var best, last reports.Load
	found, err := attack.FindMax(ctx, attack.Search{
		From: plan.Rate, Most: MostRate, Precision: precision, Confirm: confirm, Length: plan.Duration,
		Trial: func(ctx context.Context, rate float64) (reports.Load, bool, string, error) {
			trial.Rate = rate
			w, err := results.Begin()
			if err != nil {
				return reports.Load{}, false, "", err
			}
			record, err := Run(ctx, trial, at, w, watch)
			if err != nil {
				return record, false, "", err
			}
			last = record
			why := failing(record)
			if why == "" && rate >= best.Plan.Rate {
				best, err = record, results.Keep()
			}
			return record, why == "", why, err
		},
	})
	record := best
	if record.Version == 0 {
		record = last
	}
	if record.Version == 0 {
		return record, err // not one trial was made
	}
	record.Plan.Profile, record.Search = pacing.FindMax, &found
	if err != nil && ctx.Err() != nil {
		record.Run.Interrupted, err = "by a signal", nil
	}
	return record, err
}

// failing is why a trial has not held, "" where it has.
func failing(record reports.Load) string {
	var why []string
	if record.Run.Interrupted != "" {
		why = append(why, record.Run.Interrupted)
	}
	if record.Invalid != "" {
		why = append(why, record.Invalid)
	}
	for _, t := range record.Thresholds {
		if !t.Held {
			why = append(why, fmt.Sprintf("%s: %s", t.Expression, t.Found))
		}
	}
	if record.Audit.Outcome != held && record.Audit.Outcome != skipped {
		why = append(why, "audit: "+record.Audit.Reason) // what nobody could see has not held
	}
	if record.Totals.Wrong > 0 {
		why = append(why, fmt.Sprintf("%d answers contradict what the API promises", record.Totals.Wrong))
	}
	if record.Stopped != "" {
		why = append(why, record.Stopped)
	}
	if record.Totals.Rate < reached*record.Plan.Rate {
		why = append(why, fmt.Sprintf("%.0f/s were acknowledged", record.Totals.Rate))
	}
	return strings.Join(why, "; ")
}
