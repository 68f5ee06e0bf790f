package flex

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// exactly decodes a JSON object into a struct, as encoding/json does but for one
// thing: a member counts only where its name is written as the tag has it.
// "Type" is not "type" on the platform, and an integration that sends it should
// not pass here. The error says in a client's words which member is wrong.
func exactly(text []byte, into any) error {
	if err := json.Unmarshal(text, new(json.RawMessage)); err != nil {
		return err
	}
	if strings.TrimSpace(string(text)) == "null" {
		return errors.New("it is null")
	}
	return fill(text, reflect.ValueOf(into).Elem(), "it")
}

// fill decodes one value; path names it in errors. A null leaves what is there.
func fill(text json.RawMessage, into reflect.Value, path string) error {
	switch {
	case into.Kind() == reflect.Struct:
		return fillMembers(text, into, path)
	case into.Kind() == reflect.Slice && into.Type().Elem().Kind() == reflect.Struct:
		var items []json.RawMessage
		if err := decodeAt(text, &items, path); err != nil {
			return err
		}
		into.Set(reflect.MakeSlice(into.Type(), len(items), len(items)))
		for i, item := range items {
			if err := fill(item, into.Index(i), fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return err
			}
		}
		return nil
	}
	return decodeAt(text, into.Addr().Interface(), path)
}

func fillMembers(text json.RawMessage, into reflect.Value, path string) error {
	var members map[string]json.RawMessage
	if err := decodeAt(text, &members, path); err != nil {
		return err
	}
	for i := range into.NumField() {
		name := into.Type().Field(i).Tag.Get("json")
		if member, sent := members[name]; sent {
			if err := fill(member, into.Field(i), below(path, name)); err != nil {
				return err
			}
		}
	}
	return nil
}

func below(path, name string) string {
	if path == "it" {
		return name
	}
	return path + "." + name
}

// decodeAt decodes one value and says in words what it is instead of what it
// should be, without naming Go's own types.
func decodeAt(text json.RawMessage, into any, path string) error {
	err := json.Unmarshal(text, into)
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		kind, _, _ := strings.Cut(wrong.Value, " ")
		return fmt.Errorf("%s is of the wrong kind: %s", path, kind)
	}
	return err
}
