package taskrouter

import "strings"

// An Expression is a condition in TaskRouter's SQL-like language: the
// TargetWorkers of a queue, the filter or worker expression of a workflow, the
// EvaluateTaskAttributes and TargetWorkersExpression of a list. It is made by
// ParseExpression, never changes, and may be used by many goroutines at once.
// The zero Expression matches nothing.
//
// A condition compares two values, each a string in double or single quotes, a
// number, true, false, null, a list such as ['en', 'es'], or the path of an
// attribute such as routing.skills or languages[0]. Comparisons are joined by
// AND and OR (or && and ||), AND binding tighter, and grouped by parentheses.
// Key words are read in any case, values and attribute names are not.
//
//	==  =          the same string, number or boolean; null and a missing attribute are the same
//	!=             not the same; values of two kinds are never the same
//	>  >=  <  <=   both numbers, or both strings in byte order
//	HAS            the list on the left holds the value on the right
//	CONTAINS       the string on the left holds the string on the right
//	IN, NOT IN     the value on the left is, or is not, in the list on the right
//
// A missing attribute makes every comparison false but "!= something" and
// "== null". A list or an object is different from null and otherwise neither
// equal nor unequal to anything (Twilio docs, Using TaskRouter Expressions; the
// comparison with null is from Lifecycle of a Task: Workflows and Assignment).
//
// HAS on a scalar and CONTAINS on a list are false, as the page says. One
// reading is more generous than it: a name may hold hyphens.
type Expression struct {
	source string
	root   condition
}

// Matches tells whether the condition holds for the values that vars gives.
// With nil vars every attribute is missing.
func (e Expression) Matches(vars Variables) bool {
	return e.root != nil && e.root.holds(vars)
}

// String gives the source as it was parsed, white space included.
func (e Expression) String() string { return e.source }

// Constant tells whether the outcome is the same whatever the attributes are,
// and what it then is. 1==1 is constant, and so is 1==1 OR a=='b'; whoever
// holds a constant expression need not decode attributes to evaluate it.
func (e Expression) Constant() (value, isConstant bool) {
	if e.root == nil {
		return false, true
	}
	known, isConstant := e.root.(settled)
	return bool(known), isConstant
}

// A condition is a node of a parsed expression.
type condition interface {
	holds(vars Variables) bool
}

// settled is a condition that reads no attribute.
type settled bool

func (s settled) holds(Variables) bool { return bool(s) }

// allOf holds when each of its conditions does, anyOf when one of them does.
// They are flat, so that a long chain of ANDs costs no depth of stack.
type (
	allOf []condition
	anyOf []condition
)

func (terms allOf) holds(vars Variables) bool {
	for _, c := range terms {
		if !c.holds(vars) {
			return false
		}
	}
	return true
}

func (terms anyOf) holds(vars Variables) bool {
	for _, c := range terms {
		if c.holds(vars) {
			return true
		}
	}
	return false
}

// joinAll and joinAny drop what cannot change the outcome, so that an
// expression which no attribute decides ends as settled.
func joinAll(terms []condition) condition {
	open, decided := withoutSettled(terms, true)
	switch {
	case decided:
		return settled(false)
	case len(open) == 0:
		return settled(true)
	case len(open) == 1:
		return open[0]
	}
	return allOf(open)
}

func joinAny(terms []condition) condition {
	open, decided := withoutSettled(terms, false)
	switch {
	case decided:
		return settled(true)
	case len(open) == 0:
		return settled(false)
	case len(open) == 1:
		return open[0]
	}
	return anyOf(open)
}

// withoutSettled removes the settled terms that equal neutral; a settled term
// that does not decides the whole.
func withoutSettled(terms []condition, neutral settled) (open []condition, decided bool) {
	for _, term := range terms {
		known, isSettled := term.(settled)
		if !isSettled {
			open = append(open, term)
		} else if known != neutral {
			return nil, true
		}
	}
	return open, false
}

// An operand is one side of a comparison: an attribute's path, or a value.
type operand struct {
	path  []string // nil for a value
	value any
}

func (o operand) resolve(vars Variables) any {
	if o.path == nil {
		return o.value
	}
	if vars == nil {
		return nil
	}
	value, ok := vars(o.path)
	if !ok {
		return nil
	}
	return value
}

// A comparison holds an operator rather than a function, so that two parses of
// one source are deeply equal.
type comparison struct {
	left     operand
	operator operator
	right    operand
}

func (c comparison) holds(vars Variables) bool {
	return c.operator.compare(c.left.resolve(vars), c.right.resolve(vars))
}

// settle replaces a comparison of two values by its outcome.
func (c comparison) settle() condition {
	if c.left.path == nil && c.right.path == nil {
		return settled(c.holds(nil))
	}
	return c
}

type operator uint8

const (
	opEqual operator = iota + 1
	opNotEqual
	opGreater
	opGreaterOrEqual
	opLess
	opLessOrEqual
	opHas
	opContains
	opIn
	opNotIn
)

func (op operator) compare(left, right any) bool {
	switch op {
	case opEqual:
		return sameScalar(left, right)
	case opNotEqual:
		return differ(left, right)
	case opHas:
		return right != nil && listHolds(left, right)
	case opContains:
		return right != nil && textHolds(left, right)
	case opIn:
		return left != nil && listHolds(right, left)
	case opNotIn:
		_, isList := right.([]any)
		return left != nil && isList && isScalar(left) && !listHolds(right, left)
	}
	order, ordered := orderOf(left, right)
	return ordered && op.allows(order)
}

// allows tells whether an ordering operator holds for an order of -1, 0 or 1.
func (op operator) allows(order int) bool {
	switch op {
	case opGreater:
		return order > 0
	case opGreaterOrEqual:
		return order >= 0
	case opLess:
		return order < 0
	case opLessOrEqual:
		return order <= 0
	}
	return false
}

// sameScalar never compares two interfaces directly: lists would panic.
func sameScalar(left, right any) bool {
	switch left := left.(type) {
	case nil:
		return right == nil
	case string:
		right, ok := right.(string)
		return ok && left == right
	case bool:
		right, ok := right.(bool)
		return ok && left == right
	}
	a, leftOK := asNumber(left)
	b, rightOK := asNumber(right)
	return leftOK && rightOK && a == b
}

func differ(left, right any) bool {
	if left == nil || right == nil {
		return (left == nil) != (right == nil)
	}
	return isScalar(left) && isScalar(right) && !sameScalar(left, right)
}

// orderOf gives -1, 0 or 1, and false when the two have no order.
func orderOf(left, right any) (order int, ordered bool) {
	if a, ok := left.(string); ok {
		b, ok := right.(string)
		return strings.Compare(a, b), ok
	}
	a, leftOK := asNumber(left)
	b, rightOK := asNumber(right)
	switch {
	case a < b:
		order = -1
	case a > b:
		order = 1
	}
	return order, leftOK && rightOK
}

func listHolds(list, value any) bool {
	elements, ok := list.([]any)
	if !ok {
		return false
	}
	for _, element := range elements {
		if sameScalar(element, value) {
			return true
		}
	}
	return false
}

func textHolds(text, part any) bool {
	whole, ok := text.(string)
	if !ok {
		return false
	}
	piece, ok := part.(string)
	return ok && strings.Contains(whole, piece)
}

func isScalar(value any) bool {
	switch value.(type) {
	case nil, string, bool:
		return true
	}
	_, ok := asNumber(value)
	return ok
}

// asNumber takes an int too: counts such as workers.available are no JSON.
func asNumber(value any) (float64, bool) {
	switch value := value.(type) {
	case float64:
		return value, true
	case int:
		return float64(value), true
	}
	return 0, false
}
