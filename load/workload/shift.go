package workload

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"sync/atomic"

	"github.com/tidwall/gjson"

	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/history"
)

// workplace is a centre whose agents have room for whatever a load opens, so that
// no task has to wait for another's end, and whose offers outlive the load.
const workplace = "room for every task"

// A shift is agents at work: tasks come in, are offered, accepted and ended.
type shift struct {
	place
	roll   roll
	offers int // how often an offer is looked for
	none   atomic.Int64
	purged atomic.Pointer[map[int]bool] // of the last reading back
}

func (s *shift) prepare(name string, at attack.Site, progress func(done, all int)) error {
	if err := s.open(at, workplace); err != nil {
		return fmt.Errorf("prepare %s: %w", name, err)
	}
	if progress != nil {
		progress(1, 1)
	}
	return nil
}

// readBack reads the shift's tasks. Those that ended too long ago to be there are
// remembered.
func (s *shift) readBack(ctx context.Context, w attack.Workload, finish func(*history.Final, string), subjects []int, progress func(done, all int)) ([]history.Final, error) {
	back := readBack{
		place: &s.place, roll: s.roll.all(), finish: finish,
		subjectOf: func(marker uint64) int { return w.Subject(hitOf(marker)) },
	}
	finals, err := back.of(ctx, subjects, s.roll.touched(), progress)
	s.purged.Store(&back.purged)
	return finals, err
}

// noOffers is the count of tasks that no agent was offered.
func (s *shift) noOffers() attack.Count {
	return attack.Count{Name: "no_offer", Value: s.none.Load(), What: "tasks that nobody was offered, although the agents have room: the hit ended there"}
}

// A journey is a task's way through the shift, by one hit.
type journey struct {
	*shift
	flight  *attack.Flight
	subject int
	sid     string
	version int32
	marks   int // writes so far
}

// begin is the journey of a hit whose subject has no task yet.
func (s *shift) begin(f *attack.Flight, subject int) *journey {
	s.roll.touch(subject)
	return &journey{shift: s, flight: f, subject: subject, version: history.NoVersion}
}

// mark is the marker of the hit's next write.
func (j *journey) mark() uint64 {
	j.marks++
	return markerOf(j.flight.N, j.marks-1)
}

// create lets a task come in.
func (j *journey) create(ctx context.Context, marker uint64, attributes string) bool {
	form := url.Values{"WorkflowSid": {j.centre.WorkflowSid}, "TaskChannel": {"chat"}, "Attributes": {attributes}}
	a := j.flight.Do(ctx, "create", attack.Request{Method: http.MethodPost, URL: j.tasks, Form: []byte(form.Encode())})
	shown := taskIn(a)
	j.flight.Wrote(write(history.Create, j.subject, marker, a, shown))
	ok := j.judged("create", a, shown, wanted{status: http.StatusCreated, attributes: attributes, states: []string{"pending", "reserved"}})
	if shown.sid != "" {
		j.named(shown.sid)
	}
	return ok
}

// named remembers the sid of the journey's task.
func (j *journey) named(sid string) {
	j.sid = sid
	j.roll.change(j.subject, func(e *entry) { e.sid = sid })
}

// judged tells whether the answer to a step is right, so that the next may follow.
func (j *journey) judged(step string, a attack.Answer, shown task, want wanted) bool {
	if !a.OK() {
		return false
	}
	missed := want.misses(a, shown)
	if missed == "" && a.Version <= j.version {
		missed = "a version that was there before"
	}
	if missed != "" {
		j.flight.Wrong(step + ": " + missed)
		return false
	}
	j.version = a.Version
	return true
}

// accept lets the agent who is offered the task take it.
func (j *journey) accept(ctx context.Context) bool {
	offer, ok := j.offered(ctx)
	if !ok {
		return false
	}
	a := j.flight.Do(ctx, "accept", attack.Request{
		Method: http.MethodPost, URL: j.taskURL(j.sid) + "/Reservations/" + offer, Form: []byte("ReservationStatus=accepted"),
	})
	// The answer shows the reservation and its version, not the task's.
	j.flight.Wrote(history.Write{
		Subject: int32(j.subject), Kind: history.Move, Verdict: a.Verdict(), State: history.Assigned,
		Version: history.NoVersion, Marker: j.mark(), Sent: a.Sent, Done: a.Done,
	})
	if !a.OK() {
		return false
	}
	got := gjson.GetManyBytes(a.Body, "sid", "task_sid", "reservation_status")
	if a.Status != http.StatusOK || got[0].Str != offer || got[1].Str != j.sid || got[2].Str != "accepted" {
		j.flight.Wrong("accept: another reservation, or one that is not accepted")
		return false
	}
	return true
}

// offered looks for the task's offer, which routing makes in its own time.
func (j *journey) offered(ctx context.Context) (sid string, ok bool) {
	address := j.taskURL(j.sid) + "/Reservations?ReservationStatus=pending&PageSize=1"
	for range j.offers {
		a := j.flight.Do(ctx, "offer", attack.Request{Method: http.MethodGet, URL: address})
		if !a.OK() {
			return "", false
		}
		if sid := gjson.GetBytes(a.Body, "reservations.0.sid").Str; sid != "" {
			return sid, true
		}
	}
	j.none.Add(1)
	j.flight.Wrong("offer: none, although the agents have room")
	return "", false
}

// update replaces the task's attributes while it is in one of the states.
func (j *journey) update(ctx context.Context, marker uint64, attributes string, states ...string) (attack.Answer, task, bool) {
	a := j.flight.Do(ctx, "update", attack.Request{Method: http.MethodPost, URL: j.taskURL(j.sid), Form: attributesForm(attributes)})
	shown := taskIn(a)
	j.flight.Wrote(write(history.Replace, j.subject, marker, a, shown))
	ok := j.judged("update", a, shown, wanted{status: http.StatusOK, sid: j.sid, attributes: attributes, states: states})
	return a, shown, ok
}

// move takes the task to another status.
func (j *journey) move(ctx context.Context, step, status string) bool {
	form := url.Values{"AssignmentStatus": {status}, "Reason": {"resolved"}}
	a := j.flight.Do(ctx, step, attack.Request{Method: http.MethodPost, URL: j.taskURL(j.sid), Form: []byte(form.Encode())})
	shown := taskIn(a)
	w := write(history.Move, j.subject, j.mark(), a, shown)
	w.State = stateOf(status)
	j.flight.Wrote(w)
	ok := j.judged(step, a, shown, wanted{status: http.StatusOK, sid: j.sid, states: []string{status}})
	if ok && w.State == history.Completed {
		j.roll.change(j.subject, func(e *entry) { e.ended = shown.updated })
	}
	return ok
}
