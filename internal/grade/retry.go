package grade

import (
	"net/http"
	"strings"
	"time"
)

// atOnce is the least that a client has to wait after a 429 that says nothing of
// how long.
const atOnce = 100 * time.Millisecond

// growth is by how much the longest later wait has to exceed the first, so that
// random waits of a client that backs off are not taken for even ones.
const growth = 1.5

// steady is how many waits without growth are too many.
const steady = 3

// judgeBackoff looks at how clients ask again after 429. Of requests that were
// under way together none is another's repetition.
func judgeBackoff(j *judge) {
	for _, tries := range j.attempts() {
		var waits []time.Duration
		for i, r := range tries[:len(tries)-1] {
			again := tries[i+1]
			wait := again.Received.Sub(r.answered())
			if r.Status != http.StatusTooManyRequests || wait < 0 {
				waits = nil
				continue
			}
			j.judgeWait(r, again, wait)
			if waits = append(waits, wait); len(waits) == steady && !grows(waits) {
				j.see(NotBackedOff, Warning, "growth "+operation(r), again,
					"%s sent %s %d times again after 429, and never waited longer: %s", again.writer().name(), operation(r), steady, listed(waits))
			}
		}
	}
}

func (j *judge) judgeWait(r, again *Request, wait time.Duration) {
	switch {
	case wait < atOnce:
		j.see(NotBackedOff, Error, "at once "+operation(r), again, "%s sent %s again %s after 429",
			again.writer().name(), operation(r), shortly(wait))
	case wait < time.Duration(r.RetryAfter)*time.Second:
		j.see(NotBackedOff, Warning, "too soon "+operation(r), again, "%s sent %s again %s after 429, which had said %ds",
			again.writer().name(), operation(r), shortly(wait), r.RetryAfter)
	}
}

func grows(waits []time.Duration) bool {
	for _, wait := range waits[1:] {
		if float64(wait) >= growth*float64(waits[0]) {
			return true
		}
	}
	return false
}

func listed(waits []time.Duration) string {
	parts := make([]string, len(waits))
	for i, wait := range waits {
		parts[i] = shortly(wait)
	}
	return strings.Join(parts, ", ")
}

// answered is when a request had its answer by the machine's time.
func (r *Request) answered() time.Time {
	if r.Answered.IsZero() {
		return r.Received
	}
	return r.Answered
}

// judgeRetries looks for writes that were sent again although the first attempt
// had been carried out and only its answer had failed.
func judgeRetries(j *judge) {
	for _, tries := range j.attempts() {
		for i, r := range tries[:len(tries)-1] {
			again := tries[i+1]
			if r.Method != http.MethodPost || !r.carriedOut() {
				continue
			}
			switch {
			case strings.HasPrefix(r.Operation, "Create") && again.Status < 300 && again.Status > 0:
				j.see(RetriedApplied, Error, r.Operation, again,
					"%s sent %s again after %s; it had been carried out, and now there are two", again.writer().name(), operation(r), outcome(r))
			case again.Status >= 400 && again.Status < 429:
				j.see(RetriedApplied, Warning, r.Operation, again,
					"%s sent %s again after %s; it had been carried out, and the second attempt was refused", again.writer().name(), operation(r), outcome(r))
			}
		}
	}
}

// carriedOut tells whether a request was carried out although its answer says,
// or its absence lets its sender believe, that it was not.
func (r *Request) carriedOut() bool {
	failed := r.Status == 0 || r.Status >= 500
	return r.Applied || failed && r.changes()
}

// outcome is a request's answer in words.
func outcome(r *Request) string {
	if r.Status == 0 || r.Status < 400 {
		return "no answer came"
	}
	return http.StatusText(r.Status)
}

// An attempt is what makes two requests the same: who sends what where.
type attempt struct{ agent, method, host, path, query, fields string }

// attempts gives the requests that were sent more than once, each with its
// repetitions, in the order of the first.
func (j *judge) attempts() [][]*Request {
	if j.repeated != nil {
		return j.repeated
	}
	places := map[attempt]int{}
	var all [][]*Request
	for i := range j.Requests {
		r := &j.Requests[i]
		same := attempt{r.Agent, r.Method, r.Host, r.Path, written(r.Query), written(r.Fields)}
		place, known := places[same]
		if !known {
			place = len(all)
			places[same] = place
			all = append(all, nil)
		}
		all[place] = append(all[place], r)
	}
	j.repeated = [][]*Request{}
	for _, tries := range all {
		if len(tries) > 1 {
			j.repeated = append(j.repeated, tries)
		}
	}
	return j.repeated
}

// written makes one text of parameters.
func written(fields []Field) string {
	var text strings.Builder
	for _, field := range fields {
		text.WriteString(field.Name + "\x00" + field.Value + "\x00")
	}
	return text.String()
}
