package wire

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWords(t *testing.T) {
	t.Parallel()
	for query, want := range map[string][]string{
		"":                               nil,
		"S=":                             nil,
		"S=pending":                      {"pending"},
		"S=pending,reserved":             {"pending", "reserved"},
		"S=pending&S=reserved":           {"pending", "reserved"},
		"S=pending%2C+reserved&S=,a&T=b": {"pending", "reserved", "a"},
	} {
		f, err := parseForm([]byte(query))
		if err != nil {
			t.Fatalf("%q: %v", query, err)
		}
		if got := f.words("S"); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", query, got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	known := []string{"Attributes", "AssignmentStatus", "Reason", "Priority", "To", "TaskChannel"}
	for written, want := range map[string]string{
		"Atributes": "Attributes", "ATTRIBUTES": "Attributes", "Status": "", "Assignment_Status": "AssignmentStatus",
		"Prio": "", "Priorty": "Priority", "tO": "To", "TaskChannelSid": "TaskChannel", "": "", "Zebra": "", "Tag": "",
		strings.Repeat("Attributes", 7): "",
	} {
		if got := nearest(written, known); got != want {
			t.Errorf("nearest to %q: got %q, want %q", written, got, want)
		}
	}
}

func TestSids(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"WT0123456789abcdef0123456789abcdef":  true,
		"WT0123456789ABCDEF0123456789abcdef":  true,
		"WT0123456789abcdef0123456789abcde":   false,
		"WT0123456789abcdef0123456789abcdef0": false,
		"WK0123456789abcdef0123456789abcdef":  false,
		"WT0123456789abcdeg0123456789abcdef":  false,
		"":                                    false,
	} {
		if got := isSid(text, "WT"); got != want {
			t.Errorf("%q is a task sid: got %v, want %v", text, got, want)
		}
	}
}

// FuzzUnescape holds the decoder against net/url's.
func FuzzUnescape(f *testing.F) {
	for _, text := range []string{"", "a", "a+b", "%41%zz", "%", "%4", "%e2%82%ac", "%FF", "100%25", "+%2B+", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want, wrong := url.QueryUnescape(text)
		got, err := unescape([]byte(text))
		refused := wrong != nil || !utf8.ValidString(want)
		if (err != nil) != refused || (err == nil && got != want) {
			t.Errorf("%q: got %q and %v, want %q and %v", text, got, err, want, wrong)
		}
	})
}
