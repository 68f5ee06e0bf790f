// Package pacing says when each hit of a load is due.
//
// A [Profile] is the shape of a load: stretches of time in which the rate is
// held or goes evenly from one value to another, as shares of the whole rate and
// of the whole duration. Profiles are data (profiles.yaml, embedded); [Profiles]
// lists them. [New] makes a [Schedule] of one: a pure function from a hit's
// number to the instant at which it is due, the same on every machine, so that
// shards of a load agree on it without a word.
//
//	schedule, err := pacing.New("ramp", 500, 30*time.Second)
//	schedule.Len()   // how many hits
//	schedule.At(17)  // when the 18th is due, since the load began
//
// The first hit of a constant load is due at once and the last one interval
// before its end: 500/s for 30 s are 15,000 hits, the last of them at 29.998 s.
//
// Nothing here waits or reads a clock.
package pacing
