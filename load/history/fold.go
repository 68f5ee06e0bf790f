package history

import "time"

const (
	// foldFrom is how many writes a shard holds before it tries to fold: a
	// million in the whole log, 40 MB.
	foldFrom = 1 << 14
	// foldAfter is how long a write's answer must be past. No request waits so
	// long for its answer, so that none which is still under way was sent before.
	foldAfter = 2 * time.Minute
	// foldLeast is how many writes of a subject are folded at once, since a ledger
	// takes the room of a dozen.
	foldLeast = 32
)

// Folded is how many writes the log holds only as what they add up to.
//
// A write is folded two minutes after its answer, where every write of its
// subject with a lower version is that old too. Its version, its place in time
// and its state are judged then, against all that came before; counts go on. What
// cannot be told any more:
//
//   - which long overwritten write a stale value is of: it is lost all the same,
//     as the last one is not there, but the example cannot name it;
//   - that a body was sent again, byte for byte, more than two minutes after it
//     was first sent, so that it rightly raised no version;
//   - which of the folded writes shares a version with one that was sent minutes
//     later: that the later one is out of order is seen.
//
// Writes without an answer, and acknowledged ones without a version, are never
// folded: either may still be the value that is read. Nor are the writes of
// subjects that get fewer than 32, as a load has that makes a task with every
// hit: its memory grows with its subjects.
func (l *Log) Folded() int64 {
	var n int64
	for i := range l.shards {
		s := &l.shards[i]
		s.mu.Lock()
		n += s.folded
		s.mu.Unlock()
	}
	return n
}

// fold folds what it can, and looks again when twice as much is held as is left.
func (s *shard) fold() {
	if horizon := s.newest - foldAfter; horizon > 0 && s.chunks[0][0].Done < horizon {
		s.foldBefore(horizon)
	}
	s.limit = max(s.from, 2*s.held)
}

func (s *shard) foldBefore(horizon time.Duration) {
	if s.ledgers == nil {
		s.ledgers, s.found = map[int32]*ledger{}, newDocket()
	}
	writes := s.writes(make([]Write, 0, s.held))
	kept := writes[:0]
	for rest := writes; len(rest) > 0; {
		n := run(rest)
		kept = append(kept, s.foldSubject(rest[:n], horizon)...)
		rest = rest[n:]
	}
	s.folded += int64(s.held - len(kept))
	s.hold(kept)
}

// hold puts the writes in place of those that are held.
func (s *shard) hold(kept []Write) {
	n := 0
	for ; len(kept) > 0; n++ {
		size := min(chunk, len(kept))
		s.chunks[n] = append(s.chunks[n][:0], kept[:size]...)
		kept = kept[size:]
	}
	clear(s.chunks[max(n, 1):])
	s.held = 0
	s.chunks = s.chunks[:n]
	for _, c := range s.chunks {
		s.held += len(c)
	}
}

// foldSubject enters what can be folded of a subject's writes in its ledger, and
// gives the others. They stand in the order of [sortWrites].
func (s *shard) foldSubject(writes []Write, horizon time.Duration) []Write {
	folded, kept := part(writes, horizon)
	if len(folded) < foldLeast {
		return writes
	}
	l := s.ledgers[writes[0].Subject]
	if l == nil {
		l = newLedger()
		s.ledgers[writes[0].Subject] = l
	}
	q := inquiry{docket: s.found, subject: writes[0].Subject, writes: folded, among: writes, ledger: l}
	q.add()
	for _, w := range folded {
		l.remember(w)
	}
	return kept
}

// part tells which of a subject's writes can be folded: the refused ones that are
// old enough, and the acknowledged ones from the lowest version on, as long as
// they are. Of a subject that may be there twice none are.
func part(writes []Write, horizon time.Duration) (folded, kept []Write) {
	creations, old := 0, true
	for _, w := range writes {
		if w.Kind == Create && w.Verdict != Refused {
			creations++
		}
		if inLine(w) {
			old = old && w.Done < horizon
		}
		if w.Done < horizon && (w.Verdict == Refused || inLine(w) && old) {
			folded = append(folded, w)
		} else {
			kept = append(kept, w)
		}
	}
	if creations > 1 {
		return nil, writes
	}
	return folded, kept
}

// remember keeps a folded write where it is the last of its kind that may be the
// value, and counts the others.
func (l *ledger) remember(w Write) {
	place := &l.value
	switch {
	case w.Kind == Move:
		return
	case w.Verdict == Refused:
		l.forgotten++
		return
	case w.Kind == Add:
		place = &l.counted
	}
	if place.Marker != 0 {
		l.forgotten++
	}
	*place = w
}
