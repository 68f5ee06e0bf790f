package fault

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strconv"
	"sync"
	"time"
)

// MostRules is how many rules an account has armed at most: every request looks
// at all of them.
const MostRules = 256

// A Request is what rules are chosen by. That of a callback has no product and no
// operation; its path is that of its address.
type Request struct {
	Product, Operation, Method, Path string
}

// A Hit is a rule that has met a request, with what chance has decided.
type Hit struct {
	Rule
	Wait time.Duration // drawn of the rule's delay; 0 where it has none
}

// Armed is a rule and what it has done so far.
type Armed struct {
	Rule
	Hits uint64 `json:"hits"` // requests that it has met
	Seen uint64 `json:"seen"` // requests that it was for, and that no rule before it has met
}

// Rules are the rules of one account in the order in which they were armed. They
// are safe for concurrent use.
type Rules struct {
	seed uint64

	mu     sync.Mutex
	armed  []*armed
	number int // the last number that was given as an id
}

// armed is a rule that waits for requests.
type armed struct {
	Armed
	path   pathPattern
	chance *rand.Rand
}

// NewRules gives an account's rules, none so far.
func NewRules(seed uint64) *Rules { return &Rules{seed: seed} }

// Add arms rules behind those that are armed: all of them, or none where one is
// wrong.
func (r *Rules) Add(rules ...Rule) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.add(rules)
}

// Replace arms rules instead of those that are armed. Where one is wrong
// everything stays as it is.
func (r *Rules) Replace(rules ...Rule) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	before, last := r.armed, r.number
	r.armed, r.number = nil, 0
	if err := r.add(rules); err != nil {
		r.armed, r.number = before, last
		return err
	}
	return nil
}

func (r *Rules) add(rules []Rule) error {
	if most := MostRules - len(r.armed); len(rules) > most {
		return fmt.Errorf("%d rules are too many: %d may be armed and %d are", len(rules), MostRules, len(r.armed))
	}
	before, last := r.armed, r.number
	for i, rule := range rules {
		if err := r.arm(rule); err != nil {
			r.armed, r.number = before, last
			return fmt.Errorf("rule %s: %w", place(i, rule.ID), err)
		}
	}
	return nil
}

func (r *Rules) arm(rule Rule) error {
	rule = rule.complete()
	if err := rule.check(); err != nil {
		return err
	}
	if rule.ID == "" {
		rule.ID = r.freeID()
	}
	if r.index(rule.ID) >= 0 {
		return fmt.Errorf("another rule has the id %s; leave it out to be given one", rule.ID)
	}
	one := &armed{Armed: Armed{Rule: rule}, path: newPathPattern(rule.Path)}
	one.chance = rand.New(rand.NewPCG(r.seed, hashOf(rule.ID)))
	r.armed = append(r.armed[:len(r.armed):len(r.armed)], one) // a list that others may go back to
	return nil
}

// place names a rule of a list for messages.
func place(i int, id string) string {
	if isID(id) {
		return strconv.Itoa(i+1) + " (" + id + ")"
	}
	return strconv.Itoa(i + 1)
}

func hashOf(id string) uint64 {
	hash := fnv.New64a()
	hash.Write([]byte(id)) // never fails
	return hash.Sum64()
}

// freeID is the next of f1, f2 … that nobody has.
func (r *Rules) freeID() string {
	for {
		r.number++
		if id := "f" + strconv.Itoa(r.number); r.index(id) < 0 {
			return id
		}
	}
}

func (r *Rules) index(id string) int {
	for i, one := range r.armed {
		if one.ID == id {
			return i
		}
	}
	return -1
}

// List gives the rules with what they have done so far.
func (r *Rules) List() []Armed {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := make([]Armed, len(r.armed))
	for i, one := range r.armed {
		list[i] = one.Armed
	}
	return list
}

// Len is how many rules are armed.
func (r *Rules) Len() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.armed)
}

// Remove disarms a rule, and tells whether there was one of this id.
func (r *Rules) Remove(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := r.index(id)
	if i < 0 {
		return false
	}
	r.armed = append(r.armed[:i:i], r.armed[i+1:]...)
	return true
}

// Clear disarms all rules.
func (r *Rules) Clear() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.armed, r.number = nil, 0
}

// Meet gives the rule that meets a request, if there is one.
func (r *Rules) Meet(request Request) (Hit, bool) { return r.meet(false, request) }

// MeetWebhook gives the rule that meets a callback, if there is one.
func (r *Rules) MeetWebhook(request Request) (Hit, bool) { return r.meet(true, request) }

func (r *Rules) meet(webhook bool, request Request) (Hit, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, one := range r.armed {
		if one.Webhook == webhook && one.isFor(request) && one.strikes() {
			return Hit{Rule: one.Rule, Wait: one.Delay.draw(one.chance)}, true
		}
	}
	return Hit{}, false
}

// isFor tells whether the rule's selectors fit a request.
func (a *armed) isFor(request Request) bool {
	return (a.Product == "" || a.Product == request.Product) &&
		(a.Operation == "" || a.Operation == request.Operation) &&
		(a.Method == "" || a.Method == request.Method) &&
		a.path.fits(request.Path)
}

// strikes counts a request and tells whether it is one of those that are met.
func (a *armed) strikes() bool {
	a.Seen++
	switch {
	case a.Seen <= uint64(a.Skip), a.Times > 0 && a.Hits >= uint64(a.Times):
		return false
	case a.Probability != nil && a.chance.Float64() >= *a.Probability:
		return false
	}
	a.Hits++
	return true
}
