package target

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

// knock posts to a listener over a connection of its own.
func knock(t *testing.T, ctx context.Context, url string) (int, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader("Body=hello"))
	if err != nil {
		t.Fatal(err)
	}
	way := &http.Transport{DisableKeepAlives: true}
	res, err := way.RoundTrip(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	_, err = io.Copy(io.Discard, res.Body)
	return res.StatusCode, err
}

func listen(t *testing.T, name string) (*Account, *Listener) {
	t.Helper()
	mock, _ := fakeMock(t)
	account, err := mock.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	l, err := account.Listen(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.WriteHeader(http.StatusAccepted)
	}))
	if err != nil {
		t.Fatal(err)
	}
	return account, l
}

func TestAListenerFailsTheWaysThatServersDo(t *testing.T) {
	t.Parallel()
	_, l := listen(t, "ways")
	for _, row := range []struct {
		when   string
		change func()
		status int
		fails  bool
	}{
		{"at first", func() {}, http.StatusAccepted, false},
		{"down", l.Down, 0, true},
		{"up again", l.Up, http.StatusAccepted, false},
		{"busy", func() { l.Answer(http.StatusTooManyRequests) }, http.StatusTooManyRequests, false},
		{"moved", func() { l.Redirect("http://127.0.0.1:1") }, http.StatusTemporaryRedirect, false},
		{"back", l.Up, http.StatusAccepted, false},
	} {
		row.change()
		status, err := knock(t, t.Context(), l.URL)
		if status != row.status || row.fails != (err != nil) {
			t.Errorf("%s: got %d (%v), want %d (failure: %t)", row.when, status, err, row.status, row.fails)
		}
	}
	if got := l.Arrived(); got != 5 {
		t.Errorf("%d requests arrived, want 5", got)
	}
}

func TestAListenerHoldsBackUntilItIsReleased(t *testing.T) {
	t.Parallel()
	account, l := listen(t, "held back")
	l.Hold()
	done := make(chan int)
	go func() {
		status, _ := knock(t, context.WithoutCancel(t.Context()), l.URL)
		done <- status
	}()
	for l.Holding() == 0 {
		select {
		case status := <-done:
			t.Fatalf("the request was answered with %d", status)
		default:
		}
	}
	l.Release()
	if status := <-done; status != http.StatusAccepted {
		t.Errorf("released, the request was answered with %d", status)
	}
	if err := account.Close(); err != nil {
		t.Error(err)
	}
}

func TestAListenerForgetsWhoHangsUp(t *testing.T) {
	t.Parallel()
	_, l := listen(t, "hangs up")
	l.Hold()
	ctx, hangUp := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, err := knock(t, ctx, l.URL)
		done <- err
	}()
	for l.Holding() == 0 {
	}
	hangUp()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("the call ended with %v", err)
	}
	for l.Holding() > 0 {
	}
}

func TestListenersOfOneSeedHaveOneAddress(t *testing.T) {
	t.Parallel()
	account, l := listen(t, "same address")
	if err := account.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := knock(t, t.Context(), l.URL); err == nil {
		t.Error("the listener outlives its account")
	}
	if _, err := account.Listen(http.NotFoundHandler()); !errors.Is(err, errClosed) {
		t.Errorf("a closed account listens (%v)", err)
	}
	_, again := listen(t, "same address")
	if own := !strings.HasPrefix(l.URL, "http://127.0.0.1:"); own && again.URL != l.URL {
		t.Errorf("the same account listens at %s and then at %s", l.URL, again.URL)
	}
	other, second := listen(t, "same address") // while the other is there
	if second.URL == again.URL {
		t.Errorf("two accounts listen at %s", second.URL)
	}
	third, err := other.Listen(http.NotFoundHandler())
	if err != nil || third.URL == second.URL {
		t.Errorf("two listeners of one account listen at %s (%v)", third.URL, err)
	}
}
