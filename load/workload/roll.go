package workload

import (
	"maps"
	"slices"
	"sync"
	"time"
)

// A roll is the tasks of a load by their subjects.
type roll struct {
	mu    sync.Mutex
	tasks map[int]entry
}

// An entry is what a workload remembers of a task.
type entry struct {
	sid     string    // empty where no answer has told it
	touched bool      // a hit has worked on it
	ended   time.Time // by the target's clock; zero while the task has not ended
}

func (r *roll) get(subject int) (entry, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e, known := r.tasks[subject]
	return e, known
}

// change changes what is remembered of a subject, which need not be known yet.
func (r *roll) change(subject int, by func(*entry)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.tasks == nil {
		r.tasks = map[int]entry{}
	}
	e := r.tasks[subject]
	by(&e)
	r.tasks[subject] = e
}

// touch remembers that a hit works on a subject, and gives its sid.
func (r *roll) touch(subject int) (sid string) {
	r.change(subject, func(e *entry) { e.touched, sid = true, e.sid })
	return sid
}

// touched are the subjects that hits have worked on, ascending.
func (r *roll) touched() []int {
	r.mu.Lock()
	defer r.mu.Unlock()
	var subjects []int
	for subject, e := range r.tasks {
		if e.touched {
			subjects = append(subjects, subject)
		}
	}
	slices.Sort(subjects)
	return subjects
}

// all is a copy of the whole roll.
func (r *roll) all() map[int]entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.tasks)
}
