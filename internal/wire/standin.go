package wire

import (
	"cmp"
	"hash/fnv"
	"net/http"
	"sync"
	"sync/atomic"

	"github.com/flexrig/flexrig/internal/clock"
	"github.com/flexrig/flexrig/internal/fault"
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
	// 4,096, and less than 0 keeps none: they are counted, and a report card says
	// that it knows of none of them.
	Journal int
	// History is how many events each account keeps that it could do without;
	// 0 stands for 20,000.
	History int
	// Management is the base URL at which the door is served, and which
	// GET /.well-known/flexrig tells; empty where nobody serves it.
	Management string
	// Quota is how much each account may ask, until the door sets it otherwise.
	// The zero value lets everything through.
	Quota fault.Quota
	// DoorNames are names under which the door answers to browsers, beside
	// loopback and the address it is served at: of a host in front of it.
	DoorNames []string
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
	quota     fault.Quota
	audience  audience

	mu      sync.RWMutex
	tenants map[string]*tenant // by account sid
}

// A tenant is an account together with what only its HTTP knows.
type tenant struct {
	account  *sim.Account
	strict   atomic.Bool
	journal  journal
	counts   counts
	courier  *courier
	calendar calendar
	inFlight atomic.Int64
	trouble  *trouble
	moves    atomic.Uint64 // of the clock, through the door
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
		accounts:  sim.NewAccounts(sim.Options{Book: options.Book, History: options.History}),
		tenants:   map[string]*tenant{},
		callbacks: newPostRoad(options.CallAnywhere),
		length:    cmp.Or(options.Journal, journalLength),
		manage:    options.Management,
		quota:     options.Quota,
	}
	s.routes = modelled()
	s.audience.over = make(chan struct{})
	s.door = polite(lowered(options.DoorNames), newDoor(s))
	return s
}

// API is what clients of the platform talk to: every product on one handler,
// told apart by Host or by path.
func (s *StandIn) API() http.Handler { return http.HandlerFunc(s.serveAPI) }

// Door is the management door, JSON and a page for people: accounts, their clocks and settings,
// their agents' logins, what Flex Insights makes of them, their history and the
// journal of their requests.
// It asks for no credentials; whoever serves it keeps it on a loopback address.
// It answers no page but its own.
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
	s.let(account, token, *seed, s.strict || strict)
	return account, nil
}

// let gives an account what only its HTTP knows. The caller holds the lock.
func (s *StandIn) let(account *sim.Account, token string, seed uint64, strict bool) {
	t := &tenant{
		account: account,
		journal: journal{length: s.length, era: uint64(clock.Wall{}.Now().UnixNano())}, counts: newCounts(),
		courier: newCourier(account, token, s.book, s.callbacks), trouble: newTrouble(seed, s.quota),
	}
	t.strict.Store(strict)
	account.Mishaps(t.trouble.mishap)
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
	t.journal.listeners.end()
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
