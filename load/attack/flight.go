package attack

import (
	"context"
	"net/http"
	"time"

	"github.com/flexrig/flexrig/load/history"
)

// A Request is one request of a flow.
type Request struct {
	Method  string
	URL     string // https://taskrouter.twilio.com/v1/…
	Form    []byte // form-encoded body; nil without
	IfMatch string // the If-Match header; empty without
	// Header is sent besides, as it is; nil for none. Its Content-Type goes
	// before that of a form.
	Header http.Header
}

// An Answer is what came back to a [Request].
type Answer struct {
	Status  int    // 0 where none came
	Code    int    // Twilio's, of an error; 0 where the body names none
	Body    []byte // valid until the flight ends
	Version int32  // of the ETag, [history.NoVersion] where there is none
	// Err is why there is no answer, or none that could be read to its end.
	Err error
	// Sent and Done are instants since the load began.
	Sent, Done time.Duration
}

// OK tells whether the answer is a success.
func (a Answer) OK() bool { return a.Err == nil && a.Status >= 200 && a.Status < 300 }

// Verdict is what may be concluded of a write that had this answer. A request
// that was refused for its rate (429) was not carried out.
func (a Answer) Verdict() history.Verdict {
	switch {
	case a.OK():
		return history.Acknowledged
	case a.Err == nil && a.Status >= 400 && a.Status < 500:
		return history.Refused
	}
	return history.Unknown
}

// A Flight is one hit on its way. It is used by one goroutine.
type Flight struct {
	N        int           // the hit's number in the whole load, from 0
	Intended time.Duration // when it is due, since the load began

	crew  crew
	last  Answer
	wrong string
}

// A crew carries out what a flight asks for; [Run] has one.
type crew interface {
	send(ctx context.Context, operation string, r Request) Answer
	wrote(history.Write)
	margin(left time.Duration)
}

// Do sends a request and keeps its latency under the operation's name. The
// flight ends as its last answer says, unless [Flight.Wrong] or
// [Flight.Accept] is called.
func (f *Flight) Do(ctx context.Context, operation string, r Request) Answer {
	f.last = f.crew.send(ctx, operation, r)
	return f.last
}

// Wrote keeps a write for the audit.
func (f *Flight) Wrote(w history.Write) { f.crew.wrote(w) }

// Margin keeps what was left of a deadline when a write was acknowledged; below 0
// it came too late.
func (f *Flight) Margin(left time.Duration) { f.crew.margin(left) }

// Wrong says that an answer contradicts what the API promises, in words that
// name no sid: the hit counts as an error of that class.
func (f *Flight) Wrong(class string) { f.wrong = class }

// Accept says that the flight came out as it should although its last answer
// was an error, as a refusal that the workload is about.
func (f *Flight) Accept() { f.last = Answer{Status: 200, Version: history.NoVersion} }
