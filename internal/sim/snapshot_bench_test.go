package sim

import (
	"encoding/json"
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// BenchmarkState saves an account with 10,000 tasks of 1 kB as JSON, and makes it
// of that JSON again.
func BenchmarkState(b *testing.B) {
	c := holding(b, 10_000)
	text := saved(b, c.a)
	b.Run("save", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			snapshot, err := c.a.Snapshot()
			if err != nil {
				b.Fatal(err)
			}
			if _, err := json.Marshal(snapshot); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("restore", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			if err := load(NewAccounts(Options{Book: rulebook.Documented()}), text); err != nil {
				b.Fatal(err)
			}
		}
	})
}
