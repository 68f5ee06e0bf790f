package target

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/flexrig/flexrig/internal/insights"
)

func TestAnAccountFollowsFromSeedAndName(t *testing.T) {
	t.Parallel()
	first, second := identify(7, "a task", 0), identify(7, "a task", 0)
	if first != second {
		t.Errorf("got %+v and then %+v from the same seed and name", first, second)
	}
	if !regexp.MustCompile(`^AC[0-9a-f]{32}$`).MatchString(first.sid) || !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(first.token) {
		t.Errorf("got sid %q and token %q, want AC and 32 hex digits, and 32 hex digits", first.sid, first.token)
	}
	if first.seed >= 1<<53 {
		t.Errorf("got seed %d, want less than 2^53", first.seed)
	}
	for name, other := range map[string]identity{
		"another seed":     identify(8, "a task", 0),
		"another name":     identify(7, "a tasks", 0),
		"opened once more": identify(7, "a task", 1),
		"digits moved from the name into the count": identify(7, "\x00a task", 0),
	} {
		if other.sid == first.sid || other.token == first.token || other.seed == first.seed {
			t.Errorf("%s: got %+v, want nothing of %+v", name, other, first)
		}
	}
}

func TestOpeningANameAgainGivesAnotherAccountAndTheSameInTheNextRun(t *testing.T) {
	t.Parallel()
	run := func(others ...string) (sids []string) {
		mock, fake := fakeMock(t)
		for _, other := range others {
			if _, err := mock.Open(t.Context(), other); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			account, err := mock.Open(t.Context(), "an example")
			if err != nil {
				t.Fatal(err)
			}
			if fake.accounts[account.SID].token != account.Token {
				t.Errorf("got token %q at the stand-in, want %q", fake.accounts[account.SID].token, account.Token)
			}
			sids = append(sids, account.SID)
		}
		return sids
	}
	alone, among := run(), run("some", "other", "examples")
	if alone[0] == alone[1] {
		t.Errorf("got %s twice, want two accounts", alone[0])
	}
	if !reflect.DeepEqual(alone, among) {
		t.Errorf("got %q alone and %q among others, want the same", alone, among)
	}
}

func TestAccountsAreOpenedAndClosedConcurrently(t *testing.T) {
	t.Parallel()
	mock, fake := fakeMock(t)
	var all sync.WaitGroup
	for range 64 {
		all.Go(func() {
			account, err := mock.Open(t.Context(), "one name")
			if err != nil {
				t.Error(err)
				return
			}
			if err := errors.Join(create(account, "WS1"), account.Close()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := len(fake.accounts); got != 0 {
		t.Errorf("got %d accounts left at the stand-in, want 0", got)
	}
}

func TestClosingATargetClosesItsAccounts(t *testing.T) {
	t.Parallel()
	mock, fake := fakeMock(t)
	account := open(t, mock)
	if err := account.Arm(onCreate("WS1", FaultReset)); err != nil {
		t.Fatal(err)
	}
	wantError(t, mock.Close(), "happened 0 of 1 times")
	if got := len(fake.accounts); got != 0 {
		t.Errorf("got %d accounts left at the stand-in, want 0", got)
	}
	_, err := mock.Open(t.Context(), "late")
	wantError(t, err, `open "late": the target is closed`)
	if err := mock.Close(); err != nil {
		t.Errorf("closed again: %v", err)
	}
}

func TestAnAccountThatTheDoorRefusesIsNotOpened(t *testing.T) {
	t.Parallel()
	fake := newFake()
	taken := identify(7, "a task", 0).sid
	fake.accounts[taken] = &fakeAccount{}
	_, err := mockOf(fake, 7, nil).Open(t.Context(), "a task")
	wantError(t, err, `target mock: open "a task"`, "make account "+taken, "account exists; take another sid")
}

func TestWhatTheMockLacksItSays(t *testing.T) {
	t.Parallel()
	mock, _ := fakeMock(t)
	for _, c := range []struct {
		capability Capability
		says       string
	}{
		{Clock, ""},
		{Insights, ""},
		{Faults, ""},
		{Webhooks, ""},
		{Browser, "runs no Flex UI in a browser yet"},
		{"telepathy", `does not know the capability "telepathy"`},
	} {
		got := mock.Lacks(c.capability)
		if (got == "") != (c.says == "") || !strings.Contains(got, c.says) {
			t.Errorf("%s: got %q, want %q in it", c.capability, got, c.says)
		}
	}
}

func TestATargetByName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ spec, says string }{
		{"live", "verifies the stand-in only"},
		{"http://127.0.0.1:1", "start a stand-in with: flexrig serve"},
		{"http://user:pass@127.0.0.1:4010", "takes no user"},
		{"user:pass@127.0.0.1:4010", "takes no user"},
		{"http://127.0.0.1:4010/?a=b", "is no base URL"},
		{"https://api.twilio.com", "is the platform itself"},
		{"http://", "is no base URL"},
		{"", `target "" is not known; there is mock`},
		{"Mock", `target "Mock" is not known; there is mock`},
	} {
		got, err := Parse(t.Context(), c.spec, Config{})
		wantError(t, err, c.says)
		if got != nil {
			t.Errorf("%q: got target %v beside the error", c.spec, got)
		}
	}
}

// The projection's types stand twice, so that whoever judges needs nothing of
// the code that is judged. They must say the same.
func TestTheProjectionIsTheOneThatInsightsMakes(t *testing.T) {
	t.Parallel()
	got, want := shape(reflect.TypeFor[Projection]()), shape(reflect.TypeFor[insights.Projection]())
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// shape writes a type's fields, their types and their tags, all the way down.
func shape(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice, reflect.Pointer:
		return t.Kind().String() + " of " + shape(t.Elem())
	case reflect.Struct:
		if t.PkgPath() == "time" {
			return t.String()
		}
		var text strings.Builder
		for i := range t.NumField() {
			field := t.Field(i)
			fmt.Fprintf(&text, "%s.%s %s `%s`\n", t.Name(), field.Name, shape(field.Type), field.Tag)
		}
		return text.String()
	}
	return t.String()
}
