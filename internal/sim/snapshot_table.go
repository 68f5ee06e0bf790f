package sim

import "fmt"

// savedTable is a table's rows in the order of their creation, with the ordinals
// by which lists are paged.
type savedTable[T any] struct {
	Last uint64        `json:"last"` // ordinal of the newest row there ever was
	Rows []savedRow[T] `json:"rows"`
}

type savedRow[T any] struct {
	Seq   uint64 `json:"seq"`
	Value T      `json:"value"`
}

func saveTable[T, S any](t *table[T], save func(T) S) savedTable[S] {
	saved := savedTable[S]{Last: t.last, Rows: make([]savedRow[S], 0, t.len())}
	t.order.Scan(func(seq uint64, r *row[T]) bool {
		saved.Rows = append(saved.Rows, savedRow[S]{Seq: seq, Value: save(r.value)})
		return true
	})
	return saved
}

func asItIs[T any](value T) T { return value }

// restoreTable makes a table of what was saved. Ordinals have to rise and sids to
// be there once.
func restoreTable[S, T any](saved savedTable[S], what string, restore func(S) (sid string, value T, err error)) (*table[T], error) {
	t := newTable[T]()
	t.last = saved.Last
	before := uint64(0)
	for _, one := range saved.Rows {
		sid, value, err := restore(one.Value)
		if err != nil {
			return nil, fmt.Errorf("%s %.60s: %w", what, sid, err)
		}
		if one.Seq <= before || one.Seq > saved.Last {
			return nil, fmt.Errorf("%s %.60s: its place %d does not lie between %d and %d", what, sid, one.Seq, before+1, saved.Last)
		}
		if err := t.addAt(one.Seq, sid, value); err != nil {
			return nil, fmt.Errorf("%s %w", what, err)
		}
		before = one.Seq
	}
	return t, nil
}

// addAt adds a value at an ordinal of its own.
func (t *table[T]) addAt(seq uint64, sid string, value T) error {
	if _, twice := t.rows[sid]; twice || sid == "" {
		return fmt.Errorf("%.60q: the sid is missing or there twice", sid)
	}
	r := &row[T]{seq: seq, value: value}
	t.rows[sid] = r
	if _, twice := t.order.Set(seq, r); twice {
		return fmt.Errorf("%.60q: its place %d is taken", sid, seq)
	}
	return nil
}

// plain restores a value that is stored as it was saved.
func plain[T any](sid func(T) string) func(T) (string, T, error) {
	return func(value T) (string, T, error) { return sid(value), value, nil }
}
