package taskrouter

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestARecordingsLinkIsAddedAndNothingElseChanges(t *testing.T) {
	t.Parallel()
	const link = `"segment_link":"https://rec.example/1"`
	for _, row := range []struct{ name, before, after string }{
		{"to no attributes", `{}`, `{"conversations":{` + link + `}}`},
		{"beside other attributes", `{"a":1}`, `{"a":1,"conversations":{` + link + `}}`},
		{"beside other data of the conversation", `{"conversations":{"campaign":"Spring"},"a":1}`, `{"conversations":{"campaign":"Spring",` + link + `},"a":1}`},
		{"in place of a null", `{"conversations":{"segment_link":null}}`, `{"conversations":{` + link + `}}`},
		{"in place of an empty text", `{"conversations":{"segment_link":""}}`, `{"conversations":{` + link + `}}`},
		{"to a conversation that is null", `{"conversations":null}`, `{"conversations":{` + link + `}}`},
		{"to letters, escapes and numbers as they stand", `{ "n" : "\u017dofie a\/b 東京", "x" : 1.50 }`, `{ "n" : "\u017dofie a\/b 東京", "x" : 1.50 ,"conversations":{` + link + `}}`},
		{"not over a link of one's own", `{"conversations":{"segment_link":"https://own.example/1"}}`, ""},
		{"not over a link that is no text", `{"conversations":{"segment_link":7}}`, ""},
		{"not to a conversation that is no object", `{"conversations":"Spring"}`, ""},
		{"not to one that is a list", `{"conversations":[]}`, ""},
		{"not where a later key would hide it", `{"conversations":{"a":1},"conversations":{"b":2}}`, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, added := Attributes(row.before).WithRecording("https://rec.example/1", 0)
			want, wanted := Attributes(row.after), row.after != ""
			if !wanted {
				want = Attributes(row.before)
			}
			if got != want || added != wanted {
				t.Errorf("%s\n got %s (added: %t)\nwant %s (added: %t)", row.before, got, added, want, wanted)
			}
		})
	}
}

func TestARecordingsLinkKeepsToTheLimitOfAttributes(t *testing.T) {
	t.Parallel()
	before := Attributes(`{"note":"` + strings.Repeat("č", 40) + `"}`)
	linked, added := before.WithRecording("https://rec.example/1", 0)
	if !added {
		t.Fatal("without a limit nothing was added")
	}
	length := utf8.RuneCountInString(string(linked))
	if _, added := before.WithRecording("https://rec.example/1", length); !added {
		t.Errorf("not added where the text is exactly as long as the limit, %d", length)
	}
	if got, added := before.WithRecording("https://rec.example/1", length-1); added || got != before {
		t.Errorf("added past the limit of %d: %s", length-1, got)
	}
}
