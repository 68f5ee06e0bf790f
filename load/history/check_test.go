package history_test

import (
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/load/history"
)

const ms = time.Millisecond

// write is an acknowledged replacement of subject 7's value: marker 10 has
// version 1, was sent at 10 ms and answered at 15 ms, and so on.
func write(n int) history.Write {
	return history.Write{
		Subject: 7, Kind: history.Replace, Version: int32(n), Marker: uint64(10 * n),
		Sent: time.Duration(10*n) * ms, Done: time.Duration(10*n+5) * ms,
	}
}

func created() history.Write {
	return history.Write{Subject: 7, Kind: history.Create, State: history.Pending, Marker: 5, Sent: 1 * ms, Done: 2 * ms}
}

func move(n int, to history.State) history.Write {
	w := write(n)
	w.Kind, w.State = history.Move, to
	return w
}

func add(n int, writer uint16) history.Write {
	w := write(n)
	w.Kind, w.Writer = history.Add, writer
	return w
}

// unversioned is what a channel's answers are like.
func unversioned(w history.Write) history.Write {
	w.Version = history.NoVersion
	return w
}

func unknown(w history.Write) history.Write {
	w.Verdict, w.Version = history.Unknown, history.NoVersion
	return w
}

func refused(w history.Write) history.Write {
	w.Verdict, w.Version = history.Refused, history.NoVersion
	return w
}

// at moves a write in time and leaves its version.
func at(w history.Write, sent, done time.Duration) history.Write {
	w.Sent, w.Done = sent, done
	return w
}

// version gives a write another version and leaves its instants.
func version(w history.Write, v int32) history.Write {
	w.Version = v
	return w
}

// marked gives a write another's marker, as a client does that sends it again.
func marked(w history.Write, marker uint64) history.Write {
	w.Marker = marker
	return w
}

func stands(v int32, marker uint64) history.Final {
	return history.Final{Subject: 7, Copies: 1, Version: v, Marker: marker}
}

func inState(f history.Final, s history.State) history.Final {
	f.State = s
	return f
}

func counting(f history.Final, counters ...uint32) history.Final {
	f.Counters = counters
	return f
}

func copies(f history.Final, n int32) history.Final {
	f.Copies = n
	return f
}

func foreign(f history.Final, what string) history.Final {
	f.Foreign = what
	return f
}

type writes = []history.Write

// findings are how often each rule is expected to be broken.
type findings = map[string]int64

var judged = []struct {
	name    string
	writes  writes
	final   history.Final
	options history.Options
	want    findings
	example string // part of the first example of the only rule
}{
	// What is as it should be.
	{name: "every write is there, the last one on top", writes: writes{created(), write(1), write(2)}, final: stands(2, 20)},
	{name: "only created", writes: writes{created()}, final: stands(0, 5)},
	{name: "an unanswered write was done", writes: writes{created(), write(1), unknown(write(2))}, final: stands(2, 20)},
	{name: "an unanswered write was not done", writes: writes{created(), write(1), unknown(write(2))}, final: stands(1, 10)},
	{name: "an unanswered write was done late, over a later one", writes: writes{created(), unknown(write(1)), version(write(2), 1)}, final: stands(2, 10)},
	{name: "an unanswered write was done and overwritten", writes: writes{created(), unknown(write(1)), write(2)}, final: stands(2, 20)},
	{name: "a refused write is not there", writes: writes{created(), write(1), refused(write(2))}, final: stands(1, 10)},
	{
		name:   "concurrent writes were answered out of order",
		writes: writes{created(), at(write(1), 10*ms, 30*ms), at(write(2), 11*ms, 12*ms)}, final: stands(2, 20),
	},
	{
		name:   "concurrent writes without versions: either may be last",
		writes: writes{unversioned(at(write(1), 10*ms, 30*ms)), unversioned(at(write(2), 11*ms, 12*ms))}, final: stands(history.NoVersion, 10),
	},
	{name: "the same content twice raises the version once", writes: writes{created(), write(1), marked(version(write(2), 1), 10)}, final: stands(1, 10)},
	{
		name:   "a write without an answer was sent again, and had been done",
		writes: writes{created(), unknown(write(1)), marked(version(write(2), 1), 10)}, final: stands(1, 10),
	},
	{name: "the same move twice raises the version once", writes: writes{created(), move(1, history.Canceled), version(move(2, history.Canceled), 1)}, final: inState(stands(1, 5), history.Canceled)},
	{name: "nothing is known of what was there before", writes: writes{refused(write(1))}, final: stands(17, 4711)},
	{name: "a task begins at another version than 0", writes: writes{version(write(1), 8), version(write(2), 9)}, final: stands(9, 20)},
	{
		name:    "what was there before is told",
		writes:  writes{version(write(1), 9)},
		options: history.Options{Base: func(int32) (history.Final, bool) { return stands(8, 3), true }}, final: stands(9, 10),
	},
	{
		name:   "states that routing went through were not seen",
		writes: writes{created(), move(1, history.Wrapping), move(2, history.Completed)}, final: inState(stands(2, 5), history.Completed),
	},
	{name: "attributes change after the end", writes: writes{created(), move(1, history.Canceled), write(2)}, final: inState(stands(2, 20), history.Canceled)},
	{
		name:    "routing raises versions too",
		writes:  writes{created(), version(write(1), 3)},
		options: history.Options{Others: true}, final: inState(stands(5, 10), history.Wrapping),
	},
	{name: "a creation that was sent again was done twice", writes: writes{unknown(created()), created()}, final: copies(stands(0, 5), 2)},
	{name: "a creation without an answer was not done", writes: writes{unknown(created())}, final: copies(stands(history.NoVersion, 0), 0)},
	{name: "a refused creation is not there", writes: writes{refused(created())}, final: copies(stands(history.NoVersion, 0), 0)},
	{
		name:    "gone, long after its end",
		writes:  writes{created(), move(1, history.Canceled)},
		options: history.Options{Retention: time.Minute, ReadUntil: time.Minute + 10*ms}, final: copies(stands(history.NoVersion, 0), 0),
	},
	{
		name:    "gone, since it may have ended without an answer",
		writes:  writes{created(), unknown(move(1, history.Completed))},
		options: history.Options{Retention: time.Minute, ReadUntil: time.Hour}, final: copies(stands(history.NoVersion, 0), 0),
	},
	{
		name:    "gone, as the workload says",
		writes:  writes{created()},
		options: history.Options{MayBeGone: func(s int32) bool { return s == 7 }}, final: copies(stands(history.NoVersion, 0), 0),
	},
	{name: "counters are what was acknowledged", writes: writes{created(), add(1, 0), add(2, 1), add(3, 0)}, final: counting(stands(3, 5), 2, 1)},
	{name: "an unanswered addition was done", writes: writes{created(), add(1, 0), unknown(add(2, 0))}, final: counting(stands(2, 5), 2)},
	{name: "a refused addition is not there", writes: writes{created(), add(1, 0), refused(add(2, 0))}, final: counting(stands(1, 5), 1)},
	{
		name:    "writers without If-Match take from each other",
		writes:  writes{created(), add(1, 0), add(2, 1)},
		options: history.Options{Unguarded: func(int32) bool { return true }}, final: counting(stands(2, 5), 0, 1),
	},
	{
		name:    "counters had a value before",
		writes:  writes{add(1, 0)},
		options: history.Options{Base: func(int32) (history.Final, bool) { return counting(stands(0, 5), 40), true }}, final: counting(stands(1, 5), 41),
	},
	{name: "a channel was made inactive and then active again", writes: writes{unversioned(move(1, history.Inactive)), unversioned(move(2, history.Active))}, final: inState(stands(history.NoVersion, 0), history.Active)},

	// Lost.
	{
		name:   "the last write is lost",
		writes: writes{created(), write(1), write(2)}, final: stands(1, 10),
		want: findings{history.Lost: 1}, example: "subject 7: write 20 (version 2, sent at 20ms, answered at 25ms) is not there: the subject holds that of write 10 (version 1, sent at 10ms, answered at 15ms)",
	},
	{
		name:   "the last write of a target without versions is lost",
		writes: writes{unversioned(write(1)), unversioned(write(2))}, final: stands(history.NoVersion, 10),
		want: findings{history.Lost: 1}, example: "write 20 (sent at 20ms, answered at 25ms) is not there",
	},
	{
		name:   "a lost write, and one on top of it with the same version",
		writes: writes{created(), write(1), write(2), version(write(3), 2)}, final: stands(2, 30),
		want: findings{history.Lost: 1, history.Versions: 1},
	},
	{
		name:   "two lost writes in a row",
		writes: writes{created(), write(1), version(write(2), 1), version(write(3), 1), version(write(4), 2)}, final: stands(2, 40),
		want: findings{history.Lost: 2, history.Versions: 2},
	},
	{
		name:   "the only write is lost",
		writes: writes{created(), write(1)}, final: stands(0, 5),
		want: findings{history.Lost: 1},
	},
	{
		name:    "the only write to what was there before is lost",
		writes:  writes{version(write(1), 9)},
		options: history.Options{Base: func(int32) (history.Final, bool) { return stands(8, 3), true }}, final: stands(8, 3),
		want: findings{history.Lost: 1}, example: "before the first write",
	},
	{
		name:   "the value is wiped",
		writes: writes{created(), write(1)}, final: stands(1, 0),
		want: findings{history.Lost: 1}, example: "holds no value",
	},
	{
		name:   "a subject is gone that never ended",
		writes: writes{created(), write(1)}, final: copies(stands(history.NoVersion, 0), 0),
		want: findings{history.Lost: 1}, example: "is gone, with 2 acknowledged writes",
	},
	{
		name:    "a subject is gone too early after its end",
		writes:  writes{created(), move(1, history.Completed)},
		options: history.Options{Retention: time.Minute, ReadUntil: time.Minute + 9*ms}, final: copies(stands(history.NoVersion, 0), 0),
		want: findings{history.Lost: 1},
	},
	{
		name:   "an addition is lost",
		writes: writes{created(), add(1, 0), add(2, 0), add(3, 1)}, final: counting(stands(3, 5), 1, 1),
		want: findings{history.Lost: 1}, example: "writer 0 counts 1, and 2 of its additions were acknowledged",
	},
	{
		name:   "two of the same creation were acknowledged and one is there",
		writes: writes{created(), marked(created(), 6)}, final: stands(0, 6),
		want: findings{history.Lost: 1},
	},

	// Doubled.
	{
		name:   "a creation was done twice",
		writes: writes{created()}, final: copies(stands(0, 5), 2),
		want: findings{history.Doubled: 1}, example: "is there 2 times, and was asked for 1 times",
	},
	{
		name:   "a write was done twice",
		writes: writes{created(), write(1)}, final: stands(2, 10),
		want: findings{history.Doubled: 1}, example: "stands at version 2; from version 0, 1 changes were acknowledged and 0 unanswered, which leads to 1 at most",
	},
	{
		name:   "an unanswered write was done twice",
		writes: writes{created(), unknown(write(1))}, final: stands(2, 10),
		want: findings{history.Doubled: 1},
	},
	{
		name:   "a gap in the versions",
		writes: writes{created(), write(1), version(write(2), 3), version(write(3), 4)}, final: stands(4, 30),
		want: findings{history.Doubled: 1},
	},
	{
		name:   "an addition was done twice",
		writes: writes{created(), add(1, 0)}, final: counting(stands(1, 5), 2),
		want: findings{history.Doubled: 1},
	},

	// Nowhere.
	{
		name:   "a marker that nobody sent",
		writes: writes{created(), write(1)}, final: stands(1, 4711),
		want: findings{history.Nowhere: 1}, example: "marker 4711",
	},
	{
		name:   "foreign content beside the writer's own",
		writes: writes{created(), write(1)}, final: foreign(stands(1, 10), "customers"),
		want: findings{history.Nowhere: 1}, example: `"customers"`,
	},
	{
		name:   "a refused write is there",
		writes: writes{created(), write(1), refused(write(2))}, final: stands(2, 20),
		want: findings{history.Nowhere: 1}, example: "write 20 (sent at 20ms, answered at 25ms), which was refused",
	},
	{
		name:   "a refused move was done",
		writes: writes{created(), refused(move(1, history.Canceled))}, final: inState(stands(0, 5), history.Canceled),
		want: findings{history.Nowhere: 1}, example: "canceled",
	},
	{
		name:   "a refused addition was done",
		writes: writes{created(), add(1, 0), refused(add(2, 0))}, final: counting(stands(1, 5), 2),
		want: findings{history.Nowhere: 1},
	},
	{
		name:   "a refused creation is there",
		writes: writes{refused(created())}, final: stands(0, 5),
		want: findings{history.Nowhere: 1},
	},

	// Versions.
	{
		name:   "versions against the order of time",
		writes: writes{created(), version(write(1), 2), version(write(2), 1)}, final: stands(2, 10),
		want: findings{history.Versions: 1}, example: "was over before",
	},
	{
		name:   "a version that stands still proves no loss",
		writes: writes{created(), version(write(1), 0), version(write(2), 0)}, final: stands(0, 20),
		want: findings{history.Versions: 2}, example: "or the version did not rise",
	},
	{
		name:   "the version has gone back, and the value has not",
		writes: writes{version(write(1), 8), unknown(write(2))}, final: stands(7, 20),
		want: findings{history.Versions: 1}, example: "was read at version 7, below",
	},

	// States.
	{
		name:   "a task was resurrected and ended again",
		writes: writes{created(), move(1, history.Completed), stateful(write(2), history.Pending)}, final: inState(stands(2, 20), history.Completed),
		want: findings{history.States: 1}, example: "showed pending, after completed was seen",
	},
	{
		name:   "a task stands where it had left from",
		writes: writes{created(), move(1, history.Wrapping), write(2)}, final: inState(stands(2, 20), history.Reserved),
		want: findings{history.States: 1, history.Lost: 1},
	},
	{
		name:   "a closed channel is active",
		writes: writes{unversioned(move(1, history.Closed))}, final: inState(stands(history.NoVersion, 0), history.Active),
		want: findings{history.States: 1, history.Lost: 1},
	},
	{
		name:   "an assigned task was canceled",
		writes: writes{created(), stateful(write(1), history.Assigned), move(2, history.Canceled)}, final: inState(stands(2, 10), history.Canceled),
		want: findings{history.States: 2},
	},
}

func stateful(w history.Write, s history.State) history.Write {
	w.State = s
	return w
}

func TestAHistoryIsJudged(t *testing.T) {
	t.Parallel()
	for _, row := range judged {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			j := history.Check(logOf(row.writes), []history.Final{row.final}, row.options)
			for _, rule := range j.Rules {
				if rule.Broken != row.want[rule.Name] {
					t.Errorf("%s was broken %d times, want %d: %q", rule.Name, rule.Broken, row.want[rule.Name], rule.Examples)
				}
				if rule.Broken > 0 && !strings.Contains(strings.Join(rule.Examples, "\n"), row.example) {
					t.Errorf("%s: no example holds %q: %q", rule.Name, row.example, rule.Examples)
				}
			}
			if j.Lost != row.want[history.Lost] {
				t.Errorf("%d lost, want %d", j.Lost, row.want[history.Lost])
			}
			if j.Writes != int64(len(row.writes)) {
				t.Errorf("%d writes were judged, want %d", j.Writes, len(row.writes))
			}
			if j.Held() != (len(row.want) == 0) {
				t.Errorf("held is %v with %v", j.Held(), j.Rules)
			}
		})
	}
}

func logOf(ws writes) *history.Log {
	log := history.NewLog()
	for _, w := range ws {
		log.Add(w)
	}
	return log
}
