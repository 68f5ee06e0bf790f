package target

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/flexrig/flexrig/internal/guard"
	"github.com/flexrig/flexrig/internal/rulebook"
)

const mockName = "mock"

// A MockConfig says what a mock target is like.
type MockConfig struct {
	// Seed decides all that is random: accounts, their sids and tokens, and
	// what they make. The same seed gives the same accounts.
	Seed int64
	// Rulebook is a file of corrections to the documented rules; nil leaves
	// them as documented.
	Rulebook io.Reader
	// Mutant is the id of a stand-in that breaks a rule on purpose, as
	// [Mutants] lists them; empty for one that follows the rules. It leaves no
	// room for a rule book.
	Mutant string
	// Strict refuses parameters that Twilio does not know, and would ignore.
	Strict bool
	// Contained leaves gock and [http.DefaultTransport] alone, for programs that
	// have uses of their own for them: faults lie in the account's own transport
	// then.
	Contained bool
}

// A Correction is a documented value that the target was told to depart from.
type Correction struct {
	Rules      []string // that depend on it: TD-06, TD-07
	Name       string   // completed_task_retention
	Documented string   // 2m
	Used       string   // 3m
}

// standIn is what a mock target needs of a simulated Twilio.
type standIn interface {
	API() http.Handler  // all products, told apart by Host
	Door() http.Handler // the management door
}

// A Mock is the stand-in in this process, on a clock that moves only when told to.
type Mock struct {
	seed        int64
	standIn     standIn
	corrections []Correction
	guard       guard.Guard
	knocks      bool
	contained   bool

	mu     sync.Mutex
	times  map[string]int // how often each name was opened
	open   map[*Account]struct{}
	closed bool
}

// NewMock makes a mock target with a stand-in of its own. From the first one on
// that is not contained gock intercepts what this process sends by
// [http.DefaultTransport]; the package's documentation says what follows from
// that. A rule book that cannot be read is an error.
func NewMock(config MockConfig) (*Mock, error) {
	book, corrections, err := bookOf(config)
	if err != nil {
		return nil, fmt.Errorf("target %s: %w", mockName, err)
	}
	if !config.Contained {
		intercept()
	}
	mock := mockOf(newStandIn(config, book), config.Seed, corrections)
	mock.contained = config.Contained
	mock.guard, mock.knocks = guardOf(book), book.Breaks(rulebook.CredentialsAreSentAlong)
	return mock, nil
}

func mockOf(stand standIn, seed int64, corrections []Correction) *Mock {
	return &Mock{
		seed: seed, standIn: stand, corrections: corrections,
		times: map[string]int{}, open: map[*Account]struct{}{}, guard: guard.Default(),
	}
}

// Name is "mock".
func (m *Mock) Name() string { return mockName }

// Corrections are the documented values that the rule book given to [NewMock]
// has replaced.
func (m *Mock) Corrections() []Correction { return slices.Clone(m.corrections) }

// Lacks tells why the mock cannot show a capability, and "" where it can.
func (m *Mock) Lacks(c Capability) string {
	switch c {
	case Clock, Insights, Faults, Webhooks:
		return ""
	case Browser:
		return "the mock target runs no Flex UI in a browser yet; leave these examples out with --tags 'not @needs:browser'"
	}
	return fmt.Sprintf("the mock target does not know the capability %q; capabilities are %q", c, Capabilities())
}

// Open makes an account of its own for an example. Its credentials and its seed
// follow from the run's seed, the name, and how often the name was opened
// before: an example that is played twice in a run gets two accounts, and in
// the next run with the seed the same two.
func (m *Mock) Open(ctx context.Context, name string) (*Account, error) {
	who, err := m.next(name)
	if err != nil {
		return nil, err
	}
	door := doorWithin(m.standIn.Door(), who.sid)
	opened, err := door.open(ctx, who)
	if err != nil {
		return nil, fmt.Errorf("target %s: open %q: %w", mockName, name, err)
	}
	account := newAccount(ctx, who, opened, m.standIn.API(), door, m.left)
	account.guard, account.knocks, account.home = m.guard, m.knocks, m
	if m.contained {
		account.contain(m.standIn.API())
	}
	if !m.entered(account) {
		return nil, errors.Join(fmt.Errorf("target %s: open %q: the target is closed", mockName, name), account.Close())
	}
	return account, nil
}

// next is the identity for the coming account of a name.
func (m *Mock) next(name string) (identity, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return identity{}, fmt.Errorf("target %s: open %q: the target is closed", mockName, name)
	}
	opened := m.times[name]
	m.times[name] = opened + 1
	return identify(m.seed, name, opened), nil
}

// entered notes an account as open, unless the target was closed meanwhile.
func (m *Mock) entered(a *Account) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.closed {
		m.open[a] = struct{}{}
	}
	return !m.closed
}

func (m *Mock) left(a *Account) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.open, a)
}

// Close closes the accounts that are still open, with the errors that they
// have to tell, and opens no more.
func (m *Mock) Close() error {
	m.mu.Lock()
	m.closed = true
	still := make([]*Account, 0, len(m.open))
	for account := range m.open {
		still = append(still, account)
	}
	m.mu.Unlock()
	slices.SortFunc(still, func(a, b *Account) int { return strings.Compare(a.SID, b.SID) })
	var failed []error
	for _, account := range still {
		failed = append(failed, account.Close())
	}
	return errors.Join(failed...)
}
