package wire

import (
	"sync"
	"sync/atomic"

	"github.com/flexrig/flexrig/internal/grade"
)

// Listeners are those who want to know when something has happened in an account.
// They are not told what: each reads it from the journal at its own pace, so that
// nobody waits for a slow one and nothing is kept for them. Where nobody listens,
// waking costs one atomic read.
type listeners struct {
	count atomic.Int32
	mu    sync.Mutex
	all   map[*listener]bool
	ended bool
}

// A listener is woken by a token in its channel, one however much has happened,
// and ends when that is closed.
type listener struct{ woken chan struct{} }

// join makes a listener; of an account that is gone there is none.
func (l *listeners) join() (*listener, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ended {
		return nil, false
	}
	if l.all == nil {
		l.all = map[*listener]bool{}
	}
	one := &listener{woken: make(chan struct{}, 1)}
	l.all[one] = true
	l.count.Add(1)
	return one, true
}

func (l *listeners) leave(one *listener) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all[one] {
		delete(l.all, one)
		l.count.Add(-1)
	}
}

func (l *listeners) wake() {
	if l.count.Load() == 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for one := range l.all {
		select {
		case one.woken <- struct{}{}:
		default: // it has not read the last token yet, and will see this too
		}
	}
}

// end lets every listener go.
func (l *listeners) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for one := range l.all {
		close(one.woken)
	}
	l.count.Store(0)
	l.all, l.ended = nil, true
}

// A position is how far a reader of a journal has come.
type position struct{ era, seq uint64 }

// A reading is what a journal holds beyond a position.
type reading struct {
	entries []grade.Request
	missed  uint64 // entries between the position and the first one here, which are gone
	reset   bool   // the journal has begun anew since the position was taken
	more    bool   // there are more than were asked for
	to      position
}

// since reads at most so many entries beyond a position.
func (j *journal) since(from position, most int) reading {
	j.mu.Lock()
	defer j.mu.Unlock()
	var found reading
	if from.era != j.era || from.seq > j.written {
		found.reset, from = true, position{era: j.era}
	}
	gone := j.written - uint64(j.kept)
	if from.seq < gone {
		found.missed, from.seq = gone-from.seq, gone
	}
	for ; from.seq < j.written && len(found.entries) < most; from.seq++ {
		one := j.ring[(j.first+int(from.seq-gone))%len(j.ring)].Request
		one.Query, one.Fields, one.Notes = listed(one.Query), listed(one.Fields), listed(one.Notes)
		found.entries = append(found.entries, one)
	}
	found.more, found.to = from.seq < j.written, from
	return found
}

// last is the position before the last so many entries that are kept.
func (j *journal) last(n uint64) position {
	j.mu.Lock()
	defer j.mu.Unlock()
	return position{era: j.era, seq: j.written - min(n, uint64(j.kept))}
}
