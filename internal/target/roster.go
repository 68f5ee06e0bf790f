package target

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// A roster is what a target knows of the accounts that it has given out.
type roster struct {
	target string // its name, for errors

	mu     sync.Mutex
	times  map[string]int // how often each name was opened
	open   map[*Account]struct{}
	closed bool
}

func newRoster(target string) *roster {
	return &roster{target: target, times: map[string]int{}, open: map[*Account]struct{}{}}
}

// next tells how often a name was opened before, and counts this time.
func (r *roster) next(name string) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return 0, r.refused(name)
	}
	opened := r.times[name]
	r.times[name] = opened + 1
	return opened, nil
}

func (r *roster) refused(name string) error {
	return fmt.Errorf("target %s: open %q: the target is closed", r.target, name)
}

// enter notes an account as open. Where the target was closed meanwhile, the
// account is closed too, which is the error.
func (r *roster) enter(a *Account, name string) (*Account, error) {
	r.mu.Lock()
	closed := r.closed
	if !closed {
		r.open[a] = struct{}{}
	}
	r.mu.Unlock()
	if closed {
		return nil, errors.Join(r.refused(name), a.Close())
	}
	return a, nil
}

func (r *roster) left(a *Account) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.open, a)
}

// close closes the accounts that are still open, with the errors that they have
// to tell, and lets no more in.
func (r *roster) close() error {
	r.mu.Lock()
	r.closed = true
	still := make([]*Account, 0, len(r.open))
	for account := range r.open {
		still = append(still, account)
	}
	r.mu.Unlock()
	slices.SortFunc(still, func(a, b *Account) int { return strings.Compare(a.SID, b.SID) })
	var failed []error
	for _, account := range still {
		failed = append(failed, account.Close())
	}
	return errors.Join(failed...)
}
