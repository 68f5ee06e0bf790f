package taskrouter

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// refusalOf fails the test unless err is a refusal of an invalid request with
// Twilio's code for a bad parameter.
func refusalOf(t *testing.T, input string, err error) string {
	t.Helper()
	var refusal *rulebook.Refusal
	if !errors.As(err, &refusal) {
		t.Fatalf("%.80q: got error %v, want a refusal", input, err)
	}
	if refusal.Kind != rulebook.KindInvalid || refusal.Code != 20001 {
		t.Errorf("%.80q: got kind %d, code %d, want kind %d, code 20001",
			input, refusal.Kind, refusal.Code, rulebook.KindInvalid)
	}
	return refusal.Message
}

func TestParseAttributesKeepsTheTextVerbatim(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"empty object":        `{}`,
		"white space":         " \t\r\n{ \"b\" : 1 ,\n\"a\":2 } \n",
		"key order":           `{"z":1,"a":2,"m":3}`,
		"duplicate keys":      `{"a":1,"a":2}`,
		"not ASCII":           `{"名前":"Żółć 🎧"}`,
		"escapes":             `{"a":"\u00e9\/\"\\"}`,
		"numbers as written":  `{"a":1.00,"b":-0,"c":1E2,"d":12345678901234567890}`,
		"a number in quotes":  `{"a":"1e999"}`,
		"one after a letter":  `{"a":"x 1e999 \"2e999"}`,
		"smallest of numbers": `{"a":1e-999}`,
		"empty list of media": `{"conversations":{"media":[]}}`,
		"nesting of 9000":     strings.Repeat(`{"a":`, 9000) + `1` + strings.Repeat(`}`, 9000),
		"invalid UTF-8":       "{\"a\":\"\xff\"}",
	} {
		got, err := ParseAttributes(text, 0)
		if err != nil || string(got) != text {
			t.Errorf("%s: ParseAttributes(%.80q): got %.80q, %v, want the text as it is", name, text, got, err)
		}
	}
}

func TestParseAttributesRefusesWhatIsNoObject(t *testing.T) {
	t.Parallel()
	const head = "Invalid JSON in parameter Attributes: "
	rows := []struct{ name, text, want string }{
		{"nothing", ``, head + `unexpected end of JSON input at byte 0`},
		{"only white space", "  \n", head + `unexpected end of JSON input at byte 3`},
		{"a list", ` [{"a":1}]`, head + `expected an object, found a list`},
		{"a string", `"{}"`, head + `expected an object, found a string`},
		{"a number", `-1`, head + `expected an object, found a number`},
		{"true", `true`, head + `expected an object, found a boolean`},
		{"null", `null`, head + `expected an object, found null`},
		{"open", `{"a":1`, head + `unexpected end of JSON input at byte 6`},
		{"single quotes", `{'a':1}`, head + `invalid character '\'' looking for beginning of object key string at byte 2`},
		{"comma at the end", `{"a":1,}`, head + `invalid character '}' looking for beginning of object key string at byte 8`},
		{"two objects", `{}{}`, head + `invalid character '{' after top-level value at byte 3`},
		{"a form's text", `a=b`, head + `invalid character 'a' looking for beginning of value at byte 1`},
		{"byte order mark", "\ufeff{}", head + `invalid character 'ï' looking for beginning of value at byte 1`},
		{"not a number", `{"a":NaN}`, head + `invalid character 'N' looking for beginning of value at byte 6`},
		{"number too large", `{"s":"a\"1e999\\","a":[1,-1e999]}`, head + `the number -1e999 is out of range`},
		{"number too long", `{"a":` + strings.Repeat("9", 400) + `}`, head + `the number ` + strings.Repeat("9", 40) + ` is out of range`},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseAttributes(row.text, 4096)
			if message := refusalOf(t, row.text, err); message != row.want {
				t.Errorf("%q:\n got %q\nwant %q", row.text, message, row.want)
			}
			if got != "" {
				t.Errorf("%q: got attributes %q with the refusal, want none", row.text, got)
			}
		})
	}
}

func TestParseAttributesCountsCharactersNotBytes(t *testing.T) {
	t.Parallel()
	object := func(content string) string { return `{"a":"` + content + `"}` } // 8 characters around it
	rows := []struct {
		name, text string
		limit      int
		refused    bool
	}{
		{"one below", object(strings.Repeat("x", 4087)), 4096, false},
		{"on the limit", object(strings.Repeat("x", 4088)), 4096, false},
		{"one above", object(strings.Repeat("x", 4089)), 4096, true},
		{"on the limit, two bytes each", object(strings.Repeat("é", 4088)), 4096, false},
		{"one above, two bytes each", object(strings.Repeat("é", 4089)), 4096, true},
		{"on the limit, four bytes each", object(strings.Repeat("🎧", 4088)), 4096, false},
		{"white space on the limit", `{}` + strings.Repeat(" ", 4094), 4096, false},
		{"white space above", `{}` + strings.Repeat(" ", 4095), 4096, true},
		{"no limit", object(strings.Repeat("x", 100_000)), 0, false},
		{"another limit", object(""), 7, true},
	}
	for _, row := range rows {
		_, err := ParseAttributes(row.text, row.limit)
		if !row.refused {
			if err != nil {
				t.Errorf("%s: got %v, want no error", row.name, err)
			}
			continue
		}
		if message := refusalOf(t, row.text, err); !strings.Contains(message, "too long") {
			t.Errorf("%s: got %q, want it to say too long", row.name, message)
		}
	}
	_, err := ParseAttributes(object("é"), 8)
	const want = "Parameter Attributes is too long: 9 characters, at most 8 are allowed"
	if message := refusalOf(t, object("é"), err); message != want {
		t.Errorf("got %q, want %q", message, want)
	}
}

func TestAttributesDecode(t *testing.T) {
	t.Parallel()
	rows := []struct {
		name string
		text Attributes
		want map[string]any
	}{
		{"members of every kind", `{"s":"x","n":1.5,"t":true,"z":null,"l":[1],"o":{"a":"b"}}`, map[string]any{
			"s": "x", "n": 1.5, "t": true, "z": nil, "l": []any{1.0}, "o": map[string]any{"a": "b"},
		}},
		{"the last of duplicate keys", `{"a":1,"a":2}`, map[string]any{"a": 2.0}},
		{"empty", `{}`, map[string]any{}},
		{"zero value", ``, map[string]any{}},
		{"null", `null`, map[string]any{}},
		{"a list", `[1]`, map[string]any{}},
		{"broken after a member", `{"a":1,`, map[string]any{}},
		{"a number out of range after a member", `{"a":1,"b":1e999}`, map[string]any{}},
	}
	for _, row := range rows {
		if got := row.text.Decode(); !reflect.DeepEqual(got, row.want) {
			t.Errorf("%s: %q: got %v, want %v", row.name, row.text, got, row.want)
		}
	}
}

func TestAttributesLookup(t *testing.T) {
	t.Parallel()
	const attributes Attributes = `{"a":{"b":[10,{"c":"deep"}],"null":null},"0":"key","":"nameless"}`
	rows := []struct {
		path  string
		value any
		ok    bool
	}{
		{"a/b/0", 10.0, true},
		{"a/b/1/c", "deep", true},
		{"a/null", nil, true},
		{"0", "key", true},
		{"", "nameless", true},
		{"a/b/2", nil, false},
		{"a/b/-1", nil, false},
		{"a/b/+1", nil, false},
		{"a/b/x", nil, false},
		{"a/b/99999999999", nil, false},
		{"a/c", nil, false},
		{"a/b/0/c", nil, false},
		{"a/null/c", nil, false},
		{"A", nil, false},
	}
	for _, row := range rows {
		path := strings.Split(row.path, "/")
		for source, lookup := range map[string]Variables{"Lookup": attributes.Lookup, "Variables": attributes.Variables()} {
			if value, ok := lookup(path); value != row.value || ok != row.ok {
				t.Errorf("%s(%q): got %v, %t, want %v, %t", source, path, value, ok, row.value, row.ok)
			}
		}
	}
	if value, ok := attributes.Lookup(nil); value != nil || ok {
		t.Errorf("Lookup of no path: got %v, %t, want nothing", value, ok)
	}
}

func TestAttributesVariablesDecodeOnce(t *testing.T) {
	t.Parallel()
	vars := Attributes(`{"a":{"b":1}}`).Variables()
	first, _ := vars([]string{"a"})
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			again, _ := vars([]string{"a"})
			if reflect.ValueOf(again).Pointer() != reflect.ValueOf(first).Pointer() {
				t.Error("got another object, want the one that was decoded first")
			}
		})
	}
	wait.Wait()
}

// mediaAttributes is about 1 kB of attributes as a Flex task carries them.
var mediaAttributes = `{"channelSid":"CH1e5b2a0a1f7c4d6d8b1e9f2a3c4d5e6f","name":"Ada","conversations":{"conversation_id":` +
	`"WT0f1e2d3c4b5a69788796a5b4c3d2e1f0","conversation_measure_1":12.5,"media":[` +
	strings.Repeat(`{"type":"Referenced","url":"https://crm.example.com/tickets/4711?view=full","title":"Ticket"},`, 8) +
	`{"type":"VoiceRecording","url":"https://media.example.com/a.wav","start_time":1574146245000}]}}`

// agreesWithEncodingJSON holds ParseAttributes to encoding/json: it accepts
// what that decodes into an object, and nothing else.
func agreesWithEncodingJSON(t *testing.T, text string) {
	t.Helper()
	got, err := ParseAttributes(text, 0)
	var members map[string]any
	decodes := json.Unmarshal([]byte(text), &members) == nil && members != nil
	if decodes != (err == nil) {
		t.Fatalf("%.200q: got error %v, but encoding/json decodes an object: %t", text, err, decodes)
	}
	if err != nil {
		refusalOf(t, text, err)
		return
	}
	if string(got) != text {
		t.Errorf("got %q, want the text %q verbatim", got, text)
	}
	if !reflect.DeepEqual(got.Decode(), members) {
		t.Errorf("%q: decoded %v, want %v", text, got.Decode(), members)
	}
	vars := got.Variables()
	for key, want := range members {
		if value, ok := vars([]string{key}); !ok || !reflect.DeepEqual(value, want) {
			t.Errorf("%q: variable %q: got %v, %t, want %v", text, key, value, ok, want)
		}
	}
}

// Deep objects are no seeds: the fuzzer would spend its time on making them smaller.
func TestParseAttributesAgreesWithEncodingJSONOnDeepObjects(t *testing.T) {
	t.Parallel()
	for _, depth := range []int{9_999, 10_000, 10_001, 100_000} {
		agreesWithEncodingJSON(t, strings.Repeat(`{"a":`, depth)+`1`+strings.Repeat(`}`, depth))
		agreesWithEncodingJSON(t, `{"a":`+strings.Repeat(`[`, depth-1)+strings.Repeat(`]`, depth-1)+`}`)
	}
}

func FuzzParseAttributes(f *testing.F) {
	for _, seed := range []string{
		``, `{}`, ` {"a":1} `, `{"a":1,"a":2}`, `[]`, `null`, `"{}"`, `{"a":1e999}`, `{"a":-1E+400,"b":"1e999"}`, "{\"a\":\"\xff\"}",
		`{"a":"\\"}`, `{"a":"\"1e999"}`, `{"a":1.7976931348623159e308}`, `{"a":0.1e309}`, `{"名":[{}]}`, `{"a":1}x`, "\ufeff{}",
		`{"a":` + strings.Repeat("9", 309) + `}`, `{"a":` + strings.Repeat("0", 309) + `.1}`, mediaAttributes,
	} {
		f.Add(seed)
	}
	f.Fuzz(agreesWithEncodingJSON)
}

func BenchmarkParseAttributes(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(int64(len(mediaAttributes)))
	for b.Loop() {
		if _, err := ParseAttributes(mediaAttributes, 4096); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAttributesDecode(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Attributes(mediaAttributes).Decode()
	}
}
