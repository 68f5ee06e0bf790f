package history

import (
	"sync"
	"time"
)

const (
	// shards keep writers of different subjects from waiting for each other.
	shards = 64
	// chunk is how many writes are asked of memory at once: 40 KiB.
	chunk = 1024
)

// A Log keeps the writes of a load. It is used by many goroutines at once.
//
// A write takes 40 bytes. Once more than about a million are held, those that
// are certainly superseded are folded into what they add up to, so that a run of
// days takes the memory of its last minutes: see [Log.Folded] for what that
// leaves undiscovered.
type Log struct {
	shards [shards]shard
}

// A shard holds the writes of some subjects.
type shard struct {
	mu      sync.Mutex
	chunks  [][]Write // all full but the last
	held    int
	from    int // held writes at which folding begins
	limit   int // held writes at which folding is tried
	newest  time.Duration
	ledgers map[int32]*ledger // of subjects that writes were folded of
	found   *docket           // by folding
	folded  int64

	_ [64]byte // neighbours share no cache line
}

// NewLog gives an empty log.
func NewLog() *Log { return newLog(foldFrom) }

func newLog(from int) *Log {
	l := &Log{}
	for i := range l.shards {
		l.shards[i].from, l.shards[i].limit = from, from
	}
	return l
}

// Add keeps a write.
func (l *Log) Add(w Write) {
	s := &l.shards[shardOf(w.Subject)]
	s.mu.Lock()
	s.add(w)
	s.mu.Unlock()
}

// Len is how many writes were added, the folded ones among them.
func (l *Log) Len() int {
	n := 0
	for i := range l.shards {
		s := &l.shards[i]
		s.mu.Lock()
		n += s.held + int(s.folded)
		s.mu.Unlock()
	}
	return n
}

// shardOf spreads subjects that lie a fixed distance apart.
func shardOf(subject int32) uint32 { return uint32(subject) * 2654435769 >> 26 }

func (s *shard) add(w Write) {
	if last := len(s.chunks) - 1; last < 0 || len(s.chunks[last]) == chunk {
		s.chunks = append(s.chunks, make([]Write, 0, chunk))
	}
	last := len(s.chunks) - 1
	s.chunks[last] = append(s.chunks[last], w)
	s.held++
	s.newest = max(s.newest, w.Done)
	if s.held >= s.limit {
		s.fold()
	}
}

// writes are those that the shard holds, by subject and version, in the room that
// is given.
func (s *shard) writes(room []Write) []Write {
	room = room[:0]
	for _, c := range s.chunks {
		room = append(room, c...)
	}
	sortWrites(room)
	return room
}
