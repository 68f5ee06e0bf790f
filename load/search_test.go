package load

import (
	"strings"
	"testing"

	"github.com/flexrig/flexrig/load/history"
	"github.com/flexrig/flexrig/reports"
)

func TestATrialHoldsOnlyWhereAllOfItDoes(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name   string
		change func(*reports.Load)
		says   string
	}{
		{"all held", func(*reports.Load) {}, ""},
		{"an audit left out on purpose", func(l *reports.Load) { l.Audit.Outcome = reports.AuditSkipped }, ""},
		{"nearly the whole rate", func(l *reports.Load) { l.Totals.Rate = 97 }, ""},
		{"too little of the rate", func(l *reports.Load) { l.Totals.Rate = 96.9 }, "97/s were acknowledged"},
		{"a missed threshold", func(l *reports.Load) { l.Thresholds[0].Held = false }, "p99<1ms: 2ms"},
		{"a broken audit", func(l *reports.Load) { l.Audit = reports.LoadAudit{Outcome: reports.AuditBroken, Reason: "lost"} }, "audit: lost"},
		{"an audit that could not be made", func(l *reports.Load) {
			l.Audit = reports.LoadAudit{Outcome: reports.AuditNotObservable, Reason: "no answer"}
		}, "audit: no answer"},
		{"wrong answers", func(l *reports.Load) { l.Totals.Wrong = 2 }, "2 answers contradict"},
		{"a generator that fell behind", func(l *reports.Load) { l.Invalid = "late" }, "late"},
		{"a target that is gone", func(l *reports.Load) { l.Stopped = "gone" }, "gone"},
		{"an interruption", func(l *reports.Load) { l.Run.Interrupted = "by a signal" }, "by a signal"},
	} {
		record := reports.Load{
			Plan: reports.LoadPlan{Rate: 100}, Totals: reports.LoadTotals{Rate: 100},
			Thresholds: []reports.LoadThreshold{{Expression: "p99<1ms", Held: true, Found: "2ms"}},
			Audit:      reports.LoadAudit{Outcome: reports.AuditHeld},
		}
		row.change(&record)
		if why := failing(record); (why == "") != (row.says == "") || !strings.Contains(why, row.says) {
			t.Errorf("%s: got %q, want %q", row.name, why, row.says)
		}
	}
}

func TestAnAuditSaysWhatHadGone(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		of   history.Judgement
		want string
		gone int64
	}{
		{history.Judgement{Subjects: 4, Read: 4, Gone: 1}, held, 1},
		{history.Judgement{Subjects: 4, Read: 4, Gone: 4}, notObservable, 4},
		{history.Judgement{Subjects: 4, Read: 3, Gone: 1, Unread: 1}, notObservable, 1},
	} {
		if got := judged(row.of, "", nil); got.Outcome != row.want || got.Gone != row.gone {
			t.Errorf("%+v: got %s with %d gone (%s), want %s with %d", row.of, got.Outcome, got.Gone, got.Reason, row.want, row.gone)
		}
	}
}
