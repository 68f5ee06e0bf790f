package workload

import (
	"testing"

	"github.com/flexrig/flexrig/load/attack"
)

// BenchmarkReadBack reads 1,000 tasks back, by pages and, as the baseline, one by
// one.
func BenchmarkReadBack(b *testing.B) {
	w, err := Named("task-update")
	if err != nil {
		b.Fatal(err)
	}
	c := newCrew(b, 1000, nil)
	c.run(w, 1)
	every := make([]int, 1000)
	for i := range every {
		every[i] = i
	}
	for name, subjects := range map[string][]int{"pages": nil, "singly": every} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				finals, err := w.ReadBack(b.Context(), subjects, nil)
				if err != nil || len(finals) != 1000 {
					b.Fatal(len(finals), err)
				}
			}
		})
	}
}

// BenchmarkHit is one update with its judgement, and as the baseline the same
// request without.
func BenchmarkHit(b *testing.B) {
	w, err := Named("task-update")
	if err != nil {
		b.Fatal(err)
	}
	c := newCrew(b, 1000, nil)
	c.prepare(w)
	update := w.(*taskUpdate)
	e, _ := update.roll.get(0)
	n := 0
	b.Run("workload", func(b *testing.B) {
		for b.Loop() {
			c.sent, c.writes = c.sent[:0], c.writes[:0]
			c.hit(w, n)
			n++
		}
	})
	b.Run("request", func(b *testing.B) {
		forms := [2]attack.Request{}
		for i := range forms {
			forms[i] = postTo(update.taskURL(e.sid), update.attributes(markerOf(i, 0)))
		}
		for b.Loop() {
			c.sent = c.sent[:0]
			n++
			if a := c.ask(b.Context(), 0, "update", forms[n%2]); !a.OK() {
				b.Fatal(a.Status, a.Err)
			}
		}
	})
}
