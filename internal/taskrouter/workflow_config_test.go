package taskrouter

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

const (
	salesQueue    = "WQ0000000000000000000000000000000a"
	supportQueue  = "WQ0000000000000000000000000000000b"
	everyoneQueue = "WQ0000000000000000000000000000000c"
)

// escalation holds two named filters and one without a name, a target without
// a queue of its own, numbers in both spellings and keys that nobody knows.
const escalation = `{"task_routing": {
	"filters": [
		{"filter_friendly_name": "Gold", "expression": "type == 'ticket' AND task.value == 'gold'", "targets": [
			{"queue": "` + supportQueue + `", "priority": "10", "timeout": "300", "expression": "task.language IN worker.languages",
			 "order_by": "worker.level DESC", "skip_if": "workers.available == 0", "known_worker_sid": "task.agent_sid", "colour": 1},
			{"priority": 20, "timeout": 15.0, "known_worker_friendly_name": "task.agent_name"},
			{"queue": "` + everyoneQueue + `"}
		]},
		{"friendly_name": "Sales", "expression": "type == \"lead\"", "targets": [{"queue": "` + salesQueue + `"}]},
		{"expression": "type == 'ticket'", "targets": [{"queue": "` + supportQueue + `"}], "version": 2}
	],
	"default_filter": {"queue": "` + everyoneQueue + `", "priority": 1, "expression": "1==1"}
}, "generator": "console"}`

func readConfig(t *testing.T, text string) WorkflowConfig {
	t.Helper()
	config, err := ParseWorkflowConfig(text)
	if err != nil {
		t.Fatalf("ParseWorkflowConfig(%.200q): %v", text, err)
	}
	return config
}

func TestParseWorkflowConfigReadsEveryField(t *testing.T) {
	t.Parallel()
	config := readConfig(t, escalation)
	if len(config.Filters) != 3 {
		t.Fatalf("got %d filters, want 3", len(config.Filters))
	}
	for i, want := range []string{"Gold", "Sales", ""} {
		if got := config.Filters[i].Name; got != want {
			t.Errorf("filter %d: got name %q, want %q", i+1, got, want)
		}
	}
	if got, want := config.Filters[0].Expression.String(), "type == 'ticket' AND task.value == 'gold'"; got != want {
		t.Errorf("filter 1: got expression %q, want %q", got, want)
	}
	rows := []struct {
		name      string
		target    WorkflowTarget
		want      WorkflowTarget
		priority  string
		condition string
		skip      string
	}{
		{"first target", config.Filters[0].Targets[0], WorkflowTarget{
			QueueSid: supportQueue, Timeout: 5 * time.Minute, OrderBy: "worker.level DESC", KnownWorkerSid: "task.agent_sid",
		}, "10", "task.language IN worker.languages", "workers.available == 0"},
		{"target without a queue", config.Filters[0].Targets[1], WorkflowTarget{
			QueueSid: supportQueue, Timeout: 15 * time.Second, KnownWorkerName: "task.agent_name",
		}, "20", "none", "none"},
		{"target with nothing but a queue", config.Filters[0].Targets[2], WorkflowTarget{QueueSid: everyoneQueue}, "none", "none", "none"},
		{"default", *config.Default, WorkflowTarget{QueueSid: everyoneQueue, IsDefault: true}, "1", "1==1", "none"},
	}
	for _, row := range rows {
		if got := optional(row.target.Priority, strconv.Itoa); got != row.priority {
			t.Errorf("%s: got priority %s, want %s", row.name, got, row.priority)
		}
		if got := optional(row.target.Expression, Expression.String); got != row.condition {
			t.Errorf("%s: got expression %s, want %s", row.name, got, row.condition)
		}
		if got := optional(row.target.SkipIf, Expression.String); got != row.skip {
			t.Errorf("%s: got skip_if %s, want %s", row.name, got, row.skip)
		}
		plain := row.target
		plain.Priority, plain.Expression, plain.SkipIf = nil, nil, nil
		if plain != row.want {
			t.Errorf("%s: got %+v, want %+v", row.name, plain, row.want)
		}
	}
}

func optional[T any](value *T, text func(T) string) string {
	if value == nil {
		return "none"
	}
	return text(*value)
}

func TestParseWorkflowConfigTakesWhatIsLeftOut(t *testing.T) {
	t.Parallel()
	const filter = `{"expression":"1==1","targets":[{"queue":"WQ1","timeout":null,"priority":"","expression":"","skip_if":null}]}`
	for name, text := range map[string]string{
		"only a default":          `{"task_routing":{"default_filter":{"queue":"WQ1"}}}`,
		"no filters in the list":  `{"task_routing":{"filters":[],"default_filter":{"queue":"WQ1"}}}`,
		"filters null":            `{"task_routing":{"filters":null,"default_filter":{"queue":"WQ1"}}}`,
		"older key of the queue":  `{"task_routing":{"default_filter":{"task_queue_sid":"WQ1"}}}`,
		"only filters":            `{"task_routing":{"filters":[` + filter + `]}}`,
		"default null":            `{"task_routing":{"filters":[` + filter + `],"default_filter":null}}`,
		"timeout 0 is no timeout": `{"task_routing":{"default_filter":{"queue":"WQ1","timeout":0}}}`,
		"keys of another case":    `{"task_routing":{"Filters":7,"default_filter":{"queue":"WQ1","Timeout":-1}}}`,
	} {
		config := readConfig(t, text)
		targets, _ := config.Targets(nil)
		if len(targets) != 1 || targets[0].QueueSid != "WQ1" || targets[0].Timeout != 0 ||
			targets[0].Priority != nil || targets[0].Expression != nil || targets[0].SkipIf != nil {
			t.Errorf("%s: got targets %+v, want one with queue WQ1 and nothing else", name, targets)
		}
	}
}

func TestParseWorkflowConfigRefusesWhatItCannotFollow(t *testing.T) {
	t.Parallel()
	filters := func(list string) string { return `{"task_routing":{"filters":[` + list + `]}}` }
	target := func(members string) string {
		return filters(`{"filter_friendly_name":"Sales","expression":"1==1","targets":[{"queue":"WQ1"},{` + members + `}]}`)
	}
	rows := []struct{ name, text, want string }{
		{"nothing", ``, `invalid JSON: unexpected end of JSON input at byte 0`},
		{"broken JSON", `{"task_routing":`, `invalid JSON: unexpected end of JSON input at byte 16`},
		{"a list", `[]`, `invalid JSON: expected an object, found a list`},
		{"no task_routing", `{"filters":[]}`, `no task_routing`},
		{"task_routing no object", `{"task_routing":[]}`, `task_routing is no object`},
		{"nothing to route by", `{"task_routing":{}}`, `task_routing has neither filters nor a default_filter`},
		{"no filter, no default", filters(``), `task_routing has neither filters nor a default_filter`},
		{"filters no list", `{"task_routing":{"filters":{}}}`, `filters is no list`},
		{"filter no object", filters(`"Sales"`), `filters: entry 1 is no object`},
		{"name no string", filters(`{"filter_friendly_name":1}`), `filter 1: filter_friendly_name is no string`},
		{"no expression", filters(`{"friendly_name":"Sales","targets":[{"queue":"WQ1"}]}`), `filter "Sales": no expression`},
		{"blank expression", filters(`{"expression":" ","targets":[{"queue":"WQ1"}]}`), `filter 1: no expression`},
		{
			"wrong expression", filters(`{"filter_friendly_name":"Sales","expression":"a HAZ 1","targets":[{"queue":"WQ1"}]}`),
			`filter "Sales": expression: expression at 3: unknown operator "HAZ", expected ` + knownOperators,
		},
		{
			"the second one", filters(`{"expression":"1==1","targets":[{"queue":"WQ1"}]},{"expression":"(","targets":[{"queue":"WQ1"}]}`),
			`filter 2: expression: expression at 2: expected a value, a list or the name of an attribute, found the end`,
		},
		{"no targets", filters(`{"expression":"1==1"}`), `filter 1: no targets`},
		{"no target in the list", filters(`{"expression":"1==1","targets":[]}`), `filter 1: no targets`},
		{"targets no list", filters(`{"expression":"1==1","targets":{"queue":"WQ1"}}`), `filter 1: targets is no list`},
		{"first target without queue", filters(`{"expression":"1==1","targets":[{"timeout":5},{"queue":"WQ1"}]}`), `filter 1: target 1: no queue`},
		{"queue no string", target(`"queue":5`), `filter "Sales": target 2: queue is no string`},
		{"negative timeout", target(`"timeout":-1`), `filter "Sales": target 2: timeout is no whole number from 0 to 2147483647: -1`},
		{"negative timeout in quotes", target(`"timeout":"-1"`), `filter "Sales": target 2: timeout is no whole number from 0 to 2147483647: -1`},
		{"part of a second", target(`"timeout":1.5`), `filter "Sales": target 2: timeout is no whole number from 0 to 2147483647: 1.5`},
		{"timeout in words", target(`"timeout":"5m"`), `filter "Sales": target 2: timeout is no whole number: "5m"`},
		{"timeout true", target(`"timeout":true`), `filter "Sales": target 2: timeout is no number`},
		{"timeout too long", target(`"timeout":2147483648`), `filter "Sales": target 2: timeout is no whole number from 0 to 2147483647: 2.147483648e+09`},
		{"negative priority", target(`"priority":-1`), `filter "Sales": target 2: priority is no whole number from 0 to 2147483647: -1`},
		{"wrong worker expression", target(`"expression":"worker.a"`), `filter "Sales": target 2: expression: expression at 9: ` +
			`expected an operator (` + knownOperators + `), found the end`},
		{"wrong skip_if", target(`"skip_if":"workers.available ==="`), `filter "Sales": target 2: skip_if: expression at 19: ` +
			`unknown operator "===", expected ` + knownOperators},
		{"order_by no string", target(`"order_by":1`), `filter "Sales": target 2: order_by is no string`},
		{"known worker no string", target(`"known_worker_sid":1`), `filter "Sales": target 2: known_worker_sid is no string`},
		{"known worker's name no string", target(`"known_worker_friendly_name":[]`), `filter "Sales": target 2: known_worker_friendly_name is no string`},
		{"default no object", `{"task_routing":{"default_filter":"WQ1"}}`, `default_filter is no object`},
		{"default without queue", `{"task_routing":{"default_filter":{}}}`, `default_filter: no queue`},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			config, err := ParseWorkflowConfig(row.text)
			want := "Invalid parameter Configuration: " + row.want
			if message := refusalOf(t, row.text, err); message != want {
				t.Errorf("%s:\n got %q\nwant %q", row.text, message, want)
			}
			if config.Filters != nil || config.Default != nil {
				t.Errorf("%s: got %+v with the refusal, want nothing", row.text, config)
			}
		})
	}
}

func TestWorkflowConfigTargets(t *testing.T) {
	t.Parallel()
	config := readConfig(t, escalation)
	withoutDefault := config
	withoutDefault.Default = nil
	rows := []struct {
		name    string
		config  WorkflowConfig
		task    Attributes
		matched string
		queues  []string
	}{
		{
			"the first filter that matches wins", config, `{"type":"ticket","value":"gold"}`, "Gold",
			[]string{supportQueue, supportQueue, everyoneQueue, everyoneQueue},
		},
		{"a later filter matches", config, `{"type":"lead"}`, "Sales", []string{salesQueue, everyoneQueue}},
		{"a filter without a name matches", config, `{"type":"ticket"}`, "", []string{supportQueue, everyoneQueue}},
		{"nothing matches", config, `{"type":"fax"}`, "", []string{everyoneQueue}},
		{"no attributes", config, ``, "", []string{everyoneQueue}},
		{"matched without a default", withoutDefault, `{"type":"lead"}`, "Sales", []string{salesQueue}},
		{"nothing matches and there is no default", withoutDefault, `{}`, "", nil},
	}
	for _, row := range rows {
		targets, matched := row.config.Targets(row.task.Variables())
		var queues []string
		for i, target := range targets {
			queues = append(queues, target.QueueSid)
			if isLast := row.config.Default != nil && i == len(targets)-1; target.IsDefault != isLast {
				t.Errorf("%s: target %d: got IsDefault %t, want %t", row.name, i+1, target.IsDefault, isLast)
			}
		}
		if matched != row.matched || !slices.Equal(queues, row.queues) {
			t.Errorf("%s: task %s: got %q to %v, want %q to %v", row.name, row.task, matched, queues, row.matched, row.queues)
		}
	}
}

func TestWorkflowConfigTargetsAreTheCallersOwn(t *testing.T) {
	t.Parallel()
	config := readConfig(t, escalation)
	task := Attributes(`{"type":"lead"}`).Variables()
	first, _ := config.Targets(task)
	first[0].QueueSid, first[1].QueueSid = "changed", "changed"
	again, _ := config.Targets(task)
	if again[0].QueueSid != salesQueue || again[1].QueueSid != everyoneQueue {
		t.Errorf("after a change to an earlier answer: got %+v, want the configured queues", again)
	}
}

func TestWorkflowConfigQueuesAreListedOnce(t *testing.T) {
	t.Parallel()
	got := readConfig(t, escalation).Queues()
	if want := []string{supportQueue, everyoneQueue, salesQueue}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := (WorkflowConfig{}).Queues(); got != nil {
		t.Errorf("empty configuration: got %v, want none", got)
	}
}

func TestWorkflowConfigReadsTask(t *testing.T) {
	t.Parallel()
	filter := func(expression string) string {
		return `{"expression":"` + expression + `","targets":[{"queue":"WQ1","expression":"worker.a == task.a"}]}`
	}
	rows := []struct {
		name    string
		filters []string
		want    bool
	}{
		{"no filters", nil, false},
		{"one that always matches", []string{filter("1==1")}, false},
		{"one that never matches", []string{filter("1==2")}, false},
		{"one that asks for an attribute", []string{filter("a==1")}, true},
		{"one that asks, after one that never matches", []string{filter("1==2"), filter("a==1")}, true},
		{"one that asks, after one that always matches", []string{filter("1==1"), filter("a==1")}, false},
		{"one that asks, before one that always matches", []string{filter("a==1"), filter("1==1")}, true},
	}
	for _, row := range rows {
		text := `{"task_routing":{"filters":[` + strings.Join(row.filters, ",") + `],"default_filter":{"queue":"WQ2"}}}`
		if got := readConfig(t, text).ReadsTask(); got != row.want {
			t.Errorf("%s: %s: got %t, want %t", row.name, text, got, row.want)
		}
	}
}

func FuzzParseWorkflowConfig(f *testing.F) {
	for _, seed := range []string{
		escalation, `{}`, `{"task_routing":{}}`, `{"task_routing":{"default_filter":{"queue":"WQ1","timeout":"5"}}}`,
		`{"task_routing":{"filters":[{"expression":"a==1","targets":[{"queue":"WQ1"},{"timeout":1e9}]}]}}`,
		`{"task_routing":{"filters":[null],"default_filter":{"queue":"WQ1","priority":-0}}}`,
	} {
		f.Add(seed, `{"type":"ticket","value":"gold","a":1}`)
	}
	f.Fuzz(func(t *testing.T, text, attributes string) {
		config, err := ParseWorkflowConfig(text)
		if err != nil {
			refusalOf(t, text, err)
			return
		}
		queues := config.Queues()
		if len(queues) == 0 {
			t.Errorf("%q: accepted, but names no queue", text)
		}
		targets, matched := config.Targets(Attributes(attributes).Variables())
		for _, target := range targets {
			if target.QueueSid == "" || target.Timeout < 0 || !slices.Contains(queues, target.QueueSid) {
				t.Errorf("%q: target %+v has no known queue or a negative timeout", text, target)
			}
		}
		_, unread := config.Targets(nil)
		if !config.ReadsTask() && unread != matched {
			t.Errorf("%q reads no task, but matched %q with attributes and %q without", text, matched, unread)
		}
	})
}

func BenchmarkWorkflowConfigTargets(b *testing.B) {
	config, err := ParseWorkflowConfig(escalation)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		config.Targets(Attributes(`{"type":"ticket","value":"gold"}`).Variables())
	}
}
