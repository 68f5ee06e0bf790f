package clock

import "time"

// Tick gives a channel on which the machine's time comes once a span, and what
// stops it. A reader who is late misses some. The span is more than zero.
func (Wall) Tick(every time.Duration) (ticks <-chan time.Time, stop func()) {
	ticker := time.NewTicker(every)
	return ticker.C, ticker.Stop
}
