package target

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

func TestABulkReachesTheAccountWithoutARecord(t *testing.T) {
	t.Parallel()
	account := onMock(t)
	bulk := account.Bulk(2)
	defer bulk.Close()
	workspace, err := bulk.Client().TaskrouterV1.CreateWorkspace((&taskrouter.CreateWorkspaceParams{}).SetFriendlyName("bulk"))
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://taskrouter.twilio.com/v1/Workspaces/"+*workspace.Sid, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := bulk.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Errorf("a request without credentials of its own was answered with %d, want 200", res.StatusCode)
	}
	if len(req.Header) != 0 {
		t.Errorf("the caller's request got headers: %v", req.Header)
	}
	if n := len(account.Exchanges()); n != 0 {
		t.Errorf("%d exchanges are on record, want none", n)
	}
}

func TestABulkLeadsToThePlatformAlone(t *testing.T) {
	t.Parallel()
	account := onMock(t)
	bulk := account.Bulk(1)
	ask := func(address string) error {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := bulk.RoundTrip(req)
		if err == nil {
			err = fmt.Errorf("answered with %s", res.Status)
			_ = res.Body.Close()
		}
		return err
	}
	if err := ask("https://example.com/"); !strings.Contains(err.Error(), "refused") {
		t.Errorf("a foreign host: %v, want that it is refused", err)
	}
	if err := account.Close(); err != nil {
		t.Fatal(err)
	}
	if err := ask("https://taskrouter.twilio.com/v1/Workspaces"); !strings.Contains(err.Error(), "closed") {
		t.Errorf("an account that was given back: %v, want that it is closed", err)
	}
}

func TestAnAccountThatFollowsLetsTimePass(t *testing.T) {
	t.Parallel()
	account := onMock(t)
	if err := account.Follow(t.Context()); err != nil {
		t.Fatal(err)
	}
	began, err := account.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		now, err := account.Now(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if now.After(began) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("the clock still stands at %s", now)
		}
	}
}

func TestWhatABulkMadeOnASharedAccountIsRemoved(t *testing.T) {
	t.Parallel()
	stand, address := standInAt(t)
	common, account := sharedAt(t, stand, address)
	bulk := account.Bulk(1)
	defer bulk.Close()
	if _, err := bulk.Client().TaskrouterV1.CreateWorkspace((&taskrouter.CreateWorkspaceParams{}).SetFriendlyName("bulk")); err != nil {
		t.Fatal(err)
	}
	if err := account.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := open(t, common).Client().TaskrouterV1.ListWorkspace(&taskrouter.ListWorkspaceParams{})
	if err != nil {
		t.Fatal(err)
	}
	if len(left) != 0 {
		t.Errorf("%d workspaces are left", len(left))
	}
}

// onMock is an account of a mock of the test's own.
func onMock(t *testing.T) *Account {
	t.Helper()
	mock, err := NewMock(MockConfig{Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = mock.Close() })
	return open(t, mock)
}
