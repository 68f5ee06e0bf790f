package attack

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	vegeta "github.com/tsenart/vegeta/v12/lib"

	"github.com/flexrig/flexrig/load/history"
)

// A run is one attack on its way. It is the RoundTripper that vegeta sends to:
// each of vegeta's requests is one hit, and stands for its flight.
type run struct {
	config   Config
	began    time.Time
	tally    *tally
	log      *history.Log
	attacker *vegeta.Attacker

	flights context.Context // what hits are carried out under
	limit   *limit          // of their requests
	abandon context.CancelFunc
	halt    chan struct{}
	over    atomic.Bool // no hit leaves any more
	once    sync.Once
	stopped string        // why; written once, before halt is closed
	when    time.Duration // and when
	grace   *time.Timer   // until flights are abandoned
}

// Run sends the hits when they are due and measures them. Prepare of the workload
// has to be done.
//
// When ctx ends, Watch says so or the target is gone, no hit is sent any more,
// those on their way are waited for up to the timeout, and what was measured is
// returned with the reason in Record.Stopped: none of this is an error. The
// error is about a configuration that cannot be run, and then there is no
// outcome, or about results that could not be written, and then it is whole.
func Run(ctx context.Context, c Config) (*Outcome, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	r := &run{config: c, tally: newTally(c), log: history.NewLog(), halt: make(chan struct{}), began: time.Now()}
	r.flights, r.abandon = context.WithCancel(context.WithoutCancel(ctx))
	defer r.abandon()
	r.limit = &limit{of: r.flights, timeout: c.Timeout}
	if c.Results != nil {
		r.tally.results = newResults(c.Results, c.Name, c.Workload.Name(), r.began)
	}
	r.attacker = vegeta.NewAttacker(
		vegeta.Workers(uint64(c.Workers)), vegeta.MaxWorkers(uint64(c.Workers)), vegeta.MaxBody(0),
		vegeta.Client(&http.Client{Transport: r}),
	)
	r.attack(ctx)
	err := r.tally.results.close()
	return r.outcome(), err
}

// attack lets vegeta send all hits and returns when none is on its way.
func (r *run) attack(ctx context.Context) {
	ended := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() { r.watch(ctx, ended) })
	hit := vegeta.NewStaticTargeter(vegeta.Target{Method: http.MethodPost, URL: "http://flight/"})
	for range r.attacker.Attack(hit, &pacer{config: r.config, began: r.began, halt: r.halt}, 0, "") {
		continue // what vegeta measured begins when a worker was free: not used
	}
	close(ended)
	watching.Wait()
	r.once.Do(func() {}) // from here on nobody stops it
	if r.grace != nil {
		r.grace.Stop()
	}
}

// RoundTrip carries out the flight that one of vegeta's requests stands for.
func (r *run) RoundTrip(req *http.Request) (*http.Response, error) {
	seq, err := strconv.Atoi(req.Header.Get("X-Vegeta-Seq"))
	if err != nil {
		return nil, fmt.Errorf("hit without a number: %w", err)
	}
	if !r.over.Load() {
		r.fly(seq)
	}
	return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody, Request: req}, nil
}

func (r *run) fly(seq int) {
	n := r.config.number(seq)
	l := landing{seq: seq, due: r.config.Schedule.At(n), sent: r.elapsed()}
	r.tally.leave(l.sent, l.due)
	p := pilots.Get().(*pilot)
	defer p.free()
	p.run, p.flight = r, Flight{N: n, Intended: l.due, crew: p}
	r.config.Workload.Hit(r.flights, &p.flight)
	l.done = r.elapsed()
	l.class = classOf(p.flight.last, p.flight.wrong)
	l.in, l.out = p.in, p.out
	if p.flight.wrong == "" {
		l.code = uint16(p.flight.last.Status)
	}
	if since, hits := r.tally.land(&l, p); since >= patience && hits >= enough {
		r.stop(fmt.Sprintf("the target is gone: nobody took a connection for %s, in %d hits (%s)", since.Round(time.Second), hits, l.class))
	}
}

// A target is gone when for so long, and in so many hits, each was refused or reset.
const (
	patience = 5 * time.Second
	enough   = 20
)

func (r *run) elapsed() time.Duration { return time.Since(r.began) }

// watch stops the run when it has to end early, and shows its record meanwhile.
func (r *run) watch(ctx context.Context, ended <-chan struct{}) {
	every := r.config.Every
	if every <= 0 {
		every = time.Second
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ended:
			return
		case <-ctx.Done():
			r.stop("interrupted: " + context.Cause(ctx).Error())
			<-ended
			return
		case <-tick.C:
			r.look()
		}
	}
}

func (r *run) look() {
	r.tally.flush()
	if r.config.Watch == nil || r.over.Load() {
		return
	}
	if why := r.config.Watch(r.tally.soFar(r.config, r.elapsed())); why != "" {
		r.stop(why)
	}
}

// stop ends the run early. Only the first reason counts.
func (r *run) stop(why string) {
	r.once.Do(func() {
		r.stopped, r.when = why, r.elapsed()
		r.over.Store(true)
		r.grace = time.AfterFunc(r.config.Timeout, r.abandon)
		close(r.halt)
		r.attacker.Stop()
	})
}

// outcome is what a run that has ended has measured.
func (r *run) outcome() *Outcome {
	until, due := r.config.Schedule.Duration(), r.config.hits()
	now := r.elapsed()
	if r.stopped != "" {
		until, now = r.when, r.when
		due = r.config.due(r.when)
	}
	record := r.tally.whole(r.config, until)
	record.Stopped = r.stopped
	sent := int(record.Totals.Sent)
	next := time.Duration(0)
	if sent < due {
		next = r.config.Schedule.At(r.config.number(sent))
	}
	record.Invalid = r.tally.lateness.verdict(now, int64(sent), int64(due-sent), next)
	if sent == 0 && record.Invalid == "" {
		record.Invalid = "no hit was sent"
	}
	return &Outcome{Record: record, Log: r.log}
}
