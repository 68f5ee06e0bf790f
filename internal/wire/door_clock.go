package wire

import (
	"net/http"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// clockState is where an account's clock stands. It moves only when it is told to.
type clockState struct {
	Now  time.Time `json:"now"`
	Mode string    `json:"mode"`
}

func showClock(now time.Time) (answer, error) {
	return answer{status: http.StatusOK, body: clockState{Now: now, Mode: "frozen"}}, nil
}

func (s *StandIn) readClock(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	return showClock(found.account.Now())
}

// moveClock advances a clock by a span or sets it to an instant, one of the
// two. Everything that falls due on the way happens before the answer.
func (s *StandIn) moveClock(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	var wanted struct {
		Advance *rulebook.Duration `json:"advance"` // "2m", "180d"
		Set     *time.Time         `json:"set"`
	}
	if err := decode(r, &wanted); err != nil {
		return answer{}, err
	}
	var now time.Time
	switch {
	case wanted.Advance != nil && wanted.Set == nil:
		now, err = found.account.Advance(wanted.Advance.Of())
	case wanted.Set != nil && wanted.Advance == nil:
		now, err = found.account.Set(*wanted.Set)
	default:
		return answer{}, badRequest(`say either how far to go, {"advance":"2m"}, or where to, {"set":"2026-01-05T09:00:00Z"}`)
	}
	if err != nil { // a clock refuses to go back, and to go where instants end
		return answer{}, badRequest("%v; name a later instant, up to the year 2262", err)
	}
	return showClock(now)
}
