package history

import "fmt"

// An inquiry is about one subject.
type inquiry struct {
	options *Options
	docket  *docket
	subject int32
	writes  []Write // that are to be entered in the ledger, in its order
	among   []Write // writes of the subject that are held one by one
	ledger  *ledger
	final   *Final

	markers     map[uint64]int // of those, how many; made when asked for
	overwritten int64
	gone        int64
}

// found enters a finding.
func (q *inquiry) found(rule string, times int64, format string, args ...any) {
	q.docket.enter(rule, times, q.subject, func() string {
		return fmt.Sprintf(format, args...)
	})
}

// add enters the writes in the ledger, and says what contradicts among them.
func (q *inquiry) add() {
	for _, w := range q.writes {
		q.ledger.count(w)
	}
	for _, w := range q.writes {
		if w.Verdict != Acknowledged {
			continue
		}
		q.place(w)
		q.sight(w)
	}
}

// place holds a write's version against those of the others.
func (q *inquiry) place(w Write) {
	if w.Version == NoVersion || q.several() {
		return
	}
	switch clash, other := q.ledger.line.enter(w, q.same); clash {
	case shares:
		q.found(Versions, 1, ": %s and %s cannot both have their version: one of them took no effect, or the version did not rise", told(other), told(w))
	case misplaced:
		q.found(Versions, 1, ": %s was over before %s was sent, and has the higher version", told(w), told(other))
	case behind:
		q.found(Versions, 1, ": %s was over before %s was sent, and has the higher version", told(other), told(w))
	}
}

// sight holds the state that a write showed against those seen before it.
func (q *inquiry) sight(w Write) {
	if w.State == NotSeen {
		return
	}
	if before := q.ledger.seen.contradicts(w); before != NotSeen {
		q.found(States, 1, ": %s showed %s, after %s was seen at %s", told(w), w.State, before, q.ledger.seen.told(before))
	}
}

// same tells whether a write asked for what it had asked for before, or another
// had, so that it need not have raised the version.
func (q *inquiry) same(w Write) bool {
	if w.Kind == Move {
		return q.ledger.line.last.State == w.State
	}
	if q.markers == nil {
		q.markers = make(map[uint64]int, len(q.among))
		for _, other := range q.among {
			q.markers[other.Marker]++
		}
		q.markers[q.ledger.value.Marker]++
	}
	return q.markers[w.Marker] > 1
}

// several tells whether the subject may be there more than once, so that its
// writes went to either.
func (q *inquiry) several() bool {
	return q.ledger.creates[Acknowledged]+q.ledger.creates[Unknown] > 1
}

// compare holds the ledger against what was read.
func (q *inquiry) compare() {
	if !q.copies() {
		return
	}
	q.end()
	nowhere := q.foreign()
	lost := q.tally()
	if q.final.Copies == 1 && !q.several() {
		lost = q.versions(lost, nowhere)
	}
	if lost.times > 0 {
		q.found(Lost, lost.times, "%s", lost.because)
	}
}

// copies judges whether the subject is there once. It tells whether there is more
// to judge.
func (q *inquiry) copies() bool {
	asked := q.ledger.creates[Acknowledged] + q.ledger.creates[Unknown]
	copies := int64(q.final.Copies)
	switch {
	case copies == 0:
		q.absent()
	case asked == 0 && q.ledger.creates[Refused] > 0:
		q.found(Nowhere, copies, " is there, and its creation was refused")
	case copies > max(asked, 1):
		q.found(Doubled, copies-max(asked, 1), " is there %d times, and was asked for %d times", copies, max(asked, 1))
	case copies < q.ledger.creates[Acknowledged]:
		missing := q.ledger.creates[Acknowledged] - copies
		q.found(Lost, missing, " is there %d times, and was acknowledged %d times", copies, q.ledger.creates[Acknowledged])
	}
	return copies > 0
}

// absent judges a subject that the target says is gone.
func (q *inquiry) absent() {
	l := q.ledger
	acknowledged := l.creates[Acknowledged] + l.changes[Acknowledged]
	switch {
	case q.options.mayBeGone(q.subject, l.ended):
		q.gone++
	case acknowledged > 0:
		q.found(Lost, 1, " is gone, with %d acknowledged writes, and nothing has ended it long enough ago", acknowledged)
	}
}

// end judges the state that the subject is left in.
func (q *inquiry) end() {
	state := q.final.State
	if state == NotSeen {
		return
	}
	last := Write{State: state, Version: q.final.Version, Sent: never}
	if before := q.ledger.seen.contradicts(last); before != NotSeen {
		q.found(States, 1, " is %s (version %d), after %s was seen at %s", state, q.final.Version, before, q.ledger.seen.told(before))
		return
	}
	l := q.ledger
	refused := l.moved[Refused] &^ (l.moved[Acknowledged] | l.moved[Unknown] | l.seen.seen)
	if !q.options.Others && refused&(1<<state) != 0 {
		q.found(Nowhere, 1, " is %s, and the move to it was refused", state)
	}
}
