package target

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// A FaultKind is what goes wrong with a request.
type FaultKind string

// The kinds of fault. The first three come instead of the request, the others
// after it has been carried out.
const (
	FaultStatus    FaultKind = "status"    // answered with Status; nothing was processed
	FaultTimeout   FaultKind = "timeout"   // no answer until the client gives up; nothing was processed
	FaultReset     FaultKind = "reset"     // connection reset before anything was processed
	FaultCommitted FaultKind = "committed" // processed, but answered with Status
	FaultCut       FaultKind = "cut"       // processed, but the answer breaks off in the middle of its body
)

// A Fault makes coming requests of one account fail. Requests match that have
// the account's own credentials and exactly this method, host and path,
// whatever their query; of several faults that match, the first armed comes first.
type Fault struct {
	Method string // POST
	Host   string // taskrouter.twilio.com
	Path   string // the whole path: /v1/Workspaces/WS…/Tasks/WT…
	// Times is how many requests fail; 0 stands for one. Fewer until the
	// account is closed are an error then.
	Times int
	Kind  FaultKind

	// Status, 400 to 599, Code and Message are the answer of FaultStatus and
	// FaultCommitted. Without a code it is 20000 and the status, which is how
	// Twilio numbers errors that have no code of their own (20429, 20500);
	// without a message it is the status's name.
	Status  int
	Code    int
	Message string

	// Delay is how long the fault takes, really waited for. A FaultTimeout
	// without one is played in no time: the client sees at once the error that
	// it would see after its whole patience.
	Delay time.Duration
}

// String names the fault for messages.
func (f Fault) String() string {
	kind := string(f.Kind)
	if f.answers() {
		kind = fmt.Sprintf("%s %d", kind, f.Status)
	}
	return fmt.Sprintf("fault %s on %s https://%s%s", kind, f.Method, f.Host, f.Path)
}

// answers tells whether the fault has an answer of its own.
func (f Fault) answers() bool { return f.Kind == FaultStatus || f.Kind == FaultCommitted }

func (f Fault) times() int { return max(f.Times, 1) }

// check refuses faults that could never happen or would not show.
func (f Fault) check() error {
	kinds := []FaultKind{FaultStatus, FaultTimeout, FaultReset, FaultCommitted, FaultCut}
	switch {
	case !slices.Contains(kinds, f.Kind):
		return fmt.Errorf("%s: kind %q is not known; kinds are %q", f, f.Kind, kinds)
	case f.Method == "" || f.Method != strings.ToUpper(f.Method):
		return fmt.Errorf("%s: method %q is no HTTP method; write it as in POST", f, f.Method)
	case !slices.Contains(hosts, f.Host):
		return fmt.Errorf("%s: host %q is none of %s", f, f.Host, strings.Join(hosts, ", "))
	case !strings.HasPrefix(f.Path, "/") || strings.ContainsAny(f.Path, "?#"):
		return fmt.Errorf("%s: path %q is no path; it begins with / and has no query", f, f.Path)
	case f.Times < 0:
		return fmt.Errorf("%s: times is %d, want 0 or more", f, f.Times)
	case f.Delay < 0:
		return fmt.Errorf("%s: delay is %s, want 0 or more", f, f.Delay)
	case f.answers() && (f.Status < 400 || f.Status > 599):
		return fmt.Errorf("%s: status is %d, want 400 to 599", f, f.Status)
	case f.Kind == FaultCut && f.Method == http.MethodDelete:
		return fmt.Errorf("%s: the answer to a DELETE has no body that could be cut", f)
	}
	return nil
}

// body is the fault's answer in the form of all of Twilio's errors (Twilio
// docs, Error responses).
func (f Fault) body() ([]byte, error) {
	code, message := f.Code, f.Message
	if code == 0 {
		code = 20000 + f.Status
	}
	if message == "" {
		message = http.StatusText(f.Status)
	}
	return json.Marshal(struct {
		Code     int    `json:"code"`
		Message  string `json:"message"`
		MoreInfo string `json:"more_info"`
		Status   int    `json:"status"`
	}{code, message, fmt.Sprintf("https://www.twilio.com/docs/errors/%d", code), f.Status})
}
