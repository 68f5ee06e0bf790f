package wire

import (
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
)

// classes are the hundreds of statuses, and 0 for requests that got no answer.
const classes = 6

// counts are how many requests an account has had, for good: a journal keeps the
// last ones alone. What it costs a request is one addition, or two.
type counts struct{ of []operationCount }

// An operationCount fills a line of a processor's cache, so that operations do not
// wait for each other.
type operationCount struct {
	answers [classes]atomic.Uint64
	effects atomic.Uint64
	_       uint64
}

// newCounts has a place for every operation, and one before them for requests of
// none.
func newCounts() counts { return counts{make([]operationCount, 1+len(operationNames()))} }

// operationNames are those of the table, in its order.
var operationNames = sync.OnceValue(func() []string {
	table := operations()
	names := make([]string, len(table))
	for i := range table {
		names[i] = table[i].name
	}
	return names
})

// count counts the request by what the client is told, before it is told: whoever
// has the answer finds it counted.
func (c *call) count() {
	at := &c.tenant.counts.of[0]
	if c.op != nil {
		at = &c.tenant.counts.of[c.op.place]
	}
	class := c.answer.status / 100
	if class < 0 || class >= classes {
		class = 0
	}
	at.answers[class].Add(1)
	if c.before != nil && c.after != nil && c.before.Version != c.after.Version {
		at.effects.Add(1)
	}
}

func (n *counts) clear() {
	for i := range n.of {
		for class := range n.of[i].answers {
			n.of[i].answers[class].Store(0)
		}
		n.of[i].effects.Store(0)
	}
}

// A countedOperation is how often an operation was asked for.
type countedOperation struct {
	Operation string            `json:"operation"` // Twilio's operation id; empty for requests that are none of the table's
	Answers   map[string]uint64 `json:"answers"`   // by class, 2xx; none for those that got no answer
	Effects   uint64            `json:"effects"`   // changes of a task, by which its version has risen
}

// A countedUpdate is what became of the account's task updates.
type countedUpdate struct {
	Sent       uint64 `json:"sent"`
	TookEffect uint64 `json:"took_effect"` // whatever the client was told
	Refused    uint64 `json:"refused"`     // 4xx
	Failed     uint64 `json:"failed"`      // 5xx, or no answer
}

// updateOperation is the operation that changes tasks.
const updateOperation = "UpdateTask"

// readCounts gives the account's exact counts.
func (s *StandIn) readCounts(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	told := struct {
		Account     string             `json:"account"`
		Requests    uint64             `json:"requests"`
		TaskUpdates countedUpdate      `json:"task_updates"`
		Operations  []countedOperation `json:"operations"`
	}{Account: found.account.Sid(), Operations: []countedOperation{}}
	for i := range found.counts.of {
		one, sent := found.counts.read(i)
		told.Requests += sent
		if one.Operation == updateOperation {
			told.TaskUpdates = countedUpdate{sent, one.Effects, one.Answers["4xx"], one.Answers["5xx"] + one.Answers["none"]}
		}
		if sent > 0 {
			told.Operations = append(told.Operations, one)
		}
	}
	return answer{status: http.StatusOK, body: told}, nil
}

// read gives an operation's counts, and their sum.
func (n *counts) read(place int) (one countedOperation, sent uint64) {
	one = countedOperation{Answers: map[string]uint64{}, Effects: n.of[place].effects.Load()}
	if place > 0 {
		one.Operation = operationNames()[place-1]
	}
	for class := range n.of[place].answers {
		times := n.of[place].answers[class].Load()
		if times == 0 {
			continue
		}
		name := "none"
		if class > 0 {
			name = fmt.Sprintf("%dxx", class)
		}
		one.Answers[name] = times
		sent += times
	}
	return one, sent
}
