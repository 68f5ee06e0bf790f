package reports

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAVerdictReadsBackAsItWasWritten(t *testing.T) {
	t.Parallel()
	for _, rec := range records {
		first := rendered(t, Verdict, rec.record())
		read, err := ReadVerdict(strings.NewReader(first))
		if err != nil {
			t.Fatalf("%s: %v", rec.name, err)
		}
		if got, want := read.ExitStatus(), rec.record().ExitStatus(); got != want {
			t.Errorf("%s: exit status %d after reading, want %d", rec.name, got, want)
		}
		// An invalid byte is written as an escape, and read it is U+FFFD itself.
		first = strings.ReplaceAll(first, `\ufffd`, "\ufffd")
		if diff := cmp.Diff(first, rendered(t, Verdict, read)); diff != "" {
			t.Errorf("%s: written again (-first +again):\n%s", rec.name, diff)
		}
	}
}

func TestAReadVerdictHasTheRunAndItsDurations(t *testing.T) {
	t.Parallel()
	read, err := ReadVerdict(strings.NewReader(rendered(t, Verdict, plainRecord())))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(plainRecord().Run, read.Run); diff != "" {
		t.Errorf("run (-want +got):\n%s", diff)
	}
	want := plainRecord().Rules[0].Examples[0].Duration
	if got := read.Rules[0].Examples[0].Duration; got != want {
		t.Errorf("duration: got %v, want %v", got, want)
	}
}

func TestAVerdictThatIsNotUnderstoodIsRefused(t *testing.T) {
	t.Parallel()
	good := rendered(t, Verdict, plainRecord())
	for _, row := range []struct{ sentence, from, to, want string }{
		{"a later version", `"version": 1`, `"version": 2, "new": true`, "version 2 is unknown, want 1"},
		{"no version", `"version": 1,`, ``, "it has no version"},
		{"an unknown field", `"seed": 42`, `"seed": 42, "color": "red"`, `unknown field "color"`},
		{"an unknown outcome", `"line": 12,` + "\n          " + `"outcome": "held"`, `"line": 12, "outcome": "passed"`, `rule "IC-01": example "a chat comes in": unknown outcome "passed"`},
		{"an outcome that its examples contradict", `"outcome": "broken",` + "\n      " + `"reason"`, `"outcome": "held", "reason"`, `rule "IC-11": outcome is "held", its examples say "broken"`},
		{"a skipped outcome over a broken example", `"outcome": "broken",` + "\n      " + `"reason"`, `"outcome": "skipped", "reason"`, `its examples say "broken"`},
		{"totals that the rules contradict", `"broken": 1`, `"broken": 0`, "totals say"},
		{"something after the end", "\n}\n", "\n}\n{}", "invalid character"},
		{"half a verdict", "\n}\n", "", "unexpected end"},
	} {
		t.Run(row.sentence, func(t *testing.T) {
			t.Parallel()
			bad := strings.Replace(good, row.from, row.to, 1)
			if bad == good {
				t.Fatalf("the verdict does not contain %q", row.from)
			}
			_, err := ReadVerdict(strings.NewReader(bad))
			if err == nil || !strings.HasPrefix(err.Error(), "read verdict: ") || !strings.Contains(err.Error(), row.want) {
				t.Errorf("got error %v, want one that contains %q", err, row.want)
			}
		})
	}
}

func TestARecordOfAnotherVersionIsNotWritten(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	err := Verdict(&b, Record{Version: 2})
	if err == nil || b.Len() > 0 {
		t.Errorf("got error %v and %d bytes, want an error and none", err, b.Len())
	}
}
