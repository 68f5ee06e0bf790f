package wire

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/flexrig/flexrig/internal/fault"
)

// TestConcurrencyIsLimited: of eight requests that run at the same time three get
// through, and each of the others is told at once that it is one too many.
func TestConcurrencyIsLimited(t *testing.T) {
	t.Parallel()
	synctest.Test(t, testConcurrency) // where all eight have come before time goes on
}

func testConcurrency(t *testing.T) {
	c := newTroubled(t)
	c.keeper.send(http.MethodPut, "/v1/quota?account="+adaSid, `{"concurrency":3,"retry_after":true}`).wants(t, http.StatusOK)
	c.arm(t, `{"operation":"UpdateTask","delay":{"fixed":"300ms"}}`) // while which the others come
	var mu sync.Mutex
	got := map[int]int{}
	together(8, func(int) {
		answer := c.post(c.task, "Attributes", `{"b":2}`)
		mu.Lock()
		defer mu.Unlock()
		got[answer.status]++
		if answer.status == http.StatusTooManyRequests {
			answer.refuses(t, http.StatusTooManyRequests, 20429, "Too Many Requests")
			if after := answer.header.Get("Retry-After"); after != "1" {
				t.Errorf("Retry-After: got %q, want 1", after)
			}
		}
	})
	if got[http.StatusOK] != 3 || got[http.StatusTooManyRequests] != 5 {
		t.Errorf("of eight requests at once: %v, want three let through", got)
	}
	kept, _ := c.standIn.tenants[adaSid].journal.read()
	refused := 0
	for _, request := range kept {
		if request.Fault == "quota:concurrency" {
			refused++
		}
	}
	if refused != 5 {
		t.Errorf("the journal tells of %d refusals, want 5", refused)
	}
	c.keeper.send(http.MethodDelete, "/v1/faults?account="+adaSid, "").wants(t, http.StatusNoContent)
	for range 5 {
		c.post(c.task, "Attributes", `{"b":3}`).wants(t, http.StatusOK)
	}
}

func TestRatesAreLimitedAndTold(t *testing.T) {
	t.Parallel()
	c := newTroubled(t)
	quota := "/v1/quota?account=" + adaSid
	if got := c.keeper.send(http.MethodGet, quota, "").wants(t, http.StatusOK); string(got.body) != `{"documented":false}` {
		t.Errorf("no quota is told as %s", got.body)
	}
	if got := c.get(c.task).header; got.Get("X-Rate-Limit-Limit") != "" {
		t.Errorf("an account without a quota tells of a limit: %v", got)
	}
	const set = `{"operations":{"CreateInteraction":{"rate":"1/h"},"UpdateTask":{"rate":"1/h","burst":2}},"documented":true}`
	if got := c.keeper.send(http.MethodPut, quota, set).wants(t, http.StatusOK); string(got.body) != set {
		t.Errorf("the quota is told as %s, want %s", got.body, set)
	}
	for i, want := range []struct {
		status    int
		remaining string
	}{{http.StatusOK, "1"}, {http.StatusOK, "0"}, {http.StatusTooManyRequests, "0"}} {
		got := c.post(c.task, "Attributes", fmt.Sprintf(`{"n":%d}`, i))
		if got.status != want.status || got.header.Get("X-Rate-Limit-Limit") != "2" || got.header.Get("X-Rate-Limit-Remaining") != want.remaining ||
			got.header.Get("X-Rate-Limit-Config") != "UpdateTask 1/h" || got.header.Get("Retry-After") != "" {
			t.Errorf("update %d: %d with %v", i+1, got.status, got.header)
		}
	}
	if got := c.attributes(t); got != `{"n":1}` {
		t.Errorf("attributes %s: what is refused is never carried out", got)
	}
	c.newInteraction(t)
	if got := c.post(flexAddress+"/Interactions", "Channel", "{}"); got.status != http.StatusTooManyRequests || got.header.Get("X-Rate-Limit-Limit") != "" {
		t.Errorf("a second interaction: %d with %v, want 429 without headers that only TaskRouter has", got.status, got.header)
	}
}

// TestPublishedLimits: those of the changelog hold once there is a quota at all.
func TestPublishedLimits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, testPublishedLimits) // where time stands still until the test sleeps
}

func testPublishedLimits(t *testing.T) {
	c := newTroubled(t)
	search := c.in("Tasks") + "?EvaluateTaskAttributes=a%3D%3D1"
	for range 10 {
		c.get(search).wants(t, http.StatusOK)
	}
	c.keeper.send(http.MethodPut, "/v1/quota?account="+adaSid, `{}`).wants(t, http.StatusOK)
	for i := range 10 {
		want := http.StatusOK
		if i >= 3 {
			want = http.StatusTooManyRequests
		}
		c.get(search).wants(t, want)
	}
	time.Sleep(time.Second / 3)
	c.get(search).wants(t, http.StatusOK)
	c.get(search).wants(t, http.StatusTooManyRequests)
	c.get(c.in("Tasks")).wants(t, http.StatusOK)
}

// TestAccountsBeginWithTheQuotaOfTheStandIn, and go back to it.
func TestAccountsBeginWithTheQuotaOfTheStandIn(t *testing.T) {
	t.Parallel()
	s, c := newClient(t, Options{Quota: fault.Quota{Concurrency: 5}})
	k := keeper{s.Door()}
	quota := "/v1/quota?account=" + adaSid
	c.get(taskRouterAPI+"/Workspaces").wants(t, http.StatusOK)
	k.send(http.MethodPut, quota, `{"documented":false}`).wants(t, http.StatusOK)
	k.arm(t, `{"status":500}`)
	k.send(http.MethodPost, "/v1/reset?account="+adaSid, "").wants(t, http.StatusNoContent)
	if got := string(k.send(http.MethodGet, quota, "").body); got != `{"concurrency":5,"documented":false}` {
		t.Errorf("after a reset the quota is %s", got)
	}
	c.get(taskRouterAPI+"/Workspaces").wants(t, http.StatusOK)
}

func TestTheDoorRefusesQuotas(t *testing.T) {
	t.Parallel()
	s, _ := newClient(t, Options{})
	k := keeper{s.Door()}
	for _, row := range []struct{ quota, wants string }{
		{``, "write"},
		{`{"concurrency":"many"}`, "write"},
		{`{"operations":{"UpdateTasks":{"rate":"1/s"}}}`, "did you mean UpdateTask?"},
		{`{"operations":{"Wibble?a":{"rate":"1/s"}}}`, "Twilio's operation id"},
		{`{"operations":{"UpdateTask":{"rate":"often"}}}`, "3/s"},
	} {
		if got := k.send(http.MethodPut, "/v1/quota?account="+adaSid, row.quota).wants(t, http.StatusBadRequest).text(t, "error"); !strings.Contains(got, row.wants) {
			t.Errorf("%s: got %q, want %q", row.quota, got, row.wants)
		}
	}
	k.send(http.MethodGet, "/v1/quota", "").wants(t, http.StatusBadRequest)
	k.send(http.MethodPut, "/v1/quota?account="+benSid, "{}").wants(t, http.StatusNotFound)
}
