package sim

import (
	"crypto/subtle"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// Start is the instant at which an account's virtual clock stands first, where
// nobody says otherwise: a Monday morning.
var Start = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)

// Options are what all accounts of one stand-in have in common.
type Options struct {
	Book  *rulebook.Book // nil is the documented book; it is read, never changed
	Start time.Time      // where virtual clocks begin; zero is [Start]
	// History is how many events each account keeps that it could do without:
	// updates that another one has followed, and what is left of tasks that are
	// gone. 0 stands for 20,000.
	History int
}

// Accounts are the accounts of one stand-in, found by the user name of a
// request's Basic credentials: the account's sid, or that of one of its API keys.
type Accounts struct {
	options Options
	keys    *keyring
	mu      sync.RWMutex
	bySid   map[string]*Account
}

// NewAccounts makes a stand-in without accounts.
func NewAccounts(options Options) *Accounts {
	if options.Book == nil {
		options.Book = rulebook.Documented()
	}
	if options.Start.IsZero() {
		options.Start = Start
	}
	if options.History == 0 {
		options.History = historyLength
	}
	return &Accounts{options: options, keys: newKeyring(), bySid: map[string]*Account{}}
}

// Book is the rule book that the accounts follow.
func (s *Accounts) Book() *rulebook.Book { return s.options.Book }

var accountSid = regexp.MustCompile(`^AC[0-9a-f]{32}$`)

// Open makes an account with a virtual clock, empty but for what its seed
// decides. A sid that exists is a conflict; one that is no account sid, or an
// empty token, is invalid.
func (s *Accounts) Open(sid, token string, seed uint64) (*Account, error) {
	if !accountSid.MatchString(sid) {
		return nil, rulebook.Invalid(rulebook.CodeInvalid, "account sid %q is not AC and 32 lower-case hex digits", sid)
	}
	if token == "" {
		return nil, rulebook.Invalid(rulebook.CodeInvalid, "account %s has no token", sid)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, taken := s.bySid[sid]; taken {
		return nil, rulebook.Conflict(rulebook.CodeConflict, "account %s exists", sid)
	}
	account := newAccount(sid, token, seed, s.options, s.keys)
	s.bySid[sid] = account
	return account, nil
}

// Authenticate finds the account that credentials open. Whatever is wrong with
// them, nothing is said of what exists but whether the user name does.
func (s *Accounts) Authenticate(user, password string) (*Account, error) {
	account, secret, known := s.holder(user)
	switch {
	case user == "" || password == "":
		return nil, unauthorized("Authenticate")
	case !known:
		return nil, unauthorized("Authentication Error - invalid username")
	case s.options.Book.Breaks(rulebook.AnyTokenOpens):
	case subtle.ConstantTimeCompare([]byte(password), []byte(secret)) != 1:
		return nil, unauthorized("Authenticate")
	}
	return account, nil
}

// holder is the account that a user name opens, and with what.
func (s *Accounts) holder(user string) (account *Account, secret string, known bool) {
	if !isKey(user) {
		if account, known = s.Lookup(user); known {
			secret = account.token
		}
		return account, secret, known
	}
	holder, known := s.keys.open(user)
	if !known {
		return nil, "", false
	}
	// A key is never good for another account that has taken its account's sid.
	account, known = s.Lookup(holder.account.sid)
	return account, holder.secret, known && account == holder.account
}

func unauthorized(message string) error {
	return &rulebook.Refusal{Kind: rulebook.KindUnauthorized, Code: rulebook.CodeUnauthorized, Message: message}
}

// Lookup finds an account by its sid.
func (s *Accounts) Lookup(sid string) (*Account, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	account, ok := s.bySid[sid]
	return account, ok
}

// Drop forgets an account and all that it holds, and tells whether there was one.
func (s *Accounts) Drop(sid string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	account, ok := s.bySid[sid]
	if ok {
		delete(s.bySid, sid)
		s.keys.replace(account, slices.Values([]Key(nil)))
	}
	return ok
}

// List gives every account, in the order of their sids.
func (s *Accounts) List() []*Account {
	s.mu.RLock()
	defer s.mu.RUnlock()
	all := make([]*Account, 0, len(s.bySid))
	for _, account := range s.bySid {
		all = append(all, account)
	}
	slices.SortFunc(all, func(a, b *Account) int { return strings.Compare(a.sid, b.sid) })
	return all
}
