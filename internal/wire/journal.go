package wire

import (
	"sync"

	"github.com/flexrig/flexrig/internal/grade"
)

// journalLength is how many requests an account's journal keeps where nobody
// says otherwise.
const journalLength = 4096

// journalBytes bounds the texts of the requests that a journal keeps: a hundred
// requests of the greatest size are as much as 4,096 of the usual one.
const journalBytes = 16 << 20

// An entry is a request and how many bytes of text it holds, which nobody who drops
// it has to count again: its texts have long left the processor's caches.
type entry struct {
	grade.Request
	size int
}

// A journal is the account's last requests. Older ones are dropped and counted.
type journal struct {
	length  int // at most so many are kept; none below 0
	mu      sync.Mutex
	ring    []entry // of which kept are in use, from first on
	first   int
	kept    int
	bytes   int // of their texts
	written uint64
	era     uint64 // another one each time that it begins anew, also in another stand-in

	listeners listeners
}

func (j *journal) add(e grade.Request) {
	j.append(e)
	j.listeners.wake()
}

func (j *journal) append(e grade.Request) {
	e.Query, e.Fields = kept(e.Query), kept(e.Fields)
	size := sizeOf(&e)
	j.mu.Lock()
	defer j.mu.Unlock()
	for j.kept > 0 && (j.kept == j.length || j.bytes+size > journalBytes) {
		j.drop()
	}
	if j.kept == len(j.ring) {
		j.grow()
	}
	j.written++
	e.Seq = j.written
	j.ring[(j.first+j.kept)%len(j.ring)] = entry{e, size}
	j.kept++
	j.bytes += size
}

// count counts a request that is not kept.
func (j *journal) count() {
	j.mu.Lock()
	j.written++
	j.mu.Unlock()
	j.listeners.wake()
}

// off tells whether no request is kept.
func (j *journal) off() bool { return j.length < 0 }

// drop forgets the oldest request, and lets go of what it holds.
func (j *journal) drop() {
	oldest := &j.ring[j.first]
	j.bytes -= oldest.size
	*oldest = entry{}
	j.first = (j.first + 1) % len(j.ring)
	j.kept--
}

// grow makes room for as many requests again, up to the journal's length.
func (j *journal) grow() {
	const fewest = 16
	ring := make([]entry, min(j.length, max(fewest, 2*len(j.ring))))
	for i := range j.kept {
		ring[i] = j.ring[(j.first+i)%len(j.ring)]
	}
	j.ring, j.first = ring, 0
}

// read gives the requests that are kept, oldest first, and how many are not.
func (j *journal) read() (list []grade.Request, dropped uint64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	list = make([]grade.Request, 0, j.kept)
	for i := range j.kept {
		one := j.ring[(j.first+i)%len(j.ring)].Request
		one.Query, one.Fields, one.Notes = listed(one.Query), listed(one.Fields), listed(one.Notes)
		list = append(list, one)
	}
	return list, j.written - uint64(j.kept)
}

func (j *journal) clear() {
	j.mu.Lock()
	j.ring, j.first, j.kept, j.bytes, j.written = nil, 0, 0, 0, 0
	j.era++
	j.mu.Unlock()
	j.listeners.wake()
}

// sizeOf is how many bytes of text a request holds. A task's attributes as an
// update left them are one text with the parameter that brought them, and with
// what the next update found.
func sizeOf(e *grade.Request) int {
	size := len(e.Path) + len(e.Agent) + len(e.Connection) + len(e.IfMatch) + len(e.Message)
	for i := range e.Query {
		size += len(e.Query[i].Name) + len(e.Query[i].Value)
	}
	for i := range e.Fields {
		size += len(e.Fields[i].Name) + len(e.Fields[i].Value)
	}
	for _, note := range e.Notes {
		size += len(note)
	}
	if e.Before != nil {
		size += len(e.Before.Attributes)
	}
	return size
}

// listed makes a list in JSON of what would be null.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
