package sim

import "github.com/flexrig/flexrig/internal/taskrouter"

// Offers are immediate: one is made by the command that makes it possible. Among
// the workers who can take a task, the one who has been without one for longest
// gets it (Twilio docs, Ordering Workers). A worker who has let an offer of a
// task pass is not offered it again until their activity changes or the task
// comes to its next target; the platform's pages are silent on that, and a
// stand-in without it would offer for ever.

// offer makes as many offers of a waiting task as its queue allows in parallel.
func (a *Account) offer(w *workspace, row *taskRow) {
	if row.task.Status != taskrouter.Pending || row.line == nil {
		return
	}
	queue, ok := w.queues.get(row.task.QueueSid)
	if !ok {
		return
	}
	for range queue.value.MaxReservedWorkers {
		worker := a.firstWorker(queue, row)
		if worker == nil {
			return
		}
		a.reserve(w, row, worker)
	}
}

// firstWorker is whom a task is offered to next, nil where nobody can take it:
// who goes first by the target's order_by, else who has been idle longest.
func (a *Account) firstWorker(queue *queueRow, row *taskRow) *workerRow {
	var best *workerRow
	order := row.order()
	for _, worker := range queue.members {
		if a.suits(worker, row) && (best == nil || goesFirst(order, worker, best)) {
			best = worker
		}
	}
	return best
}

func (r *taskRow) order() []rank {
	if r.step.index >= len(r.route) || r.route[r.step.index].OrderBy == "" {
		return nil
	}
	return ranks(r.route[r.step.index].OrderBy)
}

// suits tells whether a worker whom the queue selects can be offered a task now.
func (a *Account) suits(worker *workerRow, row *taskRow) bool {
	if row.declined[worker.worker.Sid] || (row.only != "" && row.only != worker.worker.Sid) {
		return false
	}
	if !row.task.IgnoreCapacity && !worker.hasRoom(row.task.ChannelSid) {
		return false
	}
	return !row.offeredTo(worker) && row.wants(worker)
}

func (r *taskRow) offeredTo(worker *workerRow) bool {
	for _, offer := range r.offers {
		if offer.worker == worker && offer.reservation.Live() {
			return true
		}
	}
	return false
}

// wants evaluates the target's own expression, which speaks of both sides:
// task.language == worker.language.
func (r *taskRow) wants(worker *workerRow) bool {
	if r.step.index >= len(r.route) || r.route[r.step.index].Expression == nil {
		return true
	}
	scope := taskrouter.TargetScope(r.task.Attributes.Variables(), worker.worker.Variables())
	return r.route[r.step.index].Expression.Matches(scope)
}

// feed offers what waits for somebody like a worker, for as long as they can
// take it: of all lines that they serve the task that comes first. Where others
// can take it too it may go to one of them; each round takes one task out of
// the lines, whoever gets it.
func (a *Account) feed(w *workspace, worker *workerRow) {
	for {
		next := a.firstFor(w, worker)
		if next == nil {
			return
		}
		a.offer(w, next)
	}
}

// freed is a worker whom a command has given room.
type freed struct {
	workspace *workspace
	worker    *workerRow
}

// feedAll feeds workers whom a command has given room: at once, or when the
// command has ended all that it ends.
func (a *Account) feedAll(w *workspace, workers []*workerRow) {
	for _, worker := range workers {
		if a.quiet {
			a.freed = append(a.freed, freed{workspace: w, worker: worker})
		} else {
			a.feed(w, worker)
		}
	}
}

// quietly carries something out and makes offers only when it is done: what it
// is about to end must not be offered to anybody first.
func (a *Account) quietly(do func()) {
	for _, one := range a.holdingBack(do) {
		a.feed(one.workspace, one.worker)
	}
}

// holdingBack carries something out and gives back who was freed by it. A panic
// on the way must not leave the account holding back offers for good.
func (a *Account) holdingBack(do func()) (all []freed) {
	a.quiet = true
	defer func() {
		all, a.freed, a.quiet = a.freed, nil, false
	}()
	do()
	return nil
}

// firstFor is the waiting task that a worker is offered next.
func (a *Account) firstFor(w *workspace, worker *workerRow) *taskRow {
	var first *taskRow
	var from *queueRow
	for _, queue := range worker.queues {
		for _, line := range queue.openTo(worker) {
			line.scan(worker, func(row *taskRow) bool {
				if first != nil && !w.comesBefore(queue, row, from, first) {
					return false
				}
				if !a.suits(worker, row) {
					return true
				}
				first, from = row, queue
				return false
			})
		}
	}
	return first
}

// openTo gives the lines in which there may be something for a worker now.
func (q *queueRow) openTo(worker *workerRow) []*line {
	var open []*line
	for _, only := range [...]string{"", worker.worker.Sid} {
		for of, line := range q.waiting[only] {
			if of.ignoresCapacity || worker.hasRoom(of.channel) {
				open = append(open, line)
			}
		}
	}
	return open
}

// comesBefore orders tasks of two queues. Where one is LIFO and one is not, the
// workspace says which sort goes first (Twilio docs, Queue Ordering).
func (w *workspace) comesBefore(queue *queueRow, row *taskRow, other *queueRow, than *taskRow) bool {
	if queue.lifo() != other.lifo() {
		return queue.value.TaskOrder == w.value.QueueOrder
	}
	return row.place.before(than.place)
}

// hasRoom tells whether a worker can take one more task on a task channel, if it
// does not ignore their capacity.
func (r *workerRow) hasRoom(taskChannel string) bool {
	if !r.worker.Available {
		return false
	}
	channel, ok := r.channels.on(taskChannel)
	return ok && channel.Takes(r.load[taskChannel], false)
}

// startOver is what a new activity does: the worker is offered again what they
// have let pass, and those who have been idle go before them.
func (a *Account) startOver(worker *workerRow) {
	worker.idle = a.nextTurn()
	worker.round++
	for offer := range worker.offers.all() {
		delete(offer.task.declined, worker.worker.Sid)
	}
}
