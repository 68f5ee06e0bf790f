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

// audit reads back what the hits have touched and holds the log against it. What
// it finds is in the record: of a target that no longer answers, that nothing
// could be observed.
func audit(ctx context.Context, plan Plan, w attack.Workload, log *history.Log, record *reports.Load, watch Watchers) {
	began := time.Now()
	defer func() { record.Audit.Took = float64(time.Since(began)) / float64(time.Millisecond) }()
	record.Audit.Rules = []reports.AuditRule{}
	subjects := log.Subjects()
	switch {
	case record.Run.Interrupted != "":
		record.Audit.Outcome, record.Audit.Reason = skipped, "the run was "+record.Run.Interrupted
		return
	case len(subjects) == 0:
		record.Audit.Outcome, record.Audit.Reason = notObservable, w.Name()+" makes no writes that could be read back here"
		return
	}
	chosen, why := history.Plan{Most: plan.ReadAtMost, Seed: uint64(plan.Seed)}.Choose(subjects)
	finals, err := w.ReadBack(ctx, numbers(chosen), watch.stage("audit"))
	options := w.Audit()
	options.Chosen, options.ReadUntil = chosen, time.Since(record.Run.Started)
	if err != nil {
		options.Reason = err.Error()
	}
	found := history.Check(log, finals, options)
	record.Audit, record.Totals.Lost = judged(found, why, err), found.Lost
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
		Outcome: held, Subjects: j.Subjects, Read: j.Read, Writes: j.Writes, Sampled: sampled,
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
