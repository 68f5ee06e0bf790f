package sim

import (
	"iter"
	"time"

	"github.com/tidwall/btree"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// taskRow is a task with what routing has to know of it.
type taskRow struct {
	seq      uint64
	task     *taskrouter.Task // as it stands; replaced, never changed
	offers   []*offer         // every reservation there was, oldest first
	route    []taskrouter.WorkflowTarget
	past     bool // sent past its workflow's filters, straight to a queue
	step     step
	bound    string          // the one worker whom its creator asked for, if there is one
	only     string          // the one worker to whom its target leaves it, if there is one
	declined map[string]bool // workers who let an offer pass since it entered its queue
	deadline alarm           // the timeout while it is open, the assignment limit after
	place    place
	line     *line // where it waits; nil while it does not
	trail    trail
}

// step is how far a task has come through its workflow's targets.
type step struct {
	index   int
	alarm   alarm
	expired bool // the target's time is up; the task moves on once no offer is out
	late    bool // an earlier target's time ran out, so the default is no longer open
}

// tasks are a workspace's tasks by sid, by age, and by status.
type tasks struct {
	*table[*taskRow]
	byStatus map[taskrouter.TaskStatus]*btree.Map[uint64, *taskRow]
}

func newTasks() *tasks {
	t := &tasks{table: newTable[*taskRow](), byStatus: map[taskrouter.TaskStatus]*btree.Map[uint64, *taskRow]{}}
	for _, status := range taskrouter.TaskStatuses() {
		t.byStatus[status] = &btree.Map[uint64, *taskRow]{}
	}
	return t
}

func (t *tasks) insert(row *taskRow) {
	t.add(row.task.Sid, row)
	row.seq = t.last
	t.byStatus[row.task.Status].Set(row.seq, row)
}

// put replaces a row's task, and moves the row where its status has changed.
func (t *tasks) put(row *taskRow, next taskrouter.Task) {
	if before := row.task.Status; before != next.Status {
		t.byStatus[before].Delete(row.seq)
		t.byStatus[next.Status].Set(row.seq, row)
	}
	row.task = &next
}

func (t *tasks) forget(row *taskRow) {
	t.byStatus[row.task.Status].Delete(row.seq)
	t.remove(row.task.Sid)
}

// after gives the rows that follow an ordinal, oldest first, of one status
// where only one is asked for.
func (t *tasks) after(ordinal uint64, statuses []string) iter.Seq2[uint64, *taskRow] {
	order := &t.order
	if len(statuses) == 1 {
		if of, ok := t.byStatus[taskrouter.TaskStatus(statuses[0])]; ok {
			return func(yield func(uint64, *taskRow) bool) { of.Ascend(ordinal+1, yield) }
		}
	}
	return func(yield func(uint64, *taskRow) bool) {
		order.Ascend(ordinal+1, func(seq uint64, r *row[*taskRow]) bool { return yield(seq, r.value) })
	}
}

// before gives the rows that precede an ordinal, newest first, of one status
// where only one is asked for; 0 begins at the newest.
func (t *tasks) before(ordinal uint64, statuses []string) iter.Seq2[uint64, *taskRow] {
	if ordinal == 0 {
		ordinal = t.last + 1
	}
	if len(statuses) == 1 {
		if of, ok := t.byStatus[taskrouter.TaskStatus(statuses[0])]; ok {
			return func(yield func(uint64, *taskRow) bool) { of.Descend(ordinal-1, yield) }
		}
	}
	return t.table.before(ordinal)
}

// open gives the tasks that nobody has accepted.
func (t *tasks) open() iter.Seq[*taskRow] {
	return func(yield func(*taskRow) bool) {
		for _, status := range taskrouter.TaskStatuses() {
			goesOn := true
			if !(taskrouter.Task{Status: status}).Open() {
				continue
			}
			t.byStatus[status].Scan(func(_ uint64, row *taskRow) bool {
				goesOn = yield(row)
				return goesOn
			})
			if !goesOn {
				return
			}
		}
	}
}

// task finds a task that has not gone.
func (w *workspace) task(sid string) (*taskRow, error) {
	if row, ok := w.tasks.get(sid); ok {
		return row, nil
	}
	return nil, missing(w.value.Sid, "Tasks", sid)
}

// sweep forgets the tasks whose retention has passed. They end in the order of
// their instants and all are kept for the same span, so the first that stays
// stops the sweep: a command pays for what it removes and for nothing else.
func (a *Account) sweep() {
	if a.book.Breaks(rulebook.DeletedTasksAreListed) || a.book.Breaks(rulebook.DeletedTasksAreFetched) {
		return
	}
	for len(a.ended) > 0 && a.ended[0].task.Gone(a.now, a.book) {
		a.purge(a.ended[0])
		a.ended[0] = nil
		a.ended = a.ended[1:]
	}
}

func (a *Account) purge(row *taskRow) {
	w, ok := a.workspaces.get(row.task.WorkspaceSid)
	if !ok {
		return
	}
	for _, offer := range row.offers {
		w.reservations.remove(offer.reservation.Sid)
		offer.worker.offers.remove(offer.reservation.Sid)
	}
	w.tasks.forget(row)
	a.history.spend(spareItem{seq: row.trail.last, events: int(row.trail.events)}, a.spareEvents)
}

// settle ends what waits for an open task, and lets its retention begin.
func (a *Account) settle(row *taskRow) {
	row.leaveLine()
	a.timers.stop(row.deadline)
	a.timers.stop(row.step.alarm)
	row.route, row.declined = nil, nil
	a.ended = append(a.ended, row)
}

// tell records an event about a task, with the names as they stand.
func (a *Account) tell(w *workspace, kind taskrouter.EventType, row *taskRow, offer *offer) {
	event := taskrouter.Event{Type: kind, Workspace: w.value.Sid, Task: row.task}
	if queue, ok := w.queues.get(row.task.QueueSid); ok {
		event.QueueName = queue.value.FriendlyName
	}
	if channel, ok := w.channels.get(row.task.ChannelSid); ok {
		event.ChannelName = channel.UniqueName
	}
	if offer != nil {
		event.Reservation, event.Worker = offer.reservation, offer.worker.worker
	}
	a.tellOf(row, event)
}

// limit cancels an open task at its timeout.
func (a *Account) limit(w *workspace, row *taskRow) {
	at := row.task.Created.Add(row.task.Timeout)
	row.deadline = a.timers.set(at, func() { a.timedOut(w, row) })
}

func (a *Account) timedOut(w *workspace, row *taskRow) { a.cancel(w, row, a.book.TaskTimeoutReason) }

// limitAssignment deletes a task that stays assigned too long.
func (a *Account) limitAssignment(w *workspace, row *taskRow) {
	a.timers.stop(row.deadline)
	row.deadline = a.timers.set(a.now.Add(a.book.AssignedTaskLimit.Of()), func() { a.assignedTooLong(w, row) })
}

func (a *Account) assignedTooLong(w *workspace, row *taskRow) {
	if row.task.Status == taskrouter.Assigned {
		a.erase(w, row, taskrouter.TaskSystemDeleted)
	}
}

// erase deletes a task whatever its status. Offers that are out are canceled;
// an agent who holds it simply loses it.
func (a *Account) erase(w *workspace, row *taskRow, kind taskrouter.EventType) {
	row.leaveLine()
	a.timers.stop(row.deadline)
	a.timers.stop(row.step.alarm)
	var freed []*workerRow
	for _, offer := range row.offers {
		switch {
		case offer.reservation.Status == taskrouter.ReservationIsPending:
			a.move(w, offer, taskrouter.ReservationIsCanceled)
		case offer.reservation.Held():
			a.release(offer)
		default:
			continue
		}
		freed = append(freed, offer.worker)
	}
	a.tell(w, kind, row, nil)
	a.purge(row)
	a.feedAll(w, freed)
}

// secondsUpTo tells whether a number of seconds is 1 or more and within a span.
// The number is what is compared: as a span it may be too large to be held.
func secondsUpTo(longest time.Duration, n int) bool {
	return n >= 1 && int64(n) <= int64(longest/time.Second)
}

// seconds gives a whole number of seconds as a span.
func seconds(n int) time.Duration { return time.Duration(n) * time.Second }
