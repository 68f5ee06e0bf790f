package sim

import (
	"slices"
	"strings"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// offer is a reservation with the task and the worker that it joins.
type offer struct {
	reservation *taskrouter.Reservation // as it stands; replaced, never changed
	task        *taskRow
	worker      *workerRow
	deadline    alarm
	recording   string // sid of the platform's own recording; empty where there is none
}

// A ReservationChange is what an update sets. Instruction is read as the status
// that it leads to: accept and reject.
type ReservationChange struct {
	IfMatch                                string
	Status, Instruction, WorkerActivitySid *string
}

// A ReservationFilter narrows a list of reservations.
type ReservationFilter struct {
	Status, WorkerSid *string
}

// reserve offers a task to a worker.
func (a *Account) reserve(w *workspace, row *taskRow, worker *workerRow) {
	timeout := a.book.ReservationTimeout.Of()
	if workflow, ok := w.workflows.get(row.task.WorkflowSid); ok {
		timeout = workflow.ReservationTimeout
	}
	made := &offer{task: row, worker: worker, reservation: &taskrouter.Reservation{
		Sid: a.ids.next("WR"), AccountSid: a.sid, WorkspaceSid: w.value.Sid, TaskSid: row.task.Sid,
		WorkerSid: worker.worker.Sid, WorkerName: worker.worker.FriendlyName, ChannelSid: row.task.ChannelSid,
		Status: taskrouter.ReservationIsPending, Created: a.now, Updated: a.now, Deadline: a.now.Add(timeout),
	}}
	made.deadline = a.timers.set(made.reservation.Deadline, func() { a.reservationTimedOut(w, made) })
	row.offers = append(row.offers, made)
	w.reservations.add(made.reservation.Sid, made)
	worker.offers.add(made.reservation.Sid, made)
	worker.load[row.task.ChannelSid]++
	a.touchWorker(worker)
	if row.task.Status == taskrouter.Pending {
		row.leaveLine()
		w.tasks.put(row, row.task.Offer(a.now))
	}
	a.tell(w, taskrouter.ReservationCreated, row, made)
}

// touchWorker bumps a worker's version, as a new reservation does, and puts
// them at the end of the line of the idle.
func (a *Account) touchWorker(worker *workerRow) {
	next := *worker.worker
	next.Version++
	worker.worker = &next
	worker.idle = a.nextTurn()
}

// nextTurn is later than every turn before.
func (a *Account) nextTurn() uint64 {
	a.turn++
	return a.turn
}

// move takes a reservation on, frees capacity where it ends, and records it.
// The move has to be legal.
func (a *Account) move(w *workspace, o *offer, to taskrouter.ReservationStatus) {
	next, kind, err := o.reservation.Move(to, a.now)
	if err != nil {
		return
	}
	was := o.reservation.Live()
	a.stopRecording(o)
	o.reservation = &next
	a.timers.stop(o.deadline)
	if was && !next.Live() {
		a.release(o)
	}
	a.tell(w, kind, o.task, o)
}

// release gives a worker the capacity back that a reservation took; from now on
// they wait for something to do.
func (a *Account) release(o *offer) {
	o.worker.load[o.reservation.ChannelSid]--
	o.worker.idle = a.nextTurn()
}

func (a *Account) reservationTimedOut(w *workspace, o *offer) {
	if o.reservation.Status != taskrouter.ReservationIsPending {
		return
	}
	a.setActivity(w, o.worker, w.value.TimeoutActivitySid)
	a.decline(w, o, taskrouter.ReservationIsTimeout)
}

// decline ends an offer that the worker let pass. Once no other is out the task
// waits again, or moves on where its target's time is up.
func (a *Account) decline(w *workspace, o *offer, to taskrouter.ReservationStatus) {
	a.move(w, o, to)
	row := o.task
	if row.declined == nil {
		row.declined = map[string]bool{}
	}
	row.declined[o.worker.worker.Sid] = true
	if row.task.Status == taskrouter.Reserved && !row.out() {
		a.waitAgain(w, row)
	}
	a.feed(w, o.worker)
}

func (a *Account) waitAgain(w *workspace, row *taskRow) {
	w.tasks.put(row, row.task.Return(a.now))
	if row.task.Assignments >= a.book.AssignmentsLimit {
		a.cancel(w, row, a.book.TaskTimeoutReason)
		return
	}
	if queue, ok := w.queues.get(row.task.QueueSid); ok {
		row.joinLine(queue)
	}
	if row.step.expired {
		a.nextTarget(w, row)
		return
	}
	a.offer(w, row)
}

// out tells whether an offer waits for an answer.
func (r *taskRow) out() bool {
	for _, offer := range r.offers {
		if offer.reservation.Status == taskrouter.ReservationIsPending {
			return true
		}
	}
	return false
}

// held are the reservations of agents who have the task.
func (r *taskRow) held() []*offer {
	var held []*offer
	for _, offer := range r.offers {
		if offer.reservation.Held() {
			held = append(held, offer)
		}
	}
	return held
}

// accept gives the task to the worker and takes back all other offers of it.
func (a *Account) accept(w *workspace, o *offer) {
	row := o.task
	if !a.book.Breaks(rulebook.RecordsAtTheEnd) {
		a.recordCall(o)
	}
	var freed []*workerRow
	a.timers.stop(row.step.alarm)
	w.tasks.put(row, row.task.Assign(a.now))
	a.move(w, o, taskrouter.ReservationIsAccepted)
	for _, other := range row.offers {
		if other.reservation.Status == taskrouter.ReservationIsPending {
			a.move(w, other, taskrouter.ReservationIsRescinded)
			freed = append(freed, other.worker)
		}
	}
	a.linkRecording(w, o)
	a.limitAssignment(w, row)
	a.joinChannel(o)
	a.feedAll(w, freed)
}

// updateReservation carries out an update of a reservation.
func (a *Account) updateReservation(w *workspace, o *offer, change ReservationChange) (taskrouter.Reservation, error) {
	if err := ifMatch(change.IfMatch, o.reservation.Version); err != nil {
		return taskrouter.Reservation{}, err
	}
	to, err := change.status()
	if err != nil || to == "" {
		return *o.reservation, err
	}
	if _, _, err := o.reservation.Move(to, a.now); err != nil {
		return taskrouter.Reservation{}, err
	}
	if sid := change.WorkerActivitySid; sid != nil {
		if _, ok := w.activities.get(*sid); !ok {
			return taskrouter.Reservation{}, unknownValue("WorkerActivitySid", *sid)
		}
		a.setActivity(w, o.worker, *sid)
	}
	a.carryOut(w, o, to)
	a.feed(w, o.worker) // the new activity may have made them available
	return *o.reservation, nil
}

func (a *Account) carryOut(w *workspace, o *offer, to taskrouter.ReservationStatus) {
	switch to {
	case taskrouter.ReservationIsAccepted:
		a.accept(w, o)
	case taskrouter.ReservationIsRejected:
		a.decline(w, o, to)
	case taskrouter.ReservationIsWrapping:
		a.wrap(w, o.task, "")
	case taskrouter.ReservationIsCompleted:
		a.complete(w, o.task, "")
	}
}

// status is the reservation status that a request asks for, in either of the
// two ways there are; empty where it asks for none.
func (c ReservationChange) status() (taskrouter.ReservationStatus, error) {
	switch {
	case c.Status != nil:
		return taskrouter.RequestedReservationStatus(*c.Status)
	case c.Instruction == nil:
		return "", nil
	case *c.Instruction == "accept":
		return taskrouter.ReservationIsAccepted, nil
	case *c.Instruction == "reject":
		return taskrouter.ReservationIsRejected, nil
	}
	if slices.Contains(callInstructions, *c.Instruction) {
		return "", &rulebook.Refusal{
			Kind:    rulebook.KindUnmodelled,
			Message: "Instruction " + *c.Instruction + " is not modelled by this stand-in: it has no calls and carries out accept and reject",
		}
	}
	return "", rulebook.Invalid(rulebook.CodeInvalid, "Value '%.100s' provided for Instruction is none of accept, reject, %s",
		*c.Instruction, strings.Join(callInstructions, ", "))
}

// callInstructions are those that place or move a call (Twilio docs,
// Reservation resource).
var callInstructions = []string{"call", "dequeue", "conference", "redirect", "supervise"}

// setActivity changes what a worker is doing, without offering them anything yet.
func (a *Account) setActivity(w *workspace, row *workerRow, sid string) {
	activity, ok := w.activities.get(sid)
	if !ok || row.worker.ActivitySid == sid {
		return
	}
	next := *row.worker
	next.ActivitySid, next.ActivityName, next.Available = sid, activity.FriendlyName, activity.Available
	next.Version++
	next.Updated, next.StatusChanged = a.now, a.now
	row.worker = &next
	w.enlist(row)
	a.record(taskrouter.Event{Type: taskrouter.WorkerActivityUpdate, Workspace: w.value.Sid, Worker: row.worker})
	a.startOver(row)
}

// TaskReservation finds a reservation of a task.
func (a *Account) TaskReservation(ws, task, sid string) (taskrouter.Reservation, error) {
	defer a.enter()()
	_, o, err := a.taskReservation(ws, task, sid)
	if err != nil {
		return taskrouter.Reservation{}, err
	}
	return *o.reservation, nil
}

// UpdateTaskReservation moves a reservation of a task on: accepted, rejected,
// wrapping or completed.
func (a *Account) UpdateTaskReservation(ws, task, sid string, change ReservationChange) (taskrouter.Reservation, error) {
	defer a.enter()()
	w, o, err := a.taskReservation(ws, task, sid)
	if err != nil {
		return taskrouter.Reservation{}, err
	}
	return a.updateReservation(w, o, change)
}

// WorkerReservation finds a reservation of a worker.
func (a *Account) WorkerReservation(ws, worker, sid string) (taskrouter.Reservation, error) {
	defer a.enter()()
	_, o, err := a.workerReservation(ws, worker, sid)
	if err != nil {
		return taskrouter.Reservation{}, err
	}
	return *o.reservation, nil
}

// UpdateWorkerReservation is [Account.UpdateTaskReservation], found by its worker.
func (a *Account) UpdateWorkerReservation(ws, worker, sid string, change ReservationChange) (taskrouter.Reservation, error) {
	defer a.enter()()
	w, o, err := a.workerReservation(ws, worker, sid)
	if err != nil {
		return taskrouter.Reservation{}, err
	}
	return a.updateReservation(w, o, change)
}

// TaskReservations lists a task's reservations, oldest first.
func (a *Account) TaskReservations(ws, task string, filter ReservationFilter, page Page) (Listed[taskrouter.Reservation], error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return Listed[taskrouter.Reservation]{}, err
	}
	row, err := w.task(task)
	if err != nil {
		return Listed[taskrouter.Reservation]{}, err
	}
	return cut(page, func(yield func(uint64, taskrouter.Reservation) bool) {
		for i, o := range row.offers {
			seq := uint64(i + 1)
			if seq > page.After && filter.matches(o) && !yield(seq, *o.reservation) {
				return
			}
		}
	}), nil
}

// WorkerReservations lists a worker's reservations, oldest first.
func (a *Account) WorkerReservations(ws, worker string, filter ReservationFilter, page Page) (Listed[taskrouter.Reservation], error) {
	defer a.enter()()
	_, row, err := a.worker(ws, worker)
	if err != nil {
		return Listed[taskrouter.Reservation]{}, err
	}
	found := row.offers.page(page, filter.matches)
	return mapped(found, func(o *offer) taskrouter.Reservation { return *o.reservation }), nil
}

func (f ReservationFilter) matches(o *offer) bool {
	return is(f.Status, string(o.reservation.Status)) && is(f.WorkerSid, o.reservation.WorkerSid)
}

func (a *Account) taskReservation(ws, task, sid string) (*workspace, *offer, error) {
	w, err := a.workspace(ws)
	if err != nil {
		return nil, nil, err
	}
	if _, err := w.task(task); err != nil {
		return nil, nil, err
	}
	if o, ok := w.reservations.get(sid); ok && o.reservation.TaskSid == task {
		return w, o, nil
	}
	return nil, nil, missing(ws, "Tasks", task, "Reservations", sid)
}

func (a *Account) workerReservation(ws, worker, sid string) (*workspace, *offer, error) {
	w, _, err := a.worker(ws, worker)
	if err != nil {
		return nil, nil, err
	}
	if o, ok := w.reservations.get(sid); ok && o.reservation.WorkerSid == worker {
		return w, o, nil
	}
	return nil, nil, missing(ws, "Workers", worker, "Reservations", sid)
}
