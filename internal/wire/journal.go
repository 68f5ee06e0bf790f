package wire

import (
	"sync"
	"time"
)

// journalLength is how many requests an account's journal keeps.
const journalLength = 512

// An entry is one request as the journal tells it. It holds neither bodies nor
// credentials.
type entry struct {
	At     time.Time `json:"at"` // on the account's clock
	Method string    `json:"method"`
	Path   string    `json:"path"`
	Status int       `json:"status"`
	Notes  []string  `json:"notes"` // what the client should know: parameters that were ignored
}

// A journal is the account's last requests. Older ones are dropped and counted.
type journal struct {
	mu      sync.Mutex
	entries []entry // a ring once it is full
	written uint64
}

func (j *journal) add(e entry) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if len(j.entries) < journalLength {
		j.entries = append(j.entries, e)
	} else {
		j.entries[j.written%journalLength] = e
	}
	j.written++
}

// read gives the requests that are kept, oldest first, and how many are not.
func (j *journal) read() (kept []entry, dropped uint64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	kept = make([]entry, 0, len(j.entries))
	dropped = j.written - uint64(len(j.entries))
	for i := range uint64(len(j.entries)) {
		one := j.entries[(dropped+i)%uint64(len(j.entries))]
		if one.Notes == nil {
			one.Notes = []string{} // a list in JSON, not null
		}
		kept = append(kept, one)
	}
	return kept, dropped
}

func (j *journal) clear() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.entries, j.written = nil, 0
}
