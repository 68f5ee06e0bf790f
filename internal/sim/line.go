package sim

import "github.com/tidwall/btree"

// line is where tasks of one queue wait, in the order in which they are offered.
type line struct {
	tasks *btree.BTreeG[*taskRow]
	queue *queueRow
	of    lineKey
	past  map[*workerRow]mark
}

// lineKey says which tasks of a queue wait together. A worker without capacity
// on a channel need not look into a line at all, unless its tasks ignore that.
// Tasks that are left to one worker wait in lines of that worker's own, so that
// nobody else walks past them.
type lineKey struct {
	only            string // the sid of the one worker; empty where anybody may have them
	channel         string // task channel sid
	ignoresCapacity bool
}

// mark is how far into a line a worker need not look: they have let every task
// before the place pass. Without it somebody who rejects one task after the other
// would walk past all of them at each: 4,000 rejections took 255 ms.
type mark struct {
	at    place
	round uint64 // of the worker; an older mark no longer holds
}

// place orders the tasks of one line: by priority, then by age. A LIFO line
// turns age around and knows no priority (Twilio docs, Queue Ordering).
type place struct {
	priority int
	at       int64
	seq      int64
}

func (p place) before(q place) bool {
	if p.priority != q.priority {
		return p.priority > q.priority
	}
	if p.at != q.at {
		return p.at < q.at
	}
	return p.seq < q.seq
}

// placeIn is where a task stands in a queue's line.
func (r *taskRow) placeIn(queue *queueRow) place {
	p := place{priority: r.task.Priority, at: r.task.VirtualStart.UnixNano(), seq: int64(r.seq)}
	if queue.lifo() {
		p = place{at: -p.at, seq: -p.seq}
	}
	return p
}

func newLine(queue *queueRow, of lineKey) *line {
	order := func(a, b *taskRow) bool { return a.place.before(b.place) }
	return &line{
		tasks: btree.NewBTreeGOptions(order, btree.Options{NoLocks: true}),
		queue: queue, of: of, past: map[*workerRow]mark{},
	}
}

// line gives the queue's line for a kind of tasks, and makes it at need.
func (q *queueRow) line(of lineKey) *line {
	found, ok := q.waiting[of.only][of]
	if ok {
		return found
	}
	if q.waiting[of.only] == nil {
		q.waiting[of.only] = map[lineKey]*line{}
	}
	found = newLine(q, of)
	q.waiting[of.only][of] = found
	return found
}

// forget drops a line of one worker's own once nobody waits in it: a task may
// name anybody, there or not. Those for all workers are few, and stay.
func (q *queueRow) forget(of lineKey) {
	if of.only == "" {
		return
	}
	delete(q.waiting[of.only], of)
	if len(q.waiting[of.only]) == 0 {
		delete(q.waiting, of.only)
	}
}

// lines gives every line of the queue.
func (q *queueRow) lines() []*line {
	var all []*line
	for _, lines := range q.waiting {
		for _, line := range lines {
			all = append(all, line)
		}
	}
	return all
}

func (r *taskRow) leaveLine() {
	if r.line == nil {
		return
	}
	r.line.tasks.Delete(r)
	if r.line.tasks.Len() == 0 {
		r.line.queue.forget(r.line.of)
	}
	r.line = nil
}

// joinLine makes a pending task wait in its queue, on its channel.
func (r *taskRow) joinLine(queue *queueRow) {
	r.leaveLine()
	r.place = r.placeIn(queue)
	r.line = queue.line(lineKey{only: r.only, channel: r.task.ChannelSid, ignoresCapacity: r.task.IgnoreCapacity})
	r.line.tasks.Set(r)
	for worker, mark := range r.line.past {
		if r.place.before(mark.at) && !r.declined[worker.worker.Sid] {
			mark.at = r.place
			r.line.past[worker] = mark
		}
	}
}

// scan gives a worker the tasks of a line in order, without those that lie
// before their mark, and moves the mark on over those that they have declined.
// Tasks whose target's expression refuses the worker stop it and are looked at
// each time.
func (l *line) scan(worker *workerRow, visit func(*taskRow) bool) {
	reached, marked := l.past[worker]
	marked = marked && reached.round == worker.round
	before, unbroken := reached, true
	step := func(row *taskRow) bool {
		if !row.declined[worker.worker.Sid] {
			unbroken = false
			return visit(row)
		}
		if unbroken {
			reached = mark{at: row.place, round: worker.round}
			reached.at.seq++ // right behind the task
		}
		return true
	}
	if marked {
		l.tasks.Ascend(&taskRow{place: before.at}, step)
	} else {
		l.tasks.Scan(step)
	}
	if reached != before {
		l.past[worker] = reached
	}
}
