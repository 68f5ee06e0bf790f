package reports

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestOneLineARule(t *testing.T) {
	t.Parallel()
	assumed := Example{Outcome: Held, Provenance: Assumed}
	documented := Example{Outcome: Held, Provenance: "documented"}
	for _, row := range []struct {
		sentence string
		rule     Rule
		want     string
	}{
		{"held", ruleOf(Held), "IC-01  held            something is so (1 example)"},
		{"partly seen", ruleOf(Held, NotObservable), "IC-01  held            something is so (2 examples, 1 not observable)"},
		{"all assumed", Rule{ID: "IC-01", Sentence: "x", Examples: []Example{assumed}}, "IC-01  held            x (1 example) [assumed]"},
		{"some assumed", Rule{ID: "IC-01", Sentence: "x", Examples: []Example{documented, assumed}}, "IC-01  held            x (2 examples) [1 assumed]"},
		{"assumed as a whole", Rule{ID: "IC-01", Sentence: "x", Provenance: "assumed", Reason: "y"}, "IC-01  not observable  x (0 examples) [assumed]: y"},
		{"not observable", Rule{ID: "IC-01", Sentence: "x", Reason: "no\nclock"}, `IC-01  not observable  x (0 examples): no\nclock`},
		{"a hostile sentence", Rule{ID: "IC-01", Sentence: "a\x1b[2Jb\nc\u202e", Examples: []Example{documented}}, `IC-01  held            a\x1b[2Jb\nc\u202e (1 example)`},
	} {
		out := rendered(t, formats[0].write, recordOf("", row.rule))
		if got, _, _ := strings.Cut(out, "\n"); got != row.want {
			t.Errorf("%s:\n got %q\nwant %q", row.sentence, got, row.want)
		}
	}
}

func TestRulesThatWereLeftOutAreOnlyCounted(t *testing.T) {
	t.Parallel()
	out := rendered(t, formats[0].write, recordOf("", ruleOf(Held), Rule{ID: "ZZ-99", Deselected: true}, Rule{ID: "ZZ-98", Examples: []Example{{Outcome: Skipped}}}))
	if strings.Contains(out, "ZZ-") || !strings.Contains(out, "2 skipped") {
		t.Errorf("got\n%s", out)
	}
}

func TestAnEmptyValueIsShownAsOne(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		failure Failure
		want    string
	}{
		{Failure{Found: "", Wanted: "x"}, "found    \"\"\nwanted   x"},
		{Failure{Found: "x\ny", Wanted: ""}, "found    x\n         y\nwanted   \"\""},
		{Failure{Message: "no answer"}, "message  no answer"},
	} {
		if got := failureText(Example{Failure: &row.failure}); got != row.want {
			t.Errorf("%+v:\n got %q\nwant %q", row.failure, got, row.want)
		}
	}
}

func TestColourIsOnlyThereWhenAskedFor(t *testing.T) {
	t.Parallel()
	if out := rendered(t, formats[0].write, awkwardRecord()); strings.Contains(out, "\x1b") {
		t.Errorf("an escape sequence without colour:\n%q", out)
	}
	if out := rendered(t, formats[1].write, plainRecord()); !strings.Contains(out, "\x1b[1;31mbroken") {
		t.Errorf("no red with colour:\n%q", out)
	}
}

func TestLongBodiesAreCutBetweenCharacters(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		input string
		limit int
		want  string
	}{
		{"abc", 3, "abc"},
		{"abcd", 3, "abc… (1 bytes more)"},
		{"aéé", 2, "a… (4 bytes more)"},
		{"日本", 3, "日… (3 bytes more)"},
		{"\x80\x80\x80", 1, "… (3 bytes more)"},
	} {
		if got := cut(row.input, row.limit); got != row.want {
			t.Errorf("cut(%q, %d) = %q, want %q", row.input, row.limit, got, row.want)
		}
	}
}

func TestDurationsAreShort(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		0: "0s", 1234 * time.Nanosecond: "1µs", 1234567 * time.Nanosecond: "1.2ms", 83*time.Second + 456*time.Millisecond: "1m23.46s",
	} {
		if got := short(d); got != want {
			t.Errorf("short(%d) = %q, want %q", d, got, want)
		}
	}
}

func ExampleTerminal() {
	rec := Record{Version: Version, Run: Run{Target: "mock", Seed: 7}, Rules: []Rule{{
		ID: "IC-11", Sentence: "Closing a channel ends its task",
		Examples: []Example{{Name: "a chat is closed", Outcome: Held}},
	}}}
	var out strings.Builder
	if err := Terminal(&out, rec, TerminalOptions{}); err != nil {
		fmt.Println(err)
	}
	fmt.Print(out.String())
	fmt.Println("exit status", rec.ExitStatus())
	// Output:
	// IC-11  held            Closing a channel ends its task (1 example)
	//
	// target mock, seed 7
	// 1 rules: 1 held, 0 broken, 0 not observable, 0 skipped, 0 errors
	// exit status 0
}
