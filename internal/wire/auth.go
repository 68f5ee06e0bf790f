package wire

import (
	"fmt"
	"net/http"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// realm is what a 401 challenges with, as captured from the platform.
const realm = `Basic realm="Twilio API"`

// authenticate finds whose request this is. It comes before everything else:
// without credentials nobody learns what exists, not even which paths do.
func (s *StandIn) authenticate(r *http.Request) (*tenant, error) {
	user, password, _ := r.BasicAuth() // both empty where the header is missing or malformed
	account, err := s.accounts.Authenticate(user, password)
	if err != nil {
		return nil, err
	}
	found, ok := s.tenant(account.Sid())
	if !ok { // dropped since
		return nil, &rulebook.Refusal{
			Kind: rulebook.KindUnauthorized, Code: rulebook.CodeUnauthorized, Message: "Authenticate",
		}
	}
	return found, nil
}

// turnAway answers a request that has no account. Its id is made of the
// stand-in's seed and a count, since no account can give one.
func (s *StandIn) turnAway(w http.ResponseWriter, host string, err error) {
	id := fmt.Sprintf("RQ%016x%016x", s.seed, s.refused.Add(1))
	header := w.Header()
	setCommonHeaders(header, host)
	header["Twilio-Request-Id"] = []string{id}
	header["Www-Authenticate"] = []string{realm}
	_ = send(w, refusal(err)) // an envelope can always be encoded
}
