package taskrouter

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

// agentAttributes is the object that the tables below are read against.
const agentAttributes = `{
	"name": "Ada", "empty": "", "level": 5, "rating": 4.5, "zero": 0, "below": -3,
	"active": true, "away": false, "nothing": null,
	"skills": ["sales", "support"], "levels": [1, 2.5], "mixed": ["a", 1, true, null], "none": [],
	"routing": {"skills": ["de"], "levels": {"de": 4}, "rows": [[7], {"name": "deep"}]},
	"customer-value": "gold", "müde": "ja", "in_use": 1, "task": {"kind": "own"}
}`

func holdsFor(t *testing.T, source string, vars Variables) bool {
	t.Helper()
	expression, err := ParseExpression(source)
	if err != nil {
		t.Fatalf("ParseExpression(%q): %v", source, err)
	}
	return expression.Matches(vars)
}

// Each row holds a source and whether it matches agentAttributes.
func TestExpressionOperators(t *testing.T) {
	t.Parallel()
	groups := []struct {
		name string
		rows map[string]bool
	}{
		{"equality compares strings, numbers and booleans", map[string]bool{
			`name == 'Ada'`: true, `name = "Ada"`: true, `name == 'ada'`: false, `name == ''`: false,
			`empty == ''`: true, `level == 5`: true, `level == 5.0`: true, `level == 5.1`: false,
			`below == -3`: true, `zero == 0`: true, `zero == -0`: true, `level == 50e-1`: true,
			`active == true`: true, `active == TRUE`: true, `active == false`: false, `away == false`: true,
			`'Ada' == name`: true, `name == name`: true, `level == rating`: false,
		}},
		{"inequality is the opposite for scalars", map[string]bool{
			`name != 'Ada'`: false, `name != 'Bob'`: true, `level != 5`: false, `level != 4`: true,
			`active != true`: false, `active != false`: true, `name != name`: false,
		}},
		{"values of two kinds are never equal", map[string]bool{
			`level == '5'`: false, `level != '5'`: true, `active == 'true'`: false, `active == 1`: false,
			`active != 1`: true, `zero == false`: false, `empty == false`: false, `empty == null`: false,
			`zero == null`: false, `away == null`: false,
		}},
		{"order compares numbers with numbers", map[string]bool{
			`level > 4`: true, `level > 5`: false, `level >= 5`: true, `level >= 5.01`: false,
			`level < 6`: true, `level < 5`: false, `level <= 5`: true, `level <= 4.99`: false,
			`below < -2`: true, `below > -4`: true, `below>-4`: true, `rating < level`: true, `4 < level`: true,
		}},
		{"order compares strings with strings, in byte order", map[string]bool{
			`name > 'Abc'`: true, `name < 'Bob'`: true, `name >= 'Ada'`: true, `name <= 'Ada'`: true,
			`name < 'ada'`: true, `name > 'Ada'`: false, `'10' < '9'`: true,
		}},
		{"order between two kinds, of booleans and of null holds never", map[string]bool{
			`level > '4'`: false, `level < '6'`: false, `name > 1`: false, `name < 1`: false,
			`active > false`: false, `active >= true`: false, `nothing >= null`: false, `nothing <= 0`: false,
		}},
		{"HAS asks whether a list holds a value", map[string]bool{
			`skills HAS 'sales'`: true, `skills HAS 'sale'`: false, `skills HAS "SALES"`: false,
			`levels HAS 2.5`: true, `levels HAS '1'`: false, `mixed HAS true`: true, `mixed HAS 1`: true,
			`mixed HAS 'a'`: true, `mixed HAS null`: false, `none HAS 'a'`: false, `['a', 'b'] HAS 'b'`: true,
			`skills HAS skills`: false, `skills HAS ['sales']`: false, `routing HAS 'skills'`: false,
		}},
		{"HAS on a scalar is false", map[string]bool{
			`name HAS 'Ada'`: false, `name HAS 'A'`: false, `level HAS 5`: false, `nothing HAS null`: false,
		}},
		{"CONTAINS asks for a part of a string", map[string]bool{
			`name CONTAINS 'da'`: true, `name CONTAINS 'DA'`: false, `name CONTAINS ''`: true, `empty CONTAINS 'x'`: false,
			`level CONTAINS 5`: false, `name CONTAINS 1`: false, `'Ada L' CONTAINS name`: true,
		}},
		{"CONTAINS on a list is false", map[string]bool{
			`skills CONTAINS 'sales'`: false, `skills CONTAINS 'sal'`: false, `mixed CONTAINS null`: false,
		}},
		{"IN asks whether a value is in a list", map[string]bool{
			`name IN ['Ada', 'Bob']`: true, `name IN ['Bob']`: false, `name IN []`: false, `level IN [4, 5]`: true,
			`level IN ['5']`: false, `active IN [true]`: true, `'sales' IN skills`: true, `'chat' IN skills`: false,
			`name IN 'Ada'`: false, `name IN name`: false, `skills IN ['sales']`: false, `nothing IN [null]`: false,
			`'de' IN routing.skills`: true,
		}},
		{"NOT IN asks whether a scalar is missing from a list", map[string]bool{
			`name NOT IN ['Bob']`: true, `name NOT IN ['Ada']`: false, `name NOT IN []`: true, `level NOT IN ['5']`: true,
			`'chat' NOT IN skills`: true, `'sales' NOT IN skills`: false, `name NOT IN 'Bob'`: false,
			`skills NOT IN ['x']`: false, `nothing NOT IN ['x']`: false,
		}},
		{"a missing attribute and null are one", map[string]bool{
			`gone == null`: true, `gone != null`: false, `nothing == null`: true, `nothing != null`: false,
			`null == gone`: true, `gone == nothing`: true, `gone == lost`: true, `gone != lost`: false,
			`name == null`: false, `name != null`: true, `null == null`: true, `null != null`: false,
		}},
		{"a missing attribute fails every other comparison but !=", map[string]bool{
			`gone == 'x'`: false, `gone != 'x'`: true, `'x' != gone`: true, `gone != 0`: true, `gone == ''`: false,
			`gone == 0`: false, `gone == false`: false, `gone > 0`: false, `gone >= 0`: false, `gone < 0`: false,
			`gone <= 0`: false, `gone HAS 'x'`: false, `gone CONTAINS ''`: false, `gone IN ['x']`: false,
			`gone NOT IN ['x']`: false, `'x' IN gone`: false, `'x' NOT IN gone`: false, `skills HAS gone`: false,
			`name CONTAINS gone`: false,
		}},
		{"a list or object is not null and compares with nothing else", map[string]bool{
			`skills != null`: true, `skills == null`: false, `null != skills`: true, `routing != null`: true,
			`skills == 'sales'`: false, `skills != 'sales'`: false, `'sales' != skills`: false,
			`skills == skills`: false, `skills != levels`: false, `routing == routing`: false,
			`skills > 0`: false, `0 < skills`: false, `routing CONTAINS 'skills'`: false, `none == null`: false,
		}},
		{"AND binds tighter than OR", map[string]bool{
			`1==1 OR 1==1 AND 1==2`: true, `(1==1 OR 1==1) AND 1==2`: false, `1==2 AND 1==2 OR 1==1`: true,
			`level==5 OR name=='x' AND name=='x'`: true, `(level==5 OR name=='x') AND name=='x'`: false,
			`name=='x' AND name=='x' OR level==5`: true, `level==5 AND name=='Ada'`: true, `level==5 AND name=='x'`: false,
			`name=='x' OR level==4 OR level==5`: true, `name=='x' OR level==4`: false,
		}},
		{"key words are read in any case and have signs", map[string]bool{
			`level==5 and name=='Ada'`: true, `name=='x' or level==5`: true, `level==5 && name=='Ada'`: true,
			`name=='x' || level==5`: true, `skills has 'sales'`: true, `name Contains 'A'`: true, `name in ['Ada']`: true,
			`name not in ['Ada']`: false, `name Not In ['Bob']`: true, `gone == NULL`: true, `active == True`: true,
		}},
		{"paths reach into objects and lists", map[string]bool{
			`routing.levels.de >= 4`: true, `routing.skills HAS 'de'`: true, `routing.levels.en > 0`: false,
			`skills[0] == 'sales'`: true, `skills[1]=='support'`: true, `skills[2] == null`: true, `skills.0 == 'sales'`: true,
			`routing.rows[0][0] == 7`: true, `routing.rows[1].name == 'deep'`: true, `routing.rows[1][0] == null`: true,
			`name.length == null`: true, `customer-value == 'gold'`: true, `müde == 'ja'`: true, `in_use == 1`: true,
			`task.kind == 'own'`: true, `or.and == null`: true,
		}},
		{"white space and parentheses are free", map[string]bool{
			"\t level\n==  5 ": true, `((level==5))`: true, `(level==5)AND(name=='Ada')`: true, `name IN['Ada']`: true,
			`skills HAS'sales'`: true, `level IN[5,6]`: true, `level==5&&name=='Ada'`: true,
		}},
		{"strings take the other quote and escaped characters", map[string]bool{
			`'it"s' == "it\"s"`: true, `"it's" == 'it\'s'`: true, `'a\\b' == "a\\b"`: true, `'a\b' == "a\\b"`: true,
			`'\\' == "\\"`: true, `'(AND]' == "(AND]"`: true, `'é' == "é"`: true,
		}},
		{"two values decide alone", map[string]bool{
			`1==1`: true, `1 == 2`: false, `0 != 1`: true, `"apple" != "orange"`: true, `'a' IN ['a']`: true,
			`"language" == "spanish"`: false, `[1] HAS 1`: true, `true == true`: true,
		}},
	}
	vars := Attributes(agentAttributes).Variables()
	for _, group := range groups {
		t.Run(group.name, func(t *testing.T) {
			t.Parallel()
			for source, want := range group.rows {
				if got := holdsFor(t, source, vars); got != want {
					t.Errorf("%s: got %t, want %t", source, got, want)
				}
			}
		})
	}
}

func TestExpressionTakesCountsThatAreNoJSON(t *testing.T) {
	t.Parallel()
	counts := Variables(func(path []string) (any, bool) { return 2, strings.Join(path, ".") == "workers.available" })
	for source, want := range map[string]bool{
		`workers.available == 2`: true, `workers.available == 0`: false, `workers.available < 3`: true,
		`workers.available IN [1, 2]`: true, `workers.available != 3`: true, `workers.WAxx < 3`: false,
	} {
		if got := holdsFor(t, source, counts); got != want {
			t.Errorf("%s with two workers available: got %t, want %t", source, got, want)
		}
	}
}

func TestExpressionWithoutVariablesMissesEverything(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]bool{`a == null`: true, `a == 1`: false, `task.a != 1`: true} {
		for scope, vars := range map[string]Variables{
			"nil": nil, "task": TaskScope(nil), "worker": WorkerScope(nil), "target": TargetScope(nil, nil),
		} {
			if got := holdsFor(t, source, vars); got != want {
				t.Errorf("%s, %s scope: got %t, want %t", source, scope, got, want)
			}
		}
	}
	if (Expression{}).Matches(nil) {
		t.Error("the zero Expression matches, want it to match nothing")
	}
}

func TestExpressionScopes(t *testing.T) {
	t.Parallel()
	task := Attributes(`{"type": "sales", "language": "de", "agents": ["WK1"], "task": "odd"}`).Variables()
	worker := Attributes(`{"languages": ["de", "en"], "type": "human", "sid": "WK1"}`).Variables()
	scopes := map[string]Variables{
		"task": TaskScope(task), "worker": WorkerScope(worker), "target": TargetScope(task, worker),
	}
	rows := []struct {
		scope, source string
		want          bool
	}{
		{"task", `type == 'sales'`, true},
		{"task", `task.type == 'sales'`, true},
		{"task", `task == 'odd'`, true},
		{"task", `worker.type == null`, true},
		{"worker", `languages HAS 'de'`, true},
		{"worker", `worker.languages HAS 'de'`, true},
		{"worker", `task.language == null`, true},
		{"target", `task.language IN worker.languages`, true},
		{"target", `worker.sid IN task.agents`, true},
		{"target", `worker.type != task.type`, true},
		{"target", `language == null`, true},
		{"target", `task == null`, true},
		{"target", `other.type == null`, true},
	}
	for _, row := range rows {
		if got := holdsFor(t, row.source, scopes[row.scope]); got != row.want {
			t.Errorf("%s in %s scope: got %t, want %t", row.source, row.scope, got, row.want)
		}
	}
}

func TestExpressionConstantReadsNoAttribute(t *testing.T) {
	t.Parallel()
	rows := []struct {
		source            string
		value, isConstant bool
	}{
		{`1==1`, true, true},
		{`1==2`, false, true},
		{`'a' IN ['b'] OR 2 > 1`, true, true},
		{`(1==1 AND 1==2) OR 1==3`, false, true},
		{`a == 1`, false, false},
		{`1 == a`, false, false},
		{`a == a`, false, false},
		{`a == 1 OR 1==1`, true, true},
		{`1==1 OR a == 1`, true, true},
		{`a == 1 AND 1==2`, false, true},
		{`a == 1 AND 1==1`, false, false},
		{`a == 1 OR 1==2`, false, false},
		{`a == 1 OR b == 1 AND 1==1`, false, false},
	}
	for _, row := range rows {
		expression, err := ParseExpression(row.source)
		if err != nil {
			t.Fatalf("ParseExpression(%q): %v", row.source, err)
		}
		value, isConstant := expression.Constant()
		if value != row.value || isConstant != row.isConstant {
			t.Errorf("%s: got %t, %t, want %t, %t", row.source, value, isConstant, row.value, row.isConstant)
		}
		if asked := asksFor(expression); row.isConstant && asked > 0 {
			t.Errorf("%s is constant but asked for %d attributes", row.source, asked)
		}
	}
	if value, isConstant := (Expression{}).Constant(); value || !isConstant {
		t.Errorf("zero Expression: got %t, %t, want false, true", value, isConstant)
	}
}

// asksFor counts the attributes that an evaluation asks for.
func asksFor(expression Expression) int {
	asked := 0
	expression.Matches(func([]string) (any, bool) { asked++; return nil, false })
	return asked
}

func TestExpressionStopsAtTheFirstTermThatDecides(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]int{
		`a == 1 AND b == 1 AND c == 1`: 1, `a == null OR b == 1`: 1, `a == null AND b == 1`: 2, `a == b`: 2,
	} {
		expression, err := ParseExpression(source)
		if err != nil {
			t.Fatalf("ParseExpression(%q): %v", source, err)
		}
		if got := asksFor(expression); got != want {
			t.Errorf("%s with nothing there: asked for %d attributes, want %d", source, got, want)
		}
	}
}

func TestExpressionIsSafeForManyGoroutines(t *testing.T) {
	t.Parallel()
	expression, err := ParseExpression(`routing.skills HAS 'de' AND level IN [5, 6]`)
	if err != nil {
		t.Fatal(err)
	}
	vars := Attributes(agentAttributes).Variables()
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 100 {
				if !expression.Matches(vars) {
					t.Errorf("%s: got false, want true", expression)
					return
				}
			}
		})
	}
	wait.Wait()
}

func BenchmarkExpressionMatches(b *testing.B) {
	for _, source := range []string{
		`1==1`,
		`channelSid == "CH00000000000000000000000000000001"`,
		`(routing.skills HAS 'de' OR skills HAS 'en') AND routing.levels.de >= 4 AND name NOT IN ['Bob', 'Eve']`,
	} {
		expression, err := ParseExpression(source)
		if err != nil {
			b.Fatal(err)
		}
		vars := Attributes(agentAttributes).Variables()
		vars([]string{"name"}) // decode outside of the loop
		b.Run(fmt.Sprintf("%.24s", source), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				expression.Matches(vars)
			}
		})
	}
}

func BenchmarkParseExpression(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseExpression(`(skills HAS 'support') AND (languages HAS 'english')`); err != nil {
			b.Fatal(err)
		}
	}
}
