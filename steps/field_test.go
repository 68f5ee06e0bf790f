package steps

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestFieldsOfAnAnswer(t *testing.T) {
	t.Parallel()
	const body = `{
		"sid": "WT0123456789abcdef0123456789abcdef", "age": 0, "ratio": 0.5, "reason": null, "on": false,
		"date_created": "2026-01-05T09:00:00Z", "url": "https://crm.example/tasks/7",
		"links": {"workflow": "crm.example", "tasks": null}
	}`
	decoder := json.NewDecoder(strings.NewReader(body))
	decoder.UseNumber()
	var answer map[string]any
	if err := decoder.Decode(&answer); err != nil {
		t.Fatal(err)
	}
	for _, field := range []struct{ path, sort, want string }{
		{"sid", "sid WT", ""},
		{"sid", "sid WS", `"WT0123456789abcdef0123456789abcdef"`},
		{"age", "whole number", ""},
		{"age", "text", "0"},
		{"ratio", "whole number", "0.5"},
		{"sid", "whole number", `"WT0123456789abcdef0123456789abcdef"`},
		{"reason", "text or nothing", ""},
		{"reason", "text", "null"},
		{"on", "true or false", ""},
		{"on", "text", "false"},
		{"date_created", "time", ""},
		{"date_created", "time or nothing", ""},
		{"url", "time or nothing", `"https://crm.example/tasks/7"`},
		{"url", "address", ""},
		{"links.workflow", "address", `"crm.example"`},
		{"links.tasks", "address", "null"},
		{"links.workspace", "address", "missing"},
		{"required_attention", "whole number or nothing", "missing"},
		{"sid.inner", "text", "not in an object"},
	} {
		got, err := fieldProblem(answer, field.path, field.sort)
		if err != nil || got != field.want {
			t.Errorf("%s as %s: got problem %q (%v), want %q", field.path, field.sort, got, err, field.want)
		}
	}
	if _, err := fieldProblem(answer, "sid", "string"); err == nil {
		t.Error("an unknown type is no error")
	}
}
