package sim

import (
	"slices"
	"time"
)

// heldBack is how long a callback that is to come out of order waits at most for
// the next one to its address, where nobody says otherwise.
const heldBack = time.Minute

// DeliveryDropped is the state of a callback that a mishap kept from being sent.
// It is final.
const DeliveryDropped DeliveryState = "dropped"

// A Mishap is what goes wrong with one callback on purpose. It is decided when the
// callback is caused, so that it does not hang on how fast receivers are.
type Mishap struct {
	By      string        // names who wanted it
	Late    time.Duration // how much later it is sent, by the account's clock
	Behind  bool          // not before the next one to its address, or Late if that is over first
	Twice   bool          // once more after it has been delivered
	Dropped bool          // never
}

// Mishaps names whom to ask what goes wrong with a callback; the zero mishap is
// nothing. It is asked while a command runs, so it must neither wait nor call the
// account.
func (a *Account) Mishaps(ask func(Callback) Mishap) {
	defer a.enter()()
	a.post.mishaps = ask
}

// mishap is what goes wrong with a callback.
func (a *Account) mishap(c Callback) Mishap {
	if a.post.mishaps == nil {
		return Mishap{}
	}
	m := a.post.mishaps(c)
	if m.Behind && m.Late == 0 {
		m.Late = heldBack
	}
	return m
}

// drop ends a callback that is never sent.
func (a *Account) drop(d *delivery) {
	d.State, d.Outcome = DeliveryDropped, "dropped by "+d.Fault
	a.remember(d.Delivery)
}

// sendAgain sends once more what has been delivered.
func (a *Account) sendAgain(d *delivery) {
	d.again = false
	d.needless++
	d.State, d.Due = DeliveryWaiting, a.now
	a.makeReady(d)
}

// enqueue puts a callback into its line: at the end, but before one that is held
// back until another has gone.
func (a *Account) enqueue(d *delivery) {
	name := a.lineOf(d)
	line := a.outbox.lines[name]
	if last := len(line) - 1; last >= 0 && line[last].behind {
		a.letGo(line[last])
		a.letGo(d) // two that wait for each other would wait for long
		a.outbox.lines[name] = slices.Insert(line, last, d)
	} else {
		a.outbox.lines[name] = append(line, d)
	}
	if a.outbox.lines[name][0] == d {
		a.moveUp(d)
	}
}

// letGo ends that a callback is held back for another one.
func (a *Account) letGo(d *delivery) {
	if d.behind {
		a.timers.stop(d.release)
		d.behind, d.notBefore, d.Due = false, time.Time{}, a.now
	}
}

// moveUp lets the head of a line be sent: now, or when its mishap allows it.
func (a *Account) moveUp(d *delivery) {
	if d.notBefore.After(a.now) {
		d.Due = d.notBefore
		d.release = a.timers.set(d.Due, func() {
			d.behind = false
			a.makeReady(d)
		})
		return
	}
	d.Due, d.behind = a.now, false
	a.makeReady(d)
}
