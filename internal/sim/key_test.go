package sim

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/rulebook"
)

const givenKey, givenSecret = "SK00000000000000000000000000000001", "secret of one"

// keyed is a stand-in with two accounts, the first of which has been given a key.
func keyed(t *testing.T) (accounts *Accounts, one, two *Account) {
	t.Helper()
	accounts = NewAccounts(Options{})
	var err error
	if one, err = accounts.Open(accountOne, "token", 7); err != nil {
		t.Fatal(err)
	}
	if two, err = accounts.Open(accountTwo, "token", 7); err != nil { // the same seed
		t.Fatal(err)
	}
	if _, err = one.GiveKey(givenKey, givenSecret); err != nil {
		t.Fatal(err)
	}
	return accounts, one, two
}

func TestAKeyOpensItsAccountAndNoOther(t *testing.T) {
	t.Parallel()
	accounts, one, two := keyed(t)
	made, err := two.CreateKey(new("app"))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		user, password string
		opens          *Account
	}{{givenKey, givenSecret, one}, {made.Sid, made.Secret, two}} {
		if got, err := accounts.Authenticate(row.user, row.password); err != nil || got != row.opens {
			t.Errorf("key %s: error %v, or another account", row.user, err)
		}
	}
	for _, row := range []struct{ name, user, password, says string }{
		{"no secret", givenKey, "", "Authenticate"},
		{"a wrong secret", givenKey, "secret", "Authenticate"},
		{"another key's secret", givenKey, made.Secret, "Authenticate"},
		{"the account's token", givenKey, "token", "Authenticate"},
		{"the account with a key's secret", accountOne, givenSecret, "Authenticate"},
		{"a key that is none", "SK00000000000000000000000000000009", givenSecret, "Authentication Error - invalid username"},
		{"a sid in another case", strings.ToUpper(made.Sid), made.Secret, "Authentication Error - invalid username"},
	} {
		got, err := accounts.Authenticate(row.user, row.password)
		wantRefused(t, row.name, err, rulebook.KindUnauthorized, rulebook.CodeUnauthorized)
		if got != nil || refusalOf(err) != nil && refusalOf(err).Message != row.says {
			t.Errorf("%s: account %v, error %v; want none and %q", row.name, got, err, row.says)
		}
	}
}

// TestAKeyEndsWith: whatever takes a key away, it opens nothing from then on.
func TestAKeyEndsWith(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		ends  func(accounts *Accounts, one *Account, made Key) error
		given bool // the given key still opens the account
	}{
		{"its deletion", func(_ *Accounts, one *Account, made Key) error { return one.DeleteKey(made.Sid) }, true},
		{"a reset", func(_ *Accounts, one *Account, _ Key) error { one.Reset(); return nil }, true},
		{"its account", func(accounts *Accounts, _ *Account, _ Key) error { accounts.Drop(accountOne); return nil }, false},
		{"its account, of which there is another one now", func(accounts *Accounts, _ *Account, _ Key) error {
			accounts.Drop(accountOne)
			return errorOf(accounts.Open(accountOne, "token", 7))
		}, false},
	} {
		accounts, one, _ := keyed(t)
		made, err := one.CreateKey(nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := row.ends(accounts, one, made); err != nil {
			t.Fatalf("%s: %v", row.name, err)
		}
		if _, err := accounts.Authenticate(made.Sid, made.Secret); refusalOf(err) == nil {
			t.Errorf("%s: the key that the API has made still opens the account", row.name)
		}
		if _, err := accounts.Authenticate(givenKey, givenSecret); (err == nil) != row.given {
			t.Errorf("%s: the given key: error %v, want it to open: %t", row.name, err, row.given)
		}
	}
}

func TestADeletedKeyThatWasGivenIsThereAgainAfterAReset(t *testing.T) {
	t.Parallel()
	accounts, one, _ := keyed(t)
	if err := one.DeleteKey(givenKey); err != nil {
		t.Fatal(err)
	}
	if _, err := accounts.Authenticate(givenKey, givenSecret); err == nil {
		t.Error("a deleted key opens its account")
	}
	one.Reset()
	if _, err := accounts.Authenticate(givenKey, givenSecret); err != nil {
		t.Errorf("after a reset: %v", err)
	}
}

func TestGivingKeys(t *testing.T) {
	t.Parallel()
	_, one, two := keyed(t)
	if again, err := one.GiveKey(givenKey, givenSecret); err != nil || again.Sid != givenKey || one.Keys(Page{}).Items[0] != again || len(one.Keys(Page{}).Items) != 1 {
		t.Errorf("the same key again: %v, error %v", again, err)
	}
	for _, row := range []struct {
		name, sid, secret string
		to                *Account
		kind              rulebook.Kind
	}{
		{"another secret", givenKey, "another", one, rulebook.KindConflict},
		{"another account's key", givenKey, givenSecret, two, rulebook.KindConflict},
		{"no secret", "SK00000000000000000000000000000002", "", one, rulebook.KindInvalid},
		{"no sid", "", "secret", one, rulebook.KindInvalid},
		{"an account's sid", accountOne, "secret", one, rulebook.KindInvalid},
		{"a sid that is too short", givenKey[:33], "secret", one, rulebook.KindInvalid},
		{"a sid in upper case", "SK0000000000000000000000000000000A", "secret", one, rulebook.KindInvalid},
	} {
		if _, err := row.to.GiveKey(row.sid, row.secret); refusalOf(err) == nil || refusalOf(err).Kind != row.kind {
			t.Errorf("%s: error %v, want kind %v", row.name, err, row.kind)
		}
	}
	madeOne, err1 := one.GiveKey("", "")
	madeTwo, err2 := two.GiveKey("", "")
	if err1 != nil || err2 != nil || madeOne.Sid == madeTwo.Sid || !keySid.MatchString(madeOne.Sid) || madeOne.Secret == madeTwo.Secret || !madeOne.Main {
		t.Errorf("keys of two accounts with one seed: %v and %v, errors %v, %v", madeOne.Sid, madeTwo.Sid, err1, err2)
	}
	if one.events() != 0 {
		t.Errorf("%d events of keys that were given", one.events())
	}
}

// events is how long the account's history is.
func (a *Account) events() int { return len(a.History(0)) }

func TestKeysAreKeptInASavedState(t *testing.T) {
	t.Parallel()
	_, one, _ := keyed(t)
	made, err := one.CreateKey(new("app"))
	if err != nil {
		t.Fatal(err)
	}
	text := saved(t, one)
	fresh := NewAccounts(Options{})
	if err := load(fresh, text); err != nil {
		t.Fatal(err)
	}
	for _, key := range []Key{made, {Sid: givenKey, Secret: givenSecret}} {
		if account, err := fresh.Authenticate(key.Sid, key.Secret); err != nil || account.Sid() != accountOne {
			t.Errorf("key %s on the restored account: %v", key.Sid, err)
		}
	}
	account, _ := fresh.Lookup(accountOne)
	if diff := cmp.Diff(one.Keys(Page{}), account.Keys(Page{})); diff != "" {
		t.Errorf("restored keys (-saved +restored):\n%s", diff)
	}
	account.Reset()
	if _, err := fresh.Authenticate(givenKey, givenSecret); err != nil {
		t.Errorf("the given key after a reset of the restored account: %v", err)
	}
}

// TestAnAccountKeepsItsKeysWhenAStateIsLoaded: a state that was saved before the
// account had its key must not lock its clients out.
func TestAnAccountKeepsItsKeysWhenAStateIsLoaded(t *testing.T) {
	t.Parallel()
	before, err := NewAccounts(Options{}).Open(accountOne, "token", 7)
	if err != nil {
		t.Fatal(err)
	}
	accounts, one, _ := keyed(t)
	made, err := one.CreateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := load(accounts, saved(t, before)); err != nil {
		t.Fatal(err)
	}
	if account, err := accounts.Authenticate(givenKey, givenSecret); err != nil || account != one {
		t.Errorf("the given key: %v", err)
	}
	if _, err := accounts.Authenticate(made.Sid, made.Secret); err == nil {
		t.Error("a key that the saved state does not have opens the account")
	}
}

func TestAStateWithAnotherAccountsKeyIsRefused(t *testing.T) {
	t.Parallel()
	_, one, _ := keyed(t)
	text := saved(t, one)
	other := NewAccounts(Options{})
	two, err := other.Open(accountTwo, "token", 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := two.GiveKey(givenKey, givenSecret); err != nil {
		t.Fatal(err)
	}
	if err := load(other, text); err == nil || !strings.Contains(err.Error(), givenKey) {
		t.Errorf("error %v, want one that names %s", err, givenKey)
	}
	if got := other.List(); !slices.Equal(got, []*Account{two}) {
		t.Errorf("%d accounts, want the one there was", len(got))
	}
	if account, err := other.Authenticate(givenKey, givenSecret); err != nil || account != two {
		t.Errorf("the key's own account: %v", err)
	}
}

func TestKeysAreNamedListedAndDeleted(t *testing.T) {
	t.Parallel()
	_, one, _ := keyed(t)
	made, err := one.CreateKey(new("app"))
	if err != nil || made.FriendlyName != "app" || made.Main {
		t.Fatalf("made %+v, error %v", made, err)
	}
	if _, err := one.RenameKey(made.Sid, new(strings.Repeat("n", 64))); err != nil {
		t.Errorf("a name of 64 characters: %v", err)
	}
	_, err = one.RenameKey(made.Sid, new(strings.Repeat("n", 65)))
	wantRefused(t, "a name of 65 characters", err, rulebook.KindInvalid, rulebook.CodeFriendlyName)
	kept, err := one.RenameKey(made.Sid, nil)
	if err != nil || len(kept.FriendlyName) != 64 {
		t.Errorf("no name: %+v, error %v", kept, err)
	}
	if listed := one.Keys(Page{Size: 1}); len(listed.Items) != 1 || listed.Next == 0 || listed.Items[0].Sid != givenKey {
		t.Errorf("the first page: %+v", listed)
	}
	if err := one.DeleteKey(made.Sid); err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{
		"fetch": errorOf(one.Key(made.Sid)), "rename": errorOf(one.RenameKey(made.Sid, nil)), "delete": one.DeleteKey(made.Sid),
	} {
		wantRefused(t, what, err, rulebook.KindNotFound, rulebook.CodeNotFound)
	}
}
