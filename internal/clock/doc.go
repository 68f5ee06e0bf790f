// Package clock owns time for the stand-in. An account reads its instant from a
// [Clock] and nothing else does: no rule, no store and no handler calls
// time.Now.
//
// [Virtual] is an account's time. It stands still until somebody moves it, for
// examples in which "two minutes pass" takes microseconds and always ends at the
// same nanosecond; told to follow, it goes on at the machine's pace, for clients
// that know nothing of it. [Wall] is the machine's time, by which the journal says
// when a request came, and [Sleep] lets some of it pass: a fault that makes answers
// late really takes that long.
//
// A clock does not run timers. The account that owns it does, on the goroutine
// that moves the time, so that what falls due happens in one order only. Where
// time goes on by itself nobody moves it: an [Alarm] wakes the account up.
package clock
