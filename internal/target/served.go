package target

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"sync"
	"sync/atomic"
)

// A ServedConfig says which server to reach and how.
type ServedConfig struct {
	// Address is the server's base URL, as http://127.0.0.1:4010. Below it are
	// the paths of all products; the Host tells them apart.
	Address string
	// Manage is the base URL of its management door. Empty finds it by itself,
	// [NoManagement] does without.
	Manage string
	// Seed decides all that is random in the accounts that a door makes.
	Seed int64
	// Strict makes them refuse parameters that Twilio does not know.
	Strict bool
	// Shared is the account to play on where there is no door.
	Shared Shared
}

// NoManagement in place of a door's address leaves the door alone.
const NoManagement = "off"

// A Served target is a stand-in at an address, whose management door makes an
// account for each example. What is seen there is what a [Mock] shows.
type Served struct {
	site     *site
	door     *url.URL
	seed     int64
	strict   bool
	accounts *roster

	nonce  func() string
	others atomic.Int64 // accounts whose sids were taken
}

// Serve makes a target of a server: a [Served] where it has a management door, a
// [Common] one where it has none. The error says what to do about a server that
// cannot be reached.
func Serve(ctx context.Context, config ServedConfig) (Target, error) {
	base, err := addressOf(config.Address)
	if err != nil {
		return nil, fmt.Errorf("target: %w", err)
	}
	at := newSite(base)
	aim, err := targetAt(ctx, at, config)
	if err != nil {
		at.close()
		return nil, fmt.Errorf("target %s: %w", at.name(), err)
	}
	return aim, nil
}

func targetAt(ctx context.Context, at *site, config ServedConfig) (Target, error) {
	door, err := at.doorOf(ctx, config.Manage)
	if err != nil {
		return nil, err
	}
	if door == nil {
		return newCommon(ctx, at, config)
	}
	if err := at.knock(ctx, door); err != nil {
		return nil, err
	}
	return &Served{
		site: at, door: door, seed: config.Seed, strict: config.Strict, accounts: newRoster(at.name()),
		nonce: sync.OnceValue(rand.Text),
	}, nil
}

// doorOf is where the server's door is, nil where it has none or is to be used
// without.
func (s *site) doorOf(ctx context.Context, manage string) (*url.URL, error) {
	told, err := s.introduced(ctx)
	if err != nil {
		return nil, err
	}
	switch manage {
	case NoManagement:
		return nil, nil
	case "":
		manage = told.Management
	}
	if manage == "" {
		return nil, nil
	}
	door, err := addressOf(manage)
	if err != nil {
		return nil, fmt.Errorf("management door: %w", err)
	}
	return door, nil
}

// Name is the server's address.
func (s *Served) Name() string { return s.site.name() }

// Lacks tells why the server cannot show a capability, and "" where it can.
func (s *Served) Lacks(c Capability) string {
	switch c {
	case Clock, Insights, Faults:
		return ""
	case Webhooks:
		if s.site.local() {
			return ""
		}
		return fmt.Sprintf("%s is another machine, whose callbacks do not get to this one; run flexrig on that machine", s.site.base.Hostname())
	}
	return unknownTo(s.Name(), c)
}

// unknownTo is why no target shows what none can yet.
func unknownTo(name string, c Capability) string {
	if c == Browser {
		return fmt.Sprintf("the target %s runs no Flex UI in a browser yet; leave these examples out with --tags 'not @needs:browser'", name)
	}
	return fmt.Sprintf("the target %s does not know the capability %q; capabilities are %q", name, c, Capabilities())
}

// Open makes an account of its own for an example through the door, the same that
// a [Mock] of the seed makes. Where the stand-in has that account already, because
// another run with the seed is under way or has broken off, the example gets
// another one, and [Served.Notes] tells.
func (s *Served) Open(ctx context.Context, name string) (*Account, error) {
	opened, err := s.accounts.next(name)
	if err != nil {
		return nil, err
	}
	account, err := s.enter(ctx, identify(s.seed, name, opened))
	if taken(err) {
		s.others.Add(1)
		account, err = s.enter(ctx, identify(s.seed, name+"\x00"+s.nonce(), opened))
	}
	if err != nil {
		return nil, fmt.Errorf("target %s: open %q: %w", s.Name(), name, err)
	}
	return s.accounts.enter(account, name)
}

func (s *Served) enter(ctx context.Context, who identity) (*Account, error) {
	door := doorway(s.site.client(), s.door, who.sid)
	began, err := door.open(ctx, opening{identity: who, strict: s.strict})
	if err != nil {
		return nil, err
	}
	account := newAccount(ctx, who, began, s.site, door, s.accounts.left)
	account.home = s
	return account, nil
}

// Notes are what whoever reads the run should know of how it was played.
func (s *Served) Notes() []string {
	if n := s.others.Load(); n > 0 {
		return []string{fmt.Sprintf("%d accounts of this seed were open on the stand-in already, and their examples got others: sids differ from those of the seed", n)}
	}
	return nil
}

// Close closes the accounts that are still open, with the errors that they have
// to tell, and opens no more.
func (s *Served) Close() error {
	defer s.site.close()
	return s.accounts.close()
}
