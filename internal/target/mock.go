package target

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"

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

	accounts *roster
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
		accounts: newRoster(mockName), guard: guard.Default(),
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
	opened, err := m.accounts.next(name)
	if err != nil {
		return nil, err
	}
	who := identify(m.seed, name, opened)
	door := doorWithin(m.standIn.Door(), who.sid)
	began, err := door.open(ctx, opening{identity: who})
	if err != nil {
		return nil, fmt.Errorf("target %s: open %q: %w", mockName, name, err)
	}
	account := newAccount(ctx, who, began, inProcess{m.standIn.API()}, door, m.accounts.left)
	account.guard, account.knocks, account.home = m.guard, m.knocks, m
	if m.contained {
		account.contain(m.standIn.API())
	} else {
		intercept() // before the first request: gock would lead it past the account's network
	}
	return m.accounts.enter(account, name)
}

// Close closes the accounts that are still open, with the errors that they
// have to tell, and opens no more.
func (m *Mock) Close() error { return m.accounts.close() }
