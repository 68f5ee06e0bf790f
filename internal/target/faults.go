package target

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"

	"github.com/h2non/gock"
)

// faults holds the faults of one account as gock mocks.
type faults struct {
	route         *route
	authorization string // the exact header that the account's own requests have

	mu     sync.Mutex
	armed  []*armed
	closed bool
}

// armed is a fault that waits, and how often it has happened.
type armed struct {
	fault    Fault
	mock     gock.Mock
	happened atomic.Int64
}

// arm registers a fault. The mock is complete before gock learns of it: one
// that is registered first and filled in later, as gock.New does it, matches
// whatever request of anybody comes in between.
func (s *faults) arm(fault Fault) error {
	if err := fault.check(); err != nil {
		return err
	}
	response, err := respond(fault)
	if err != nil {
		return fmt.Errorf("%s: %w", fault, err)
	}
	entry := &armed{fault: fault}
	mock := gock.NewMock(s.request(fault), response)
	// The last matcher is asked only where all others agree: it counts.
	mock.AddMatcher(func(req *http.Request, _ *gock.Request) (bool, error) {
		entry.happened.Add(1)
		visitOf(req).met = true
		return true, nil
	})
	entry.mock = mock

	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return fmt.Errorf("%s: %w", fault, errClosed)
	}
	s.armed = append(s.armed, entry)
	gock.Register(mock)
	return nil
}

// request says which requests the fault is for. gock reads hosts and paths as
// regular expressions that may match anywhere, so they are quoted and anchored.
// Its filters come before them and keep other accounts' requests cheap.
func (s *faults) request(fault Fault) *gock.Request {
	request := gock.NewRequest()
	request.Method, request.Counter = fault.Method, fault.times()
	request.URLStruct.Scheme = "https"
	request.URLStruct.Host = "^" + regexp.QuoteMeta(fault.Host) + "$"
	request.URLStruct.Path = "^" + regexp.QuoteMeta(fault.Path) + "$"
	return request.Filter(func(req *http.Request) bool {
		v := visitOf(req)
		return v != nil && v.route == s.route && req.Header.Get("Authorization") == s.authorization
	})
}

// disarm removes the account's faults and tells which of them did not happen
// as often as they should. The mocks are disabled and swept: gock.Remove shifts
// a list that other requests are reading.
func (s *faults) disarm() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	if len(s.armed) == 0 {
		return nil
	}
	var missing []error
	for _, entry := range s.armed {
		entry.mock.Disable()
		if happened, times := entry.happened.Load(), int64(entry.fault.times()); happened < times {
			missing = append(missing, fmt.Errorf("%s happened %d of %d times", entry.fault, happened, times))
		}
	}
	gock.Clean()
	s.armed = nil
	return errors.Join(missing...)
}

// respond builds the mock's answer.
func respond(fault Fault) (*gock.Response, error) {
	response := gock.NewResponse()
	response.Delay(fault.Delay)
	switch fault.Kind {
	case FaultTimeout:
		response.SetError(&breakage{fault.Delay, &noAnswer{within: patience}})
	case FaultReset:
		response.SetError(&breakage{fault.Delay, connectionReset()})
	case FaultCut:
		response.UseNetwork = true
		response.Map(cutInHalf)
	case FaultStatus, FaultCommitted:
		response.UseNetwork = fault.Kind == FaultCommitted
		body, err := fault.body()
		if err != nil {
			return nil, err
		}
		response.Status(fault.Status)
		response.BodyBuffer = body
		response.Map(describeBody)
	}
	return response, nil
}

// connectionReset is the error that net/http has for a peer's RST.
func connectionReset() error {
	return &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
}

// describeBody gives an answer the headers of its error body. Those of a real
// answer that it covers up, an ETag say, must not tell on it.
func describeBody(res *http.Response) *http.Response {
	res.Header = http.Header{
		"Content-Type":   {"application/json"},
		"Content-Length": {strconv.FormatInt(res.ContentLength, 10)},
	}
	return res
}

// cutInHalf leaves the first half of an answer's body, after which the
// connection is gone.
func cutInHalf(res *http.Response) *http.Response {
	whole := hold(res).data
	res.Body = &replay{data: whole[:len(whole)/2], end: io.ErrUnexpectedEOF}
	return res
}
