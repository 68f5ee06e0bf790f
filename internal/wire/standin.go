package wire

import (
	"cmp"
	"hash/fnv"
	"net/http"
	"sync"
	"sync/atomic"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/sim"
)

// Options are what a stand-in is made with. The zero value follows the
// documented rules and ignores what it does not know, as the platform does.
type Options struct {
	// Seed decides the sids of accounts that are opened without a seed of
	// their own, together with the account's sid.
	Seed int64
	// Book is what the accounts follow; nil is the documented book.
	Book *rulebook.Book
	// Strict refuses parameters that the API does not know instead of noting
	// them in the account's journal.
	Strict bool
	// CallAnywhere lets callbacks leave this machine. Without it they are sent
	// to loopback addresses alone, whatever a webhook names: a contract test
	// tells nobody else what it makes up.
	CallAnywhere bool
	// Journal is how many requests each account's journal keeps; 0 stands for
	// 4,096.
	Journal int
	// Management is the base URL at which the door is served, and which
	// GET /.well-known/flexrig tells; empty where nobody serves it.
	Management string
}

// A StandIn answers for any number of accounts. It is safe for concurrent use.
type StandIn struct {
	seed      uint64
	strict    bool
	book      *rulebook.Book
	accounts  *sim.Accounts
	routes    routes
	door      http.Handler
	callbacks http.RoundTripper
	length    int // of a journal
	manage    string

	mu      sync.RWMutex
	tenants map[string]*tenant // by account sid
}

// A tenant is an account together with what only its HTTP knows.
type tenant struct {
	account  *sim.Account
	strict   atomic.Bool
	journal  journal
	courier  *courier
	inFlight atomic.Int64
}

// New makes a stand-in without accounts: open them through its door.
func New(options Options) *StandIn {
	if options.Book == nil {
		options.Book = rulebook.Documented()
	}
	s := &StandIn{
		seed:      uint64(options.Seed), // any bits will do
		strict:    options.Strict,
		book:      options.Book,
		accounts:  sim.NewAccounts(sim.Options{Book: options.Book}),
		tenants:   map[string]*tenant{},
		callbacks: newPostRoad(options.CallAnywhere),
		length:    cmp.Or(options.Journal, journalLength),
		manage:    options.Management,
	}
	s.routes = modelled()
	s.door = newDoor(s)
	return s
}

// API is what clients of the platform talk to: every product on one handler,
// told apart by Host or by path.
func (s *StandIn) API() http.Handler { return http.HandlerFunc(s.serveAPI) }

// Door is the management door, JSON only: accounts, their clocks and settings,
// their agents' logins, what Flex Insights makes of them, their history and the
// journal of their requests.
// It asks for no credentials; whoever serves it keeps it on a loopback address.
func (s *StandIn) Door() http.Handler { return s.door }

// open makes an account that can be talked to. Without a seed it gets one that
// depends on the stand-in's seed and its sid, not on the order of opening.
func (s *StandIn) open(sid, token string, seed *uint64, strict bool) (*sim.Account, error) {
	if seed == nil {
		own := s.seedFor(sid)
		seed = &own
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	account, err := s.accounts.Open(sid, token, *seed)
	if err != nil {
		return nil, err
	}
	s.let(account, token, s.strict || strict)
	return account, nil
}

// let gives an account what only its HTTP knows. The caller holds the lock.
func (s *StandIn) let(account *sim.Account, token string, strict bool) {
	t := &tenant{
		account: account, journal: journal{length: s.length},
		courier: newCourier(account, token, s.book, s.callbacks),
	}
	t.strict.Store(strict)
	s.tenants[account.Sid()] = t
}

func (s *StandIn) seedFor(sid string) uint64 {
	hash := fnv.New64a()
	hash.Write([]byte(sid)) // never fails
	return hash.Sum64() ^ s.seed
}

// Close ends what goes on by itself: no callback is sent any more, those that are
// being sent are broken off, and nothing falls due unasked. It returns when
// nothing of it runs. Requests are answered as before.
func (s *StandIn) Close() {
	for _, t := range s.all() {
		t.close()
	}
}

// close ends what an account does by itself. The courier goes last: what falls
// due until then may still want something sent.
func (t *tenant) close() {
	t.account.Close()
	t.courier.close()
}

// drop forgets an account. Callbacks that are being sent are broken off first.
func (s *StandIn) drop(sid string) bool {
	s.mu.Lock()
	found := s.tenants[sid]
	delete(s.tenants, sid)
	s.mu.Unlock()
	if found != nil {
		found.close()
	}
	return s.accounts.Drop(sid)
}

func (s *StandIn) tenant(sid string) (*tenant, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	found, ok := s.tenants[sid]
	return found, ok
}

// all gives every tenant, in no order.
func (s *StandIn) all() []*tenant {
	s.mu.RLock()
	defer s.mu.RUnlock()
	tenants := make([]*tenant, 0, len(s.tenants))
	for _, t := range s.tenants {
		tenants = append(tenants, t)
	}
	return tenants
}
