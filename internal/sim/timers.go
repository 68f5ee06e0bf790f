package sim

import (
	"time"

	"github.com/tidwall/btree"
)

// timers are the things that will happen unasked, in the order of their
// instants; those of one instant happen in the order in which they were set.
type timers struct {
	due  *btree.BTreeG[timer]
	last uint64 // the number of the timer that was set last
}

type timer struct {
	alarm
	fire func()
}

// An alarm names a timer, so that it can be stopped. The zero alarm is none.
type alarm struct {
	at  time.Time
	seq uint64
}

func newTimers() timers {
	return timers{due: btree.NewBTreeGOptions(func(a, b timer) bool {
		if !a.at.Equal(b.at) {
			return a.at.Before(b.at)
		}
		return a.seq < b.seq
	}, btree.Options{NoLocks: true})}
}

// set makes fire happen at an instant.
func (t *timers) set(at time.Time, fire func()) alarm {
	t.last++
	name := alarm{at: at, seq: t.last}
	t.due.Set(timer{alarm: name, fire: fire})
	return name
}

// stop takes a timer back. Stopping one that has fired, or none, does nothing.
func (t *timers) stop(name alarm) {
	if name.seq != 0 {
		t.due.Delete(timer{alarm: name})
	}
}

// pop takes out the next timer that is due by an instant.
func (t *timers) pop(by time.Time) (timer, bool) {
	first, ok := t.due.Min()
	if !ok || first.at.After(by) {
		return timer{}, false
	}
	t.due.Delete(first)
	return first, true
}

// next is the instant of the timer that fires first.
func (t *timers) next() (time.Time, bool) {
	first, ok := t.due.Min()
	return first.at, ok
}

// runs tells whether a timer is set.
func (t *timers) runs(name alarm) bool {
	_, set := t.due.Get(timer{alarm: name})
	return set
}
