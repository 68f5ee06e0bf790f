package history_test

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/load/history"
)

// A register is a task as it should be: writes take effect one after the other,
// each at an instant between its sending and its answer.
type register struct {
	subject  int32
	version  int32
	marker   uint64
	state    history.State
	counters []uint32
}

// An act is a write with what becomes of it.
type act struct {
	history.Write
	applied time.Duration
	effect  effect
}

// An effect is what the target does with a write.
type effect uint8

const (
	properly effect = iota
	never           // and is rightly not answered with success, or has no answer
	lost            // and is answered as if it had been done
	twice
	against // although it is answered with a refusal
)

func (r *register) does(a *act) {
	times := map[effect]int{properly: 1, twice: 2, against: 1}[a.effect]
	for range times {
		r.version++
		switch a.Kind {
		case history.Replace:
			r.marker = a.Marker
		case history.Add:
			r.counters[a.Writer]++
		case history.Move:
			r.state = a.State
		}
	}
	if a.Verdict == history.Acknowledged {
		a.Version, a.State = r.version, r.state
		if a.effect == lost {
			a.Version++
		}
	}
}

const modelWriters = 3

// acts draws the writes of one subject: overlapping ones, so that answers come in
// another order than effects.
func acts(t *rapid.T, subject int32, doubts bool) []act {
	counting := rapid.Bool().Draw(t, "counting")
	n := rapid.SampledFrom([]int{1, 2, 3, 5, 10, 30, 150}).Draw(t, "writes")
	drawn := make([]act, n)
	var clock time.Duration
	for i := range drawn {
		clock += time.Duration(rapid.SampledFrom([]int{1, 100, 2000, 6000, 9000}).Draw(t, "pause")) * ms
		a := act{Write: history.Write{
			Subject: subject, Kind: history.Replace, Version: history.NoVersion,
			Marker: uint64(subject)<<32 + uint64(i) + 1, Sent: clock,
		}}
		if counting {
			a.Kind, a.Writer = history.Add, uint16(rapid.IntRange(0, modelWriters-1).Draw(t, "writer"))
		}
		a.applied = a.Sent + time.Duration(rapid.IntRange(0, 9000).Draw(t, "way"))*ms
		a.Done = a.applied + time.Duration(rapid.IntRange(1, 9000).Draw(t, "way back"))*ms
		if doubts {
			doubt(t, &a)
		}
		drawn[i] = a
	}
	return drawn
}

// doubt lets a write have no answer, or be refused.
func doubt(t *rapid.T, a *act) {
	switch rapid.IntRange(0, 9).Draw(t, "verdict") {
	case 0:
		a.Verdict, a.effect = history.Refused, never
	case 1:
		a.Verdict, a.effect = history.Unknown, never
	case 2:
		a.Verdict, a.applied = history.Unknown, a.applied+12*time.Second // long after the client gave up
	}
}

// play lets the register do the acts in the order of their instants.
func play(subject int32, all []act) history.Final {
	slices.SortStableFunc(all, func(a, b act) int { return cmp.Compare(a.applied, b.applied) })
	r := register{subject: subject, marker: uint64(subject)<<32 + 1<<20, state: history.Pending, counters: make([]uint32, modelWriters)}
	for i := range all {
		r.does(&all[i])
	}
	return history.Final{Subject: subject, Copies: 1, Version: r.version, State: r.state, Marker: r.marker, Counters: r.counters}
}

// filed logs the acts as they were answered, some folded.
func filed(t *rapid.T, subject int32, log *history.Log, all []act) {
	log.Add(history.Write{Subject: subject, Kind: history.Create, State: history.Pending, Marker: uint64(subject)<<32 + 1<<20, Done: ms})
	slices.SortStableFunc(all, func(a, b act) int { return cmp.Compare(a.Done, b.Done) })
	for _, a := range all {
		log.Add(a.Write)
	}
}

func modelLog(t *rapid.T) *history.Log {
	if rapid.Bool().Draw(t, "folding") {
		return history.NewFoldingLog(40)
	}
	return history.NewLog()
}

func TestWhateverACorrectRegisterDoesIsHeld(t *testing.T) {
	t.Parallel()
	var folded int64
	rapid.Check(t, func(t *rapid.T) {
		log, finals := modelLog(t), []history.Final(nil)
		for subject := range int32(rapid.IntRange(1, 3).Draw(t, "subjects")) {
			all := acts(t, subject, true)
			finals = append(finals, play(subject, all))
			filed(t, subject, log, all)
		}
		j := history.Check(log, finals, history.Options{})
		if !j.Held() || j.Unread != 0 || j.Writes != int64(log.Len()) {
			t.Fatalf("a correct history is broken: %+v", j)
		}
		folded += j.Folded
	})
	if folded == 0 {
		t.Error("no history was folded")
	}
}

// A plant puts one defect into acts, lets the register do them, and gives what is
// read back. It skips where there is no place for the defect.
type plant func(*rapid.T, []act) history.Final

// suffers is a plant of an effect that one write has, and of what it is told.
func suffers(e effect, told history.Verdict) plant {
	return func(t *rapid.T, all []act) history.Final {
		a := &all[rapid.IntRange(0, len(all)-1).Draw(t, "planted at")]
		a.effect, a.Verdict = e, told
		return play(0, all)
	}
}

// reads is a plant in what is read back.
func reads(otherwise func(*history.Final)) plant {
	return func(_ *rapid.T, all []act) history.Final {
		f := play(0, all)
		otherwise(&f)
		return f
	}
}

func swappedVersions(t *rapid.T, all []act) history.Final {
	f := play(0, all)
	a := &all[rapid.IntRange(0, len(all)-1).Draw(t, "planted at")]
	later := slices.IndexFunc(all, func(b act) bool { return b.Sent > a.Done })
	if later < 0 {
		t.Skip("no write came after it")
	}
	a.Version, all[later].Version = all[later].Version, a.Version
	return f
}

func undoneEnd(t *rapid.T, all []act) history.Final {
	a := &all[rapid.IntRange(0, len(all)-1).Draw(t, "planted at")]
	a.Kind, a.State = history.Move, history.Canceled
	f := play(0, all)
	f.State = history.Pending
	return f
}

func TestOneDefectInARandomHistoryIsFound(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		plant plant
		rules []string // one of which has to be broken
	}{
		{"a write is lost", suffers(lost, history.Acknowledged), []string{history.Lost}},
		{"a write is done twice", suffers(twice, history.Acknowledged), []string{history.Doubled}},
		{"a refused write is done", suffers(against, history.Refused), []string{history.Nowhere, history.Doubled}},
		{"a value comes from nowhere", reads(func(f *history.Final) { f.Marker = 1 << 60 }), []string{history.Nowhere, history.Lost}},
		{"a counter is too high", reads(func(f *history.Final) { f.Counters[0]++ }), []string{history.Doubled}},
		{"the version is too high", reads(func(f *history.Final) { f.Version++ }), []string{history.Doubled}},
		{"the subject is there twice", reads(func(f *history.Final) { f.Copies++ }), []string{history.Doubled}},
		{"the subject is gone", reads(func(f *history.Final) { f.Copies = 0 }), []string{history.Lost}},
		{"two writes have each other's versions", swappedVersions, []string{history.Versions}},
		{"an end is undone", undoneEnd, []string{history.States}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				log, all := modelLog(t), acts(t, 0, false)
				final := row.plant(t, all)
				filed(t, 0, log, all)
				j := history.Check(log, []history.Final{final}, history.Options{})
				if !slices.ContainsFunc(row.rules, func(rule string) bool { return j.Rule(rule).Broken > 0 }) {
					t.Fatalf("%v is not found: %+v", row.rules, j)
				}
			})
		})
	}
}
