package sim

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

// savedOffer is a reservation. A task's stand in the workspace's order, a
// worker's in one of their own.
type savedOffer struct {
	Reservation *int        `json:"reservation"`
	Seq         uint64      `json:"seq,omitempty"` // among the worker's; 0 where they are gone
	Deadline    *savedAlarm `json:"deadline,omitempty"`
	Recording   string      `json:"recording,omitempty"`
}

func (s *saver) offer(w *workspace, o *offer) savedOffer {
	saved := savedOffer{
		Reservation: s.facts.reservations.place(o.reservation), Deadline: s.alarm(o.deadline), Recording: o.recording,
	}
	if known, ok := w.workers.get(o.reservation.WorkerSid); ok && known == o.worker {
		saved.Seq = o.worker.offers.rows[o.reservation.Sid].seq
	}
	return saved
}

// ownOffer is an offer at its place among a worker's.
type ownOffer struct {
	seq   uint64
	offer *offer
}

func (r *workspaceRestorer) offers() (err error) {
	own := map[*workerRow][]ownOffer{}
	r.w.reservations, err = restoreTable(r.saved.Reservations, "reservation", func(one savedOffer) (string, *offer, error) {
		made, err := r.offer(one)
		if err != nil {
			return "", nil, err
		}
		own[made.worker] = append(own[made.worker], ownOffer{one.Seq, made})
		return made.reservation.Sid, made, nil
	})
	if err != nil {
		return err
	}
	for row := range r.w.workers.all() {
		if err := row.takeBack(own[row]); err != nil {
			return fmt.Errorf("worker %s: reservation %w", row.worker.Sid, err)
		}
	}
	return r.holdTogether()
}

// takeBack gives a worker their offers.
func (r *workerRow) takeBack(own []ownOffer) error {
	slices.SortFunc(own, func(a, b ownOffer) int { return cmp.Compare(a.seq, b.seq) })
	for _, one := range own {
		sid := one.offer.reservation.Sid
		if one.seq == 0 || one.seq > r.offers.last {
			return fmt.Errorf("%s: its place %d is not 1 to %d", sid, one.seq, r.offers.last)
		}
		if err := r.offers.addAt(one.seq, sid, one.offer); err != nil {
			return err
		}
	}
	return nil
}

func (r *workspaceRestorer) offer(saved savedOffer) (*offer, error) {
	reservation, err := needed(r.restorer.saved.Facts.Reservations, saved.Reservation, "reservation")
	if err != nil {
		return nil, err
	}
	if !slices.Contains(taskrouter.ReservationStatuses(), reservation.Status) {
		return nil, fmt.Errorf("%s: %.60q is no status of a reservation", reservation.Sid, reservation.Status)
	}
	made := &offer{reservation: reservation, recording: saved.Recording}
	row, ok := r.w.tasks.get(reservation.TaskSid)
	if !ok {
		return nil, fmt.Errorf("%s: task %.60q is not there", reservation.Sid, reservation.TaskSid)
	}
	made.task = row
	row.offers = append(row.offers, made)
	if made.worker, err = r.workerOf(reservation); err != nil {
		return nil, err
	}
	if reservation.Live() {
		made.worker.load[reservation.ChannelSid]++
	}
	a, w := r.a, r.w
	made.deadline, err = r.arm(saved.Deadline, func() { a.reservationTimedOut(w, made) })
	if err == nil && (made.deadline.seq != 0) != (reservation.Status == taskrouter.ReservationIsPending) {
		err = fmt.Errorf("%s: it is %s, and its timer is set: %t", reservation.Sid, reservation.Status, made.deadline.seq != 0)
	}
	return made, err
}

// workerOf is whose a reservation is. Nothing is asked any more of a worker who
// has been deleted; of them the reservation knows enough.
func (r *workspaceRestorer) workerOf(reservation *taskrouter.Reservation) (*workerRow, error) {
	if row, ok := r.w.workers.get(reservation.WorkerSid); ok {
		return row, nil
	}
	if reservation.Live() {
		return nil, fmt.Errorf("%s: it is %s and worker %.60q is not there", reservation.Sid, reservation.Status, reservation.WorkerSid)
	}
	row, ok := r.former[reservation.WorkerSid]
	if !ok {
		row = newWorkerRow(&taskrouter.Worker{Sid: reservation.WorkerSid, FriendlyName: reservation.WorkerName}, 0)
		r.former[reservation.WorkerSid] = row
	}
	return row, nil
}

// holdTogether refuses tasks that say of themselves what their reservations do
// not: reserved without an offer, assigned to nobody.
func (r *workspaceRestorer) holdTogether() error {
	for row := range r.w.tasks.all() {
		held := row.task.Status == taskrouter.Assigned || row.task.Status == taskrouter.Wrapping
		if (row.task.Status == taskrouter.Reserved) != row.out() || held != (len(row.held()) > 0) {
			return fmt.Errorf("task %s: it is %s, and its reservations say otherwise", row.task.Sid, row.task.Status)
		}
	}
	return nil
}
