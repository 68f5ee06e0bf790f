package reports

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// LoadText writes a load for people. Why it proves nothing, or was stopped,
// comes first; then what was asked for, latencies, operations, errors by class,
// the workload's own figures, a search's steps, notes, thresholds and the audit
// with every rule; [Load.Summary] is the last line.
func LoadText(w io.Writer, l Load, o TerminalOptions) error {
	l = RedactLoad(l)
	t := terminal{Writer: bufio.NewWriter(w), color: o.Color}
	t.loadAlarms(l)
	t.loadPlan(l)
	t.loadLatencies(l)
	t.loadOperations(l.Operations)
	t.loadErrors(l)
	t.loadCounts(l.Counts)
	t.loadSearch(l.Search)
	t.loadNotes(l.Run.Notes)
	t.loadThresholds(l.Thresholds)
	t.loadAudit(l.Audit)
	t.printf("%s\n", l.Summary())
	if err := t.Flush(); err != nil {
		return fmt.Errorf("write load report: %w", err)
	}
	return nil
}

// loadAlarms says first what takes the worth from everything below it.
func (t terminal) loadAlarms(l Load) {
	alarms := l.alarms()
	for _, alarm := range alarms {
		t.printf("%s\n", t.paint(alarm.outcome, strings.ToUpper(alarm.title)+": "+oneLine(alarm.text)))
	}
	if len(alarms) > 0 {
		t.printf("\n")
	}
}

// An alarm is a sentence that a reader has to see before any number.
type alarm struct {
	outcome     Outcome
	title, text string
}

func (l Load) alarms() []alarm {
	var all []alarm
	if why := l.ProvesNothing(); why != "" {
		all = append(all, alarm{Error, "this run proves nothing", why})
	}
	if l.Stopped != "" {
		all = append(all, alarm{Broken, "stopped early", l.Stopped})
	}
	return all
}

func (t terminal) loadPlan(l Load) {
	t.printf("%s\n", l.planText())
	t.printf("target %s, seed %d\n", oneLine(l.Run.Target), l.Run.Seed)
}

// planText is what was asked for, in a line.
func (l Load) planText() string {
	p := l.Plan
	text := fmt.Sprintf("%s, %s", oneLine(p.Workload), oneLine(p.Profile))
	if p.Rate > 0 {
		text += " at " + rateText(p.Rate)
	}
	text += fmt.Sprintf(" for %s: %d hits, %s, %s", secondsText(p.Duration), p.Hits, count(p.Workers, "worker"), count(p.Connections, "connection"))
	if p.Shard != "" {
		text += ", shard " + oneLine(p.Shard)
	}
	return text
}

func (t terminal) loadLatencies(l Load) {
	table := columns{right: []bool{false, true, true, true, true, true, true, true}}
	table.add("latency", "min", "mean", "p50", "p90", "p99", "p99.9", "max")
	for _, row := range l.latencyRows() {
		table.add(append([]string{row.name}, row.latency.cells()...)...)
	}
	t.table(table, len(table.rows) > 1)
}

// latencyRows are the distributions of the whole run that hold something.
func (l Load) latencyRows() []namedLatency {
	all := []namedLatency{{"response time", l.Response}, {"service time", l.Service}, {"send lag", l.Lag}}
	if l.Margins != nil {
		all = append(all, namedLatency{"margin left", *l.Margins})
	}
	var rows []namedLatency
	for _, row := range all {
		if row.latency.Count > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

func (l LoadLatency) cells() []string {
	if l.Count == 0 {
		return []string{"–", "–", "–", "–", "–", "–", "–"}
	}
	return []string{msText(l.Min), msText(l.Mean), msText(l.P50), msText(l.P90), msText(l.P99), msText(l.P999), msText(l.Max)}
}

func (t terminal) loadOperations(list []LoadOperation) {
	table := columns{right: []bool{false, true, true, true, true, true, true}}
	table.add("operation", "sent", "rejected", "failed", "p50", "p99", "max")
	for _, o := range list {
		cells := o.Service.cells()
		table.add(oneLine(o.Name), fmt.Sprint(o.Sent), fmt.Sprint(o.Rejected), fmt.Sprint(o.Failed), cells[2], cells[4], cells[6])
	}
	t.table(table, len(list) > 0)
}

func (t terminal) loadErrors(l Load) {
	table := columns{right: []bool{true, true}}
	for _, e := range l.Errors {
		table.add(fmt.Sprint(e.Count), shareText(e.Count, l.Totals.Sent), oneLine(e.Class)+expectedMark(e), oneLine(cut(e.Example, shownBody)))
	}
	t.titled("errors", table)
}

func expectedMark(e LoadError) string {
	if e.Expected {
		return " (expected)"
	}
	return ""
}

func (t terminal) loadCounts(list []LoadCount) {
	table := columns{right: []bool{false, true}}
	for _, c := range list {
		table.add(oneLine(c.Name), fmt.Sprint(c.Value), oneLine(c.What))
	}
	t.titled("the workload's own figures", table)
}

func (t terminal) loadSearch(s *LoadSearch) {
	if s == nil {
		return
	}
	table := columns{right: []bool{true, true, true}}
	for _, trial := range s.Trials {
		table.add(rateText(trial.Rate), rateText(trial.Reached), msText(trial.P99), heldWord(trial.Held), oneLine(trial.Why))
	}
	t.titled("search: asked, reached, p99", table)
	t.printf("%s\n", oneLine(s.Sure))
}

func (t terminal) loadNotes(notes []string) {
	if len(notes) > 0 {
		t.printf("\n")
	}
	for _, note := range notes {
		t.printf("note: %s\n", oneLine(note))
	}
}

func heldWord(held bool) string {
	if held {
		return "held"
	}
	return "missed"
}

// table writes a table without a title of its own, if it is wanted.
func (t terminal) table(c columns, wanted bool) {
	if !wanted {
		return
	}
	t.printf("\n")
	for _, line := range c.lines() {
		t.printf("%s\n", line)
	}
}

// titled writes a table below its title, unless it is empty.
func (t terminal) titled(title string, c columns) {
	if len(c.rows) == 0 {
		return
	}
	t.printf("\n%s\n", title)
	for _, line := range c.lines() {
		t.printf("  %s\n", line)
	}
}
