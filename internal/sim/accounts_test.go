package sim

import (
	"fmt"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestOpeningAccounts(t *testing.T) {
	t.Parallel()
	accounts := NewAccounts(Options{})
	for _, sid := range []string{"", "AC", accountOne[:33], accountOne + "0", "SK" + accountOne[2:], "AC0000000000000000000000000000000G", "AC0000000000000000000000000000000A"} {
		_, err := accounts.Open(sid, "token", 1)
		wantRefused(t, sid, err, rulebook.KindInvalid, rulebook.CodeInvalid)
	}
	_, err := accounts.Open(accountOne, "", 1)
	wantRefused(t, "no token", err, rulebook.KindInvalid, rulebook.CodeInvalid)
	first, err := accounts.Open(accountTwo, "token", 1)
	if err != nil || first.Sid() != accountTwo || !first.Now().Equal(Start) {
		t.Fatalf("a new account: %v, error %v", first, err)
	}
	_, err = accounts.Open(accountTwo, "other", 2)
	wantRefused(t, "the same sid", err, rulebook.KindConflict, rulebook.CodeConflict)
	second, err := accounts.Open(accountOne, "token", 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := accounts.List(); !slices.Equal(got, []*Account{second, first}) {
		t.Errorf("listed %d accounts, want both in the order of their sids", len(got))
	}
	if !accounts.Drop(accountOne) || accounts.Drop(accountOne) {
		t.Error("an account cannot be dropped once, or can be dropped twice")
	}
	if _, there := accounts.Lookup(accountOne); there {
		t.Error("a dropped account is still found")
	}
}

func TestCredentials(t *testing.T) {
	t.Parallel()
	accounts := NewAccounts(Options{})
	for _, sid := range []string{accountOne, accountTwo} {
		if _, err := accounts.Open(sid, "token of "+sid, 1); err != nil {
			t.Fatal(err)
		}
	}
	for _, row := range []struct{ name, user, password, says string }{
		{"none", "", "", "Authenticate"},
		{"no password", accountOne, "", "Authenticate"},
		{"no user", "", "token of " + accountOne, "Authenticate"},
		{"a wrong password", accountOne, "token", "Authenticate"},
		{"another account's password", accountOne, "token of " + accountTwo, "Authenticate"},
		{"an unknown user", "AC00000000000000000000000000000003", "token", "Authentication Error - invalid username"},
		{"an unknown user without a password", "AC00000000000000000000000000000003", "", "Authenticate"},
	} {
		got, err := accounts.Authenticate(row.user, row.password)
		wantRefused(t, row.name, err, rulebook.KindUnauthorized, rulebook.CodeUnauthorized)
		if got != nil || refusalOf(err) != nil && refusalOf(err).Message != row.says {
			t.Errorf("%s: account %v, error %v; want none and %q", row.name, got, err, row.says)
		}
	}
	if got, err := accounts.Authenticate(accountTwo, "token of "+accountTwo); err != nil || got.Sid() != accountTwo {
		t.Errorf("the right credentials: error %v", err)
	}
}

func TestAccountsKnowNothingOfEachOther(t *testing.T) {
	t.Parallel()
	accounts := NewAccounts(Options{})
	var centres []*chatCentre
	for _, sid := range []string{accountOne, accountTwo} {
		account, err := accounts.Open(sid, "token", 7) // the same seed: the same sids, and yet nothing in common
		if err != nil {
			t.Fatal(err)
		}
		c := centreOn(t, account)
		c.queue("everyone", "1==1")
		c.workflow("all", c.byDefault("everyone"))
		centres = append(centres, c.chat("chat", "ann"))
	}
	one, two := centres[0], centres[1]
	before, events := two.get("chat"), two.eventCount()
	one.accepts("ann", "chat")
	one.must("close", one.close("closed", routingClosed))
	one.passes(180 * day)
	one.must("delete", one.a.DeleteWorkspace(one.ws))
	if diff := cmp.Diff(before, two.get("chat")); diff != "" || two.eventCount() != events {
		t.Errorf("what was done to one account shows on the other, %d events:\n%s", two.eventCount()-events, diff)
	}
	if !two.a.Now().Equal(Start) || two.channelStatus() != "active" || two.offered("chat") != "ann" {
		t.Errorf("the other account's clock stands at %s, its channel is %s, offered to %s", two.a.Now(), two.channelStatus(), two.offered("chat"))
	}
}

// script does one of everything and tells all sids and events that came of it.
func script(c *chatCentre) []string {
	c.task("direct", routedTo(c.workers["ann"]))
	c.accepts("ann", "chat")
	c.invites("second")
	c.passes(time.Minute)
	c.must("close", c.close("closed", ""))
	c.must("message", errorOf(c.a.CreateConversation(ConversationChange{})))
	var lines []string
	for _, e := range c.a.History(0) {
		line := fmt.Sprint(c.a.EventSid(e), e.At, e.Type, e.Resource, e.Detail)
		for _, part := range []any{e.Task, e.Reservation, e.Worker} {
			line += fmt.Sprintf("%+v", part)
		}
		if e.Task != nil {
			line += fmt.Sprintf("%+v", e.Task.CameFrom())
		}
		lines = append(lines, regexp.MustCompile(`0x[0-9a-f]+`).ReplaceAllString(line, ""))
	}
	return append(lines, c.interaction, c.channel, c.thread, fmt.Sprint(c.tasks))
}

func TestTheSameSeedGivesTheSameSids(t *testing.T) {
	t.Parallel()
	run := func(seed uint64, ask bool) []string {
		account, err := NewAccounts(Options{}).Open(accountOne, "token", seed)
		if err != nil {
			t.Fatal(err)
		}
		c := centreOn(t, account)
		c.queue("everyone", "1==1")
		c.workflow("all", c.byDefault("everyone"))
		if ask {
			account.RequestSid()
			account.Insights()
		}
		return script(c.chat("chat", "ann", "bob"))
	}
	first := run(7, false)
	if diff := cmp.Diff(first, run(7, false)); diff != "" {
		t.Errorf("two runs with seed 7 differ:\n%s", diff)
	}
	if diff := cmp.Diff(first, run(7, true)); diff != "" {
		t.Errorf("reading in between makes a difference:\n%s", diff)
	}
	if slices.Equal(first, run(8, false)) {
		t.Error("seed 8 gives the sids of seed 7")
	}
}

func TestSidsAreWellFormedAndUnlikeEachOther(t *testing.T) {
	t.Parallel()
	a := newAccountFor(t, nil)
	seen := map[string]bool{}
	form := regexp.MustCompile(`^RQ[0-9a-f]{32}$`)
	for range 1000 {
		sid := a.RequestSid()
		if !form.MatchString(sid) || seen[sid] {
			t.Fatalf("request sid %q is malformed or came twice", sid)
		}
		seen[sid] = true
	}
}

func TestAResetMakesAnAccountAsNew(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	first := script(c.chat("chat", "ann", "bob"))
	c.a.UpdateConfiguration(new(true))
	c.passes(time.Hour - time.Minute)
	c.a.Reset()
	if now := c.a.Now(); !now.Equal(Start.Add(time.Hour)) {
		t.Errorf("a reset moved the clock to %s", now)
	}
	workspaces, err := c.a.Workspaces(nil, Page{})
	threads, err2 := c.a.Conversations(nil, Page{})
	if err != nil || err2 != nil || len(workspaces.Items)+len(threads.Items)+c.eventCount() != 0 || c.a.Configuration().CallRecording {
		t.Errorf("after a reset: %d workspaces, %d conversations, %d events, call recording %t",
			len(workspaces.Items), len(threads.Items), c.eventCount(), c.a.Configuration().CallRecording)
	}
	again := centreOn(t, c.a)
	again.queue("everyone", "1==1")
	again.workflow("all", again.byDefault("everyone"))
	second := script(again.chat("chat", "ann", "bob"))
	if first[len(first)-1] != second[len(second)-1] {
		t.Errorf("after a reset the sids are\n%s, before\n%s", second[len(second)-1], first[len(first)-1])
	}
	sound(t, c.a)
}

func TestCallsAreRecordedWhileTheAccountSaysSo(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	recorded := func(task, channel string) bool {
		c.task(task, on(channel))
		c.accepts("ann", task)
		address := c.reservation(task, "ann").Recording
		c.becomesStatus(task, "completed")
		return address != ""
	}
	got := fmt.Sprint(recorded("call while off", "voice"))
	c.a.UpdateConfiguration(new(true))
	c.a.UpdateConfiguration(nil)
	got += fmt.Sprint(" ", recorded("call while on", "voice"), " ", recorded("chat while on", "chat"))
	if want := "false true false"; got != want {
		t.Errorf("recorded: %s, want %s", got, want)
	}
}
