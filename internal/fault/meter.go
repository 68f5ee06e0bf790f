package fault

import (
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// ByConcurrency names the refusal of a request because too many others run.
const ByConcurrency = "concurrency"

// A Meter counts an account's requests against a quota. It is safe for concurrent
// use.
type Meter struct {
	quota   Quota
	buckets map[string][]bucket // by operation, those with a parameter first

	mu      sync.Mutex
	running int
}

// A bucket is one limit.
type bucket struct {
	name      string // as the quota has it
	parameter string // which a request has to send; "" where any counts
	limit     Limit
	tokens    *rate.Limiter
}

// A Verdict is whether a request is let through, and how its limit stands then.
type Verdict struct {
	Refused string        // by which part of the quota: ByConcurrency or a key of Operations; "" where by none
	Wait    time.Duration // after a refusal: how long until it is worth another try

	// How the request's own limit stands. Limit is which one it is, a key of
	// Operations; "" where there is none.
	Limit     string
	Rate      Rate
	Most      int // requests that may come at once after a pause
	Remaining int // requests that may follow at once
}

// NewMeter begins to count. The quota has been checked.
func NewMeter(quota Quota) *Meter {
	m := &Meter{quota: quota, buckets: map[string][]bucket{}}
	limits := quota.limits()
	// From the end of the alphabet: UpdateTask?Reason, then UpdateTask, which is
	// the order in which a request looks for its own.
	for _, key := range slices.Backward(slices.Sorted(maps.Keys(limits))) {
		limit := limits[key]
		name, parameter, _ := strings.Cut(key, "?")
		m.buckets[name] = append(m.buckets[name], bucket{
			name: key, parameter: parameter, limit: limit,
			tokens: rate.NewLimiter(rate.Limit(limit.Rate.perSecond()), limit.burst()),
		})
	}
	return m
}

// Quota is what the meter counts against.
func (m *Meter) Quota() Quota { return m.quota }

// Admit lets a request through or refuses it. One that is let through runs until
// [Meter.Leave]. The instant is the machine's: a rate is about how fast a client
// asks, and one that waits before it asks again has to get through although the
// account's clock stands still. sends tells whether the request sends a query
// parameter.
func (m *Meter) Admit(operation string, at time.Time, sends func(parameter string) bool) Verdict {
	m.mu.Lock()
	defer m.mu.Unlock()
	var verdict Verdict
	limited := m.bucketOf(operation, sends)
	switch {
	case m.quota.Concurrency > 0 && m.running >= m.quota.Concurrency:
		verdict.Refused, verdict.Wait = ByConcurrency, time.Second
	case limited != nil && !limited.tokens.AllowN(at, 1):
		verdict.Refused, verdict.Wait = limited.name, limited.wait(at)
	default:
		m.running++
	}
	if limited != nil {
		verdict.Limit, verdict.Rate, verdict.Most = limited.name, limited.limit.Rate, limited.limit.burst()
		verdict.Remaining = max(0, int(math.Floor(limited.tokens.TokensAt(at))))
	}
	return verdict
}

// Leave ends a request that was let through.
func (m *Meter) Leave() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.running--
}

// wait is how long it takes until the bucket holds a request.
func (b *bucket) wait(at time.Time) time.Duration {
	missing := 1 - b.tokens.TokensAt(at)
	return time.Duration(missing / b.limit.Rate.perSecond() * float64(time.Second))
}

// bucketOf is the limit that counts a request, nil where none does.
func (m *Meter) bucketOf(operation string, sends func(string) bool) *bucket {
	of := m.buckets[operation]
	for i := range of {
		if of[i].parameter == "" || sends(of[i].parameter) {
			return &of[i]
		}
	}
	return nil
}
