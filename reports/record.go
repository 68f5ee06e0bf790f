package reports

// Version is the version of the record and of the verdict written from it.
// It rises when a field of the verdict changes its name or its meaning.
const Version = 1

// Exit statuses of a run, as a shell sees them.
const (
	// ExitHeld is for a run in which everything that could be observed held.
	ExitHeld = 0
	// ExitBroken is for a run in which at least one rule is broken.
	ExitBroken = 1
	// ExitNotRun is for a run that did not happen, or not to its end.
	ExitNotRun = 2
)

// Record is everything that is known about one run. It is filled by whoever
// ran it and is only read here.
type Record struct {
	// Version is [Version].
	Version int
	// Run says what was run, where and when.
	Run Run
	// Rules are the rules of the book in the order in which they are printed,
	// deselected ones included.
	Rules []Rule

	// redacted marks what Redact gave out, so that a record which goes to
	// several writers is cleaned once.
	redacted bool
}

// Totals counts the rules by their outcome.
func (r Record) Totals() Totals {
	t := Totals{Rules: len(r.Rules)}
	for _, rule := range r.Rules {
		t.add(rule.Outcome())
	}
	return t
}

// ExitStatus is what the process should exit with: [ExitNotRun] for a run that
// was interrupted or observed nothing, even where something broke before;
// [ExitBroken] when a rule is broken; [ExitNotRun] when the rig failed on a
// rule and none is broken, because nobody knows whether that rule holds;
// [ExitHeld] otherwise. A broken rule outranks an error: it was seen, and it
// stays true however the error is mended.
func (r Record) ExitStatus() int {
	t := r.Totals()
	switch {
	case r.NotRun() != "":
		return ExitNotRun
	case t.Broken > 0:
		return ExitBroken
	case t.Errors > 0:
		return ExitNotRun
	}
	return ExitHeld
}

// NotRun says why the run as a whole proves nothing: that it was interrupted,
// or that no rule was observed. It is empty for a run that came to its end and
// saw something.
func (r Record) NotRun() string {
	if r.Run.Interrupted != "" {
		return "the run ended early: " + r.Run.Interrupted
	}
	if t := r.Totals(); t.Held+t.Broken == 0 {
		return "nothing was observed: no rule held and none was broken"
	}
	return ""
}
