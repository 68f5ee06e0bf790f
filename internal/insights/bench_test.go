package insights_test

import (
	"strconv"
	"testing"

	"github.com/flexrig/flexrig/internal/insights"
	"github.com/flexrig/flexrig/internal/rulebook"
)

// BenchmarkProject shows the time for one scenario's history and that it grows
// no faster than the number of tasks.
func BenchmarkProject(b *testing.B) {
	const segments = 9 // of one morning
	book := rulebook.Documented()
	for _, mornings := range []int{1, 100, 1000} {
		h := newHistory()
		for i := range mornings {
			for _, e := range morning().events {
				task := *e.Task
				task.Sid += "-" + strconv.Itoa(i)
				e.Task = &task
				h.events = append(h.events, e)
			}
		}
		b.Run(strconv.Itoa(len(h.events))+"-events", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if p := insights.Project(book, h.events); len(p.Segments) != segments*mornings {
					b.Fatalf("%d segments, want %d", len(p.Segments), segments*mornings)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(h.events)), "ns/event")
		})
	}
}
