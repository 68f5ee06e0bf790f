package sim

import (
	"fmt"
	"slices"

	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// sound holds an account against what has to be true of it after every command.
func sound(t failer, a *Account) {
	t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, fault := range faults(a) {
		t.Errorf("account is not sound: %s", fault)
	}
}

// faults lists what contradicts itself in an account.
func faults(a *Account) []string {
	f := &auditor{a: a, waiting: map[alarm]string{}}
	for w := range a.workspaces.all() {
		f.workers(w)
		f.tasks(w)
		f.lines(w)
		f.index(w)
	}
	f.timers()
	f.history()
	f.interactions()
	if a.quiet || len(a.freed) > 0 {
		f.add("a command is over and %d offers are still held back", len(a.freed))
	}
	return f.found
}

type auditor struct {
	a       *Account
	found   []string
	waiting map[alarm]string // every timer that somebody waits for, by whom
}

func (f *auditor) add(format string, args ...any) {
	f.found = append(f.found, fmt.Sprintf(format, args...))
}

// workers: load is the live reservations, and fits the capacity that there was.
func (f *auditor) workers(w *workspace) {
	for r := range w.workers.all() {
		live := map[string]int{}
		for o := range r.offers.all() {
			if o.worker != r {
				f.add("a reservation of %s lies with %s", o.worker.worker.FriendlyName, r.worker.FriendlyName)
			}
			if o.reservation.Live() {
				live[o.reservation.ChannelSid]++
			}
		}
		for channel := range w.channels.all() {
			if r.load[channel.Sid] != live[channel.Sid] {
				f.add("%s has load %d on %s and %d live reservations", r.worker.FriendlyName, r.load[channel.Sid], channel.UniqueName, live[channel.Sid])
			}
		}
		for _, queue := range r.queues {
			if !slices.Contains(queue.members, r) {
				f.add("%s is in queue %s, which does not know", r.worker.FriendlyName, queue.value.FriendlyName)
			}
		}
		f.idle(w, r)
	}
	for queue := range w.queues.all() {
		for _, r := range queue.members {
			if !slices.Contains(r.queues, queue) {
				f.add("queue %s counts %s, who does not know", queue.value.FriendlyName, r.worker.FriendlyName)
			}
			if !queue.value.TargetWorkers.Matches(r.worker.Variables()) {
				f.add("queue %s counts %s, whom it does not select", queue.value.FriendlyName, r.worker.FriendlyName)
			}
		}
	}
}

// idle: nobody who could be offered a waiting task is left without it.
func (f *auditor) idle(w *workspace, r *workerRow) {
	for _, queue := range r.queues {
		for _, line := range queue.lines() {
			line.tasks.Scan(func(row *taskRow) bool {
				if f.a.suits(r, row) {
					f.add("task %s waits though %s could be offered it", row.task.Attributes, r.worker.FriendlyName)
				}
				return true
			})
		}
	}
}

// tasks: status, reservations and timers of a task agree.
func (f *auditor) tasks(w *workspace) {
	for row := range w.tasks.all() {
		pending, held := 0, 0
		for _, o := range row.offers {
			name := fmt.Sprintf("the reservation of task %s for %s", row.task.Attributes, o.worker.worker.FriendlyName)
			switch {
			case o.reservation.Status == taskrouter.ReservationIsPending:
				pending++
				f.waits(o.deadline, name)
			case o.reservation.Held():
				held++
			}
			if known, ok := w.reservations.get(o.reservation.Sid); !ok || known != o {
				f.add("%s cannot be found by its sid", name)
			}
			if o.reservation.Version > 3 {
				f.add("%s has version %d", name, o.reservation.Version)
			}
		}
		f.task(row, pending, held)
	}
}

func (f *auditor) task(row *taskRow, pending, held int) {
	t := row.task
	name := "task " + string(t.Attributes)
	wantPending, wantHeld := 0, 0
	switch t.Status {
	case taskrouter.Reserved:
		wantPending = max(1, pending)
	case taskrouter.Assigned, taskrouter.Wrapping:
		wantHeld = 1
	}
	if pending != wantPending || held != wantHeld {
		f.add("%s is %s and has %d pending and %d held reservations", name, t.Status, pending, held)
	}
	if waits := t.Status == taskrouter.Pending; waits != (row.line != nil) {
		f.add("%s is %s and stands in a line: %t", name, t.Status, row.line != nil)
	}
	if t.Final() != !t.Ended.IsZero() {
		f.add("%s is %s and ended at %s", name, t.Status, t.Ended)
	}
	if t.Gone(f.a.now, f.a.book) {
		f.add("%s is gone and still there", name)
	}
	if t.Open() || t.Status == taskrouter.Assigned {
		f.waits(row.deadline, name)
	}
	if t.Open() && row.step.index < len(row.route) && row.route[row.step.index].Timeout > 0 && !row.step.expired {
		f.waits(row.step.alarm, name+" at its target")
	}
}

func (f *auditor) waits(on alarm, who string) {
	if on.seq == 0 {
		f.add("%s has no timer", who)
	}
	f.waiting[on] = who
}

// lines: a task stands in one line at most, its own queue's, in order.
func (f *auditor) lines(w *workspace) {
	stands := map[*taskRow]int{}
	for queue := range w.queues.all() {
		for _, line := range queue.lines() {
			f.marks(line)
			of := line.of
			var before *taskRow
			line.tasks.Scan(func(row *taskRow) bool {
				stands[row]++
				if row.line != line || row.task.QueueSid != queue.value.Sid || row.task.ChannelSid != of.channel || row.task.IgnoreCapacity != of.ignoresCapacity || row.only != of.only {
					f.add("task %s stands in a line that is not its own", row.task.Attributes)
				}
				if row.place != row.placeIn(queue) {
					f.add("task %s stands at %+v and belongs at %+v", row.task.Attributes, row.place, row.placeIn(queue))
				}
				if before != nil && !before.place.before(row.place) {
					f.add("tasks %s and %s stand the wrong way round", before.task.Attributes, row.task.Attributes)
				}
				before = row
				return true
			})
		}
	}
	for row := range w.tasks.all() {
		if want := 0; row.line != nil {
			want = 1
			if stands[row] != want {
				f.add("task %s stands in %d lines", row.task.Attributes, stands[row])
			}
		}
		delete(stands, row)
	}
	for row := range stands {
		f.add("task %s is gone and stands in a line", row.task.Attributes)
	}
}

// marks: whatever lies before a worker's mark they have let pass.
func (f *auditor) marks(l *line) {
	for worker, mark := range l.past {
		l.tasks.Scan(func(row *taskRow) bool {
			if mark.round == worker.round && row.place.before(mark.at) && !row.declined[worker.worker.Sid] {
				f.add("task %s lies before the mark of %s, who has not declined it", row.task.Attributes, worker.worker.FriendlyName)
			}
			return true
		})
	}
}

// index: tasks are found by status exactly as they are.
func (f *auditor) index(w *workspace) {
	indexed := 0
	for status, rows := range w.tasks.byStatus {
		rows.Scan(func(seq uint64, row *taskRow) bool {
			indexed++
			known, ok := w.tasks.get(row.task.Sid)
			if !ok || known != row || row.task.Status != status || row.seq != seq {
				f.add("task %s is %s and is listed as %s", row.task.Attributes, row.task.Status, status)
			}
			return true
		})
	}
	if indexed != w.tasks.len() || w.tasks.order.Len() != w.tasks.len() {
		f.add("%d tasks by sid, %d by status, %d by age", w.tasks.len(), indexed, w.tasks.order.Len())
	}
	offers := 0
	for row := range w.tasks.all() {
		offers += len(row.offers)
	}
	if offers != w.reservations.len() {
		f.add("tasks have %d reservations, the workspace %d", offers, w.reservations.len())
	}
}

// timers: each one set is waited for, each one waited for is set, none is late.
func (f *auditor) timers() {
	for _, line := range f.a.outbox.lines {
		if head := line[0]; f.a.timers.runs(head.deadline) {
			f.waits(head.deadline, "a callback to "+head.URL)
		}
	}
	f.a.timers.due.Scan(func(due timer) bool {
		if _, ok := f.waiting[due.alarm]; !ok {
			f.add("a timer at %s waits for nothing", due.at)
		}
		if due.at.Before(f.a.now) {
			f.add("a timer at %s has not fired by %s", due.at, f.a.now)
		}
		delete(f.waiting, due.alarm)
		return true
	})
	for _, who := range f.waiting {
		f.add("%s waits for a timer that is not set", who)
	}
}

// history: sequence without a gap, time without a step back, versions that only rise.
func (f *auditor) history() {
	versions := map[string]int{}
	events := f.a.history.events(0)
	for i, e := range events {
		if e.Seq != uint64(i+1) {
			f.add("event %d has sequence %d", i+1, e.Seq)
		}
		if i > 0 && e.At.Before(events[i-1].At) {
			f.add("event %d happened before event %d", i+1, i)
		}
		if e.At.After(f.a.now) {
			f.add("event %d has not happened yet", i+1)
		}
		if e.Task != nil {
			f.rises(versions, e.Task.Sid, e.Task.Version, e)
		}
		if e.Reservation != nil {
			f.rises(versions, e.Reservation.Sid, e.Reservation.Version, e)
		}
		if e.Worker != nil {
			f.rises(versions, e.Worker.Sid, e.Worker.Version, e)
		}
	}
}

func (f *auditor) rises(versions map[string]int, sid string, version int, e taskrouter.Event) {
	if version < versions[sid] {
		f.add("%s went from version %d to %d at event %d, %s", sid, versions[sid], version, e.Seq, e.Type)
	}
	versions[sid] = version
}

// interactions: agents on a channel are where their reservations are.
func (f *auditor) interactions() {
	for i := range f.a.interactions.all() {
		for p := range i.participants.all() {
			if p.ReservationSid == "" {
				continue
			}
			for w := range f.a.workspaces.all() {
				o, ok := w.reservations.get(p.ReservationSid)
				if !ok {
					continue
				}
				want := map[taskrouter.ReservationStatus]string{
					taskrouter.ReservationIsAccepted:  flex.ParticipantActive,
					taskrouter.ReservationIsWrapping:  flex.ParticipantWrapup,
					taskrouter.ReservationIsCompleted: flex.ParticipantClosed,
				}[o.reservation.Status]
				if p.Status != want {
					f.add("a reservation is %s and its participant %s", o.reservation.Status, p.Status)
				}
			}
		}
	}
}
