package sim

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// keyPrefix begins an API key's sid, the user name of its credentials.
const keyPrefix = "SK"

// A Key is an API key: a user name and a password beside the account's own (Twilio
// docs, Key resource). Requests that show it act on its account.
type Key struct {
	Sid              string // SK and 32 hex digits
	Secret           string // of the stand-in's own making, or given; it opens nothing else
	FriendlyName     string
	Main             bool // it may do all that the token may; the API makes none of those
	Created, Updated time.Time
}

// What happens to API keys, in the history's words.
const (
	keyCreated taskrouter.EventType = "key.created"
	keyUpdated taskrouter.EventType = "key.updated"
	keyDeleted taskrouter.EventType = "key.deleted"
)

var keySid = regexp.MustCompile(`^SK[0-9a-f]{32}$`)

// CreateKey makes a standard key, as the API does; nil is no name. What it gives
// holds the secret.
func (a *Account) CreateKey(name *string) (Key, error) {
	defer a.enter()()
	if err := keyName(name); err != nil {
		return Key{}, err
	}
	key := a.derivedKey(a.ids.next(keyPrefix))
	keep(&key.FriendlyName, name)
	if err := a.ring.claim(a, key); err != nil {
		return Key{}, err
	}
	a.keys.add(key.Sid, key)
	a.note(keyCreated, "", key.Sid, "API key "+key.FriendlyName)
	return key, nil
}

// GiveKey makes a main key that belongs to the account like its token: a reset
// keeps it, and nothing of it stands in the history. Without a sid and a secret it
// makes them up. The same key given again is no mistake; a sid that another key
// has is a conflict.
func (a *Account) GiveKey(sid, secret string) (Key, error) {
	defer a.enter()()
	if sid == "" && secret == "" {
		made := a.derivedKey(fmt.Sprint("given ", a.seed, " ", len(a.given)))
		sid, secret = made.Sid, made.Secret
	}
	if !keySid.MatchString(sid) || secret == "" {
		return Key{}, rulebook.Invalid(rulebook.CodeInvalid, "API key %.60q is not SK and 32 lower-case hex digits, or has no secret", sid)
	}
	if there, ok := a.keys.get(sid); ok && there.Main && there.Secret == secret {
		return there, nil
	}
	key := Key{Sid: sid, Secret: secret, Main: true, Created: a.now, Updated: a.now}
	if err := a.ring.claim(a, key); err != nil {
		return Key{}, err
	}
	a.given = append(a.given, key)
	a.keys.add(sid, key)
	return key, nil
}

// derivedKey makes a key's sid and secret of a text. The account has a part in it:
// two accounts with the same seed have different keys.
func (a *Account) derivedKey(from string) Key {
	sum := sha256.Sum256([]byte(a.sid + "\x00" + a.token + "\x00" + from))
	text := hex.EncodeToString(sum[:])
	return Key{Sid: keyPrefix + text[:32], Secret: text[32:], Created: a.now, Updated: a.now}
}

// keyName checks a key's name, which may be empty (assumed).
func keyName(name *string) error {
	const longest = 64
	if name != nil && utf8.RuneCountInString(*name) > longest {
		return rulebook.Invalid(rulebook.CodeFriendlyName, "FriendlyName has %d characters, %d at most are allowed", utf8.RuneCountInString(*name), longest)
	}
	return nil
}

// Key finds a key by its sid.
func (a *Account) Key(sid string) (Key, error) {
	defer a.enter()()
	return a.key(sid)
}

func (a *Account) key(sid string) (Key, error) {
	if key, ok := a.keys.get(sid); ok {
		return key, nil
	}
	return Key{}, rulebook.NotFound("/2010-04-01/Accounts/" + a.sid + "/Keys/" + sid + ".json")
}

// Keys lists the account's keys, oldest first.
func (a *Account) Keys(page Page) Listed[Key] {
	defer a.enter()()
	return a.keys.page(page, nil)
}

// RenameKey gives a key another name; nil leaves it.
func (a *Account) RenameKey(sid string, name *string) (Key, error) {
	defer a.enter()()
	key, err := a.key(sid)
	if err != nil {
		return Key{}, err
	}
	if err := keyName(name); err != nil {
		return Key{}, err
	}
	if name != nil {
		key.FriendlyName, key.Updated = *name, a.now
		a.keys.set(sid, key)
		a.note(keyUpdated, "", sid, "API key "+key.FriendlyName)
	}
	return key, nil
}

// DeleteKey deletes a key: it opens nothing from now on. One that was given is
// there again after a reset.
func (a *Account) DeleteKey(sid string) error {
	defer a.enter()()
	key, err := a.key(sid)
	if err != nil {
		return err
	}
	a.keys.remove(sid)
	a.ring.release(a, sid)
	a.note(keyDeleted, "", sid, "API key "+key.FriendlyName)
	return nil
}

// keys makes the keys of a saved state, with those that the account has been given
// until now: they stay its own, as its token does.
func (r *restorer) keys() error {
	for _, key := range slices.Concat(r.saved.Given, rowsOf(r.saved.Keys)) {
		if !keySid.MatchString(key.Sid) || key.Secret == "" {
			return fmt.Errorf("API key %.60q: its sid is none, or it has no secret", key.Sid)
		}
	}
	kept, err := restoreTable(r.saved.Keys, "API key", plain(func(k Key) string { return k.Sid }))
	if err != nil {
		return err
	}
	r.given = slices.Clone(r.saved.Given)
	for _, key := range r.a.given {
		if !slices.ContainsFunc(r.given, func(k Key) bool { return k.Sid == key.Sid }) {
			r.given = append(r.given, key)
		}
		there, ok := kept.get(key.Sid)
		switch {
		case !ok:
			kept.add(key.Sid, key)
		case there.Secret != key.Secret:
			return fmt.Errorf("its API key %s is there with another secret; drop the account first", key.Sid)
		}
	}
	r.state.keys = kept
	return nil
}

func rowsOf[T any](table savedTable[T]) []T {
	values := make([]T, len(table.Rows))
	for i, row := range table.Rows {
		values[i] = row.Value
	}
	return values
}

// isKey tells by a user name whether it is meant for an API key's sid.
func isKey(user string) bool { return strings.HasPrefix(user, keyPrefix) }
