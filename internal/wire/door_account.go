package wire

import (
	"net/http"
	"time"

	"github.com/flexrig/flexrig/internal/clock"
)

// openAccount makes an account. A seed decides its sids; without one they
// depend on the stand-in's seed and the account's sid. Its clock stands at the
// instant where clocks begin; one that is to follow begins at the machine's time.
func (s *StandIn) openAccount(r *http.Request) (answer, error) {
	var wanted struct {
		Sid    string  `json:"sid"`
		Token  string  `json:"token"`
		Seed   *uint64 `json:"seed"`
		Strict bool    `json:"strict"`
		Clock  string  `json:"clock"`
	}
	if err := decode(r, &wanted); err != nil {
		return answer{}, err
	}
	if wanted.Clock != "" && wanted.Clock != frozen && wanted.Clock != following {
		return answer{}, badRequest("clock %.60q is no mode of a clock; say %s or %s", wanted.Clock, frozen, following)
	}
	account, err := s.open(wanted.Sid, wanted.Token, wanted.Seed, wanted.Strict)
	if err != nil {
		return answer{}, err
	}
	if wanted.Clock == following {
		if _, err := account.Set(clock.Wall{}.Now()); err != nil {
			return answer{}, err
		}
		account.Follow()
	}
	return answer{status: http.StatusCreated, body: struct {
		Sid string    `json:"sid"`
		Now time.Time `json:"now"`
	}{account.Sid(), account.Now()}}, nil
}

func (s *StandIn) dropAccount(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	s.drop(found.account.Sid())
	return answer{status: http.StatusNoContent}, nil
}

// reset makes one account as new, or all of them: state, history, journal, counts,
// faults and quota; with ?history=only it forgets history, journal and counts and
// keeps the rest. Clocks stay where they stand.
func (s *StandIn) reset(r *http.Request) (answer, error) {
	wanted := s.all()
	if r.URL.Query().Has("account") {
		found, err := s.tenantOf(r)
		if err != nil {
			return answer{}, err
		}
		wanted = []*tenant{found}
	}
	history := r.URL.Query().Get("history")
	if history != "" && history != "only" {
		return answer{}, badRequest("history=%.60s is nothing to reset; say only, or nothing for all", history)
	}
	for _, t := range wanted {
		if history == "only" {
			t.account.ForgetHistory()
		} else {
			t.account.Reset()
			t.trouble.reset(s.quota)
		}
		t.journal.clear()
		t.counts.clear()
	}
	return answer{status: http.StatusNoContent}, nil
}
