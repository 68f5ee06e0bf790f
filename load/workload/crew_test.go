package workload

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tidwall/gjson"

	"github.com/flexrig/flexrig/internal/target"
	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/history"
)

// A crew carries hits out against a mock target, as a run would, and keeps what
// they say.
type crew struct {
	t       testing.TB
	account *target.Account
	network http.RoundTripper
	site    attack.Site

	mu      sync.Mutex
	began   time.Time
	sent    []sentRequest
	writes  []history.Write
	margins []time.Duration
	rights  int            // hits that ended with success
	refused map[int]int    // hits by the status that they ended with, 0 for none
	wrongs  map[string]int // hits by what was wrong with them
}

// A sentRequest is one request of a hit.
type sentRequest struct {
	hit       int
	operation string
	request   attack.Request
}

// newCrew opens an account on a mock of its own, and lets a test put something
// between the hits and the target.
func newCrew(t testing.TB, hits int, between func(http.RoundTripper) http.RoundTripper) *crew {
	t.Helper()
	numbers := make([]int32, hits)
	for i := range numbers {
		numbers[i] = int32(i)
	}
	return newShard(t, numbers, between)
}

// crews are how many there were.
var crews atomic.Int64

func newShard(t testing.TB, numbers []int32, between func(http.RoundTripper) http.RoundTripper) *crew {
	t.Helper()
	mock, err := target.NewMock(target.MockConfig{Seed: 11, Contained: true})
	if err != nil {
		t.Fatal(err)
	}
	// No two have the same sids.
	account, err := mock.Open(t.Context(), fmt.Sprintf("%s %d", t.Name(), crews.Add(1)))
	if err != nil {
		t.Fatal(err)
	}
	bulk := account.Bulk(16)
	t.Cleanup(func() {
		bulk.Close()
		if err := mock.Close(); err != nil {
			t.Error(err)
		}
	})
	c := &crew{t: t, account: account, network: bulk, began: time.Now(), refused: map[int]int{}, wrongs: map[string]int{}}
	if between != nil {
		c.network = between(bulk)
	}
	c.site = attack.Site{Network: c.network, Client: bulk.Client(), AccountSid: account.SID, Seed: 7, Numbers: numbers}
	return c
}

// run prepares a workload and sends all hits, so many at a time.
func (c *crew) run(w attack.Workload, atOnce int) {
	c.t.Helper()
	c.prepare(w)
	c.send(w, atOnce)
}

func (c *crew) prepare(w attack.Workload) {
	c.t.Helper()
	if err := w.Prepare(c.t.Context(), c.site, nil); err != nil {
		c.t.Fatal(err)
	}
}

func (c *crew) send(w attack.Workload, atOnce int) {
	hits := make(chan int)
	var workers sync.WaitGroup
	for range atOnce {
		workers.Go(func() {
			for n := range hits {
				c.hit(w, n)
			}
		})
	}
	for _, n := range c.site.Numbers {
		hits <- int(n)
	}
	close(hits)
	workers.Wait()
}

// hit carries one hit out and books how it ended.
func (c *crew) hit(w attack.Workload, n int) {
	f := attack.NewFlight(n, attack.Hands{
		Send: func(ctx context.Context, operation string, r attack.Request) attack.Answer {
			return c.ask(ctx, n, operation, r)
		},
		Wrote: func(w history.Write) { c.keep(func() { c.writes = append(c.writes, w) }) },
		Margin: func(left time.Duration) {
			c.keep(func() { c.margins = append(c.margins, left) })
		},
	})
	w.Hit(c.t.Context(), f)
	last, wrong := f.Outcome()
	c.keep(func() {
		switch {
		case wrong != "":
			c.wrongs[wrong]++
		case last.OK():
			c.rights++
		default:
			c.refused[last.Status]++
		}
	})
}

func (c *crew) keep(what func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	what()
}

// ask sends a request and reads its answer, as a run's crew does.
func (c *crew) ask(ctx context.Context, n int, operation string, r attack.Request) attack.Answer {
	c.keep(func() { c.sent = append(c.sent, sentRequest{n, operation, r}) })
	a := attack.Answer{Version: history.NoVersion, Sent: time.Since(c.began)}
	defer func() { a.Done = time.Since(c.began) }()
	req, err := http.NewRequestWithContext(ctx, r.Method, r.URL, strings.NewReader(string(r.Form)))
	if err != nil {
		a.Err = err
		return a
	}
	req.Header = r.Header.Clone()
	if req.Header == nil {
		req.Header = http.Header{}
	}
	if r.Form != nil && req.Header.Get("Content-Type") == "" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if r.IfMatch != "" {
		req.Header.Set("If-Match", r.IfMatch)
	}
	res, err := c.network.RoundTrip(req)
	if err != nil {
		a.Err = err
		return a
	}
	defer res.Body.Close()
	a.Status, a.Version = res.StatusCode, versionOf(res.Header.Get("ETag"))
	a.Body, a.Err = io.ReadAll(res.Body)
	if a.Status >= 400 {
		a.Code = int(gjson.GetBytes(a.Body, "code").Int())
	}
	a.Done = time.Since(c.began)
	return a
}

// finals reads all touched subjects back.
func (c *crew) finals(w attack.Workload) map[int32]history.Final {
	c.t.Helper()
	return bySubject(c.t, w, nil)
}

func bySubject(t testing.TB, w attack.Workload, subjects []int) map[int32]history.Final {
	t.Helper()
	finals, err := w.ReadBack(t.Context(), subjects, nil)
	if err != nil {
		t.Fatal(err)
	}
	found := map[int32]history.Final{}
	for _, final := range finals {
		if _, twice := found[final.Subject]; twice {
			t.Errorf("subject %d has two finals", final.Subject)
		}
		found[final.Subject] = final
	}
	return found
}

// count is a figure of the workload's own; a workload that does not tell it
// fails the test.
func count(t *testing.T, w attack.Workload, name string) int64 {
	t.Helper()
	for _, c := range w.Counts() {
		if c.Name == name {
			return c.Value
		}
	}
	t.Fatalf("%s counts no %s; it counts %v", w.Name(), name, w.Counts())
	return 0
}

// named is a workload that has to be there.
func named(t *testing.T, name string) attack.Workload {
	t.Helper()
	w, err := Named(name)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// allRight fails where a hit did not end as it should.
func (c *crew) allRight() {
	c.t.Helper()
	if c.rights != len(c.site.Numbers) {
		c.t.Errorf("%d of %d hits came out right; wrong: %v; refused by status: %v", c.rights, len(c.site.Numbers), c.wrongs, c.refused)
	}
}

// verdicts counts the writes by what may be concluded of them.
func (c *crew) verdicts() map[history.Verdict]int {
	counted := map[history.Verdict]int{}
	for _, w := range c.writes {
		counted[w.Verdict]++
	}
	return counted
}

// roundTrip is a RoundTripper of a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// once lets the first request that is for a fault meet it.
func once(is func(*http.Request) bool, meets func(next http.RoundTripper, req *http.Request) (*http.Response, error)) func(http.RoundTripper) http.RoundTripper {
	return func(next http.RoundTripper) http.RoundTripper {
		var met sync.Once
		return roundTrip(func(req *http.Request) (res *http.Response, err error) {
			done := false
			if is(req) {
				met.Do(func() { done, res, err = true, nil, nil; res, err = meets(next, req) })
			}
			if done {
				return res, err
			}
			return next.RoundTrip(req)
		})
	}
}

// isTaskUpdate tells updates of one task apart.
func isTaskUpdate(req *http.Request) bool {
	return req.Method == http.MethodPost && strings.Contains(req.URL.Path, "/Tasks/WT") && !strings.Contains(req.URL.Path, "/Reservations")
}

// answer is an answer of somebody between the target and the hit.
func answer(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
}

// tooMany refuses a request, and does not do it.
func tooMany(http.RoundTripper, *http.Request) (*http.Response, error) {
	return answer(http.StatusTooManyRequests, `{"code":20429,"message":"Too many requests","status":429}`), nil
}

// committed does what a request asks for and answers with 500.
func committed(next http.RoundTripper, req *http.Request) (*http.Response, error) {
	res, err := next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	return answer(http.StatusInternalServerError, `{"code":20500,"message":"Internal error","status":500}`), res.Body.Close()
}

// unanswered never gets to the target.
func unanswered(http.RoundTripper, *http.Request) (*http.Response, error) {
	return nil, errors.New("connection reset by peer")
}

// nextTag is the ETag of the version after one.
func nextTag(tag string) string { return strconv.Quote(strconv.Itoa(int(versionOf(tag)) + 1)) }

// postTo is an update of a task's attributes.
func postTo(address, attributes string) attack.Request {
	return attack.Request{Method: http.MethodPost, URL: address, Form: attributesForm(attributes)}
}
