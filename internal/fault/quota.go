package fault

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Quota is how much an account may ask. The zero value lets everything through.
type Quota struct {
	// Concurrency is how many requests are carried out at once; 0 for any
	// number. Twilio has such a ceiling for each account and does not publish it
	// (Twilio docs, error 20429).
	Concurrency int `json:"concurrency,omitempty"`
	// Operations is how often each may be asked, by Twilio's operation id, or by
	// that and a query parameter, as in ListTask?EvaluateTaskAttributes: such a
	// limit counts the requests that send the parameter, and the operation's own
	// does not count them.
	Operations map[string]Limit `json:"operations,omitempty"`
	// Documented adds the limits that Twilio has published, wherever Operations
	// does not name its own. In a file it is on where nothing is said of it.
	Documented bool `json:"documented"`
	// RetryAfter makes refusals say when to come back. Twilio's documentation
	// knows no such header.
	RetryAfter bool `json:"retry_after,omitempty"`
}

// A Limit is a token bucket: it holds Burst requests and is filled at Rate.
type Limit struct {
	Rate  Rate `json:"rate"`
	Burst int  `json:"burst,omitempty"` // a second's worth, and at least 1, where it is 0
}

// burst is how many requests may come at once after a pause.
func (l Limit) burst() int {
	if l.Burst != 0 {
		return l.Burst
	}
	return max(1, int(l.Rate.perSecond()))
}

// documented are the limits of three lists that search attributes, 3 requests a
// second each (Twilio changelog, 18 October 2024, update to TaskRouter API rate
// limit enforcement). All others stand on a page of the console that each account
// has to itself.
func documented() map[string]Limit {
	search := Limit{Rate: Rate{Requests: 3, Per: units["s"]}}
	return map[string]Limit{
		"ListTask?EvaluateTaskAttributes":        search,
		"ListWorker?TargetWorkersExpression":     search,
		"ListTaskQueue?EvaluateWorkerAttributes": search,
	}
}

// limits are all limits that the quota sets.
func (q Quota) limits() map[string]Limit {
	all := map[string]Limit{}
	if q.Documented {
		all = documented()
	}
	maps.Copy(all, q.Operations)
	return all
}

// Empty tells whether the quota lets everything through.
func (q Quota) Empty() bool { return q.Concurrency == 0 && len(q.limits()) == 0 }

// Names are the operations that the quota limits, without parameters, sorted.
func (q Quota) Names() []string {
	var names []string
	for key := range q.limits() {
		name, _, _ := strings.Cut(key, "?")
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// DecodeQuota takes a quota from JSON. It refuses fields that a quota does not have
// and limits that are none.
func DecodeQuota(text []byte) (Quota, error) {
	quota := Quota{Documented: true}
	if err := strictly(text, &quota); err != nil {
		return Quota{}, fmt.Errorf(`%w; write {"concurrency":10,"operations":{"UpdateTask":{"rate":"50/s","burst":100}}}`, err)
	}
	return quota, quota.check()
}

func (q Quota) check() error {
	if q.Concurrency < 0 {
		return fmt.Errorf("concurrency is %d, want 0 for any number or more", q.Concurrency)
	}
	for _, key := range slices.Sorted(maps.Keys(q.Operations)) {
		limit := q.Operations[key]
		switch name, parameter, filtered := strings.Cut(key, "?"); {
		case name == "" || filtered && parameter == "" || strings.ContainsAny(parameter, "?=&"):
			return fmt.Errorf("operation %.100q is none; write UpdateTask, or ListTask?EvaluateTaskAttributes", key)
		case limit.Rate.Requests == 0:
			return fmt.Errorf(`operation %s has no rate; write {"rate":"3/s"}`, key)
		case limit.Burst < 0 || limit.Burst > mostRequests:
			return fmt.Errorf("operation %s has a burst of %d, want 1 to %d", key, limit.Burst, mostRequests)
		}
	}
	return nil
}
