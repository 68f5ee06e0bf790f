package reports

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// Run describes one run.
type Run struct {
	// ID names the run and its directory.
	ID string
	// Command is the command line as it was typed; it is redacted on output.
	Command string
	// Target is what the run was aimed at: "mock", a URL, "live".
	Target string
	// Seed repeats the run.
	Seed int64
	// Started and Finished are wall-clock instants; outputs give them in UTC.
	Started, Finished time.Time
	// Versions maps what took part (flexrig, go, twilio-go) to its version.
	Versions map[string]string
	// Corrections are the documented values that an operator replaced.
	Corrections []Correction
	// Notes are what a reader should know of how the run was played, one
	// sentence each.
	Notes []string
	// Interrupted says why the run ended early; empty if it came to its end.
	Interrupted string
}

// Correction is one value of the rule book that was not used as documented.
type Correction struct {
	// Rule is the id of the rule that rests on the value, or several with commas
	// between.
	Rule string `json:"rule"`
	// Name is the value's name in the rule book.
	Name string `json:"name"`
	// Documented and Used are the two values as text.
	Documented string `json:"documented"`
	Used       string `json:"used"`
}

// duration is how long the run took, zero where an end is missing.
func (r Run) duration() time.Duration {
	if r.Started.IsZero() || r.Finished.Before(r.Started) {
		return 0
	}
	return r.Finished.Sub(r.Started)
}

// versionNames gives the names in Versions in a fixed order.
func (r Run) versionNames() []string {
	return slices.Sorted(maps.Keys(r.Versions))
}

// correctionsOf gives the corrected values that a rule rests on.
func (r Run) correctionsOf(rule string) []Correction {
	var of []Correction
	for _, c := range r.Corrections {
		if slices.Contains(strings.Split(c.Rule, ","), rule) {
			of = append(of, c)
		}
	}
	return of
}
