package rulebook_test

import (
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestAPatternIsMatchedAndABrokenOneMatchesNothing(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		pattern rulebook.Pattern
		text    string
		want    bool
	}{
		{"^CH[0-9]+$", "CH12", true},
		{"^CH[0-9]+$", "CH12", true}, // once more, from memory
		{"^CH[0-9]+$", "CHx", false},
		{"^CH[", "CH[", false},
	} {
		if got := row.pattern.Matches(row.text); got != row.want {
			t.Errorf("%q matches %q: %t, want %t", row.pattern, row.text, got, row.want)
		}
	}
}
