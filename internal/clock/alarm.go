package clock

import (
	"sync"
	"time"
)

// An Alarm does one thing when a span of the machine's time has passed. While it
// waits no goroutine runs; what it does runs on one of its own. It is safe for
// concurrent use.
type Alarm struct {
	ring func()

	mu      sync.Mutex
	timer   *time.Timer // nil where it is not set
	closed  bool
	running sync.WaitGroup // set and not rung to the end
}

// NewAlarm makes an alarm that is not set. What it does may set it again.
func NewAlarm(ring func()) *Alarm { return &Alarm{ring: ring} }

// Set lets the alarm ring after a span, at once where that is not above 0, and
// not at whatever it was set to before.
func (a *Alarm) Set(in time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stop()
	if a.closed {
		return
	}
	a.running.Add(1)
	a.timer = time.AfterFunc(max(0, in), func() {
		defer a.running.Done()
		a.ring()
	})
}

// Stop takes back what the alarm was set to. It does not wait for one that rings.
func (a *Alarm) Stop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stop()
}

func (a *Alarm) stop() {
	if a.timer != nil && a.timer.Stop() {
		a.running.Done() // it will not
	}
	a.timer = nil
}

// Close stops the alarm for good. It returns when it does not ring any more, so
// what it does must not close it.
func (a *Alarm) Close() {
	a.mu.Lock()
	a.closed = true
	a.stop()
	a.mu.Unlock()
	a.running.Wait()
}
