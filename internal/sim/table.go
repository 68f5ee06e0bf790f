package sim

import (
	"iter"

	"github.com/tidwall/btree"
)

// A table keeps values by sid and in the order of their creation. Both ways
// cost the logarithm of what it holds, so that an account with 100,000 tasks
// answers like one with a thousand.
type table[T any] struct {
	rows  map[string]*row[T]
	order btree.Map[uint64, *row[T]]
	last  uint64
}

type row[T any] struct {
	seq   uint64
	value T
}

func newTable[T any]() *table[T] { return &table[T]{rows: map[string]*row[T]{}} }

func (t *table[T]) add(sid string, value T) {
	t.last++
	r := &row[T]{seq: t.last, value: value}
	t.rows[sid] = r
	t.order.Set(r.seq, r)
}

func (t *table[T]) get(sid string) (T, bool) {
	if r, ok := t.rows[sid]; ok {
		return r.value, true
	}
	var none T
	return none, false
}

// set replaces the value of a row that is there.
func (t *table[T]) set(sid string, value T) {
	if r, ok := t.rows[sid]; ok {
		r.value = value
	}
}

func (t *table[T]) remove(sid string) {
	if r, ok := t.rows[sid]; ok {
		delete(t.rows, sid)
		t.order.Delete(r.seq)
	}
}

func (t *table[T]) len() int { return len(t.rows) }

// all gives the values in the order of their creation.
func (t *table[T]) all() iter.Seq[T] { return t.from(0) }

// from gives the values that were created after an ordinal.
func (t *table[T]) from(ordinal uint64) iter.Seq[T] {
	return func(yield func(T) bool) {
		t.order.Ascend(ordinal+1, func(_ uint64, r *row[T]) bool { return yield(r.value) })
	}
}

// before gives the values that were created before an ordinal, newest first;
// 0 begins at the newest.
func (t *table[T]) before(ordinal uint64) iter.Seq2[uint64, T] {
	if ordinal == 0 {
		ordinal = t.last + 1
	}
	return func(yield func(uint64, T) bool) {
		t.order.Descend(ordinal-1, func(seq uint64, r *row[T]) bool { return yield(seq, r.value) })
	}
}

// find gives the first value that satisfies a test.
func (t *table[T]) find(is func(T) bool) (T, bool) {
	for value := range t.all() {
		if is(value) {
			return value, true
		}
	}
	var none T
	return none, false
}

// page cuts a page out of the values that satisfy a test; a nil test passes all.
func (t *table[T]) page(p Page, keep func(T) bool) Listed[T] {
	return cut(p, func(yield func(uint64, T) bool) {
		t.order.Ascend(p.After+1, func(seq uint64, r *row[T]) bool {
			return (keep != nil && !keep(r.value)) || yield(seq, r.value)
		})
	})
}
