package sim

import (
	"time"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

// historyLength is how many events an account keeps that it could do without,
// where nobody says otherwise. Of tasks with attributes of 1 kB they take 30 MB.
const historyLength = 20_000

// spare are the events that an account could do without, those first that came
// to it first: updates of a task that another update has followed, with nothing
// else of the task between, and all events of tasks that are gone. Only so many
// are kept. Whatever else has happened is kept for as long as the account is.
type spare struct {
	items []spareItem
	head  int
	held  int // events in all
}

// A spareItem is one update, or the events of a task back from its last one.
type spareItem struct {
	seq    uint64
	events int // how many there are; 1 is that event alone
}

// A trail is where a task's events lie in the history.
type trail struct {
	last    uint64 // the Seq of the newest
	before  uint64 // of the one before that is no spare
	events  int32  // those that are no spare
	updated bool   // the newest is an update
}

// tellOf keeps an event of a task. An update that follows another one makes that
// one spare.
func (a *Account) tellOf(row *taskRow, event taskrouter.Event) {
	a.history.follow(&row.trail, event, a.now, a.spareEvents)
}

// follow keeps an event on the trail of its task, among so many spare ones.
func (c *chronicle) follow(t *trail, event taskrouter.Event, at time.Time, most int) {
	updated := event.Type == taskrouter.TaskUpdated
	if updated && t.updated {
		c.spend(spareItem{seq: t.last, events: 1}, most)
	} else {
		t.before = t.last
		t.events++
	}
	t.last, t.updated = c.add(event, at, t.before), updated
}

// spend counts events among the spare ones, and drops the oldest of those above
// a number.
func (c *chronicle) spend(item spareItem, most int) {
	s := &c.spare
	s.items = append(s.items, item)
	s.held += item.events
	for s.held > most && s.head < len(s.items) {
		oldest := s.items[s.head]
		s.head++
		s.held -= oldest.events
		c.dropBack(oldest)
	}
	if 2*s.head >= len(s.items) {
		s.items = s.items[:copy(s.items, s.items[s.head:])]
		s.head = 0
	}
}

// dropBack drops a number of events of one task, the newest of which is named.
func (c *chronicle) dropBack(item spareItem) {
	seq := item.seq
	for range item.events {
		e := c.find(seq)
		if e == nil {
			return
		}
		prev := e.prev
		c.drop(seq)
		seq = prev
	}
}
