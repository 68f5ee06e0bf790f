package sim

import "iter"

// A Page says which part of a list is wanted.
type Page struct {
	Size  int    // items at most; 0 means 50
	After uint64 // the Next of the page before; 0 is the list's beginning
}

// DefaultPageSize is how many items a list gives where nobody says.
const DefaultPageSize = 50

// Listed is one page of a list.
type Listed[T any] struct {
	Items []T
	Next  uint64 // where the next page begins; 0 where there is none
}

// cut takes a page's worth of items and looks one further, so that Next is
// given only where something follows.
func cut[T any](p Page, items iter.Seq2[uint64, T]) Listed[T] {
	size := p.Size
	if size <= 0 {
		size = DefaultPageSize
	}
	var out Listed[T]
	var last uint64
	for seq, item := range items {
		if len(out.Items) == size {
			out.Next = last
			break
		}
		out.Items = append(out.Items, item)
		last = seq
	}
	return out
}

// mapped turns the items of a page into what the caller shows.
func mapped[T, U any](in Listed[T], show func(T) U) Listed[U] {
	out := Listed[U]{Next: in.Next, Items: make([]U, len(in.Items))}
	for i, item := range in.Items {
		out.Items[i] = show(item)
	}
	return out
}
