package sim

import (
	"iter"
	"slices"
	"sort"
	"time"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

// A chronicle keeps an account's events in the order of their Seq. They lie in
// chunks, so that a long one grows without being copied, and in a third of the
// room that they take outside.
type chronicle struct {
	chunks   []*chunk
	last     uint64 // the Seq of the newest event
	dropped  uint64
	captions map[caption]*caption
	spare    spare
}

// chunkLength is how many events lie together.
const chunkLength = 1024

// A chunk is a run of events. One that has been dropped leaves its Seq and its
// instant, by which the others are found.
type chunk struct {
	entries []entry
	empty   int // how many were dropped
}

// An entry is an event as it is kept; one without a caption has been dropped.
type entry struct {
	seq         uint64
	at          int64  // nanoseconds since 1970
	prev        uint64 // the Seq of the same task's event before; 0 where it is the first, or of no task
	caption     *caption
	task        *taskrouter.Task
	reservation *taskrouter.Reservation
	worker      *taskrouter.Worker
}

// A caption is what an event has in common with many: those of one queue and
// channel share it.
type caption struct {
	kind                   taskrouter.EventType
	workspace              string
	queueName, channelName string
	resource, detail       string
}

func newChronicle() chronicle { return chronicle{captions: map[caption]*caption{}} }

// add keeps an event that happens at an instant, and gives its Seq. The task's
// event before is named by prev.
func (c *chronicle) add(e taskrouter.Event, at time.Time, prev uint64) uint64 {
	c.last++
	if n := len(c.chunks); n == 0 || len(c.chunks[n-1].entries) >= chunkLength {
		next := &chunk{}
		if n > 0 { // a short history takes little
			next.entries = make([]entry, 0, chunkLength)
		}
		c.chunks = append(c.chunks, next)
	}
	newest := c.chunks[len(c.chunks)-1]
	newest.entries = append(newest.entries, entry{
		seq: c.last, at: nanoseconds(at), prev: prev, caption: c.caption(e),
		task: e.Task, reservation: e.Reservation, worker: e.Worker,
	})
	return c.last
}

// caption gives the one that all events alike share. Events with words of their
// own have one to themselves.
func (c *chronicle) caption(e taskrouter.Event) *caption {
	wanted := caption{e.Type, e.Workspace, e.QueueName, e.ChannelName, e.Resource, e.Detail}
	if e.Resource != "" || e.Detail != "" {
		return new(wanted)
	}
	shared, ok := c.captions[wanted]
	if !ok {
		shared = new(wanted)
		c.captions[wanted] = shared
	}
	return shared
}

func (e *entry) event() taskrouter.Event {
	return taskrouter.Event{
		Seq: e.seq, At: time.Unix(0, e.at).UTC(), Type: e.caption.kind, Workspace: e.caption.workspace,
		Task: e.task, Reservation: e.reservation, Worker: e.worker,
		QueueName: e.caption.queueName, ChannelName: e.caption.channelName,
		Resource: e.caption.resource, Detail: e.caption.detail,
	}
}

// find gives the event of a Seq, nil where it was dropped or has not happened.
func (c *chronicle) find(seq uint64) *entry {
	e, _ := c.lookUp(seq)
	return e
}

// lookUp gives the event of a Seq and the place of its chunk.
func (c *chronicle) lookUp(seq uint64) (e *entry, in int) {
	in, at := c.from(func(e *entry) bool { return e.seq >= seq })
	if in == len(c.chunks) {
		return nil, in
	}
	if e = &c.chunks[in].entries[at]; e.seq != seq || e.caption == nil {
		return nil, in
	}
	return e, in
}

// from gives the place of the first event that satisfies a test which all later
// ones satisfy too.
func (c *chronicle) from(is func(*entry) bool) (in, at int) {
	in = sort.Search(len(c.chunks), func(i int) bool {
		entries := c.chunks[i].entries
		return is(&entries[len(entries)-1])
	})
	if in < len(c.chunks) {
		entries := c.chunks[in].entries
		at = sort.Search(len(entries), func(i int) bool { return is(&entries[i]) })
	}
	return in, at
}

// after gives the events behind a Seq that happened at an instant or later.
func (c *chronicle) after(seq uint64, since time.Time) iter.Seq[taskrouter.Event] {
	earliest := nanoseconds(since)
	in, at := c.from(func(e *entry) bool { return e.seq > seq && e.at >= earliest })
	return func(yield func(taskrouter.Event) bool) {
		for ; in < len(c.chunks); in, at = in+1, 0 {
			for i := range c.chunks[in].entries[at:] {
				if e := &c.chunks[in].entries[at+i]; e.caption != nil && !yield(e.event()) {
					return
				}
			}
		}
	}
}

// nanoseconds is an instant since 1970, or the nearest that an int64 can hold.
func nanoseconds(at time.Time) int64 {
	switch {
	case at.After(lastInstant):
		return lastInstant.UnixNano()
	case at.Before(firstInstant):
		return firstInstant.UnixNano()
	}
	return at.UnixNano()
}

// events gives the last events, oldest first; all of them where last is 0.
func (c *chronicle) events(last int) []taskrouter.Event {
	kept := int(c.last - c.dropped)
	if last <= 0 || last > kept {
		last = kept
	}
	all := make([]taskrouter.Event, last)
	for in := len(c.chunks) - 1; in >= 0 && last > 0; in-- {
		entries := c.chunks[in].entries
		for i := len(entries) - 1; i >= 0 && last > 0; i-- {
			if entries[i].caption != nil {
				last--
				all[last] = entries[i].event()
			}
		}
	}
	return all
}

// drop forgets an event. A chunk half of which is gone is packed anew, and goes
// into the one before where there is room.
func (c *chronicle) drop(seq uint64) {
	e, in := c.lookUp(seq)
	if e == nil {
		return
	}
	*e = entry{seq: e.seq, at: e.at}
	c.dropped++
	crowd := c.chunks[in]
	crowd.empty++
	if in < len(c.chunks)-1 && 2*crowd.empty >= len(crowd.entries) {
		c.pack(in)
	}
}

func (c *chronicle) pack(in int) {
	crowd := c.chunks[in]
	kept := make([]entry, 0, len(crowd.entries)-crowd.empty)
	for _, e := range crowd.entries {
		if e.caption != nil {
			kept = append(kept, e)
		}
	}
	if in > 0 && len(c.chunks[in-1].entries)+len(kept) <= chunkLength {
		before := c.chunks[in-1]
		before.entries, kept = append(before.entries, kept...), nil
	}
	if len(kept) == 0 {
		c.chunks = slices.Delete(c.chunks, in, in+1)
		return
	}
	c.chunks[in] = &chunk{entries: kept}
}
