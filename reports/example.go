package reports

import (
	"fmt"
	"time"
)

// Assumed is the provenance of an example that rests on a choice of the rig's
// own, because the documents are silent; outputs mark it.
const Assumed = "assumed"

// Example is one example of a rule: one row of an outline, or a plain one.
type Example struct {
	// Name is the example's title.
	Name string
	// File and Line say where it is written; File is relative to the checkout.
	File string
	Line int
	// Feature is the title of the feature that File holds.
	Feature string
	// Provenance is "documented", "observed" or [Assumed].
	Provenance string
	// Needs are the capabilities that the target must have, such as "clock".
	Needs []string
	// Outcome is how it ended.
	Outcome Outcome
	// Reason explains an outcome other than held.
	Reason string
	// Duration is wall time, waiting included.
	Duration time.Duration
	// Steps are the steps in order, those that were not reached included.
	Steps []Step
	// Failure tells what was found; nil unless a step failed.
	Failure *Failure
	// Exchanges are the requests that the example sent, in order.
	Exchanges []Exchange
}

// Step is one step of an example.
type Step struct {
	// Keyword is "Given", "When", "Then", "And", "But" or "*".
	Keyword string
	// Text is the step without its keyword.
	Text string
	// Line is where it stands in the example's file.
	Line int
	// Outcome is how it ended; a step that was not reached is skipped.
	Outcome Outcome
	// Duration is wall time.
	Duration time.Duration
	// Error is the step's error, empty if it has none.
	Error string
}

// where is the example's place as editors and terminals link it.
func (e Example) where() string {
	return fmt.Sprintf("%s:%d", e.File, e.Line)
}

func (e Example) assumed() bool {
	return e.Provenance == Assumed
}

// why explains the example's outcome: its reason, or for a failing one without
// a reason what its step said.
func (e Example) why() string {
	if e.Reason == "" && e.Outcome.failed() {
		return e.failure().Message
	}
	return e.Reason
}

// failure gives the example's failure. Where the recorder left none it is put
// together from the first step that failed and from the reason, so that no
// report shows a failing example without a word about it.
func (e Example) failure() Failure {
	if e.Failure != nil {
		return *e.Failure
	}
	f := Failure{Message: e.Reason}
	for _, s := range e.Steps {
		if !s.Outcome.failed() {
			continue
		}
		f.Step = s.Keyword + " " + s.Text
		if f.Message == "" {
			f.Message = s.Error
		}
		break
	}
	if f.Message == "" {
		f.Message = "no reason was recorded"
	}
	return f
}
