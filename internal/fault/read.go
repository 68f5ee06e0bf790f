package fault

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/goccy/go-yaml"
)

// largestFile bounds a file of rules or of a quota; a rule is some hundred bytes.
const largestFile = 1 << 20

// Read takes rules from a file: JSON or YAML, a list of rules or an object with
// the list as "faults".
func Read(r io.Reader) ([]Rule, error) {
	text, err := jsonOf(r)
	if err == nil {
		var rules []Rule
		if rules, err = Decode(text); err == nil {
			return rules, nil
		}
	}
	return nil, fmt.Errorf("read fault rules: %w", err)
}

// Decode reads rules as [Read] does, from JSON alone. It refuses fields that a
// rule does not have and rules that could never happen.
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

// jsonOf reads a file that is JSON, or YAML that becomes it.
func jsonOf(r io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, largestFile+1))
	if err != nil {
		return nil, err
	}
	if len(text) > largestFile {
		return nil, fmt.Errorf("the file is larger than %d bytes", largestFile)
	}
	text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff")))
	if len(text) == 0 {
		return nil, errors.New("the file is empty")
	}
	if text[0] == '{' || text[0] == '[' {
		return text, nil
	}
	converted, err := yaml.YAMLToJSON(text)
	if err != nil {
		return nil, fmt.Errorf("the file is neither JSON nor YAML: %w", err)
	}
	return converted, nil
}
