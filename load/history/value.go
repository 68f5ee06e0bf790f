package history

import "fmt"

// A loss is how many acknowledged writes are not there, and how that is known.
type loss struct {
	times   int64
	because string
}

// or gives the greater of two losses: they may be the same writes, seen from two
// sides.
func (a loss) or(b loss) loss {
	if b.times > a.times {
		return b
	}
	return a
}

// foreign judges what no writer of the subject has put there, and says how many
// such things there are.
func (q *inquiry) foreign() int64 {
	var n int64
	if q.final.Foreign != "" {
		n++
		q.found(Nowhere, 1, " holds %q, which no writer sends", q.final.Foreign)
	}
	if q.final.Marker == 0 {
		return n
	}
	switch origin := q.origin(); {
	case origin.refused && origin.write.Kind == Create: // said of its copies
	case origin.refused:
		n++
		q.found(Nowhere, 1, " holds %s, which was refused", told(origin.write))
	case origin.none && q.knowsValues():
		n++
		q.found(Nowhere, 1, " holds marker %d, which no writer sent to it; it was read at version %d", q.final.Marker, q.final.Version)
	}
	return n
}

// knowsValues tells whether every value that the subject may hold is in the
// ledger: its first one, or one that has overwritten it; and none was folded.
func (q *inquiry) knowsValues() bool {
	if q.ledger.forgotten > 0 {
		return false
	}
	if q.ledger.creates[Acknowledged]+q.ledger.creates[Unknown] > 0 {
		return true
	}
	for _, w := range q.writes {
		if w.Kind == Replace && w.Verdict == Acknowledged {
			return true
		}
	}
	return false
}

// An origin is where the value that was read came from.
type origin struct {
	none    bool
	refused bool // all writes with that marker were
	unknown bool // one of them had no answer: it may have been done at any time
	write   Write
}

// remembered calls f with every write that may have set the value.
func (q *inquiry) remembered(f func(Write)) {
	for _, w := range []Write{q.ledger.value, q.ledger.counted} {
		if w.Marker != 0 {
			f(w)
		}
	}
	for _, w := range q.writes {
		if w.Kind != Move {
			f(w)
		}
	}
}

// origin finds the write whose marker was read; of several that were acknowledged
// the last.
func (q *inquiry) origin() origin {
	o := origin{none: true}
	q.remembered(func(w Write) {
		switch {
		case w.Marker != q.final.Marker:
		case w.Verdict == Unknown:
			o.unknown, o.none = true, false
		case w.Verdict == Refused:
			if o.none {
				o.refused, o.none, o.write = true, false, w
			}
		case o.none || o.refused || after(w, o.write):
			o = origin{unknown: o.unknown, write: w}
		}
	})
	o.refused = o.refused && !o.unknown
	return o
}

// after tells whether a write certainly came after another that was acknowledged:
// by version, or else by time.
func after(w, other Write) bool {
	if w.Version != NoVersion && other.Version != NoVersion {
		return w.Version > other.Version
	}
	return w.Sent > other.Done
}

// tally judges the value and the counters, and gives what is not there of them.
func (q *inquiry) tally() loss {
	lost := q.counters()
	if q.final.Copies == 1 && !q.several() {
		lost = lost.or(q.value())
	}
	return lost.or(q.moves())
}

// value gives the last write where it is not there, and nothing later is.
func (q *inquiry) value() loss {
	o := q.origin()
	if o.unknown || o.refused {
		return loss{}
	}
	if o.none {
		return q.vanished()
	}
	last, overwrote := Write{}, false
	q.remembered(func(w Write) {
		counts := w.Kind != Add || o.write.Kind == Add
		if counts && w.Verdict == Acknowledged && w.Marker != o.write.Marker && after(w, o.write) && (!overwrote || after(w, last)) {
			last, overwrote = w, true
		}
	})
	if !overwrote {
		return loss{}
	}
	return loss{1, fmt.Sprintf(": %s is not there: the subject holds that of %s, which came before it", told(last), told(o.write))}
}

// vanished is for a subject whose value is of no write that is remembered.
func (q *inquiry) vanished() loss {
	if q.final.Marker != 0 && q.ledger.forgotten == 0 {
		return loss{} // it came from nowhere, and what it overwrote cannot be told
	}
	last, set := Write{}, false
	q.remembered(func(w Write) {
		if w.Kind != Add && w.Verdict == Acknowledged && (!set || after(w, last)) {
			last, set = w, true
		}
	})
	switch {
	case !set:
		return loss{}
	case q.final.Marker == 0:
		return loss{1, fmt.Sprintf(": %s is not there: the subject holds no value", told(last))}
	}
	return loss{1, fmt.Sprintf(": %s is not there: the subject holds marker %d, of no write, or of one long overwritten", told(last), q.final.Marker)}
}

// moves gives the move whose state the subject cannot have come from.
func (q *inquiry) moves() loss {
	for state := Pending; int(state) < states && q.final.State != NotSeen; state++ {
		if q.ledger.moved[Acknowledged]&(1<<state) != 0 && !mayFollow(state, q.final.State) {
			return loss{1, fmt.Sprintf(": the move to %s, acknowledged at %s, is not there: it is %s", state, q.ledger.seen.told(state), q.final.State)}
		}
	}
	return loss{}
}

// counters judges what each writer has added.
func (q *inquiry) counters() loss {
	var lost loss
	unguarded := q.options.Unguarded != nil && q.options.Unguarded(q.subject)
	for writer := range q.writers() {
		acknowledged, unknown := of(q.ledger.adds[Acknowledged], writer), of(q.ledger.adds[Unknown], writer)
		found := q.counter(writer)
		switch {
		case found > acknowledged+unknown:
			q.excess(writer, found)
		case found >= acknowledged:
		case unguarded:
			q.overwritten += acknowledged - found
		default:
			lost.times += acknowledged - found
			lost.because = fmt.Sprintf(": writer %d counts %d, and %d of its additions were acknowledged (and %d unanswered); version %d",
				writer, found, acknowledged, unknown, q.final.Version)
		}
	}
	return lost
}

// writers is how many counters there are to judge: none where the subject has none
// and nobody added.
func (q *inquiry) writers() int {
	n := max(len(q.final.Counters), len(q.ledger.baseline))
	for _, by := range q.ledger.adds {
		n = max(n, len(by))
	}
	return n
}

// counter is what a writer's counter has risen by.
func (q *inquiry) counter(writer int) int64 {
	var found int64
	if writer < len(q.final.Counters) {
		found = int64(q.final.Counters[writer])
	}
	if writer < len(q.ledger.baseline) {
		found -= int64(q.ledger.baseline[writer])
	}
	return found
}

// excess judges a counter that is too high: by refused additions, or by none.
func (q *inquiry) excess(writer int, found int64) {
	acknowledged, unknown, refused := of(q.ledger.adds[Acknowledged], writer), of(q.ledger.adds[Unknown], writer), of(q.ledger.adds[Refused], writer)
	over := found - acknowledged - unknown
	rule := Doubled
	if over <= refused {
		rule = Nowhere
	}
	q.found(rule, over, ": writer %d counts %d, and %d of its additions were acknowledged, %d unanswered, %d refused; version %d",
		writer, found, acknowledged, unknown, refused, q.final.Version)
}
