package fault_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/flexrig/flexrig/internal/fault"
)

// TestRulesAreRefused that could never happen, would not show, or say what is not
// known: with a word of what is wrong and what to do.
func TestRulesAreRefused(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ rule, wants string }{
		{`{}`, "nothing happens"},
		{`null`, "no rule"},
		{`[]`, "no rule"},
		{`{"stats":429}`, `unknown field "stats"`},
		{`{"status":"429"}`, "status"},
		{`{"status":200}`, "400 to 599"},
		{`{"status":600}`, "400 to 599"},
		{`{"status":429,"code":-1}`, "error dictionary"},
		{`{"status":429,"message":"` + strings.Repeat("x", 1001) + `"}`, "at most 1000"},
		{`{"status":429,"times":-1}`, "times is -1"},
		{`{"status":429,"skip":-1}`, "skip is -1"},
		{`{"status":429,"probability":0}`, "above 0"},
		{`{"status":429,"probability":1.01}`, "up to 1"},
		{`{"status":429,"method":"post"}`, "none of GET"},
		{`{"status":429,"path":"v1/Workspaces"}`, "begins with /"},
		{`{"status":429,"path":"/v1/Workspaces?Page=1"}`, "has no query"},
		{`{"status":429,"path":"/` + strings.Repeat("x", 500) + `"}`, "at most 500"},
		{`{"status":429,"id":"no spaces"}`, "id"},
		{`{"status":429,"phase":"during"}`, "before or after"},
		{`{"status":429,"do":"timeout"}`, "no status of its own"},
		{`{"do":"answer"}`, "needs a status"},
		{`{"do":"explode"}`, "not known"},
		{`{"do":"timeout","code":20429}`, "belong to an answer"},
		{`{"do":"timeout","retry_after":"1s"}`, "belong to an answer"},
		{`{"do":"cut","phase":"before"}`, "needs the account's answer"},
		{`{"do":"dribble"}`, "needs a delay"},
		{`{"do":"lose","phase":"after"}`, "has no phase"},
		{`{"do":"late","delay":{"fixed":"1s"}}`, "webhook"},
		{`{"delay":{}}`, "delay is one of"},
		{`{"delay":"2ms"}`, "delay"},
		{`{"delay":{"fixed":"2ms","uniform":["1ms","2ms"]}}`, "delay is one of"},
		{`{"delay":{"fixed":"-2ms"}}`, "negative"},
		{`{"delay":{"fixed":"11m"}}`, "longest is 10m"},
		{`{"delay":{"uniform":["1ms"]}}`, "shortest and the longest"},
		{`{"delay":{"uniform":["5ms","1ms"]}}`, "shortest and the longest"},
		{`{"delay":{"log_normal":{"median":"0s","p99":"1s"}}}`, "median"},
		{`{"delay":{"log_normal":{"median":"2s","p99":"1s"}}}`, "median"},
		{`{"webhook":true}`, "nothing that happens to a webhook"},
		{`{"webhook":true,"do":"timeout"}`, "nothing that happens to a webhook"},
		{`{"webhook":true,"do":"late"}`, "needs a delay"},
		{`{"webhook":true,"do":"drop","delay":{"fixed":"1s"}}`, "no delay"},
		{`{"webhook":true,"do":"drop","operation":"UpdateTask"}`, "no operation"},
		{`{"webhook":true,"do":"drop","status":500}`, "no answer"},
	} {
		_, err := fault.Decode([]byte(`{"faults":[{"status":429},` + row.rule + `]}`))
		if err == nil || !strings.Contains(err.Error(), row.wants) || !strings.Contains(err.Error(), "rule 2") {
			t.Errorf("%.100s: got %v, want rule 2 and %q", row.rule, err, row.wants)
		}
	}
}

// TestRulesSayWhatIsUnderstood: what a rule leaves out is told when it is armed.
func TestRulesSayWhatIsUnderstood(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ rule, wants string }{
		{`{"status":429}`, `{"id":"f1","do":"answer","phase":"before","status":429,"code":20429,"message":"Too Many Requests","hits":0,"seen":0}`},
		{`{"status":503,"code":20503,"message":"Gone fishing","phase":"after"}`, `{"id":"f1","do":"answer","phase":"after","status":503,"code":20503,"message":"Gone fishing","hits":0,"seen":0}`},
		{`{"delay":{"fixed":"1500ms"}}`, `{"id":"f1","do":"answer","phase":"before","delay":{"fixed":"1.5s"},"hits":0,"seen":0}`},
		{`{"do":"cut","id":"half"}`, `{"id":"half","do":"cut","phase":"after","hits":0,"seen":0}`},
		{`{"do":"lose","operation":"UpdateTask","probability":0.5}`, `{"id":"f1","operation":"UpdateTask","probability":0.5,"do":"lose","hits":0,"seen":0}`},
		{`{"webhook":true,"do":"drop","path":"/hook"}`, `{"id":"f1","webhook":true,"path":"/hook","do":"drop","hits":0,"seen":0}`},
	} {
		decoded, err := fault.Decode([]byte("[" + row.rule + "]"))
		if err != nil {
			t.Errorf("%s: %v", row.rule, err)
			continue
		}
		rules := fault.NewRules(1)
		if err := rules.Add(decoded...); err != nil {
			t.Errorf("%s: %v", row.rule, err)
		}
		if told, err := json.Marshal(rules.List()[0]); err != nil || string(told) != row.wants {
			t.Errorf("%s:\n got %s, %v\nwant %s", row.rule, told, err, row.wants)
		}
	}
}

func TestListsOfRules(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		text  string
		rules int
		wants string // part of the error; empty where there is none
	}{
		"a list":               {`[{"status":429},{"do":"reset"}]`, 2, ""},
		"an object":            {`{"faults":[{"status":429}]}`, 1, ""},
		"an empty list":        {`[]`, 0, ""},
		"nothing":              {" \n", 0, "list of rules"},
		"no faults":            {`{}`, 0, "no faults"},
		"faults that are null": {`{"faults":null}`, 0, "no faults"},
		"another name":         {`{"rules":[]}`, 0, `unknown field "rules"`},
		"two values":           {`[] []`, 0, "something follows"},
		"half a list":          {`[{"status":429}`, 0, "list of rules"},
		"a word":               {`soon`, 0, "list of rules"},
	} {
		rules, err := fault.Decode([]byte(row.text))
		if len(rules) != row.rules || (err == nil) != (row.wants == "") || err != nil && !strings.Contains(err.Error(), row.wants) {
			t.Errorf("%s: got %d rules and %v, want %d and %q", name, len(rules), err, row.rules, row.wants)
		}
	}
}

// FuzzDecode: no text brings the reader down, and what it takes can be armed,
// told, and read again.
func FuzzDecode(f *testing.F) {
	for _, text := range []string{
		`[]`, `{"faults":[]}`, `[null]`, `[{"status":429,"times":2,"retry_after":"1s"}]`, `{"faults":[{"do":"lose"}]} x`,
		`[{"delay":{"log_normal":{"median":"20ms","p99":"200ms"}},"probability":1e-9}]`, `[{"path":"/v1/**/[a-z]\\*","do":"reset"}]`,
		`[{"webhook":true,"do":"out_of_order","delay":{"uniform":["0s","10m"]}}]`, `[{"delay":{"uniform":[null,null]}}]`,
		`[{"do":"cut","id":"f1"},{"do":"cut"}]`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rules, err := fault.Decode([]byte(text))
		if err != nil {
			return
		}
		armed := fault.NewRules(1)
		if armed.Add(rules...) != nil { // too many, or an id twice
			return
		}
		for _, path := range []string{"", "/", "/v1/Workspaces/WS1/Tasks/WT1"} {
			armed.Meet(fault.Request{Method: "POST", Path: path})
			armed.MeetWebhook(fault.Request{Method: "POST", Path: path})
		}
		for _, one := range armed.List() {
			told, err := json.Marshal([]fault.Rule{one.Rule})
			if err != nil {
				t.Fatalf("a rule that was read cannot be told: %v", err)
			}
			if _, err := fault.Decode(told); err != nil {
				t.Fatalf("%s was told and is not read again: %v", told, err)
			}
		}
	})
}
