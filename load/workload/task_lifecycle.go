package workload

import (
	"context"

	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/history"
)

// A taskLifecycle takes one task from its creation to its end with every hit:
// created, offered, accepted, updated, wrapped up, completed.
type taskLifecycle struct {
	shift
	payloads []payload
}

func newTaskLifecycle(s settings) attack.Workload {
	return &taskLifecycle{shift: shift{offers: s.TaskLifecycle.Offers}, payloads: s.Payloads}
}

func (w *taskLifecycle) Name() string { return "task-lifecycle" }

// Subject is the hit's own task.
func (w *taskLifecycle) Subject(n int) int { return n }

func (w *taskLifecycle) Prepare(_ context.Context, at attack.Site, progress func(done, all int)) error {
	return w.prepare(w.Name(), at, progress)
}

func (w *taskLifecycle) Hit(ctx context.Context, f *attack.Flight) {
	j := w.begin(f, f.N)
	first := j.mark()
	if !j.create(ctx, first, w.attributes(first)) || !j.accept(ctx) {
		return
	}
	second := j.mark()
	if _, _, ok := j.update(ctx, second, w.attributes(second), "assigned"); !ok || !j.move(ctx, "wrap", "wrapping") {
		return
	}
	j.move(ctx, "complete", "completed")
}

// attributes are what the write with the marker sends: those that come later in a
// hit are others.
func (w *taskLifecycle) attributes(marker uint64) string {
	return pick(w.payloads, w.Seed+marker%writesPerHit, hitOf(marker), marker)
}

func (w *taskLifecycle) ReadBack(ctx context.Context, subjects []int, progress func(done, all int)) ([]history.Final, error) {
	return w.readBack(ctx, w, func(final *history.Final, attributes string) {
		if final.Marker == 0 || attributes != w.attributes(final.Marker) {
			final.Foreign = foreign(attributes)
		}
	}, subjects, progress)
}

func (w *taskLifecycle) Counts() []attack.Count { return []attack.Count{w.noOffers()} }
