package taskrouter

import (
	"reflect"
	"strings"
	"testing"
)

func TestParseExpressionNamesPlaceAndExpectation(t *testing.T) {
	t.Parallel()
	const (
		operand   = "expected a value, a list or the name of an attribute, found "
		operators = "==, =, !=, >, >=, <, <=, HAS, CONTAINS, IN or NOT IN"
		literal   = "expected a string, a number, true, false or null, found "
	)
	rows := []struct{ name, source, want string }{
		{"empty", ``, `expression at 1: expected a comparison, found the end`},
		{"blank", "  \n", `expression at 4: expected a comparison, found the end`},
		{"unknown word", `skilllevel HAZ 3`, `expression at 12: unknown operator "HAZ", expected ` + operators},
		{"unknown sign", `a <> 3`, `expression at 3: unknown operator "<>", expected ` + operators},
		{"three signs", `a === 3`, `expression at 3: unknown operator "===", expected ` + operators},
		{"a lone !", `a ! 3`, `expression at 3: unknown operator "!", expected ` + operators},
		{"no operator", `true`, `expression at 5: expected an operator (` + operators + `), found the end`},
		{"value after value", `a 3`, `expression at 3: expected an operator (` + operators + `), found "3"`},
		{"joined too early", `a AND b == 1`, `expression at 3: expected an operator (` + operators + `), found "AND"`},
		{"no right side", `a ==`, `expression at 5: ` + operand + `the end`},
		{"no left side", `== 1`, `expression at 1: ` + operand + `"=="`},
		{"key word as value", `a == and`, `expression at 6: ` + operand + `"AND"`},
		{"NOT alone", `a NOT HAS 1`, `expression at 7: expected IN after NOT, found "HAS"`},
		{"NOT in front", `NOT a == 1`, `expression at 1: ` + operand + `"NOT"`},
		{"nothing after AND", `a == 1 AND`, `expression at 11: ` + operand + `the end`},
		{"unknown joint", `a == 1 XOR b == 2`, `expression at 8: expected AND, OR or the end, found "XOR"`},
		{"closed too often", `a == 1)`, `expression at 7: expected AND, OR or the end, found ")"`},
		{"closed too seldom", `(a == 1`, `expression at 8: expected AND, OR or ), found the end`},
		{"empty group", `()`, `expression at 2: ` + operand + `")"`},
		{"group as value", `(a) == 1`, `expression at 3: expected an operator (` + operators + `), found ")"`},
		{"open string", `a == 'x`, `expression at 6: string is not closed, expected '`},
		{"open string after a backslash", `a == "x\"`, `expression at 6: string is not closed, expected "`},
		{"open list", `a IN ['x'`, `expression at 10: expected , or ], found the end`},
		{"no comma", `a IN [1 2]`, `expression at 9: expected , or ], found "2"`},
		{"comma at the end", `a IN [1,]`, `expression at 9: ` + literal + `"]"`},
		{"attribute in a list", `a IN [b]`, `expression at 7: ` + literal + `"b"`},
		{"list in a list", `a IN [[1]]`, `expression at 7: ` + literal + `"["`},
		{"no number", `a == 1.2.3`, `expression at 6: "1.2.3" is not a number`},
		{"only a sign", `a == -`, `expression at 6: "-" is not a number`},
		{"Go's numbers", `a == 0x1F`, `expression at 6: "0x1F" is not a number`},
		{"Go's digits", `a == 1_000`, `expression at 6: "1_000" is not a number`},
		{"number too large", `a == 1e999`, `expression at 6: "1e999" is not a number`},
		{"name ends in a dot", `a. == 1`, `expression at 3: expected the name of an attribute after "."`},
		{"index is no number", `a[x] == 1`, `expression at 3: expected the index of a list, such as [0]`},
		{"index stays open", `a[0 == 1`, `expression at 3: expected the index of a list, such as [0]`},
		{"foreign character", `a == $b`, `expression at 6: unexpected character '$'`},
		{"no UTF-8", "a == \xff", `expression at 6: unexpected character '` + "\uFFFD" + `'`},
		{"characters, not bytes", `'ééé' HAZ 1`, `expression at 7: unknown operator "HAZ", expected ` + operators},
		{"long words are cut", `a ` + strings.Repeat("x", 99), `expression at 3: unknown operator "` +
			strings.Repeat("x", 40) + `…", expected ` + operators},
		{
			"nested too deep", strings.Repeat("(", 101) + `1==1` + strings.Repeat(")", 101),
			`expression at 101: more than 100 parentheses inside one another`,
		},
		{
			"nested without end", strings.Repeat("(", 1<<20),
			`expression at 101: more than 100 parentheses inside one another`,
		},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			expression, err := ParseExpression(row.source)
			if err == nil {
				t.Fatalf("ParseExpression(%.60q): got %q and no error, want %q", row.source, expression, row.want)
			}
			if err.Error() != row.want {
				t.Errorf("ParseExpression(%.60q):\n got %q\nwant %q", row.source, err, row.want)
			}
		})
	}
}

func TestParseExpressionTakesAsMuchAsPeopleWrite(t *testing.T) {
	t.Parallel()
	for name, source := range map[string]string{
		"nesting as deep as allowed": strings.Repeat("(", 100) + `a==1` + strings.Repeat(")", 100),
		"100,000 terms":              `a==0` + strings.Repeat(` OR a==0`, 99_998) + ` OR a==1`,
		"100,000 list elements":      `a IN [0` + strings.Repeat(`, 0`, 99_998) + `, 1]`,
	} {
		if !holdsFor(t, source, Attributes(`{"a": 1}`).Variables()) {
			t.Errorf("%s: got false, want true", name)
		}
	}
}

func TestParseExpressionGivesItsSourceBack(t *testing.T) {
	t.Parallel()
	const source = " ( Skills  has 'a' )\n&& b=1 "
	first, err := ParseExpression(source)
	if err != nil {
		t.Fatal(err)
	}
	if first.String() != source {
		t.Errorf("String: got %q, want %q", first.String(), source)
	}
	second, err := ParseExpression(first.String())
	if err != nil || !reflect.DeepEqual(first, second) {
		t.Errorf("parsed again: got %#v, %v, want %#v", second, err, first)
	}
}

func FuzzParseExpression(f *testing.F) {
	for _, seed := range []string{
		`1==1`, `(skills HAS 'support') AND (languages HAS "english")`, `a.b-c[0] NOT IN [1, -2.5e3, 'x', true, null]`,
		`level >= 5 || name contains 'A' && gone != null`, `a HAZ 1`, `((`, `'\\`, `a == "\"" OR b<2`, "é==1", "a[", "-", "a.",
	} {
		f.Add(seed, `{"a": [1, {"b": null}], "level": 7, "name": "Ada"}`)
	}
	f.Fuzz(func(t *testing.T, source, attributes string) {
		expression, err := ParseExpression(source)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "expression at ") {
				t.Errorf("ParseExpression(%q): error %q names no place", source, err)
			}
			return
		}
		vars := Attributes(attributes).Variables()
		got := expression.Matches(vars)
		if value, isConstant := expression.Constant(); isConstant && value != got {
			t.Errorf("%q: constant %t, but evaluates to %t", source, value, got)
		}
		if expression.String() != source {
			t.Errorf("String: got %q, want %q", expression.String(), source)
		}
		again, err := ParseExpression("(" + expression.String() + ")")
		if err == nil && again.Matches(vars) != got {
			t.Errorf("%q: got %t alone and %t in parentheses", source, got, !got)
		}
	})
}
