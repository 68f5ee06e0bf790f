package wire

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// realm is what a 401 challenges with, as captured from the platform.
const realm = `Basic realm="Twilio API"`

// authenticate finds whose request this is. It comes before everything else:
// without credentials nobody learns what exists, not even which paths do.
func (s *StandIn) authenticate(r *http.Request) (*tenant, error) {
	user, password, given := r.BasicAuth() // both empty where the header is missing or malformed
	if !given {
		if found, open := s.openTo(r); open {
			return found, nil
		}
	}
	account, err := s.accounts.Authenticate(user, password)
	if err != nil && s.book.Breaks(rulebook.RefusalsTell) {
		err = &rulebook.Refusal{Kind: rulebook.KindUnauthorized, Code: rulebook.CodeUnauthorized, Message: "Authenticate as " + user}
	}
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

// openTo is the account of a request without credentials, where the book breaks
// the rule that there is none: the one in its path, else any.
func (s *StandIn) openTo(r *http.Request) (*tenant, bool) {
	sid, inside, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, accountsPath), "/")
	sound := strings.HasPrefix(inside, "Recordings/") && s.book.Breaks(rulebook.RecordingsAreOpen)
	if !sound && !s.book.Breaks(rulebook.NoCredentialsAreNeeded) {
		return nil, false
	}
	if found, ok := s.tenant(sid); ok {
		return found, true
	}
	accounts := s.accounts.List()
	if len(accounts) == 0 {
		return nil, false
	}
	return s.tenant(accounts[0].Sid())
}

// turnAway answers a request that has no account.
func (s *StandIn) turnAway(w http.ResponseWriter, r *http.Request, host string, err error) {
	header := w.Header()
	setCommonHeaders(header, host)
	header["Twilio-Request-Id"] = []string{s.strangersID(r, host)}
	header["Www-Authenticate"] = []string{realm}
	_ = send(w, refusal(err)) // an envelope can always be encoded
}

// strangersID is the id of a request without an account, which no account can
// give. It is made of the stand-in's seed and of what was asked. A count of such
// requests would depend on which examples run at the same time, and a run with
// the same seed has to be the same.
func (s *StandIn) strangersID(r *http.Request, host string) string {
	user, _, _ := r.BasicAuth()
	sum := sha256.Sum256(fmt.Appendf(nil, "%d\x00%s\x00%s\x00%s\x00%s", s.seed, r.Method, host, r.URL.RequestURI(), user))
	return "RQ" + hex.EncodeToString(sum[:16])
}
