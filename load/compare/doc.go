// Package compare says whether one target is slower than another, and when that
// cannot be said.
//
// Samples are one figure a round: a round is a short load, and rounds of the two
// targets take turns, so that what the machine does meanwhile meets both. Two
// samples are compared by a rank test and by their medians; a difference counts
// only where it is both unlikely to be chance and larger than a floor that
// somebody chose, and where a second set of rounds says the same.
//
// A [Baseline] is the samples of a valid run with the machine and the versions
// that they were taken on, as a small JSON file for people to keep in git.
//
// Nothing here sends a request.
package compare
