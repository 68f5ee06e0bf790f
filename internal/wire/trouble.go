package wire

import (
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/flexrig/flexrig/internal/fault"
	"github.com/flexrig/flexrig/internal/sim"
)

// trouble is what the requests of an account may run into: its faults and its
// quota.
type trouble struct {
	armed  atomic.Bool // whether there is anything to look at, which most requests ask and nothing else
	faults *fault.Rules
	meter  atomic.Pointer[fault.Meter] // nil where the account has no quota

	mu sync.Mutex // held while it changes
}

func newTrouble(seed uint64, quota fault.Quota) *trouble {
	t := &trouble{faults: fault.NewRules(seed)}
	t.setQuota(quota)
	return t
}

// change changes something and looks whether any trouble is left.
func (t *trouble) change(how func() error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	err := how()
	t.armed.Store(t.faults.Len() > 0 || t.meter.Load() != nil)
	return err
}

// setQuota begins to count anew: what runs already counts no more.
func (t *trouble) setQuota(quota fault.Quota) {
	_ = t.change(func() error {
		if quota.Empty() {
			t.meter.Store(nil)
		} else {
			t.meter.Store(fault.NewMeter(quota))
		}
		return nil
	})
}

// quota is what the account may ask.
func (t *trouble) quota() fault.Quota {
	if meter := t.meter.Load(); meter != nil {
		return meter.Quota()
	}
	return fault.Quota{}
}

// reset disarms the faults and begins a quota anew.
func (t *trouble) reset(quota fault.Quota) {
	_ = t.change(func() error {
		t.faults.Clear()
		return nil
	})
	t.setQuota(quota)
}

// mishap is what the account's rules have happen to a callback.
func (t *trouble) mishap(c sim.Callback) sim.Mishap {
	if !t.armed.Load() {
		return sim.Mishap{}
	}
	request := fault.Request{Method: c.Method}
	if address, err := url.Parse(c.URL); err == nil {
		request.Path = address.Path
	}
	hit, met := t.faults.MeetWebhook(request)
	if !met {
		return sim.Mishap{}
	}
	return sim.Mishap{
		By: hit.ID, Late: hit.Wait,
		Behind: hit.Do == fault.DoOutOfOrder, Twice: hit.Do == fault.DoTwice, Dropped: hit.Do == fault.DoDrop,
	}
}

// leave ends the request for those who count.
func (c *call) leave() {
	c.tenant.inFlight.Add(-1)
	if c.admitted != nil {
		c.admitted.Leave()
	}
}

// overQuota refuses a request that is one too many, and tells of the limit that
// counts it. It comes before any fault: what an account may not ask cannot go wrong.
func (c *call) overQuota() bool {
	meter := c.tenant.trouble.meter.Load()
	if meter == nil {
		return false
	}
	verdict := meter.Admit(c.op.name, c.received, c.sends)
	if verdict.Limit != "" && c.op.product == taskRouter { // no other product documents the headers
		setRateHeaders(c.Header(), verdict)
	}
	if verdict.Refused == "" {
		c.admitted = meter
		return false
	}
	c.fault = "quota:" + verdict.Refused
	c.fail(&httpError{status: http.StatusTooManyRequests, code: codeTooMany, message: http.StatusText(http.StatusTooManyRequests)})
	if meter.Quota().RetryAfter {
		setRetryAfter(c.Header(), verdict.Wait)
	}
	return true
}

// sends tells whether the request has a query parameter.
func (c *call) sends(parameter string) bool {
	for i := range c.query.fields {
		if c.query.fields[i].Name == parameter {
			return true
		}
	}
	return false
}

// setRateHeaders sets the headers that TaskRouter's answers may carry (Twilio's
// OpenAPI document of TaskRouter). What their values mean is documented nowhere:
// how many requests may come at once, how many still may, and which limit it is
// are an assumption.
func setRateHeaders(header http.Header, verdict fault.Verdict) {
	header["X-Rate-Limit-Limit"] = []string{strconv.Itoa(verdict.Most)}
	header["X-Rate-Limit-Remaining"] = []string{strconv.Itoa(verdict.Remaining)}
	header["X-Rate-Limit-Config"] = []string{verdict.Limit + " " + verdict.Rate.String()}
}

// setRetryAfter says when to come back, in whole seconds and not too early.
func setRetryAfter(header http.Header, wait time.Duration) {
	seconds := max(1, (wait+time.Second-1)/time.Second)
	header["Retry-After"] = []string{strconv.FormatInt(int64(seconds), 10)}
}
