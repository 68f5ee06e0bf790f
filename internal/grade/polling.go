package grade

import (
	"net/http"
	"time"
)

// A client that asks the same thing again within a second polls; so many times
// in a row is no accident.
const (
	pollingWithin = time.Second
	pollingTimes  = 5
)

// judgePolling looks for clients that fetch the same thing again and again.
func judgePolling(j *judge) {
	for _, tries := range j.attempts() {
		if tries[0].Method != http.MethodGet {
			continue
		}
		for len(tries) > 0 {
			run := runOf(tries)
			if len(run) >= pollingTimes {
				first, last := run[0], run[len(run)-1]
				j.see(Polling, Warning, operation(first)+" "+first.Agent, first, "%s asked %s %d times within %s",
					first.writer().name(), operation(first), len(run), shortly(last.Received.Sub(first.Received)))
			}
			tries = tries[len(run):]
		}
	}
}

// runOf gives the requests from the first on that follow each other fast. What
// was answered 429 is another matter.
func runOf(tries []*Request) []*Request {
	end := 1
	for end < len(tries) && tries[end-1].Status != http.StatusTooManyRequests &&
		tries[end].Received.Sub(tries[end-1].Received) < pollingWithin {
		end++
	}
	return tries[:end]
}
