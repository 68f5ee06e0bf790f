package features

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	tagexpressions "github.com/cucumber/tag-expressions/go/v6"
)

// ErrNothingSelected says that a selection is sound and picks no example. A run
// of nothing proves nothing, so callers treat it as a failure.
var ErrNothingSelected = errors.New("no example is selected")

// A Selection says which examples to play; the zero value is all of them.
type Selection struct {
	// Rules are ids, or patterns in which * stands for any letters: IC-11, IC-*.
	Rules []string
	// Tags is a Cucumber tag expression: "@needs:clock and not @assumed".
	Tags string
}

// Select gives the examples that one of the rules and the tag expression pick,
// in the contract's order. A rule that matches none of the catalogue, or a tag
// that nothing can carry, is an error with the nearest ones; where all are known
// and nothing is left, the error wraps [ErrNothingSelected] and says why.
func (c *Contract) Select(s Selection) ([]Example, error) {
	ids, err := matchRules(s.Rules)
	if err != nil {
		return nil, err
	}
	wanted, err := parseTags(s.Tags)
	if err != nil {
		return nil, err
	}
	var ofRules, chosen []Example
	for _, e := range c.Examples {
		if len(s.Rules) > 0 && !ids[e.Rule] {
			continue
		}
		ofRules = append(ofRules, e)
		if wanted.Evaluate(e.Tags) {
			chosen = append(chosen, e)
		}
	}
	switch {
	case len(chosen) > 0:
		return chosen, nil
	case len(ofRules) == 0:
		return nil, fmt.Errorf("%w: no feature has an example of %s yet", ErrNothingSelected, strings.Join(s.Rules, ", "))
	}
	return nil, fmt.Errorf("%w: none of %d examples matches the tags %q", ErrNothingSelected, len(ofRules), s.Tags)
}

// Names tells whether the selection's rules name a rule; a selection without
// rules names all. Tags pick among a named rule's examples and take no part.
func (s Selection) Names(id string) bool {
	if len(s.Rules) == 0 {
		return true
	}
	return slices.ContainsFunc(s.Rules, func(pattern string) bool {
		ok, err := path.Match(pattern, id)
		return err == nil && ok
	})
}

// matchRules gives the ids of the catalogue that one of the patterns matches.
func matchRules(patterns []string) (map[string]bool, error) {
	var ids []string
	for _, rule := range catalogue() {
		ids = append(ids, rule.ID)
	}
	matched := map[string]bool{}
	for _, pattern := range patterns {
		found := false
		for _, id := range ids {
			ok, err := path.Match(pattern, id)
			if err != nil {
				return nil, fmt.Errorf("rule pattern %q: %w", pattern, err)
			}
			if ok {
				found, matched[id] = true, true
			}
		}
		if !found {
			return nil, fmt.Errorf("no rule is called %q; near it are %s", pattern, strings.Join(nearest(strings.ToUpper(pattern), ids), ", "))
		}
	}
	return matched, nil
}

// parseTags reads a tag expression and refuses words that no example can carry:
// to a tag expression, a misspelt tag is merely one that nobody has.
func parseTags(text string) (tagexpressions.Evaluatable, error) {
	expression, err := parseExpression(text)
	if err != nil {
		return nil, fmt.Errorf("tag expression %q: %w", text, err)
	}
	for _, word := range tagWords(text) {
		if !slices.Contains(knownTags(), word) {
			return nil, fmt.Errorf("tag expression %q: no tag is called %q; near it are %s",
				text, word, strings.Join(nearest(word, knownTags()), ", "))
		}
	}
	return expression, nil
}

// parseExpression turns the parser's panics, which it has for expressions that
// end too early, into errors.
func parseExpression(text string) (expression tagexpressions.Evaluatable, err error) {
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("it is not complete (%v)", value)
		}
	}()
	return tagexpressions.Parse(text)
}

// tagWords lists what a tag expression says beside its operators.
func tagWords(text string) []string {
	var words []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\n()", r) }) {
		if word != "and" && word != "or" && word != "not" {
			words = append(words, word)
		}
	}
	return words
}
