package sim

import "strings"

// rank is one clause of a target's order_by: a number among a worker's
// attributes, and whether the highest goes first.
type rank struct {
	path    []string
	highest bool
}

// ranks reads an order_by such as "worker.finance DESC, worker.support ASC".
func ranks(orderBy string) []rank {
	var all []rank
	for clause := range strings.SplitSeq(orderBy, ",") {
		words := strings.Fields(clause)
		if len(words) == 0 {
			continue
		}
		all = append(all, rank{
			path:    strings.Split(words[0], "."),
			highest: len(words) > 1 && strings.EqualFold(words[1], "DESC"),
		})
	}
	return all
}

// goesFirst tells whether a worker is asked before another: by the target's
// order_by, clause by clause, and then by who has been idle longer. Who does not
// have the number comes after who does, whichever way round the clause goes
// (Twilio docs, Ordering Workers).
func goesFirst(order []rank, worker, other *workerRow) bool {
	for _, by := range order {
		mine, has := by.of(worker)
		theirs, have := by.of(other)
		switch {
		case has != have:
			return has
		case mine != theirs:
			return (mine > theirs) == by.highest
		}
	}
	return worker.longerIdle(other)
}

func (by rank) of(worker *workerRow) (number float64, has bool) {
	value, _ := worker.worker.Variables()(by.path)
	number, has = value.(float64)
	return number, has
}
