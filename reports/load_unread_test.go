package reports

import "testing"

func TestWhatCouldNotBeReadBackIsNotBrokenAndHasNotHeld(t *testing.T) {
	t.Parallel()
	unread := AuditRule{Name: "unread", Broken: 3}
	for _, row := range []struct {
		outcome string
		rules   []AuditRule
		want    string
		status  int
	}{
		{AuditNotObservable, []AuditRule{{Name: "lost"}, unread}, AuditNotObservable, ExitNotRun},
		{AuditHeld, []AuditRule{{Name: "lost"}, unread}, AuditNotObservable, ExitNotRun},
		{AuditHeld, []AuditRule{{Name: "lost", Broken: 1}, unread}, AuditBroken, ExitBroken},
		{AuditNotObservable, []AuditRule{unread, {Name: "lost", Broken: 1}}, AuditBroken, ExitBroken},
		{AuditHeld, []AuditRule{{Name: "lost"}, {Name: "unread"}}, AuditHeld, ExitHeld},
	} {
		run := Load{Totals: LoadTotals{Sent: 10, Acknowledged: 10}, Audit: LoadAudit{Outcome: row.outcome, Rules: row.rules}}
		if got, status := run.Audit.settled(), run.ExitStatus(); got != row.want || status != row.status {
			t.Errorf("%s with %v: got %s and status %d, want %s and %d", row.outcome, row.rules, got, status, row.want, row.status)
		}
	}
}
