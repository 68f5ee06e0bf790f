package attack_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"strconv"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/history"
	"github.com/flexrig/flexrig/load/pacing"
)

func TestMain(m *testing.M) {
	if os.Getenv(asServer) != "" {
		serve()
		return
	}
	goleak.VerifyTestMain(m)
}

// flights is a workload of whatever a test's hits do.
type flights func(ctx context.Context, f *attack.Flight)

func (flights) Name() string { return "flights" }

func (flights) Prepare(context.Context, attack.Site, func(done, all int)) error { return nil }

func (flights) Subject(n int) int { return n }

func (hit flights) Hit(ctx context.Context, f *attack.Flight) { hit(ctx, f) }

func (flights) ReadBack(context.Context, []int, func(done, all int)) ([]history.Final, error) {
	return nil, nil
}

func (flights) Counts() []attack.Count { return nil }

func (flights) Operations() []string { return nil }

func (flights) Audit() history.Options { return history.Options{} }

func (flights) Unaudited() string { return "flights leave nothing behind" }

// updates are hits of one request, with a body of its own each.
var updates = flights(func(ctx context.Context, f *attack.Flight) {
	f.Do(ctx, "update", attack.Request{
		Method: http.MethodPost, URL: "https://taskrouter.twilio.com/v1/Workspaces/WS1/Tasks/WT" + strconv.Itoa(f.N%100),
		Form: []byte("Attributes=%7B%22marker%22%3A" + strconv.Itoa(f.N) + "%7D"),
	})
})

// network answers requests without a socket.
type network func(*http.Request) (*http.Response, error)

func (n network) RoundTrip(req *http.Request) (*http.Response, error) { return n(req) }

// answer is a response with an ETag.
func answer(status int, body string) *http.Response {
	return &http.Response{
		StatusCode: status, ContentLength: int64(len(body)), Body: io.NopCloser(bytes.NewBufferString(body)),
		Header: http.Header{"Etag": {`"7"`}},
	}
}

// after answers each request with success when so much time has passed, or not
// if its context ends before.
func after(d time.Duration) network {
	return func(req *http.Request) (*http.Response, error) {
		if err := pause(req.Context(), d); err != nil {
			return nil, err
		}
		return answer(http.StatusOK, "{}"), nil
	}
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// constant is a load of updates over a network.
func constant(t testing.TB, rate float64, d time.Duration, over http.RoundTripper) attack.Config {
	t.Helper()
	schedule, err := pacing.New("constant", rate, d)
	if err != nil {
		t.Fatal(err)
	}
	return attack.Config{
		Workload: updates, Site: attack.Site{Network: over}, Schedule: schedule,
		Workers: 20, Connections: 20, Timeout: 10 * time.Second, Name: "test",
	}
}

func run(t testing.TB, c attack.Config) *attack.Outcome {
	t.Helper()
	outcome, err := attack.Run(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}
