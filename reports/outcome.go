package reports

// Outcome says how a rule, an example or a step ended.
type Outcome string

// The five outcomes. An Outcome that is none of them counts as Error, so that
// a forgotten assignment can never look like success.
const (
	// Held means that it was observed and was as the rule says.
	Held Outcome = "held"
	// Broken means that it was observed and was not as the rule says.
	Broken Outcome = "broken"
	// NotObservable means that the target has no way of showing it.
	NotObservable Outcome = "not_observable"
	// Skipped means that whoever started the run left it out.
	Skipped Outcome = "skipped"
	// Error means that the rig failed, not the target.
	Error Outcome = "error"
)

// Known reports whether o is one of the five outcomes.
func (o Outcome) Known() bool {
	switch o {
	case Held, Broken, NotObservable, Skipped, Error:
		return true
	}
	return false
}

// Words is the outcome as people read it: "not observable" without the
// underscore, and "error" for a value that is no outcome.
func (o Outcome) Words() string {
	o = o.settled()
	if o == NotObservable {
		return "not observable"
	}
	return string(o)
}

// settled turns what is no outcome into Error.
func (o Outcome) settled() Outcome {
	if o.Known() {
		return o
	}
	return Error
}

// failed reports whether somebody has to look at it.
func (o Outcome) failed() bool {
	o = o.settled()
	return o == Broken || o == Error
}
