package wire

import (
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/flexrig/flexrig/internal/fault"
)

// readFaults gives the account's faults in their order, and what each has done.
func (s *StandIn) readFaults(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	return showFaults(http.StatusOK, found), nil
}

func showFaults(status int, t *tenant) answer {
	return answer{status: status, body: struct {
		Faults []fault.Armed `json:"faults"`
	}{t.trouble.faults.List()}}
}

// addFaults arms faults behind those that are armed.
func (s *StandIn) addFaults(r *http.Request) (answer, error) {
	return s.armFaults(r, http.StatusCreated, (*fault.Rules).Add)
}

// replaceFaults arms faults instead of those that are armed.
func (s *StandIn) replaceFaults(r *http.Request) (answer, error) {
	return s.armFaults(r, http.StatusOK, (*fault.Rules).Replace)
}

func (s *StandIn) armFaults(r *http.Request, status int, arm func(*fault.Rules, ...fault.Rule) error) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	text, err := textOf(r)
	if err != nil {
		return answer{}, err
	}
	rules, err := fault.Decode(text)
	if err != nil {
		return answer{}, badRequest("%v", err)
	}
	for i, rule := range rules {
		if err := checkFault(rule); err != nil {
			return answer{}, badRequest("rule %d: %v", i+1, err)
		}
	}
	if err := found.trouble.change(func() error { return arm(found.trouble.faults, rules...) }); err != nil {
		return answer{}, badRequest("%v", err)
	}
	return showFaults(status, found), nil
}

// disarmFaults disarms the fault that is named by ?id=, or all of them.
func (s *StandIn) disarmFaults(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	query := r.URL.Query()
	err = found.trouble.change(func() error {
		if !query.Has("id") {
			found.trouble.faults.Clear()
			return nil
		}
		if id := query.Get("id"); !found.trouble.faults.Remove(id) {
			return notFound("no fault with the id %.70q is armed; GET /v1/faults lists those that are", id)
		}
		return nil
	})
	return answer{status: http.StatusNoContent}, err
}

// readQuota gives what the account may ask.
func (s *StandIn) readQuota(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	return answer{status: http.StatusOK, body: found.trouble.quota()}, nil
}

// setQuota says what the account may ask from now on. Its buckets are full.
func (s *StandIn) setQuota(r *http.Request) (answer, error) {
	found, err := s.tenantOf(r)
	if err != nil {
		return answer{}, err
	}
	text, err := textOf(r)
	if err != nil {
		return answer{}, err
	}
	quota, err := fault.DecodeQuota(text)
	if err == nil {
		err = CheckQuota(quota)
	}
	if err != nil {
		return answer{}, badRequest("%v", err)
	}
	found.trouble.setQuota(quota)
	return answer{status: http.StatusOK, body: found.trouble.quota()}, nil
}

// CheckQuota refuses a quota that limits what no client can ask.
func CheckQuota(quota fault.Quota) error {
	for _, name := range quota.Names() {
		if _, err := modelledOperation(name); err != nil {
			return err
		}
	}
	return nil
}

// textOf reads the whole body of a request to the door.
func textOf(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, badRequest("the request has no body; send JSON")
	}
	text, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, largestBody))
	if err != nil {
		return nil, badRequest("the body could not be read: %v", err)
	}
	return text, nil
}

// checkFault refuses a rule that is for nothing which the stand-in models.
func checkFault(rule fault.Rule) error {
	products := modelledProducts()
	if rule.Product != "" && !slices.Contains(products, rule.Product) {
		return badRequest("product %.60q is none of %s", rule.Product, strings.Join(products, ", "))
	}
	if rule.Operation == "" {
		if rule.Do == fault.DoLose {
			return badRequest("a fault that loses writes names its operation: %s", strings.Join(lossy(), ", "))
		}
		return nil
	}
	op, err := modelledOperation(rule.Operation)
	if err != nil {
		return err
	}
	switch {
	case rule.Product != "" && rule.Product != string(op.product):
		return badRequest("operation %s is one of %s, not of %s; leave product out", op.name, op.product, rule.Product)
	case rule.Method != "" && rule.Method != op.method:
		return badRequest("operation %s is a %s, not a %s; leave method out", op.name, op.method, rule.Method)
	case rule.Do == fault.DoLose && op.lost == nil:
		return badRequest("operation %s cannot lose writes; these can: %s", op.name, strings.Join(lossy(), ", "))
	case (rule.Do == fault.DoCut || rule.Do == fault.DoDribble) && op.method == http.MethodDelete:
		return badRequest("the answer to %s has no body to %s", op.name, rule.Do)
	}
	return nil
}

// byName are the operations of the table.
var byName = sync.OnceValue(func() map[string]operation {
	named := map[string]operation{}
	for _, op := range operations() {
		named[op.name] = op
	}
	return named
})

func modelledOperation(name string) (operation, error) {
	if op, ok := byName()[name]; ok {
		return op, nil
	}
	hint := "write Twilio's operation id, UpdateTask say"
	if meant := nearest(name, slices.Sorted(maps.Keys(byName()))); meant != "" {
		hint = "did you mean " + meant + "?"
	}
	return operation{}, badRequest("operation %.100q is not modelled; %s", name, hint)
}

// lossy are the operations whose writes a fault can lose.
func lossy() []string {
	var names []string
	for name, op := range byName() {
		if op.lost != nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// modelledProducts are the products of the table.
func modelledProducts() []string {
	var products []string
	for _, op := range byName() {
		products = append(products, string(op.product))
	}
	slices.Sort(products)
	return slices.Compact(products)
}
