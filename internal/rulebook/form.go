package rulebook

import (
	"fmt"
	"regexp"
	"sync"
)

// The forms in which the text of a task's attributes may come back. The
// platform gives what it was sent; the others are what clients of platforms
// that tidy up would have to live with.
const (
	FormVerbatim = "verbatim" // as it was sent, to the byte
	FormCompact  = "compact"  // without white space
	FormSorted   = "sorted"   // with the keys in order, each one once
	FormASCII    = "ascii"    // with escapes for letters beyond ASCII
	FormHTML     = "html"     // with escapes for the signs that HTML minds
	FormDecoded  = "decoded"  // with numbers and escapes as a decoder reads them
	FormPruned   = "pruned"   // without empty lists
)

// What becomes of attributes that are no JSON object.
const (
	UnreadableRefused = "refused" // the request fails and the old ones stay
	UnreadableIgnored = "ignored" // the request succeeds and the old ones stay
	UnreadableCleared = "cleared" // the request fails and the old ones are gone
	UnreadableKept    = "kept"    // the request succeeds and the text is stored
)

// What may become of a Raw link's address on its way.
const (
	AddressVerbatim     = "verbatim"
	AddressNormal       = "normalized" // scheme and host in lower case, dots resolved
	AddressSansQuery    = "without query"
	AddressSansFragment = "without fragment"
	AddressASCII        = "ascii" // letters beyond ASCII as escapes
	AddressUnescaped    = "unescaped"
)

// In which order the Conversation Screen shows its links.
const (
	OrderOfList   = "list"
	OrderReversed = "reversed"
	OrderOfTypes  = "types"
)

// The forms of a recording's start_time.
const (
	StartMilliseconds = "milliseconds"
	StartSeconds      = "seconds"
	StartZero         = "zero"
	StartNegative     = "negative"
	StartFraction     = "fraction"
	StartText         = "text"
	StartTooSmall     = "too small"
	StartTooLarge     = "too large"
	StartOther        = "other" // no number and no text that holds one
)

// What an account may load of a value of another kind than the key's. The
// documented book allows none.
const (
	CoerceTextToNumber = "text to number"
	CoerceNumberToText = "number to text"
	CoerceNullToText   = "null to text"
)

// The kinds of segment that media may reach: how they end, or that they go on.
const (
	ReachQueueAccepted = "queue accepted"
	ReachQueueMoved    = "queue moved"
	ReachQueueCanceled = "queue canceled"
	ReachQueueOpen     = "queue open"
	ReachCompleted     = "conversation completed"
	ReachRejected      = "conversation rejected"
	ReachTimeout       = "conversation timeout"
	ReachCanceled      = "conversation canceled"
	ReachRescinded     = "conversation rescinded"
	ReachOpen          = "conversation open"
)

func segmentKinds() []string {
	return []string{
		ReachQueueAccepted, ReachQueueMoved, ReachQueueCanceled, ReachQueueOpen,
		ReachCompleted, ReachRejected, ReachTimeout, ReachCanceled, ReachRescinded, ReachOpen,
	}
}

// A Pattern is a regular expression that a text has to match.
type Pattern string

// patterns holds compiled patterns: a book is asked far more often than changed.
var patterns sync.Map

// Matches tells whether a text has the form. A pattern that cannot be read
// matches nothing; a book from a file holds none.
func (p Pattern) Matches(text string) bool {
	compiled, ok := patterns.Load(p)
	if !ok {
		expression, err := regexp.Compile(string(p))
		if err != nil {
			return false
		}
		compiled, _ = patterns.LoadOrStore(p, expression)
	}
	return compiled.(*regexp.Regexp).MatchString(text)
}

func (p Pattern) check(name string) error {
	if _, err := regexp.Compile(string(p)); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
