package load

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/pacing"
	"github.com/flexrig/flexrig/load/threshold"
	"github.com/flexrig/flexrig/reports"
)

// Watchers are told of a run while it goes on. Each may be nil.
type Watchers struct {
	// Stage is told what is being done ("prepare", "audit") and how much of it
	// is done.
	Stage func(name string, done, all int)
	// Sent is told of the record so far, twice a second. Histograms says that it
	// needs those of the whole run, too.
	Sent       func(reports.Load)
	Histograms bool
}

func (w Watchers) stage(name string) func(done, all int) {
	return func(done, all int) {
		if w.Stage != nil {
			w.Stage(name, done, all)
		}
	}
}

// every is how often watchers are told and thresholds looked at.
const every = 500 * time.Millisecond

// Run sends one load and judges it. results takes every hit in vegeta's format
// while it goes on; nil takes none.
//
// The record that comes back is that of a run which was sent, wholly or in part:
// a target that died in the middle, an interruption, a missed threshold are in
// it. Its Run holds seed, target and times; the rest is the caller's. An error
// means that nothing was sent, or that results could not be written, in which
// case the record is complete all the same.
func Run(ctx context.Context, plan Plan, at Place, results io.Writer, watch Watchers) (record reports.Load, err error) {
	w, err := plan.Workload()
	if err != nil {
		return reports.Load{}, err
	}
	if err := plan.known(w); err != nil {
		return reports.Load{}, err
	}
	schedule, err := pacing.New(plan.Profile, plan.Rate, plan.Duration)
	if err != nil {
		return reports.Load{}, err
	}
	site, leave, err := at.Open(ctx, plan)
	if err != nil {
		return reports.Load{}, err
	}
	defer func() {
		if left := leave(); left != nil { // the run is what it is all the same
			record.Run.Notes = append(record.Run.Notes, fmt.Sprintf("what the load made may be there still: %v", left))
		}
	}()
	site.Seed, site.Numbers = uint64(plan.Seed), plan.Shard.numbers(schedule, w)
	return send(ctx, plan, w, schedule, site, results, watch)
}

// send prepares, attacks and audits.
func send(ctx context.Context, plan Plan, w attack.Workload, schedule pacing.Schedule, site attack.Site, results io.Writer, watch Watchers) (reports.Load, error) {
	if err := w.Prepare(ctx, site, watch.stage("prepare")); err != nil {
		return reports.Load{}, err // which says what was prepared
	}
	if plan.Witness != nil {
		if err := plan.Witness.Begin(ctx); err != nil {
			return reports.Load{}, err
		}
	}
	began := time.Now()
	outcome, sent := attack.Run(ctx, attack.Config{
		Workload: w, Site: site, Schedule: schedule, Numbers: plan.Shard.share(site.Numbers),
		Workers: plan.Workers, Connections: plan.Connections, Timeout: plan.Timeout,
		Expected: plan.expects, Results: results, Name: plan.attackName(),
		Every: every, Watch: plan.watch(watch), Histograms: watch.Histograms,
	})
	if outcome == nil {
		return reports.Load{}, sent
	}
	record := outcome.Record
	plan.describe(&record, w)
	if record.Run.Interrupted == "" && ctx.Err() != nil {
		record.Run.Interrupted = "by a signal"
	}
	record.Run.Started, record.Run.Finished = began, time.Now()
	if plan.Witness == nil {
		record.Audit, record.Totals.Lost = audit(ctx, plan, w, outcome.Log, record, watch)
		record.Counts = counts(w)
	} else {
		record.Counts = counts(w)
		testify(context.WithoutCancel(ctx), plan.Witness, &record)
	}
	if record.Run.Interrupted == "" && ctx.Err() != nil {
		record.Run.Interrupted = "by a signal, before its audit was made"
	}
	record.Thresholds = threshold.JudgeAll(plan.Thresholds, record)
	return record, sent
}

// attackName is vegeta's name of the attack: shards need different ones to be
// merged into one file.
func (p Plan) attackName() string {
	if p.Shard.Of == 0 {
		return "flexrig"
	}
	return fmt.Sprintf("flexrig %d of %d", p.Shard.Index, p.Shard.Of)
}

// describe says in the record what was asked for.
func (p Plan) describe(record *reports.Load, w attack.Workload) {
	record.Version = reports.LoadVersion
	record.Run.Seed = p.Seed
	record.Plan.Workload, record.Plan.Profile = w.Name(), p.Profile
	record.Plan.Rate, record.Plan.Duration = p.Rate, float64(p.Duration)/float64(time.Millisecond)
	record.Plan.Workers, record.Plan.Connections, record.Plan.Shard = p.Workers, p.Connections, p.Shard.String()
}

// watch tells who listens, and ends the run once a threshold is missed that time
// cannot mend.
func (p Plan) watch(listening Watchers) func(reports.Load) string {
	return func(so reports.Load) string {
		if listening.Sent != nil {
			listening.Sent(so)
		}
		if p.Grace < 0 || so.Totals.Took < float64(p.Grace)/float64(time.Millisecond) {
			return ""
		}
		for _, t := range p.Thresholds {
			if judged := t.Judge(so); t.Early() && !judged.Held {
				return fmt.Sprintf("threshold %s is missed: %s after %.0f s", judged.Expression, judged.Found, so.Totals.Took/1000)
			}
		}
		return ""
	}
}

// counts are the workload's own figures for the record.
func counts(w attack.Workload) []reports.LoadCount {
	told := []reports.LoadCount{}
	for _, count := range w.Counts() {
		if count.Unknown != "" {
			continue // whoever asks for it is told that the run has none
		}
		told = append(told, reports.LoadCount{Name: count.Name, Value: count.Value, What: count.What})
	}
	return told
}
