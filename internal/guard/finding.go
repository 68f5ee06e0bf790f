package guard

import "fmt"

// A Severity says what follows from a finding.
type Severity string

// The severities of findings.
const (
	Error      Severity = "error"       // it goes against a rule
	Warning    Severity = "warning"     // it goes against advice
	NotChecked Severity = "not checked" // it could not be seen, which is no pass
)

// A Finding is something that a guard has to say about one place.
type Finding struct {
	Rule     string // CM-19
	Severity Severity
	Path     string // conversations.media[1].url
	Message  string
}

// String is the finding in one line.
func (f Finding) String() string {
	return fmt.Sprintf("%s %s %s: %s", f.Severity, f.Rule, f.Path, f.Message)
}

// A report collects the findings of one check.
type report struct {
	guard    Guard
	rule     string
	findings []Finding
}

func (r *report) error(path, format string, args ...any) {
	r.add(Error, path, format, args...)
}

func (r *report) warning(path, format string, args ...any) {
	r.add(Warning, path, format, args...)
}

func (r *report) notChecked(path, format string, args ...any) {
	if !r.guard.ForgetsUnchecked {
		r.add(NotChecked, path, "not checked, because "+format, args...)
	}
}

func (r *report) add(severity Severity, path, format string, args ...any) {
	r.findings = append(r.findings, Finding{Rule: r.rule, Severity: severity, Path: path, Message: fmt.Sprintf(format, args...)})
}
