package load

import (
	"context"
	"fmt"
	"time"

	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/history"
	"github.com/flexrig/flexrig/reports"
)

// The outcomes of an audit.
const (
	held          = "held"
	broken        = "broken"
	notObservable = "not_observable"
	skipped       = "skipped"
)

// audit reads back what the hits have touched and holds the log against it. Of a
// target that no longer answers it says that nothing could be observed.
func audit(ctx context.Context, plan Plan, w attack.Workload, log *history.Log, of reports.Load, watch Watchers) (told reports.LoadAudit, lost int64) {
	began := time.Now()
	defer func() { told.Took = float64(time.Since(began)) / float64(time.Millisecond) }()
	subjects := log.Subjects()
	switch {
	case of.Run.Interrupted != "":
		return unmade(skipped, "the run was interrupted "+of.Run.Interrupted), 0
	case w.Unaudited() != "":
		return unmade(skipped, w.Unaudited()), 0
	case len(subjects) == 0:
		return unmade(notObservable, "no write was sent that could be read back"), 0
	}
	chosen, why := history.Plan{Most: plan.ReadAtMost, Seed: uint64(plan.Seed)}.Choose(subjects)
	if why == "" {
		chosen = nil // all, which are read by pages
	}
	finals, err := w.ReadBack(ctx, numbers(chosen), watch.stage("audit"))
	options := w.Audit()
	options.Chosen, options.ReadUntil = chosen, time.Since(of.Run.Started)
	if ctx.Err() != nil {
		return unmade(skipped, "it was interrupted by a signal before all was read back"), 0
	}
	if err != nil {
		options.Reason = err.Error()
	}
	found := history.Check(log, finals, options)
	return judged(found, why, err), found.Lost
}

// unmade is an audit that was not made.
func unmade(outcome, why string) reports.LoadAudit {
	return reports.LoadAudit{Outcome: outcome, Reason: why, Rules: []reports.AuditRule{}}
}

// numbers are the subjects that were chosen for reading back; nil for all.
func numbers(chosen []int32) []int {
	if chosen == nil {
		return nil
	}
	all := make([]int, len(chosen))
	for i, subject := range chosen {
		all[i] = int(subject)
	}
	return all
}

// judged is a judgement for the record. What could not be read proves nothing.
func judged(j history.Judgement, sampled string, err error) reports.LoadAudit {
	told := reports.LoadAudit{
		Outcome: held, Subjects: j.Subjects, Read: j.Read, Gone: j.Gone, Writes: j.Writes, Sampled: sampled,
		Rules: make([]reports.AuditRule, len(j.Rules)),
	}
	for i, rule := range j.Rules {
		told.Rules[i] = reports.AuditRule{Name: rule.Name, Sentence: rule.Sentence, Broken: rule.Broken, Examples: rule.Examples}
	}
	switch {
	case !j.Held():
		told.Outcome, told.Reason = broken, firstBroken(j)
	case err != nil:
		told.Outcome, told.Reason = notObservable, err.Error()
	case j.Unread > 0 || j.Read == 0:
		told.Outcome, told.Reason = notObservable, fmt.Sprintf("%d of %d could not be read back", j.Unread, j.Subjects)
	case j.Gone == j.Read:
		told.Outcome, told.Reason = notObservable, fmt.Sprintf("all %d that were read back had gone by then, as they may: make the load shorter", j.Gone)
	}
	return told
}

// firstBroken says what the first rule that is broken has found.
func firstBroken(j history.Judgement) string {
	for _, rule := range j.Rules {
		if rule.Broken > 0 && rule.Name != history.Unread {
			return fmt.Sprintf("%s, %d times: %s", rule.Name, rule.Broken, first(rule.Examples))
		}
	}
	return ""
}

func first(of []string) string {
	if len(of) == 0 {
		return ""
	}
	return of[0]
}
