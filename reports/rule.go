package reports

import (
	"slices"
	"strings"
)

// Rule is one rule of the book with what became of its examples.
type Rule struct {
	// ID is the rule's tag in the features, such as "IC-11".
	ID string
	// Sentence states the rule.
	Sentence string
	// Source names the document that the rule was taken from.
	Source string
	// Provenance joins what stands behind the examples with "+", such as
	// "documented" or "documented+assumed".
	Provenance string
	// Reason explains an outcome that the examples do not explain themselves,
	// such as that the rule has none.
	Reason string
	// Deselected says that the run was asked to leave the rule out.
	Deselected bool
	// Examples are the rule's examples in the order of the features.
	Examples []Example
}

// Outcome derives the rule's outcome from its examples: broken when one of
// them is, else error when one is, else held when one held and none was left
// unplayed: an interrupted rule might have broken in the next example, and is
// skipped. A rule of which nothing was observed is skipped when it was
// deselected or when all its examples were, and not observable in every other
// case, that of no examples included.
func (r Rule) Outcome() Outcome {
	skipped := r.count(Skipped)
	switch {
	case r.count(Broken) > 0:
		return Broken
	case r.count(Error) > 0:
		return Error
	case r.count(Held) > 0 && skipped == 0:
		return Held
	case r.Deselected, r.count(Held) > 0, skipped > 0 && skipped == len(r.Examples):
		return Skipped
	}
	return NotObservable
}

// Why gives the rule's reason, or where it has none the reasons of the
// examples that decided its outcome, each once, in order. It is empty for a
// rule that held without a word of its own.
func (r Rule) Why() string {
	outcome := r.Outcome()
	if r.Reason != "" || outcome == Held {
		return r.Reason
	}
	var reasons []string
	for _, e := range r.Examples {
		why := e.why()
		if e.Outcome.settled() == outcome && why != "" && !slices.Contains(reasons, why) {
			reasons = append(reasons, why)
		}
	}
	return strings.Join(reasons, "; ")
}

// count says how many examples ended with o.
func (r Rule) count(o Outcome) int {
	n := 0
	for _, e := range r.Examples {
		if e.Outcome.settled() == o {
			n++
		}
	}
	return n
}

// assumed says how many examples rest on a choice of the rig's own.
func (r Rule) assumed() int {
	n := 0
	for _, e := range r.Examples {
		if e.assumed() {
			n++
		}
	}
	return n
}
