package workload

import (
	"slices"
	"sync"
	"time"
)

// A roll is the tasks of a load by their subjects.
type roll struct {
	mu    sync.Mutex
	tasks map[int]*entry
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
	if e := r.tasks[subject]; e != nil {
		return *e, true
	}
	return entry{}, false
}

// change changes what is remembered of a subject, which need not be known yet.
func (r *roll) change(subject int, by func(*entry)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	by(r.entry(subject))
}

// touch remembers that a hit works on a subject, and gives its sid.
func (r *roll) touch(subject int) (sid string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e := r.entry(subject)
	e.touched = true
	return e.sid
}

// entry is what is remembered of a subject, to be changed under the lock.
func (r *roll) entry(subject int) *entry {
	e := r.tasks[subject]
	if e == nil {
		if r.tasks == nil {
			r.tasks = map[int]*entry{}
		}
		e = &entry{}
		r.tasks[subject] = e
	}
	return e
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
	copied := make(map[int]entry, len(r.tasks))
	for subject, e := range r.tasks {
		copied[subject] = *e
	}
	return copied
}
