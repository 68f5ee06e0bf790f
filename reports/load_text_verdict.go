package reports

import (
	"fmt"
	"strings"
)

// loadThresholds writes a line a threshold: missed ones stand out.
func (t terminal) loadThresholds(list []LoadThreshold) {
	table := columns{}
	for _, threshold := range list {
		table.add(heldWord(threshold.Held), oneLine(threshold.Expression), oneLine(threshold.Found))
	}
	if len(list) == 0 {
		return
	}
	t.printf("\nthresholds\n")
	for i, line := range table.lines() {
		t.printf("  %s\n", t.paintWord(heldOutcome(list[i].Held), line))
	}
}

func heldOutcome(held bool) Outcome {
	if held {
		return Held
	}
	return Broken
}

// paintWord colours the first word of a line.
func (t terminal) paintWord(o Outcome, line string) string {
	word, rest, _ := strings.Cut(line, " ")
	return t.paint(o, word) + " " + rest
}

func (t terminal) loadAudit(a LoadAudit) {
	title := t.paint(a.outcome(), "audit "+a.words())
	if a.Reason != "" {
		title += ": " + oneLine(a.Reason)
	}
	t.printf("\n%s\n", title)
	if a.Outcome != AuditSkipped {
		t.printf("  %s\n", a.extent())
	}
	table := columns{}
	for _, rule := range a.Rules {
		table.add(a.ruleWord(rule), oneLine(rule.Name), oneLine(rule.Sentence)+brokenTimes(rule))
	}
	for i, line := range table.lines() {
		rule := a.Rules[i]
		t.printf("  %s\n", t.paintWord(a.ruleOutcome(rule), line))
		for _, example := range rule.Examples {
			t.printf("    %s\n", oneLine(cut(example, shownBody)))
		}
	}
	t.printf("\n")
}

// outcome is the audit's as a rule's, which decides its colour.
func (a LoadAudit) outcome() Outcome { return Outcome(a.settled()) }

// ruleOutcome is that of one rule: what was found is broken, whatever became of
// the audit; what was not found counts as held only where the audit was made.
func (a LoadAudit) ruleOutcome(r AuditRule) Outcome {
	outcome := a.outcome()
	switch {
	case r.Broken > 0 && r.Name == unreadRule:
		return NotObservable
	case r.Broken > 0:
		return Broken
	case outcome == Broken:
		return Held
	}
	return outcome
}

// ruleWord has no blank, so that it is the first word of its line.
func (a LoadAudit) ruleWord(r AuditRule) string {
	if o := a.ruleOutcome(r); o == Held || o == Broken || o == Skipped {
		return string(o)
	}
	return "unknown"
}

func brokenTimes(r AuditRule) string {
	if r.Broken == 0 {
		return ""
	}
	return ": not so, " + times(r.Broken)
}

// extent says how much the audit has looked at.
func (a LoadAudit) extent() string {
	text := fmt.Sprintf("%s judged, %d of %d subjects read back in %s",
		count(int(a.Writes), "write"), a.Read, a.Subjects, msText(a.Took))
	if a.Gone > 0 {
		text += fmt.Sprintf(" (%d had gone by then, as they may: what they held was not seen)", a.Gone)
	}
	if a.Sampled != "" {
		text += ": " + oneLine(a.Sampled)
	}
	return text
}
