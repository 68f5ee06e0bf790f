package reports

import (
	"strings"
	"testing"
)

// faults are what can be wrong with a run, and the status that follows.
var faults = []struct {
	name   string
	change func(*Load)
	want   int
}{
	{"nothing is wrong", func(*Load) {}, ExitHeld},
	{"no threshold and an audit left out on purpose", func(l *Load) { l.Thresholds = nil; l.Audit = LoadAudit{Outcome: AuditSkipped} }, ExitHeld},
	{"a threshold is missed", func(l *Load) { l.Thresholds[1].Held = false }, ExitBroken},
	{"the audit is broken", func(l *Load) { l.Audit.Outcome = AuditBroken }, ExitBroken},
	{"a rule is broken and the audit claims to hold", func(l *Load) { l.Audit.Rules[1].Broken = 1 }, ExitBroken},
	{"answers contradict the API", func(l *Load) { l.Totals.Acknowledged--; l.Totals.Wrong = 1 }, ExitBroken},
	{"some could not be read back and the audit claims to hold", func(l *Load) { l.Audit.Rules = append(l.Audit.Rules, AuditRule{Name: "unread", Broken: 1}) }, ExitNotRun},
	{"the run was stopped", func(l *Load) { l.Stopped = "the target is gone" }, ExitBroken},
	{"a search found no rate", func(l *Load) { l.Search = &LoadSearch{Failed: 10} }, ExitBroken},
	{"the audit could not be made", func(l *Load) { l.Audit = LoadAudit{Outcome: AuditNotObservable} }, ExitNotRun},
	{"the audit failed", func(l *Load) { l.Audit = LoadAudit{Outcome: AuditError} }, ExitNotRun},
	{"nobody says what became of the audit", func(l *Load) { l.Audit = LoadAudit{} }, ExitNotRun},
	{"the audit failed and a threshold is missed", func(l *Load) { l.Audit.Outcome = AuditError; l.Thresholds[0].Held = false }, ExitBroken},
	{"the run was interrupted and a threshold is missed", func(l *Load) { l.Run.Interrupted = "SIGINT"; l.Thresholds[0].Held = false }, ExitNotRun},
	{"the run is invalid and the audit is broken", func(l *Load) { l.Invalid = "late"; l.Audit.Outcome = AuditBroken }, ExitNotRun},
	{"a shard is missing", func(l *Load) { l.Missing = []string{"2/3"} }, ExitNotRun},
	{"nothing was acknowledged", func(l *Load) { l.Totals = LoadTotals{Sent: 10, Failed: 10} }, ExitNotRun},
	{"all was refused, as it should be", func(l *Load) { l.Totals = LoadTotals{Sent: 10, Rejected: 10, Expected: 10} }, ExitHeld},
}

func TestTheExitStatusOfALoad(t *testing.T) {
	t.Parallel()
	for _, row := range faults {
		l := greenLoad(t)
		row.change(&l)
		if got := l.ExitStatus(); got != row.want {
			t.Errorf("%s: got status %d, want %d", row.name, got, row.want)
		}
	}
}

func TestJUnitIsGreenExactlyWhereTheStatusIs(t *testing.T) {
	t.Parallel()
	for _, row := range faults {
		l := greenLoad(t)
		row.change(&l)
		all, err := readJUnit([]byte(renderedLoad(t, LoadJUnit, l)))
		if err != nil {
			t.Errorf("%s: %v", row.name, err)
			continue
		}
		if green := all.Failures+all.Errors == 0; green != (row.want == ExitHeld) {
			t.Errorf("%s: JUnit has %d failures and %d errors, the status is %d", row.name, all.Failures, all.Errors, row.want)
		}
	}
}

func TestWhatIsWrongIsTheFirstThingThatIsSaid(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		change func(*Load)
		want   string
	}{
		{func(l *Load) { l.Invalid = "hits were late" }, "THIS RUN PROVES NOTHING: the run is invalid: hits were late\n"},
		{func(l *Load) { l.Run.Interrupted = "SIGINT" }, "THIS RUN PROVES NOTHING: the run was interrupted: SIGINT\n"},
		{func(l *Load) { l.Stopped = "p99 was 2 s" }, "STOPPED EARLY: p99 was 2 s\n"},
		{func(l *Load) { l.Missing = []string{"1/3", "3/3"} }, "THIS RUN PROVES NOTHING: the run is not whole: shards missing: 1/3, 3/3\n"},
	} {
		l := greenLoad(t)
		row.change(&l)
		if out := renderedLoad(t, loadFormats[0].write, l); !strings.HasPrefix(out, row.want) {
			t.Errorf("got %q first, want %q", out[:80], row.want)
		}
	}
}

func TestTheLastLineOfALoadIsWhatScriptsRead(t *testing.T) {
	t.Parallel()
	early := greenLoad(t)
	early.Stopped, early.Totals.Took = "the target is gone", 1234
	for _, row := range []struct {
		load Load
		want string
	}{
		{greenLoad(t), "3.0 s at 500/s: 1500 sent, 1500 acknowledged, 0 rejected, 0 lost, p50 1.80 ms, p99 15.7 ms, thresholds 3/3, audit held"},
		{redLoad(t), "3.0 s at 500/s: 1500 sent, 1380 acknowledged, 90 rejected, 3 lost, p50 1.80 ms, p99 15.7 ms, thresholds 2/3, audit broken"},
		{early, "1.2 s at 500/s: 1500 sent, 1500 acknowledged, 0 rejected, 0 lost, p50 1.80 ms, p99 15.7 ms, thresholds 3/3, audit held"},
		{Load{}, "0.0 s at 0/s: 0 sent, 0 acknowledged, 0 rejected, 0 lost, p50 –, p99 –, thresholds 0/0, audit error"},
	} {
		out := strings.TrimSuffix(renderedLoad(t, loadFormats[0].write, row.load), "\n")
		if got := out[strings.LastIndex(out, "\n")+1:]; got != row.want {
			t.Errorf("\n got %s\nwant %s", got, row.want)
		}
	}
}

func TestDurationsAreInTheUnitThatPeopleUse(t *testing.T) {
	t.Parallel()
	for ms, want := range map[float64]string{
		0: "0 ms", 0.0004: "0.40 µs", 0.85: "850 µs", 0.9996: "1.00 ms", 1.234: "1.23 ms", 12.44: "12.4 ms", 99.96: "100 ms",
		999.4: "999 ms", 999.6: "1.00 s", 1080: "1.08 s", 61_000: "61.0 s", -1500: "-1.50 s",
	} {
		if got := msText(ms); got != want {
			t.Errorf("%v ms: got %q, want %q", ms, got, want)
		}
	}
	for rate, want := range map[float64]string{0: "0/s", 500: "500/s", 0.25: "0.25/s", 499.27: "499.3/s", 12345.6: "12346/s"} {
		if got := rateText(rate); got != want {
			t.Errorf("rate %v: got %q, want %q", rate, got, want)
		}
	}
	for part, want := range map[int64]string{0: "0%", 1: "<0.01%", 12: "0.06%", 5000: "25%", 20000: "100%"} {
		if got := shareText(part, 20000); got != want {
			t.Errorf("%d of 20000: got %q, want %q", part, got, want)
		}
	}
}
