package wire

import (
	"sync"

	"github.com/flexrig/flexrig/internal/grade"
)

// journalLength is how many requests an account's journal keeps where nobody
// says otherwise.
const journalLength = 4096

// A journal is the account's last requests. Older ones are dropped and counted.
type journal struct {
	length  int // at most so many are kept
	mu      sync.Mutex
	entries []grade.Request // a ring once it is full
	written uint64
	era     uint64 // another one each time that it begins anew, also in another stand-in

	listeners listeners
}

func (j *journal) add(e grade.Request) {
	j.append(e)
	j.listeners.wake()
}

func (j *journal) append(e grade.Request) {
	j.mu.Lock()
	defer j.mu.Unlock()
	e.Seq = j.written + 1
	if len(j.entries) < j.length {
		j.entries = append(j.entries, e)
	} else {
		j.entries[j.written%uint64(j.length)] = e
	}
	j.written++
}

// read gives the requests that are kept, oldest first, and how many are not.
func (j *journal) read() (kept []grade.Request, dropped uint64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	kept = make([]grade.Request, 0, len(j.entries))
	dropped = j.written - uint64(len(j.entries))
	for i := range uint64(len(j.entries)) {
		one := j.entries[(dropped+i)%uint64(len(j.entries))]
		one.Query, one.Fields, one.Notes = listed(one.Query), listed(one.Fields), listed(one.Notes)
		kept = append(kept, one)
	}
	return kept, dropped
}

func (j *journal) clear() {
	j.mu.Lock()
	j.entries, j.written = nil, 0
	j.era++
	j.mu.Unlock()
	j.listeners.wake()
}

// listed makes a list in JSON of what would be null.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
