package reports

// Failure tells what a failing step saw.
type Failure struct {
	// Step is the step as written, with its keyword.
	Step string
	// Message is the step's error in one sentence.
	Message string
	// Found and Wanted are the two values as text; both are empty where the
	// step did not compare.
	Found, Wanted string
	// History is the account's last events, oldest first.
	History []string
}

// compared reports whether the step had two values to set against each other.
func (f Failure) compared() bool {
	return f.Found != "" || f.Wanted != ""
}
