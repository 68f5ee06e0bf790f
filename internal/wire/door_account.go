package wire

import (
	"net/http"
	"time"
)

// openAccount makes an account. A seed decides its sids; without one they
// depend on the stand-in's seed and the account's sid.
func (s *StandIn) openAccount(r *http.Request) (answer, error) {
	var wanted struct {
		Sid    string  `json:"sid"`
		Token  string  `json:"token"`
		Seed   *uint64 `json:"seed"`
		Strict bool    `json:"strict"`
	}
	if err := decode(r, &wanted); err != nil {
		return answer{}, err
	}
	account, err := s.open(wanted.Sid, wanted.Token, wanted.Seed, wanted.Strict)
	if err != nil {
		return answer{}, err
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

// reset makes one account as new, or all of them: state, history and journal.
// Clocks stay where they stand.
func (s *StandIn) reset(r *http.Request) (answer, error) {
	wanted := s.all()
	if r.URL.Query().Has("account") {
		found, err := s.tenantOf(r)
		if err != nil {
			return answer{}, err
		}
		wanted = []*tenant{found}
	}
	for _, t := range wanted {
		t.account.Reset()
		t.journal.clear()
	}
	return answer{status: http.StatusNoContent}, nil
}
