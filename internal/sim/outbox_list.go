package sim

import (
	"cmp"
	"slices"
)

// Deliveries are an account's callbacks.
type Deliveries struct {
	All      []Delivery // in the order in which they were caused
	Dropped  uint64     // how many that have ended are no longer told
	UnderWay int        // how many will go on without time having to pass
}

// Deliveries gives the callbacks that have not come to their end, and the newest
// of those that have.
func (a *Account) Deliveries() Deliveries {
	defer a.enter()()
	return a.deliveries()
}

func (a *Account) deliveries() Deliveries {
	told := Deliveries{All: slices.Clone(a.outbox.ended), Dropped: a.outbox.dropped}
	for _, line := range a.outbox.lines {
		if line[0].underWay(a.now) {
			told.UnderWay++
		}
		for _, d := range line {
			told.All = append(told.All, d.Delivery)
		}
	}
	slices.SortFunc(told.All, func(a, b Delivery) int { return cmp.Compare(a.Seq, b.Seq) })
	return told
}
