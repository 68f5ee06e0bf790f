package workload

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/tidwall/gjson"
	"github.com/tidwall/sjson"

	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/history"
)

// A contendedUpdate lets several writers change one task at the same time: each
// reads the attributes, raises its own counter in them and writes all of them
// back, as the API demands, which replaces attributes and merges nothing. With
// If-Match a write over something newer is refused, and tried again; without, it
// takes other writers' counts away.
type contendedUpdate struct {
	place
	settings    contendedUpdateSettings
	payloads    []payload
	conditional bool

	roll         roll
	acknowledged []atomic.Int64 // by subject and writer
	retried      atomic.Int64
	gaveUp       atomic.Int64
	lost         atomic.Int64 // -1 until it was read back
}

func newContendedUpdate(s settings, conditional bool) attack.Workload {
	c := s.ContendedUpdate
	w := &contendedUpdate{settings: c, payloads: s.Payloads, conditional: conditional, acknowledged: make([]atomic.Int64, c.Tasks*c.Writers)}
	w.lost.Store(-1)
	return w
}

func (w *contendedUpdate) Name() string {
	if w.conditional {
		return "contended-update"
	}
	return "contended-update-blind"
}

// Subject is the same for as many consecutive hits as a task has writers: they
// meet.
func (w *contendedUpdate) Subject(n int) int { return n / w.settings.Writers % w.settings.Tasks }

func (w *contendedUpdate) writer(n int) int { return n % w.settings.Writers }

// Prepare makes the tasks, with every writer's counter at 0.
func (w *contendedUpdate) Prepare(ctx context.Context, at attack.Site, progress func(done, all int)) error {
	if err := w.open(at, waitingRoom); err != nil {
		return fmt.Errorf("prepare %s: %w", w.Name(), err)
	}
	none := make([]uint32, w.settings.Writers)
	return prepareTasks(ctx, w, &w.place, &w.roll, func(subject int) string { return w.attributes(subject, 0, none) }, progress)
}

// attributes are those of a task with a marker and its writers' counters: the
// only ones that writers can make of those that it began with.
func (w *contendedUpdate) attributes(subject int, marker uint64, counters []uint32) string {
	text := strings.TrimSuffix(pick(w.payloads, w.Seed, subject, marker), "}")
	members := make([]string, len(counters))
	for i, counter := range counters {
		members[i] = fmt.Sprintf(`"%s":%d`, counterKey(i), counter)
	}
	return text + `,"writers":{` + strings.Join(members, ",") + "}}"
}

func counterKey(writer int) string { return "w" + strconv.Itoa(writer) }

// Hit raises the hit's writer's counter by one.
func (w *contendedUpdate) Hit(ctx context.Context, f *attack.Flight) {
	sid := w.roll.touch(w.Subject(f.N))
	for attempt := range w.settings.Attempts {
		before := f.Do(ctx, "read", attack.Request{Method: http.MethodGet, URL: w.taskURL(sid)})
		if !before.OK() {
			return
		}
		shown := taskIn(before)
		if missed := (wanted{status: http.StatusOK, sid: sid}).misses(before, shown); missed != "" {
			f.Wrong("read: " + missed)
			return
		}
		if again := w.raise(ctx, f, sid, attempt, before.Version, shown.attributes); !again {
			return
		}
		w.retried.Add(1)
	}
	w.gaveUp.Add(1)
}

// raise writes the attributes back with the counter one higher. It tells whether
// somebody else was first, so that they have to be read again.
func (w *contendedUpdate) raise(ctx context.Context, f *attack.Flight, sid string, attempt int, version int32, attributes string) (again bool) {
	subject, writer, marker := w.Subject(f.N), w.writer(f.N), markerOf(f.N, attempt)
	attributes, err := raised(attributes, writer, marker)
	if err != nil {
		f.Wrong("read: attributes that hold no counters")
		return false
	}
	request := attack.Request{Method: http.MethodPost, URL: w.taskURL(sid), Form: attributesForm(attributes)}
	if w.conditional {
		request.IfMatch = strconv.Quote(strconv.Itoa(int(version)))
	}
	a := f.Do(ctx, "update", request)
	shown := taskIn(a)
	wrote := write(history.Add, subject, marker, a, shown)
	wrote.Writer = uint16(writer)
	f.Wrote(wrote)
	switch {
	case a.OK():
		w.acknowledged[subject*w.settings.Writers+writer].Add(1)
		w.judge(f, a, shown, wanted{status: http.StatusOK, sid: sid, attributes: attributes}, version)
	case a.Err == nil && a.Status == http.StatusPreconditionFailed && w.conditional:
		return true
	}
	return false
}

// judge holds an acknowledged write against the version that it was made from.
func (w *contendedUpdate) judge(f *attack.Flight, a attack.Answer, shown task, want wanted, version int32) {
	switch missed := want.misses(a, shown); {
	case missed != "":
		f.Wrong("update: " + missed)
	case a.Version <= version:
		f.Wrong("update: a version that was there before")
	case w.conditional && a.Version != version+1:
		f.Wrong("update: If-Match was let through for another version")
	}
}

// raised are attributes with a writer's counter one higher, under a new marker.
func raised(attributes string, writer int, marker uint64) (string, error) {
	key := "writers." + counterKey(writer)
	counter := gjson.Get(attributes, key)
	if counter.Type != gjson.Number {
		return "", fmt.Errorf("attributes hold no counter %s", key)
	}
	attributes, err := sjson.Set(attributes, key, counter.Uint()+1)
	if err != nil {
		return "", err
	}
	return sjson.Set(attributes, markerKey, marker)
}

func (w *contendedUpdate) ReadBack(ctx context.Context, subjects []int, progress func(done, all int)) ([]history.Final, error) {
	back := readBack{
		place: &w.place, roll: w.roll.all(), finish: w.finish,
		subjectOf: func(marker uint64) int { return w.Subject(hitOf(marker)) },
	}
	finals, err := back.of(ctx, subjects, w.roll.touched(), progress)
	if err != nil {
		return finals, err
	}
	w.lost.Store(w.lostIn(finals))
	return finals, nil
}

// finish reads the counters, and holds all else against what the task began with.
func (w *contendedUpdate) finish(final *history.Final, attributes string) {
	final.Counters = make([]uint32, w.settings.Writers)
	for i := range final.Counters {
		final.Counters[i] = uint32(gjson.Get(attributes, "writers."+counterKey(i)).Uint())
	}
	if attributes != w.attributes(int(final.Subject), final.Marker, final.Counters) {
		final.Foreign = foreign(attributes)
	}
}

// lostIn is how many acknowledged additions the counters lack. A counter that is
// higher than was acknowledged holds additions that nobody got an answer to.
func (w *contendedUpdate) lostIn(finals []history.Final) int64 {
	var lost int64
	for _, final := range finals {
		for writer := range w.settings.Writers {
			there := int64(0)
			if writer < len(final.Counters) { // those of a task that is gone are not
				there = int64(final.Counters[writer])
			}
			lost += max(0, w.acknowledged[int(final.Subject)*w.settings.Writers+writer].Load()-there)
		}
	}
	return lost
}

// Counts knows of no lost updates until the tasks were read back.
func (w *contendedUpdate) Counts() []attack.Count {
	lost := attack.Count{Name: "lost_updates", Value: w.lost.Load(), What: "additions that were acknowledged and that the task's counters lack, in the tasks that were read back"}
	if lost.Value < 0 {
		lost.Unknown = "the tasks were not read back"
	}
	if !w.conditional {
		return []attack.Count{lost}
	}
	return []attack.Count{
		lost,
		{Name: "retried_412", Value: w.retried.Load(), What: "writes that If-Match kept from overwriting a newer version, so that the task was read again"},
		{Name: "gave_up_412", Value: w.gaveUp.Load(), What: "hits that were refused so at every attempt"},
	}
}
