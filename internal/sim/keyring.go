package sim

import (
	"iter"
	"sync"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// A keyring finds the account that an API key opens, among all of a stand-in. The
// accounts hold their keys; it follows every change of them. Its lock comes after
// all others.
type keyring struct {
	mu    sync.RWMutex
	bySid map[string]keyholder
}

type keyholder struct {
	account *Account
	secret  string
}

func newKeyring() *keyring { return &keyring{bySid: map[string]keyholder{}} }

// claim makes a key open an account, unless it opens one already.
func (r *keyring) claim(account *Account, key Key) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, taken := r.bySid[key.Sid]; taken {
		return keyTaken(key.Sid)
	}
	r.bySid[key.Sid] = keyholder{account, key.Secret}
	return nil
}

func keyTaken(sid string) error {
	return rulebook.Conflict(rulebook.CodeConflict, "API key %s exists", sid)
}

// free tells whether none of the keys opens an account but this one.
func (r *keyring) free(account *Account, keys iter.Seq[Key]) error {
	r.mu.RLock()
	defer r.mu.RUnlock()
	for key := range keys {
		if holder, taken := r.bySid[key.Sid]; taken && holder.account != account {
			return keyTaken(key.Sid)
		}
	}
	return nil
}

// replace makes the keys those that open an account, and no others.
func (r *keyring) replace(account *Account, keys iter.Seq[Key]) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for sid, holder := range r.bySid {
		if holder.account == account {
			delete(r.bySid, sid)
		}
	}
	for key := range keys {
		if _, taken := r.bySid[key.Sid]; !taken {
			r.bySid[key.Sid] = keyholder{account, key.Secret}
		}
	}
}

// release makes a key of the account open nothing.
func (r *keyring) release(account *Account, sid string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.bySid[sid].account == account {
		delete(r.bySid, sid)
	}
}

func (r *keyring) open(sid string) (keyholder, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	holder, ok := r.bySid[sid]
	return holder, ok
}
