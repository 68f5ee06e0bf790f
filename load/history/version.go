package history

import "fmt"

// versions judges the version that was read against what was acknowledged, and
// adds to the losses what it shows.
func (q *inquiry) versions(lost loss, nowhere int64) loss {
	n := &q.ledger.line
	if !n.any {
		return lost
	}
	if q.final.Version == NoVersion {
		q.excessVersion(n.last.Version, nowhere)
		return lost
	}
	q.excessVersion(max(n.last.Version, q.final.Version), nowhere)
	if short := q.short(); short.times > lost.times && q.rises() {
		return short
	}
	if q.final.Version < n.last.Version && lost.times == 0 {
		q.found(Versions, 1, " was read at version %d, below %s", q.final.Version, told(n.last))
	}
	return lost
}

// rises tells whether the target has been seen to raise this subject's version: it
// would be wrong to count changes by one that stands still.
func (q *inquiry) rises() bool {
	return q.ledger.line.distinct > 1 || q.final.Version > q.ledger.line.base
}

// short is how many changes are missing from the version that was read.
func (q *inquiry) short() loss {
	n := &q.ledger.line
	changes := n.distinct + n.duplicates
	if !n.based {
		changes--
	}
	missing := int64(n.base) + changes - int64(q.final.Version)
	if missing <= 0 {
		return loss{}
	}
	return loss{missing, fmt.Sprintf(": %d acknowledged changes since version %d, and it stands at version %d: %d took no effect (the last, %s)",
		changes, n.base, q.final.Version, missing, told(n.last))}
}

// excessVersion judges a version that is higher than all that was asked for can
// explain; what came from nowhere is judged already.
func (q *inquiry) excessVersion(version int32, nowhere int64) {
	if q.options.Others {
		return
	}
	l := q.ledger
	most := int64(l.line.base) + l.changes[Acknowledged] + l.changes[Unknown]
	if !l.line.based {
		most--
	}
	over := int64(version) - most - nowhere
	if over <= 0 {
		return
	}
	q.found(Doubled, over, " stands at version %d; from version %d, %d changes were acknowledged and %d unanswered, which leads to %d at most",
		version, l.line.base, l.changes[Acknowledged], l.changes[Unknown], most)
}
