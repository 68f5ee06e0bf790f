package history

import "sync"

// A Log holds the writes of a load, in the order in which they became known. It
// is safe for concurrent use.
type Log struct {
	mu     sync.Mutex
	writes []Write
}

// NewLog makes an empty log.
func NewLog() *Log { return &Log{} }

// Add keeps a write.
func (l *Log) Add(w Write) {
	l.mu.Lock()
	l.writes = append(l.writes, w)
	l.mu.Unlock()
}

// Len is how many writes there are.
func (l *Log) Len() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.writes)
}
