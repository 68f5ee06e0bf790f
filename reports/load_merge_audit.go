package reports

import "slices"

// auditRank orders outcomes: of several shards' the worst is that of the whole.
// What was found broken stays so; then nobody knows, for a failure or for a
// target that shows too little; then what was left out on purpose.
var auditRank = []string{AuditHeld, AuditSkipped, AuditNotObservable, AuditError, AuditBroken}

// mergedExamples bounds the examples of a rule.
const mergedExamples = 10

func (m *merger) audit() {
	all := LoadAudit{Outcome: AuditHeld}
	var rules group[string, AuditRule]
	for _, p := range m.parts {
		a := p.load.Audit
		if slices.Index(auditRank, a.settled()) > slices.Index(auditRank, all.Outcome) {
			all.Outcome = a.settled()
		}
		all.Subjects += a.Subjects
		all.Read += a.Read
		all.Writes += a.Writes
		all.Gone += a.Gone
		all.Took = max(all.Took, a.Took)
		for _, r := range a.Rules {
			r.Examples = slices.Clone(r.Examples)
			for i, example := range r.Examples {
				r.Examples[i] = p.says(example)
			}
			rules.add(r.Name, r)
		}
	}
	all.Reason = m.said(func(l Load) string { return l.Audit.Reason })
	all.Sampled = m.said(func(l Load) string { return l.Audit.Sampled })
	for _, name := range rules.order {
		all.Rules = append(all.Rules, mergeRule(rules.of[name]))
	}
	m.out.Audit = all
}

func mergeRule(parts []AuditRule) AuditRule {
	all := AuditRule{Name: parts[0].Name, Sentence: parts[0].Sentence}
	for _, r := range parts {
		all.Broken += r.Broken
		all.Examples = append(all.Examples, r.Examples...)
	}
	all.Examples = all.Examples[:min(len(all.Examples), mergedExamples)]
	return all
}
