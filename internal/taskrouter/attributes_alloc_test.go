//go:build !race

// The race detector empties the pools of encoding/json at random, so that
// counting allocations under it says nothing.

package taskrouter

import "testing"

func TestParseAttributesAllocatesNothingForValidText(t *testing.T) {
	for name, text := range map[string]string{"empty": `{}`, "1 kB": mediaAttributes} {
		allocations := testing.AllocsPerRun(200, func() {
			if _, err := ParseAttributes(text, 4096); err != nil {
				t.Fatal(err)
			}
		})
		if allocations != 0 {
			t.Errorf("%s: got %v allocations, want 0", name, allocations)
		}
	}
}
