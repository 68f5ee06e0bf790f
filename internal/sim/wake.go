package sim

import (
	"time"

	"github.com/flexrig/flexrig/internal/clock"
)

// wake is how an account whose clock follows the machine's does what falls due
// while nobody asks for anything: one alarm, set to the timer that comes first. An
// account that is frozen, or waits for nothing, has none set. It is no state: a
// reset leaves it.
type wake struct {
	follows bool // the clock goes on by itself
	alarm   *clock.Alarm
	set     time.Time // the account's instant that it is set to; zero where it is not
}

// Follow lets the account's clock go on with the machine's time from where it
// stands. What falls due meanwhile happens by itself, each thing at its own
// instant.
func (a *Account) Follow() {
	defer a.enter()()
	a.clock.Follow()
	a.wake.follows = true
}

// Freeze lets the account's clock stand still where it is. What falls due by
// then happens first.
func (a *Account) Freeze() {
	defer a.enter()()
	a.clock.Freeze()
	a.wake.stop()
}

// Close ends what the account does by itself, for good, and returns when nothing
// of it runs any more. Commands are carried out as before.
func (a *Account) Close() { a.wake.alarm.Close() }

// setAlarm lets the account wake up for its next timer.
func (a *Account) setAlarm() {
	next, waits := a.timers.next()
	switch {
	case !waits && a.wake.set.IsZero(), waits && next.Equal(a.wake.set):
	case !waits:
		a.wake.alarm.Stop()
		a.wake.moved()
	default:
		a.wake.alarm.Set(next.Sub(a.clock.Now()))
		a.wake.set = next
	}
}

// moved has the alarm set anew: the machine's instant of the account's next one
// is another.
func (w *wake) moved() { w.set = time.Time{} }

// wakeUp is a command that does nothing: what has fallen due happens before it.
func (a *Account) wakeUp() {
	defer a.enter()()
	a.wake.moved()
}

func (w *wake) stop() {
	w.follows = false
	w.alarm.Stop()
	w.moved()
}
