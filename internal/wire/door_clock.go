package wire

import (
	"net/http"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/sim"
)

// The modes of an account's clock.
const (
	frozen    = "frozen"    // it moves only when it is told to
	following = "following" // it goes on with the machine's time, from where it stands
)

// clockState is where an account's clock stands.
type clockState struct {
	Now  time.Time `json:"now"`
	Mode string    `json:"mode"`
}

func showClock(account *sim.Account) (answer, error) {
	return answer{status: http.StatusOK, body: clockOf(account)}, nil
}

func clockOf(account *sim.Account) clockState {
	if account.Following() {
		return clockState{Now: account.Now(), Mode: following}
	}
	return clockState{Now: account.Now(), Mode: frozen}
}

func (s *StandIn) readClock(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	return showClock(found.account)
}

// moveClock advances a clock by a span or sets it to an instant, one of the
// two, and freezes it or lets it follow the machine's time. Everything that falls due on the way happens before the answer.
func (s *StandIn) moveClock(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	var wanted struct {
		Advance *rulebook.Duration `json:"advance"` // "2m", "180d"
		Set     *time.Time         `json:"set"`
		Mode    string             `json:"mode"`
	}
	if err := decode(r, &wanted); err != nil {
		return answer{}, err
	}
	if wanted.Mode != "" && wanted.Mode != frozen && wanted.Mode != following {
		return answer{}, badRequest("mode %.60q is no mode of a clock; say %s or %s", wanted.Mode, frozen, following)
	}
	switch {
	case wanted.Advance != nil && wanted.Set == nil:
		_, err = found.account.Advance(wanted.Advance.Of())
	case wanted.Set != nil && wanted.Advance == nil:
		_, err = found.account.Set(*wanted.Set)
	case wanted.Mode == "" || wanted.Set != nil:
		return answer{}, badRequest(`say either how far to go, {"advance":"2m"}, or where to, {"set":"2026-01-05T09:00:00Z"}, or how to go on, {"mode":"following"}`)
	}
	if err != nil { // a clock refuses to go back, and to go where instants end
		return answer{}, badRequest("%v; name a later instant, up to the year 2262", err)
	}
	setMode(found.account, wanted.Mode)
	found.moves.Add(1)
	found.journal.listeners.wake()
	return showClock(found.account)
}

// setMode freezes a clock or lets it go; no mode leaves it as it is.
func setMode(account *sim.Account, mode string) {
	switch mode {
	case frozen:
		account.Freeze()
	case following:
		account.Follow()
	}
}
