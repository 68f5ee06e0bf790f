package target

import (
	"context"
	"errors"
	"net/http"
	"testing"

	core "github.com/twilio/twilio-go/rest/api/v2010"

	"github.com/flexrig/flexrig/internal/guard"
)

func TestAnAccountIsLookedAtBeforeItIsAdmitted(t *testing.T) {
	t.Parallel()
	account := open(t, newMock(t, MockConfig{Seed: 7}))
	centre(t, account)
	before := len(account.Exchanges())
	if err := account.Admit(t.Context(), account.SID); err != nil {
		t.Errorf("a test account that is named was refused: %v", err)
	}
	sent := account.Exchanges()[before:]
	if len(sent) < 4 { // the account, its workspaces, two statuses
		t.Errorf("%d requests were sent; nobody has looked", len(sent))
	}
	for _, x := range sent {
		if x.Method != http.MethodGet {
			t.Errorf("%s %s was sent before the account was admitted", x.Method, x.URL)
		}
	}
	before = len(account.Exchanges())
	if err := account.Admit(t.Context(), ""); !errors.Is(err, ErrNotAdmitted) {
		t.Errorf("an account that nobody has named: got %v", err)
	}
	if n := len(account.Exchanges()) - before; n != 0 {
		t.Errorf("%d requests were sent to an account that nobody has named", n)
	}
}

// TestWhatCannotBeLookedAtIsNotAdmitted: an answer that fails is neither a pass
// nor the verdict that the account looks like production.
func TestWhatCannotBeLookedAtIsNotAdmitted(t *testing.T) {
	t.Parallel()
	account := open(t, newMock(t, MockConfig{Seed: 7}))
	stranger := account.As(account.SID, "0123456789abcdef")
	err := Admit(t.Context(), guard.Default(), stranger, account.SID, account.SID)
	wantError(t, err, "look at account "+account.SID)
	if errors.Is(err, ErrNotAdmitted) {
		t.Errorf("a request that failed counts as a refusal: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := account.Admit(ended, account.SID); !errors.Is(err, context.Canceled) {
		t.Errorf("a run that has ended: got %v", err)
	}
}

func TestAnAccountIsNotAdmittedForItsName(t *testing.T) {
	t.Parallel()
	account := open(t, newMock(t, MockConfig{Seed: 7}))
	name := (&core.UpdateAccountParams{}).SetFriendlyName("Acme PROD")
	if _, err := account.Client().Api.UpdateAccount(account.SID, name); err != nil {
		t.Fatal(err)
	}
	err := account.Admit(t.Context(), account.SID)
	wantError(t, err, "looks like production", `it says "prod"`)
	if !errors.Is(err, ErrNotAdmitted) {
		t.Errorf("the refusal cannot be told from a failure: %v", err)
	}
}

func TestTheGuardAsksThePlatformWithoutCredentials(t *testing.T) {
	t.Parallel()
	account := open(t, newMock(t, MockConfig{Seed: 7}))
	address := "https://api.twilio.com/2010-04-01/Accounts/" + account.SID + ".json"
	found := account.Guard().Playable(t.Context(), []guard.Link{{Path: "conversations.segment_link", URL: address}})
	if len(found) != 1 || found[0].Severity != guard.Error {
		t.Errorf("found %v, want that it does not open", found)
	}
	res, body, err := account.Get(t.Context(), address, account.SID, account.Token)
	if err != nil || res.StatusCode != http.StatusOK || body == "" {
		t.Errorf("with credentials: %v, %v, %q", res, err, body)
	}
	if _, _, err := account.Get(t.Context(), "https://elsewhere.example/", "", ""); err == nil {
		t.Error("a host that the rig does not know was asked")
	}
}
