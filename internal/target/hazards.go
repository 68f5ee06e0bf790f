package target

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"sync"
	"time"
)

// hazards are the faults of a contained account, and the way past them to its
// stand-in. What a fault looks like is the same as with gock; its path may be a
// pattern as well, in which * stands for any letters but a slash.
type hazards struct {
	api           http.Handler
	authorization string // the exact header that the account's own requests have

	mu      sync.Mutex
	waiting []*hazard
	closed  bool
}

// A hazard is a fault that waits, and how often it has happened.
type hazard struct {
	fault    Fault
	happened int
}

func (h *hazards) arm(fault Fault) error {
	if err := fault.check(); err != nil {
		return err
	}
	if _, err := path.Match(fault.Path, ""); err != nil {
		return fmt.Errorf("%s: path %q is no pattern: %w", fault, fault.Path, err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return fmt.Errorf("%s: %w", fault, errClosed)
	}
	h.waiting = append(h.waiting, &hazard{fault: fault})
	return nil
}

func (h *hazards) disarm() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	var missing []error
	for _, entry := range h.waiting {
		if times := entry.fault.times(); entry.happened < times {
			missing = append(missing, fmt.Errorf("%s happened %d of %d times", entry.fault, entry.happened, times))
		}
	}
	h.waiting = nil
	return errors.Join(missing...)
}

// RoundTrip sends a request past the faults that wait for it to the stand-in.
func (h *hazards) RoundTrip(req *http.Request) (*http.Response, error) {
	fault, met := h.meet(req)
	if !met {
		return serve(h.api, req)
	}
	return fault.befall(h.api, req)
}

// meet uses the first fault up that is for the request.
func (h *hazards) meet(req *http.Request) (Fault, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, entry := range h.waiting {
		if entry.happened < entry.fault.times() && entry.fault.isFor(req, h.authorization) {
			entry.happened++
			return entry.fault, true
		}
	}
	return Fault{}, false
}

// isFor tells whether a request is one that the fault is for. One that came in
// at a base URL has a host that is no product's; its path decides alone.
func (f Fault) isFor(req *http.Request, authorization string) bool {
	if req.Method != f.Method || req.Header.Get("Authorization") != authorization {
		return false
	}
	if host := req.URL.Host; speaksTo(host) && host != f.Host {
		return false
	}
	matches, _ := path.Match(f.Path, req.URL.Path) // arm has tried the pattern
	return matches
}

// befall is what becomes of a request that meets the fault.
func (f Fault) befall(api http.Handler, req *http.Request) (*http.Response, error) {
	var res *http.Response
	if f.Kind == FaultCommitted || f.Kind == FaultCut {
		done, err := serve(api, req)
		if err != nil {
			return nil, err
		}
		res = done
	}
	if err := wait(req.Context(), f.Delay); err != nil {
		return nil, err
	}
	switch f.Kind {
	case FaultTimeout:
		return nil, &noAnswer{within: patience}
	case FaultReset:
		return nil, connectionReset()
	case FaultCut:
		return cutInHalf(res), nil
	}
	return f.answer(req)
}

// answer is the fault's own answer.
func (f Fault) answer(req *http.Request) (*http.Response, error) {
	body, err := f.body()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f, err)
	}
	return describeBody(&http.Response{
		Status: fmt.Sprintf("%d %s", f.Status, http.StatusText(f.Status)), StatusCode: f.Status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)), Request: req,
	}), nil
}

// wait lets a fault take its time, or gives the end of the request if that
// comes first.
func wait(ctx context.Context, delay time.Duration) error {
	if delay <= 0 {
		return nil
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
