package attack

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"time"

	vegeta "github.com/tsenart/vegeta/v12/lib"
)

// A results writes one vegeta result a hit, in a goroutine of its own: no hit
// waits for a disk. What comes is collected into batches; the caller's lock
// covers add and flush.
//
// A result's timestamp is when the hit was due and its latency the response
// time, so that what vegeta's report and plot tell is what users would feel. Its
// method is FLOW and its path the workload, since a hit may be several requests;
// code is the last answer's, and 0 for one that is wrong.
type results struct {
	name, path string
	began      time.Time
	batch      []landing
	queue      chan []landing
	done       chan error
	failed     bool
}

const (
	batchSize = 1024
	// queued is how many batches may wait for the disk: about 16 MB.
	queued = 128
)

var errSlow = errors.New("it takes results more slowly than they come")

func newResults(w io.Writer, name, workload string, began time.Time) *results {
	r := &results{
		name: name, path: "/" + workload, began: began.Round(0),
		batch: make([]landing, 0, batchSize), queue: make(chan []landing, queued), done: make(chan error, 1),
	}
	go func() { r.done <- r.write(w) }()
	return r
}

// add keeps a result. After the first that could not be written it does nothing.
func (r *results) add(l *landing) {
	if r == nil || r.failed {
		return
	}
	r.batch = append(r.batch, *l)
	if len(r.batch) == batchSize {
		r.flush()
	}
}

// flush hands over what was collected, unless the disk is far behind.
func (r *results) flush() {
	if r == nil || r.failed || len(r.batch) == 0 {
		return
	}
	select {
	case r.queue <- r.batch:
		r.batch = make([]landing, 0, batchSize)
	default:
		r.failed = true
	}
}

// close waits until all is written. The error says what was not.
func (r *results) close() error {
	if r == nil {
		return nil
	}
	if !r.failed && len(r.batch) > 0 {
		r.queue <- r.batch
	}
	close(r.queue)
	err := <-r.done
	if err == nil && r.failed {
		err = errSlow
	}
	if err != nil {
		return fmt.Errorf("write results of %s: %w: those from then on are missing, the record is whole", r.name, err)
	}
	return nil
}

// write encodes what comes. After an error it only takes it.
func (r *results) write(w io.Writer) error {
	buffer := bufio.NewWriterSize(w, 64<<10)
	encode := vegeta.NewEncoder(buffer)
	var failed error
	for batch := range r.queue {
		for i := range batch {
			if failed == nil {
				failed = encode(r.result(&batch[i]))
			}
		}
		if failed == nil && len(r.queue) == 0 {
			failed = buffer.Flush()
		}
	}
	if failed == nil {
		failed = buffer.Flush()
	}
	return failed
}

func (r *results) result(l *landing) *vegeta.Result {
	return &vegeta.Result{
		Attack: r.name, Seq: uint64(l.seq), Code: l.code, Error: l.class, Method: "FLOW", URL: r.path,
		Timestamp: r.began.Add(l.due), Latency: l.done - l.due, BytesIn: uint64(l.in), BytesOut: uint64(l.out),
	}
}
