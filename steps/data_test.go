package steps

import "testing"

func TestALongTextIsSpelledOut(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		phrase, want string
		fails        bool
	}{
		{`3 times "a"`, "aaa", false},
		{`2 times "ab", then "🎧"`, "abab🎧", false},
		{`0 times "a", then "b"`, "b", false},
		{`a lot`, "", true},
		{`3 times "a", then`, "", true},
		{`99999999999999999999 times "a"`, "", true},
	} {
		got, err := spelledOut(row.phrase)
		if got != row.want || (err != nil) != row.fails {
			t.Errorf("spelledOut(%s) is %q (%v), want %q, an error: %t", row.phrase, got, err, row.want, row.fails)
		}
	}
}
