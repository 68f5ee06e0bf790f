package fault

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Decode takes rules from JSON: a list of rules, or an object with the list as
// "faults". It refuses fields that a rule does not have and rules that could never
// happen; the error says which rule, what is wrong and what to write.
func Decode(text []byte) ([]Rule, error) {
	list, err := listOf(bytes.TrimSpace(text))
	if err != nil {
		return nil, err
	}
	rules := make([]Rule, len(list))
	for i, item := range list {
		if err := decodeRule(item, &rules[i]); err != nil {
			return nil, fmt.Errorf("rule %s: %w", place(i, rules[i].ID), err)
		}
	}
	return rules, nil
}

// listOf finds the list of rules in a text.
func listOf(text []byte) ([]json.RawMessage, error) {
	const want = `write a list of rules or {"faults":[…]}`
	list := []json.RawMessage(nil)
	if bytes.HasPrefix(text, []byte("[")) {
		if err := strictly(text, &list); err != nil {
			return nil, fmt.Errorf("%w; "+want, err)
		}
		return list, nil
	}
	var whole struct {
		Faults []json.RawMessage `json:"faults"`
	}
	if err := strictly(text, &whole); err != nil {
		return nil, fmt.Errorf("%w; "+want, err)
	}
	if whole.Faults == nil {
		return nil, errors.New("there are no faults in it; " + want)
	}
	return whole.Faults, nil
}

func decodeRule(item json.RawMessage, rule *Rule) error {
	if !bytes.HasPrefix(item, []byte("{")) {
		return fmt.Errorf("%.60s is no rule; write an object such as {\"operation\":\"UpdateTask\",\"status\":429,\"times\":2}", item)
	}
	if err := strictly(item, rule); err != nil {
		return err
	}
	return rule.complete().check()
}

// strictly decodes exactly one JSON value without unknown fields.
func strictly(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the JSON value; write one alone")
	}
	return nil
}
