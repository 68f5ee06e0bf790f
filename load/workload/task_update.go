package workload

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"

	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/history"
)

// waitingRoom is a centre whose tasks stay as they are: nobody takes them.
const waitingRoom = "nobody available"

// A taskUpdate replaces the attributes of many tasks, hit by hit.
type taskUpdate struct {
	place
	settings taskUpdateSettings
	payloads []payload

	roll  roll
	known []atomic.Int32 // by subject: the highest version that an answer has shown
}

func newTaskUpdate(s settings) attack.Workload {
	return &taskUpdate{settings: s.TaskUpdate, payloads: s.Payloads, known: make([]atomic.Int32, s.TaskUpdate.Tasks)}
}

func (w *taskUpdate) Name() string { return "task-update" }

func (w *taskUpdate) Subject(n int) int { return n % w.settings.Tasks }

// Prepare makes the tasks that the hits are for.
func (w *taskUpdate) Prepare(ctx context.Context, at attack.Site, progress func(done, all int)) error {
	if err := w.open(at, waitingRoom); err != nil {
		return fmt.Errorf("prepare %s: %w", w.Name(), err)
	}
	return prepareTasks(ctx, w, &w.place, &w.roll, func(subject int) string {
		return pick(w.payloads, at.Seed, subject, 0)
	}, progress)
}

// prepareTasks makes one task for each subject of the hits that are going to be
// sent.
func prepareTasks(ctx context.Context, w attack.Workload, at *place, tasks *roll, attributes func(subject int) string, progress func(done, all int)) error {
	subjects := subjectsOf(w, at.Numbers)
	for i, subject := range subjects {
		if ctx.Err() != nil {
			return fmt.Errorf("prepare %s: %w", w.Name(), context.Cause(ctx))
		}
		sid, err := at.create(attributes(subject))
		if err != nil {
			return fmt.Errorf("prepare %s: task %d of %d: %w", w.Name(), i+1, len(subjects), err)
		}
		tasks.change(subject, func(e *entry) { e.sid = sid })
		if progress != nil {
			progress(i+1, len(subjects))
		}
	}
	return nil
}

// subjectsOf are the subjects of hits, each once, in the order of the hits.
func subjectsOf(w attack.Workload, numbers []int32) []int {
	var subjects []int
	seen := map[int]bool{}
	for _, n := range numbers {
		if subject := w.Subject(int(n)); !seen[subject] {
			seen[subject] = true
			subjects = append(subjects, subject)
		}
	}
	return subjects
}

// Hit replaces the attributes of one task.
func (w *taskUpdate) Hit(ctx context.Context, f *attack.Flight) {
	subject := w.Subject(f.N)
	sid, known := w.roll.touch(subject), w.known[subject].Load()
	marker := markerOf(f.N, 0)
	attributes, form := pickWrite(w.payloads, w.Seed, f.N, marker)
	a := f.Do(ctx, "update", attack.Request{Method: http.MethodPost, URL: w.taskURL(sid), Form: form})
	shown := taskIn(a)
	f.Wrote(write(history.Replace, subject, marker, a, shown))
	if !a.OK() {
		return
	}
	switch missed := (wanted{status: http.StatusOK, sid: sid, attributes: attributes}).misses(a, shown); {
	case missed != "":
		f.Wrong("update: " + missed)
	case a.Version <= known:
		f.Wrong("update: a version that was there before")
	}
	raise(&w.known[subject], a.Version)
}

// raise remembers a version, unless a higher one is known.
func raise(known *atomic.Int32, version int32) {
	for was := known.Load(); version > was; was = known.Load() {
		if known.CompareAndSwap(was, version) {
			return
		}
	}
}

// attributes are what the write with the marker sends.
func (w *taskUpdate) attributes(marker uint64) string {
	return pick(w.payloads, w.Seed, hitOf(marker), marker)
}

func (w *taskUpdate) ReadBack(ctx context.Context, subjects []int, progress func(done, all int)) ([]history.Final, error) {
	back := readBack{
		place: &w.place, roll: w.roll.all(),
		subjectOf: func(marker uint64) int { return w.Subject(hitOf(marker)) },
		finish: func(final *history.Final, attributes string) {
			if final.Marker != 0 && attributes != w.attributes(final.Marker) {
				final.Foreign = foreign(attributes)
			}
		},
	}
	return back.of(ctx, subjects, w.roll.touched(), progress)
}

// foreign shows attributes that no write of the load has sent.
func foreign(attributes string) string { return fmt.Sprintf("attributes %.200q", attributes) }

// Counts is empty: what this workload does, the totals say.
func (w *taskUpdate) Counts() []attack.Count { return nil }
