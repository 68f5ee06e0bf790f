package clock

import (
	"fmt"
	"sync"
	"time"
)

// A Clock tells the time. Implementations are safe for concurrent use.
type Clock interface {
	// Now is the current instant, in UTC.
	Now() time.Time
}

// Wall is the machine's own time.
type Wall struct{}

// Now is the machine's time in UTC.
func (Wall) Now() time.Time { return time.Now().UTC() }

// Sleep lets the machine's time pass.
func (Wall) Sleep(d time.Duration) { time.Sleep(d) }

// Virtual is a time that moves only when it is told to, and never back. It can be
// told to follow the machine's time as well, at its pace and from wherever it
// stands.
type Virtual struct {
	machine func() time.Time

	mu        sync.Mutex
	now       time.Time // where it stands, or stood when it began to follow
	following bool
	since     time.Time // the machine's instant at which it began to follow
}

// NewVirtual gives a clock that stands at an instant.
func NewVirtual(at time.Time) *Virtual {
	return &Virtual{machine: time.Now, now: at.UTC()}
}

// Now is the instant at which the clock stands, or to which it has come.
func (v *Virtual) Now() time.Time {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.read()
}

func (v *Virtual) read() time.Time {
	if !v.following {
		return v.now
	}
	// since holds the machine's monotonic reading: a machine whose time is set
	// back does not set this one back.
	return v.now.Add(max(0, v.machine().Sub(v.since)))
}

// Set moves the clock to an instant, from which it goes on as before. One that
// has passed is refused and the clock stays where it is: what has happened cannot
// be made to happen again.
func (v *Virtual) Set(to time.Time) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if now := v.read(); to.Before(now) {
		return fmt.Errorf("set clock to %s: it stands at %s and does not go back", to.UTC().Format(time.RFC3339Nano), now.Format(time.RFC3339Nano))
	}
	v.now, v.since = to.UTC(), v.machine()
	return nil
}

// Follow lets the clock go on with the machine's time from where it stands.
func (v *Virtual) Follow() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.now, v.since, v.following = v.read(), v.machine(), true
}

// Freeze lets the clock stand still where it is.
func (v *Virtual) Freeze() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.now, v.following = v.read(), false
}

// Following tells whether the clock goes on with the machine's time.
func (v *Virtual) Following() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.following
}

// Restart lets the clock begin anew at an instant, earlier ones included, and
// follow the machine's time from there or stand still.
func (v *Virtual) Restart(at time.Time, following bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.now, v.since, v.following = at.UTC(), v.machine(), following
}
