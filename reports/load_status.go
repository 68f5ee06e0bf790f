package reports

import (
	"fmt"
	"strings"
)

// The outcomes of an audit, as [LoadAudit.Outcome] holds them. Any other word,
// none included, counts as an error: an audit that nobody made is no audit.
const (
	AuditHeld          = "held"
	AuditBroken        = "broken"
	AuditNotObservable = "not_observable"
	AuditSkipped       = "skipped"
	AuditError         = "error"
)

// ExitStatus is what the process should exit with.
//
// [ExitNotRun] comes first, for a run that proves nothing ([Load.ProvesNothing]):
// interrupted, invalid, with shards missing, or one in which nothing was
// acknowledged. Then [ExitBroken] where a threshold was missed, the audit is
// broken, answers contradict what the API promises, the run was stopped, or a
// search found no rate that holds. Then
// [ExitNotRun] where an audit was wanted and could not be made, because nobody
// knows what was lost; one that was left out on purpose (skipped) is no reason.
// [ExitHeld] is for the rest.
func (l Load) ExitStatus() int {
	switch {
	case l.ProvesNothing() != "":
		return ExitNotRun
	case l.broken():
		return ExitBroken
	case l.unaudited():
		return ExitNotRun
	}
	return ExitHeld
}

// ProvesNothing says why the run as a whole tells nothing of the target, in one
// sentence; empty for a run that does.
func (l Load) ProvesNothing() string {
	switch {
	case l.Run.Interrupted != "":
		return "the run was interrupted: " + l.Run.Interrupted
	case l.Invalid != "":
		return "the run is invalid: " + l.Invalid
	case len(l.Missing) > 0:
		return "the run is not whole: shards missing: " + strings.Join(l.Missing, ", ")
	case l.Totals.Acknowledged+l.Totals.Expected == 0:
		return fmt.Sprintf("nothing was acknowledged: %d hits were sent and none came out as it should", l.Totals.Sent)
	}
	return ""
}

func (l Load) broken() bool {
	held, all := l.thresholdsHeld()
	return held < all || l.Totals.Wrong > 0 || l.Audit.settled() == AuditBroken || l.Stopped != "" || l.foundNoRate()
}

// foundNoRate reports whether a search ended without a rate.
func (l Load) foundNoRate() bool { return l.Search != nil && l.Search.Rate <= 0 }

func (l Load) unaudited() bool {
	outcome := l.Audit.settled()
	return outcome == AuditNotObservable || outcome == AuditError
}

func (l Load) thresholdsHeld() (held, all int) {
	for _, t := range l.Thresholds {
		if t.Held {
			held++
		}
	}
	return held, len(l.Thresholds)
}

// unreadRule is the rule that counts what could not be read back. It breaks
// nothing: of what nobody has seen it is not known whether it is there.
const unreadRule = "unread"

// settled is the outcome that counts: what is no outcome is an error, an audit with
// a broken rule is broken whatever it is called, and one that could not read all
// that it was to read has not held.
func (a LoadAudit) settled() string {
	unread := false
	for _, rule := range a.Rules {
		switch {
		case rule.Broken == 0:
		case rule.Name != unreadRule:
			return AuditBroken
		default:
			unread = true
		}
	}
	if unread && a.Outcome == AuditHeld {
		return AuditNotObservable
	}
	switch a.Outcome {
	case AuditHeld, AuditBroken, AuditNotObservable, AuditSkipped:
		return a.Outcome
	}
	return AuditError
}

// Summary is the last line of a run, without its newline. Scripts read it: its
// words do not follow the numbers.
//
//	30.0 s at 500/s: 15000 sent, 15000 acknowledged, 0 rejected, 0 lost, p50 1.2 ms, p99 4.8 ms, thresholds 3/3, audit held
//
// A run that ended before its plan did is as long as it took. The latencies are
// response times, and a dash where nothing was answered.
func (l Load) Summary() string {
	held, all := l.thresholdsHeld()
	p50, p99 := "–", "–"
	if l.Response.Count > 0 {
		p50, p99 = msText(l.Response.P50), msText(l.Response.P99)
	}
	return fmt.Sprintf("%s at %s: %d sent, %d acknowledged, %d rejected, %d lost, p50 %s, p99 %s, thresholds %d/%d, audit %s",
		secondsText(l.lasted()), rateText(l.rate()), l.Totals.Sent, l.Totals.Acknowledged, l.Totals.Rejected, l.Totals.Lost,
		p50, p99, held, all, l.Audit.words())
}

// lasted is the plan's duration, or how long the run took where it ended early.
func (l Load) lasted() float64 {
	if l.Stopped != "" || l.Run.Interrupted != "" || l.Plan.Duration <= 0 {
		return l.Totals.Took
	}
	return l.Plan.Duration
}

// rate is the rate that was asked for, or that a search has found.
func (l Load) rate() float64 {
	if l.Search != nil {
		return l.Search.Rate
	}
	return l.Plan.Rate
}

func (a LoadAudit) words() string {
	return strings.ReplaceAll(a.settled(), "_", " ")
}
