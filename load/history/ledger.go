package history

import (
	"cmp"
	"slices"
	"time"
)

// never is an instant that no write has reached.
const never = time.Duration(1<<63 - 1)

// verdicts are how many there are.
const verdicts = int(Unknown) + 1

// A ledger adds up the writes of one subject. Writes are entered in the order of
// [sortWrites]; those that were folded are in it and nowhere else.
type ledger struct {
	writes  int64
	creates [verdicts]int64
	// baseline are the counters before the first write.
	baseline  []uint32
	changes   [verdicts]int64   // writes that are no Create
	adds      [verdicts][]int64 // by writer
	moved     [verdicts]uint16  // which states a Move asked for, as bits
	ended     time.Duration     // when the first write left that may have ended it
	forgotten int64             // writes that are in the ledger alone
	value     Write             // the last folded one that set the value
	counted   Write             // the last folded Add
	line      line
	seen      sightings
}

// A line is the acknowledged writes that named a version, by version.
type line struct {
	any        bool
	based      bool  // base is the version before the first change
	base       int32 // else that of the first write in the line
	distinct   int64 // versions of changes
	duplicates int64
	misplaced  int64 // writes that had ended before one with a lower version was sent
	last       Write // of the highest version so far
	tied       Write // of that version, the one sent last
	latest     Write // of the lower versions, the one sent last
}

// sightings are when each state was first known to have been reached: the
// earliest answer that showed it, and the lowest version.
type sightings struct {
	seen    uint16
	done    [states]time.Duration
	version [states]int32
}

func newLedger() *ledger { return &ledger{ended: never} }

// sortWrites puts writes in the order in which ledgers take them: by subject, by
// version, those without one first.
func sortWrites(writes []Write) {
	slices.SortFunc(writes, func(a, b Write) int {
		if a.Subject != b.Subject {
			return cmp.Compare(a.Subject, b.Subject)
		}
		if a.Version != b.Version {
			return cmp.Compare(a.Version, b.Version)
		}
		if a.Sent != b.Sent {
			return cmp.Compare(a.Sent, b.Sent)
		}
		return cmp.Compare(a.Marker, b.Marker)
	})
}

// open enters how the subject stood before its first write, also where writes
// were folded already.
func (l *ledger) open(base Final) {
	w := Write{
		Subject: base.Subject, Kind: Create, Verdict: Acknowledged, State: base.State,
		Version: base.Version, Marker: base.Marker, Sent: -1, Done: -1,
	}
	l.creates[Acknowledged]++
	l.baseline = base.Counters
	if l.value.Marker == 0 {
		l.value = w
	}
	l.seen.note(w)
	switch {
	case w.Version == NoVersion:
	case l.line.any:
		l.line.based, l.line.base = true, w.Version
	default:
		l.line.start(w)
	}
}

// clone gives a ledger that can go on without changing this one.
func (l *ledger) clone() *ledger {
	out := *l
	for verdict := range l.adds {
		out.adds[verdict] = slices.Clone(l.adds[verdict])
	}
	return &out
}

// count adds a write up.
func (l *ledger) count(w Write) {
	l.writes++
	if w.Kind == Create {
		l.creates[w.Verdict]++
	} else {
		l.changes[w.Verdict]++
	}
	switch w.Kind {
	case Add:
		l.adds[w.Verdict] = raise(l.adds[w.Verdict], w.Writer)
	case Move:
		l.moved[w.Verdict] |= 1 << w.State
	}
	if mayHaveEnded(w) {
		l.ended = min(l.ended, w.Sent)
	}
	if w.Verdict == Acknowledged {
		l.seen.note(w)
	}
}

// mayHaveEnded tells whether the subject may have come to its end by this write,
// or had come to it.
func mayHaveEnded(w Write) bool {
	return w.State.Terminal() && (w.Verdict == Acknowledged || w.Verdict == Unknown && w.Kind == Move)
}

func raise(by []int64, writer uint16) []int64 {
	for len(by) <= int(writer) {
		by = append(by, 0)
	}
	by[writer]++
	return by
}

func of(by []int64, writer int) int64 {
	if writer < len(by) {
		return by[writer]
	}
	return 0
}

// inLine tells whether a write has a place in the order of versions.
func inLine(w Write) bool { return w.Verdict == Acknowledged && w.Version != NoVersion }

// start puts the first write in the line.
func (n *line) start(w Write) {
	n.any, n.based, n.base = true, w.Kind == Create, w.Version
	if !n.based {
		n.distinct = 1
	}
	n.last, n.tied, n.latest = w, w, Write{Sent: -1, Version: NoVersion}
}

// A clash is what is wrong with a write's place in the line.
type clash uint8

const (
	fits      clash = iota
	shares          // the version of another write
	misplaced       // it had ended before a write with a lower version was sent
	behind          // it was sent after a write with a higher version had ended
)

// enter puts a write in the line, whose version is not lower than those before. same
// tells whether the write asked for nothing new, so that it raised no version.
func (n *line) enter(w Write, same func(Write) bool) (clash, Write) {
	if !n.any {
		n.start(w)
		return fits, Write{}
	}
	if w.Version < n.last.Version { // that one was folded, and so long ago
		n.misplaced++
		return behind, n.last
	}
	if w.Version == n.last.Version {
		return n.share(w, same)
	}
	if n.tied.Sent > n.latest.Sent {
		n.latest = n.tied
	}
	n.last, n.tied = w, w
	if w.Kind != Create {
		n.distinct++
	}
	if w.Done < n.latest.Sent {
		n.misplaced++
		return misplaced, n.latest
	}
	return fits, Write{}
}

// share is for a write whose version is that of the last.
func (n *line) share(w Write, same func(Write) bool) (clash, Write) {
	other := n.last
	if w.Sent > n.tied.Sent {
		n.tied = w
	}
	if same(w) || same(other) {
		return fits, other
	}
	n.duplicates++
	return shares, other
}

// note keeps the state that an answer showed.
func (s *sightings) note(w Write) {
	if w.State == NotSeen {
		return
	}
	if s.seen&(1<<w.State) == 0 {
		s.seen |= 1 << w.State
		s.done[w.State], s.version[w.State] = w.Done, w.Version
		return
	}
	s.done[w.State] = min(s.done[w.State], w.Done)
	if w.Version != NoVersion && (s.version[w.State] == NoVersion || w.Version < s.version[w.State]) {
		s.version[w.State] = w.Version
	}
}

// contradicts gives a state that was reached before the write was sent, by time or
// by version, and that the write's own cannot follow; [NotSeen] for none.
func (s *sightings) contradicts(w Write) State {
	for before := Pending; int(before) < states; before++ {
		if s.seen&(1<<before) == 0 || mayFollow(before, w.State) {
			continue
		}
		byVersion := w.Version != NoVersion && s.version[before] != NoVersion && s.version[before] < w.Version
		if byVersion || s.done[before] < w.Sent {
			return before
		}
	}
	return NotSeen
}
