package taskrouter

// deepestNesting bounds the parentheses inside parentheses, so that no source
// can exhaust the stack. People write three.
const deepestNesting = 100

var symbolOperators = map[string]operator{
	"==": opEqual, "=": opEqual, "!=": opNotEqual,
	">": opGreater, ">=": opGreaterOrEqual, "<": opLess, "<=": opLessOrEqual,
}

var wordOperators = map[string]operator{"HAS": opHas, "CONTAINS": opContains, "IN": opIn}

const knownOperators = "==, =, !=, >, >=, <, <=, HAS, CONTAINS, IN or NOT IN"

// ParseExpression reads an expression. The error names the character at which
// the reading stopped (the first is 1) and what was expected there.
func ParseExpression(source string) (Expression, error) {
	p := expressionParser{lexer: expressionLexer{source: source}}
	if err := p.advance(); err != nil {
		return Expression{}, err
	}
	if p.here.kind == lexemeEnd {
		return Expression{}, p.expected("a comparison")
	}
	root, err := p.alternatives(0)
	if err != nil {
		return Expression{}, err
	}
	if p.here.kind != lexemeEnd {
		return Expression{}, p.expected("AND, OR or the end")
	}
	return Expression{source: source, root: root}, nil
}

// An expressionParser descends one method per level of binding; here is the
// lexeme that it looks at.
type expressionParser struct {
	lexer expressionLexer
	here  lexeme
}

func (p *expressionParser) advance() (err error) {
	p.here, err = p.lexer.next()
	return err
}

func (p *expressionParser) expected(what string) error {
	return p.lexer.errorAt(p.here.start, "expected %s, found %s", what, p.here)
}

// alternatives reads terms joined by OR.
func (p *expressionParser) alternatives(depth int) (condition, error) {
	return p.joined(depth, "OR", "||", p.conjunction, joinAny)
}

// conjunction reads terms joined by AND.
func (p *expressionParser) conjunction(depth int) (condition, error) {
	return p.joined(depth, "AND", "&&", p.term, joinAll)
}

func (p *expressionParser) joined(depth int, word, symbol string,
	read func(depth int) (condition, error), join func([]condition) condition,
) (condition, error) {
	var terms []condition
	for {
		term, err := read(depth)
		if err != nil {
			return nil, err
		}
		terms = append(terms, term)
		if !p.here.is(lexemeKeyword, word) && !p.here.is(lexemeSymbol, symbol) {
			return join(terms), nil
		}
		if err := p.advance(); err != nil {
			return nil, err
		}
	}
}

// term reads a comparison or a group in parentheses.
func (p *expressionParser) term(depth int) (condition, error) {
	if !p.here.is(lexemeBracket, "(") {
		return p.comparison()
	}
	if depth == deepestNesting {
		return nil, p.lexer.errorAt(p.here.start, "more than %d parentheses inside one another", deepestNesting)
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	group, err := p.alternatives(depth + 1)
	if err != nil {
		return nil, err
	}
	if !p.here.is(lexemeBracket, ")") {
		return nil, p.expected("AND, OR or )")
	}
	return group, p.advance()
}

func (p *expressionParser) comparison() (condition, error) {
	left, err := p.operand()
	if err != nil {
		return nil, err
	}
	operator, err := p.operator()
	if err != nil {
		return nil, err
	}
	right, err := p.operand()
	if err != nil {
		return nil, err
	}
	return comparison{left: left, operator: operator, right: right}.settle(), nil
}

func (p *expressionParser) operator() (operator, error) {
	if p.here.is(lexemeKeyword, "NOT") {
		if err := p.advance(); err != nil {
			return 0, err
		}
		if !p.here.is(lexemeKeyword, "IN") {
			return 0, p.expected("IN after NOT")
		}
		return opNotIn, p.advance()
	}
	var found operator
	switch p.here.kind {
	case lexemeSymbol:
		found = symbolOperators[p.here.text]
	case lexemeKeyword:
		found = wordOperators[p.here.text]
	}
	if found == 0 {
		return 0, p.noOperator()
	}
	return found, p.advance()
}

// noOperator tells a word or sign that is no operator from a missing one.
func (p *expressionParser) noOperator() error {
	if p.here.kind == lexemePath || p.here.kind == lexemeSymbol {
		return p.lexer.errorAt(p.here.start, "unknown operator %s, expected %s", p.here, knownOperators)
	}
	return p.expected("an operator (" + knownOperators + ")")
}

// operand reads one side of a comparison.
func (p *expressionParser) operand() (operand, error) {
	if p.here.is(lexemeBracket, "[") {
		return p.list()
	}
	if path := p.here.path; p.here.kind == lexemePath {
		return operand{path: path}, p.advance()
	}
	value, ok := p.literal()
	if !ok {
		return operand{}, p.expected("a value, a list or the name of an attribute")
	}
	return operand{value: value}, p.advance()
}

// list reads the rest of a list literal; its elements are literals.
func (p *expressionParser) list() (operand, error) {
	elements := []any{}
	if err := p.advance(); err != nil {
		return operand{}, err
	}
	for !p.here.is(lexemeBracket, "]") {
		if len(elements) > 0 {
			if !p.here.is(lexemeBracket, ",") {
				return operand{}, p.expected(", or ]")
			}
			if err := p.advance(); err != nil {
				return operand{}, err
			}
		}
		value, ok := p.literal()
		if !ok {
			return operand{}, p.expected("a string, a number, true, false or null")
		}
		elements = append(elements, value)
		if err := p.advance(); err != nil {
			return operand{}, err
		}
	}
	return operand{value: elements}, p.advance()
}

// literal gives the value of the lexeme at hand, if it has one by itself.
func (p *expressionParser) literal() (value any, ok bool) {
	if p.here.kind == lexemeValue {
		return p.here.value, true
	}
	if p.here.kind != lexemeKeyword {
		return nil, false
	}
	switch p.here.text {
	case "TRUE":
		return true, true
	case "FALSE":
		return false, true
	case "NULL":
		return nil, true
	}
	return nil, false
}
