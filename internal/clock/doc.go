// Package clock owns time for the stand-in. An account reads its instant from a
// [Clock] and nothing else does: no rule, no store and no handler calls
// time.Now.
//
// [Wall] is the machine's time, for a stand-in that runs beside real clients.
// [Virtual] stands still until somebody moves it, for examples in which "two
// minutes pass" takes microseconds and always ends at the same nanosecond.
//
// A clock does not run timers. The account that owns it does, on the goroutine
// that moves the time, so that what falls due happens in one order only.
package clock
