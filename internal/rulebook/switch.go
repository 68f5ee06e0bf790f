package rulebook

import "slices"

// A Switch names one way to break a rule that no documented value stands for:
// a request that ought to be refused and is carried out, a field that an answer
// lacks. Only mutants turn one on. Code asks for it at the one place where the
// rule is kept:
//
//	if a.book.Breaks(rulebook.ChannelsCanBeCreated) { … }
type Switch string

// Breaks tells whether the book breaks a rule on purpose.
func (b *Book) Breaks(s Switch) bool { return slices.Contains(b.broken, s) }

// broken makes a mutation of a switch.
func broken(s Switch) func(*Book) {
	return func(b *Book) { b.broken = append(b.broken, s) }
}
