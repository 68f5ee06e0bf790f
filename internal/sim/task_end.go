package sim

import (
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// wrap puts a task and the reservations that hold it into wrap-up.
func (a *Account) wrap(w *workspace, row *taskRow, reason string) {
	next, err := row.task.Wrap(reason, a.now)
	if err != nil {
		return
	}
	a.timers.stop(row.deadline)
	w.tasks.put(row, next)
	for _, offer := range row.held() {
		a.move(w, offer, taskrouter.ReservationIsWrapping)
		a.agentWraps(offer)
	}
	a.tell(w, taskrouter.TaskWrapup, row, nil)
}

// complete ends a task and the reservations that hold it.
func (a *Account) complete(w *workspace, row *taskRow, reason string) {
	next, err := row.task.Complete(reason, a.now)
	if err != nil {
		return
	}
	var freed []*workerRow
	w.tasks.put(row, next)
	for _, offer := range row.held() {
		if a.book.Breaks(rulebook.RecordsAtTheEnd) {
			a.recordCall(offer)
		}
		a.move(w, offer, taskrouter.ReservationIsCompleted)
		a.agentLeaves(offer)
		freed = append(freed, offer.worker)
	}
	a.tell(w, taskrouter.TaskCompleted, row, nil)
	a.settle(row)
	a.feedAll(w, freed)
}

// cancel ends a task that nobody has accepted, and takes back its offers.
func (a *Account) cancel(w *workspace, row *taskRow, reason string) {
	next, err := row.task.Cancel(reason, a.now)
	if err != nil {
		return
	}
	var freed []*workerRow
	w.tasks.put(row, next)
	for _, offer := range row.offers {
		if offer.reservation.Status == taskrouter.ReservationIsPending {
			a.move(w, offer, taskrouter.ReservationIsCanceled)
			freed = append(freed, offer.worker)
		}
	}
	a.tell(w, taskrouter.TaskCanceled, row, nil)
	a.settle(row)
	a.feedAll(w, freed)
}
