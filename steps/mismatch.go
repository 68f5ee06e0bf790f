package steps

import "fmt"

// A Mismatch is an expectation that was not met: the target is wrong, or the
// rule is. Every other error of a step says that the rig could not tell.
type Mismatch struct {
	// What is looked at, with its verb: `task "call" is`.
	What string
	// Found and Wanted are the two values as text.
	Found, Wanted string
}

// Error is one sentence: `task "call" is reserved, want wrapping`.
func (m *Mismatch) Error() string {
	return fmt.Sprintf("%s %s, want %s", m.What, m.Found, m.Wanted)
}

// mismatch reports what was found in place of what was wanted. what is a format
// that ends in the sentence's verb, since the two values follow it:
//
//	s.mismatch("task %q is", found, wanted, t.Name)
func (s *scenario) mismatch(what, found, wanted string, args ...any) error {
	return &Mismatch{What: fmt.Sprintf(what, args...), Found: found, Wanted: wanted}
}
