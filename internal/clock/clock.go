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

// Virtual is a time that moves only when it is told to, and never back.
type Virtual struct {
	mu  sync.Mutex
	now time.Time
}

// NewVirtual gives a clock that stands at an instant.
func NewVirtual(at time.Time) *Virtual { return &Virtual{now: at.UTC()} }

// Now is the instant at which the clock stands.
func (v *Virtual) Now() time.Time {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.now
}

// Set moves the clock to an instant. One that has passed is refused and the
// clock stays where it is: what has happened cannot be made to happen again.
func (v *Virtual) Set(to time.Time) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if to.Before(v.now) {
		return fmt.Errorf("set clock to %s: it stands at %s and does not go back", to.UTC().Format(time.RFC3339Nano), v.now.Format(time.RFC3339Nano))
	}
	v.now = to.UTC()
	return nil
}
