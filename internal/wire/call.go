package wire

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/flexrig/flexrig/internal/clock"
	"github.com/flexrig/flexrig/internal/fault"
	"github.com/flexrig/flexrig/internal/grade"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/sim"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// mostNotes bounds what the journal tells of one request.
const mostNotes = 8

// A call is one request of an account on its way through the stand-in. It is
// handed to the routes as their ResponseWriter, which is how it gets from the
// front of ServeMux to the operation without a copy of the request.
type call struct {
	http.ResponseWriter
	standIn *StandIn
	tenant  *tenant
	account *sim.Account
	request *http.Request
	domain  string

	received time.Time // by the machine's clock

	op    *prepared
	query form
	body  form
	json  string // the body of an operation that takes JSON
	page  pageRequest

	before, after *taskrouter.Task // the task that the request is about, see about

	answer answer
	notes  []string

	fault    string       // names the fault or the quota that decides the answer
	applied  bool         // carried out, whatever the client is told; set where a fault changes the answer
	met      *fault.Hit   // the fault that meets the request; nil where none does
	admitted *fault.Meter // which has let it through; nil where nobody counts
}

func callOf(w http.ResponseWriter) *call { return w.(*call) }

// serveAPI answers one request. Credentials come first: without them nothing is
// said of what exists.
func (s *StandIn) serveAPI(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == wellKnown {
		s.introduce(w, r)
		return
	}
	host := hostName(r)
	found, err := s.authenticate(r)
	if err != nil {
		s.turnAway(w, r, host, err)
		return
	}
	c := &call{
		ResponseWriter: w, standIn: s, tenant: found, account: found.account, request: r, domain: host,
		received: clock.Wall{}.Now(),
	}
	running := found.inFlight.Add(1)
	defer c.leave()
	c.route()
	c.finish(running)
}

// route finds and carries out the operation. A panic on the way becomes a 500
// and a note in the journal: one request must not end all others.
func (c *call) route() {
	defer func() {
		if broken := recover(); broken != nil {
			c.fail(fmt.Errorf("panic: %v\n%s", broken, debug.Stack()))
		}
	}()
	if !tidy(c.request) {
		c.unmodelled()
		return
	}
	c.standIn.routes.forHost(c.domain).ServeHTTP(c, c.request)
}

// finish sends the answer and writes the journal. An answer that cannot be
// encoded is a fault of the stand-in like a panic in the operation.
func (c *call) finish(running int64) {
	if c.met != nil {
		c.spoil()
	}
	now := c.account.Now()
	header := c.Header()
	setCommonHeaders(header, c.domain)
	setAccountHeaders(header, c.account.RequestSid(), c.tenant.calendar.date(now), running)
	c.count()
	c.send()
	c.enterJournal(now)
	if c.met != nil {
		c.breakOff()
	}
}

func (c *call) enterJournal(now time.Time) {
	if c.tenant.journal.off() {
		c.tenant.journal.count()
		return
	}
	c.tenant.journal.add(c.remembered(now))
}

// remembered is the request as the journal keeps it, without credentials.
func (c *call) remembered(now time.Time) grade.Request {
	remembered := grade.Request{
		At: now, Received: c.received,
		Method: c.request.Method, Host: c.domain, Path: shortened(c.request.URL.Path),
		Query: c.query.fields, Fields: c.body.fields, IfMatch: shortened(c.ifMatch()),
		Agent: shortened(c.request.UserAgent()), Connection: c.request.RemoteAddr,
		Status: c.answer.status, Notes: c.notes, Fault: c.fault, Applied: c.applied, Before: c.before, After: c.after,
	}
	if c.op != nil {
		remembered.Operation = c.op.name
	}
	if c.answer.status >= http.StatusBadRequest {
		c.rememberRefusal(&remembered)
	}
	return remembered
}

func (c *call) rememberRefusal(remembered *grade.Request) {
	if refused, ok := c.answer.body.(envelope); ok {
		remembered.Code, remembered.Message = refused.Code, refused.Message
	}
	remembered.Answered = clock.Wall{}.Now()
	if wait, err := strconv.Atoi(c.Header().Get("Retry-After")); err == nil {
		remembered.RetryAfter = wait
	}
}

// about lets the journal know which task the request is about, and how it
// stood before.
func (c *call) about(v sim.TaskView) { c.before, c.after = v.Was, v.Task }

// send writes the answer, or a 500 where it cannot be written as JSON.
func (c *call) send() {
	if err := send(c.ResponseWriter, c.answer); err != nil {
		c.fail(err)
		_ = send(c.ResponseWriter, c.answer) // an envelope can always be encoded
	}
}

// carryOut reads what the operation takes and does it.
func (c *call) carryOut(op *prepared) {
	c.op = op
	if !strings.HasSuffix(c.domain, platform) {
		c.domain = op.host
	}
	if c.request.Method == http.MethodHead { // ServeMux takes it for GET
		c.wrongVerb([]string{op.method})
		return
	}
	err := c.read()
	if c.tenant.trouble.armed.Load() && c.inTrouble(err) {
		return
	}
	if err != nil {
		c.fail(err)
		return
	}
	result, err := op.do(c)
	if err != nil {
		c.fail(err)
		return
	}
	if c.answer, err = result.shaped(c.standIn.book); err != nil {
		c.fail(err)
	}
}

// fail makes the answer of a request that failed. What is no refusal is noted.
func (c *call) fail(err error) {
	c.answer = refusal(err)
	if c.answer.status == http.StatusInternalServerError {
		c.note("%v", err)
	}
}

func (c *call) unmodelled() {
	c.fail(unmodelled(c.request.Method, c.domain, c.request.URL.Path))
}

func (c *call) wrongVerb(allowed []string) {
	if sid := c.param("InteractionSid"); sid != "" && c.param("Sid") == "" && c.standIn.book.Breaks(rulebook.ChannelsCanBeCreated) {
		channels, err := c.account.InteractionChannels(sid, sim.Page{Size: 1})
		if err == nil && len(channels.Items) > 0 {
			c.answer = answer{status: http.StatusCreated, body: newChannel(c, channels.Items[0])}
			return
		}
	}
	c.Header()["Allow"] = []string{strings.Join(allowed, ", ")}
	c.fail(&httpError{
		status: http.StatusMethodNotAllowed, code: codeMethod,
		message: fmt.Sprintf("Method %.20s is not allowed on %.200s", c.request.Method, c.request.URL.Path),
	})
}

// note tells the journal something about the request, up to a bound.
func (c *call) note(format string, args ...any) {
	if len(c.notes) < mostNotes {
		c.notes = append(c.notes, fmt.Sprintf(format, args...))
	}
}

// param gives a wildcard of the operation's path.
func (c *call) param(name string) string { return c.request.PathValue(name) }

// ifMatch is the version that the client wants to change, as it was sent;
// empty where it does not care.
func (c *call) ifMatch() string { return c.request.Header.Get("If-Match") }

// shortened keeps the journal from holding what nobody reads.
func shortened(text string) string {
	const most = 500
	if len(text) > most {
		return text[:most] + "…"
	}
	return text
}
