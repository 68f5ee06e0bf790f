package target

import (
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"
)

// containedFake is a target before a fake that leaves gock alone.
func containedFake(t *testing.T) (*Account, *fakeTwilio) {
	t.Helper()
	fake := newFake()
	mock := mockOf(fake, 7, nil)
	mock.contained = true
	t.Cleanup(func() { _ = mock.Close() })
	return open(t, mock), fake
}

func TestAFaultLooksTheSameWithoutGock(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name      string
		fault     Fault
		is        func(error) bool
		processed int
	}{
		{"status", Fault{Kind: FaultStatus, Status: 429}, func(err error) bool { return status(err) == 429 }, 0},
		{"timeout", Fault{Kind: FaultTimeout}, isTimeout, 0},
		{"reset", Fault{Kind: FaultReset}, func(err error) bool { return errors.Is(err, syscall.ECONNRESET) }, 0},
		{"committed", Fault{Kind: FaultCommitted, Status: 500, Delay: time.Millisecond}, func(err error) bool { return status(err) == 500 }, 1},
		{"cut", Fault{Kind: FaultCut}, func(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			account, fake := containedFake(t)
			fault := c.fault
			fault.Method, fault.Host, fault.Path, fault.Times = "POST", "taskrouter.twilio.com", "/v1/Workspaces/*/Tasks", 2
			if err := account.Arm(fault); err != nil {
				t.Fatal(err)
			}
			for i := range 2 {
				if err := create(account, "WS1"); !c.is(err) {
					t.Errorf("request %d: got error %v, which is not what a %s looks like", i+1, err, c.name)
				}
			}
			if err := create(account, "WS1"); err != nil {
				t.Errorf("third request: got error %v, want the fault to be over", err)
			}
			if got, want := fake.processed(account.SID), 2*c.processed+1; got != want {
				t.Errorf("got %d of 3 requests processed, want %d", got, want)
			}
			if err := account.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
	}
}

func TestAContainedFaultIsForItsOwnRequestsAlone(t *testing.T) {
	t.Parallel()
	account, _ := containedFake(t)
	if err := account.Arm(onCreate("WS1", FaultReset)); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"another workspace": create(account, "WS2"),
		"another method":    fetch(account, "WS1", "WT1"),
	} {
		if err != nil {
			t.Errorf("%s: got %v, want no fault", name, err)
		}
	}
	_, err := account.As(account.SID, "other").TaskrouterV1.FetchTask("WS1", "WT1")
	if status(err) != http.StatusUnauthorized {
		t.Errorf("other credentials: got %v, want 401", err)
	}
	wantError(t, account.Close(), "happened 0 of 1 times")
	wantError(t, account.Arm(onCreate("WS1", FaultReset)), "account is closed")
}

func TestAPatternThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	account, _ := containedFake(t)
	fault := onCreate("[", FaultReset)
	wantError(t, account.Arm(fault), "is no pattern")
	wantError(t, account.Arm(Fault{Kind: "nothing"}), `kind "nothing" is not known`)
}

// Over a socket faults are what a network makes of them.
func TestFaultsReachClientsOfTheBaseURL(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		fault Fault
		is    func(error) bool
	}{
		{Fault{Kind: FaultStatus, Status: 503}, func(err error) bool { return err == nil }},
		{Fault{Kind: FaultReset}, func(err error) bool {
			return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, io.EOF)
		}},
		{Fault{Kind: FaultCut}, func(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }},
		{Fault{Kind: FaultTimeout}, func(err error) bool {
			var timeout net.Error
			return errors.As(err, &timeout) && timeout.Timeout()
		}},
	} {
		t.Run(string(c.fault.Kind), func(t *testing.T) {
			t.Parallel()
			mock, err := NewMock(MockConfig{Seed: 7, Contained: true})
			if err != nil {
				t.Fatal(err)
			}
			account := open(t, mock)
			base, err := account.URL()
			if err != nil {
				t.Fatal(err)
			}
			fault := c.fault
			fault.Method, fault.Host, fault.Path = "POST", "taskrouter.twilio.com", "/v1/Workspaces"
			if err := account.Arm(fault); err != nil {
				t.Fatal(err)
			}
			if err := postWorkspace(account, base, 200*time.Millisecond); !c.is(err) {
				t.Errorf("got error %v, which is not what a %s looks like", err, fault.Kind)
			}
			if err := postWorkspace(account, base, 5*time.Second); err != nil {
				t.Errorf("second request: got error %v, want the fault to be over", err)
			}
			if n := len(account.Exchanges()); n != 2 {
				t.Errorf("%d requests are remembered, want 2", n)
			}
			if err := mock.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// postWorkspace makes a workspace over a socket.
func postWorkspace(a *Account, base string, patience time.Duration) error {
	own := &http.Transport{DisableKeepAlives: true}
	sender := &http.Client{Transport: own, Timeout: patience}
	req, err := http.NewRequest(http.MethodPost, base+"/v1/Workspaces", strings.NewReader("FriendlyName=x"))
	if err != nil {
		return err
	}
	req.SetBasicAuth(a.SID, a.Token)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := sender.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	_, err = io.ReadAll(res.Body)
	return err
}

func TestAContextCarriesTheAccount(t *testing.T) {
	t.Parallel()
	account, _ := containedFake(t)
	if got := AccountIn(account.In(t.Context())); got != account {
		t.Errorf("the context carries %v, want the account", got)
	}
	if got := AccountIn(t.Context()); got != nil {
		t.Errorf("another context carries %v", got)
	}
	if account.Target() == nil {
		t.Error("the account does not know its target")
	}
}

func TestAGradeThatTheDoorLacksIsAnError(t *testing.T) {
	t.Parallel()
	account, _ := containedFake(t) // whose door grades nothing
	_, err := account.Grade(t.Context(), true)
	wantError(t, err, "grade account "+account.SID)
}
