package attack

import (
	"sort"
	"time"
)

// A pacer tells vegeta when the next hit is due. vegeta asks it from one
// goroutine, once a hit.
type pacer struct {
	config Config
	began  time.Time
	halt   <-chan struct{}
}

// doze is the longest wait that is left to vegeta, which cannot be woken from it.
const doze = 5 * time.Millisecond

// Pace is how long to wait before the next hit is sent; it stops after the last
// one, and when the run is halted.
func (p *pacer) Pace(_ time.Duration, hits uint64) (time.Duration, bool) {
	if hits >= uint64(p.config.hits()) {
		return 0, true
	}
	at := p.config.Schedule.At(p.config.number(int(hits)))
	wait := at - time.Since(p.began)
	if wait > doze {
		if !p.rest(wait) {
			return 0, true
		}
		wait = at - time.Since(p.began)
	}
	select {
	case <-p.halt:
		return 0, true
	default:
		return max(0, wait), false
	}
}

// rest waits, and tells whether the run goes on.
func (p *pacer) rest(wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-p.halt:
		return false
	case <-timer.C:
		return true
	}
}

// Rate is what is asked for at an instant, in hits a second.
func (p *pacer) Rate(elapsed time.Duration) float64 { return p.config.Schedule.Rate(elapsed) }

// below is how many of ascending numbers are below n.
func below(numbers []int32, n int) int {
	return sort.Search(len(numbers), func(i int) bool { return int(numbers[i]) >= n })
}
