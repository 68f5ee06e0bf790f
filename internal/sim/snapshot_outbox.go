package sim

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// savedOutbox is the callbacks that have not come to their end, in lines, and the
// newest of those that have.
type savedOutbox struct {
	Last    uint64            `json:"last"`
	Lines   [][]savedDelivery `json:"lines"`
	Ended   []Delivery        `json:"ended"`
	Dropped uint64            `json:"dropped"`
}

// A savedDelivery is a callback that has not come to its end. An attempt that is
// being made when it is saved is one that has still to be made: nobody who reads
// the snapshot waits for its answer.
type savedDelivery struct {
	Delivery Delivery    `json:"delivery"`
	Ready    int         `json:"ready,omitempty"` // place among those whose instant has come, from 1
	Again    *savedAlarm `json:"again,omitempty"` // when it is ready, where it is tried again
}

func (s *saver) outbox() savedOutbox {
	o := &s.a.outbox
	ready := map[*delivery]int{}
	for _, ticket := range slices.Sorted(maps.Keys(o.sending)) {
		ready[o.sending[ticket]] = len(ready) + 1
	}
	for _, d := range o.ready {
		ready[d] = len(ready) + 1
	}
	saved := savedOutbox{Last: o.last, Lines: [][]savedDelivery{}, Ended: append([]Delivery{}, o.ended...), Dropped: o.dropped}
	for _, line := range o.lines {
		one := make([]savedDelivery, 0, len(line))
		for _, d := range line {
			one = append(one, s.delivery(d, ready[d]))
		}
		saved.Lines = append(saved.Lines, one)
	}
	slices.SortFunc(saved.Lines, func(a, b []savedDelivery) int { return cmp.Compare(a[0].Delivery.Seq, b[0].Delivery.Seq) })
	return saved
}

func (s *saver) delivery(d *delivery, ready int) savedDelivery {
	saved := savedDelivery{Delivery: d.Delivery, Ready: ready, Again: s.alarm(d.deadline)}
	if d.State == DeliverySending {
		saved.Delivery.State, saved.Delivery.Due, saved.Again = DeliveryWaiting, s.a.now, nil
		saved.Delivery.Attempts--
	}
	return saved
}

func (r *restorer) outbox() error {
	saved := r.saved.Outbox
	o := newOutbox()
	o.last, o.ended, o.dropped = saved.Last, slices.Clone(saved.Ended), saved.Dropped
	r.state.outbox = o
	if len(o.ended) > KeptDeliveries {
		return fmt.Errorf("outbox: %d callbacks have ended, at most %d are kept", len(o.ended), KeptDeliveries)
	}
	ready := map[int]*delivery{}
	seen := map[uint64]bool{}
	for _, line := range saved.Lines {
		for i, one := range line {
			d, err := r.delivery(one, i == 0)
			if err != nil {
				return fmt.Errorf("callback %d: %w", one.Delivery.Seq, err)
			}
			if seen[d.Seq] || one.Ready > 0 && ready[one.Ready] != nil {
				return fmt.Errorf("callback %d: it or its place among those that are ready is there twice", d.Seq)
			}
			seen[d.Seq] = true
			if one.Ready > 0 {
				ready[one.Ready] = d
			}
			name := r.a.lineOf(d)
			o.lines[name] = append(o.lines[name], d)
		}
	}
	for _, place := range slices.Sorted(maps.Keys(ready)) {
		r.state.outbox.ready = append(r.state.outbox.ready, ready[place])
	}
	return nil
}

// delivery makes a callback: the head of a line is ready or waits for its instant,
// and nothing else does either.
func (r *restorer) delivery(saved savedDelivery, head bool) (*delivery, error) {
	d := &delivery{Delivery: saved.Delivery}
	if d.State != DeliveryWaiting || d.Seq == 0 || d.Seq > r.saved.Outbox.Last || d.Attempts < 0 {
		return nil, fmt.Errorf("it is %.60q, number %d of %d, tried %d times", d.State, d.Seq, r.saved.Outbox.Last, d.Attempts)
	}
	if ready, again := saved.Ready > 0, saved.Again != nil; ready && again || head != (ready || again) {
		return nil, fmt.Errorf("it stands first: %t, is ready: %t, waits for its instant: %t", head, ready, again)
	}
	a := r.a
	var err error
	d.deadline, err = r.arm(saved.Again, func() { a.makeReady(d) })
	return d, err
}
