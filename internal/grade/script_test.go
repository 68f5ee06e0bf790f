package grade

import (
	"strings"
	"time"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

var noon = time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)

const (
	taskSid = "WT00000000000000000000000000000001"
	taskURL = "/v1/Workspaces/WS00000000000000000000000000000001/Tasks/" + taskSid
)

// A script makes a record of requests, one after the other.
type script struct {
	Record
	task *taskrouter.Task
	wait time.Duration // between one request and the next, by the machine's time
}

func newScript() *script { return &script{Record: Record{Now: noon}, wait: 2 * time.Second} }

// say adds a request. Who sends it is client@connection.
func (s *script) say(who, method, path string, status int, change ...func(*Request)) *script {
	agent, connection, _ := strings.Cut(who, "@")
	seq := uint64(len(s.Requests)) + s.Dropped + 1
	at := noon.Add(time.Duration(seq) * s.wait)
	r := Request{
		Seq: seq, At: noon, Received: at, Method: method, Host: "taskrouter.twilio.com", Path: path,
		Agent: agent, Connection: connection, Status: status,
	}
	if status >= 400 {
		r.Answered = at
	}
	for _, edit := range change {
		edit(&r)
	}
	s.Requests = append(s.Requests, r)
	return s
}

func (s *script) creates(who, attributes string) *script {
	s.task = &taskrouter.Task{Sid: taskSid, Status: taskrouter.Pending, Attributes: taskrouter.Attributes(attributes), Created: noon}
	s.Events = append(s.Events, taskrouter.Event{Seq: 1, At: noon, Type: taskrouter.TaskCreated, Task: s.task})
	return s.say(who, "POST", "/v1/Workspaces/WS1/Tasks", 201, op("CreateTask"), sent("Attributes", attributes), s.became(nil))
}

func (s *script) reads(who string) *script {
	return s.say(who, "GET", taskURL, 200, op("FetchTask"), s.became(nil))
}

// updates changes the task's attributes.
func (s *script) updates(who, attributes string, change ...func(*Request)) *script {
	before := s.task
	s.evolves(attributes)
	return s.say(who, "POST", taskURL, 200, append([]func(*Request){op("UpdateTask"), sent("Attributes", attributes), s.became(before)}, change...)...)
}

// evolves changes the task without any request.
func (s *script) evolves(attributes string) *script {
	next := *s.task
	next.Version++
	next.Attributes = taskrouter.Attributes(attributes)
	s.task = &next
	return s
}

// ends completes the task at noon.
func (s *script) ends() *script {
	next := *s.task
	next.Version++
	next.Status, next.Ended = taskrouter.Completed, noon
	s.task = &next
	s.Events = append(s.Events, taskrouter.Event{Seq: uint64(len(s.Events)) + 1, At: noon, Type: taskrouter.TaskCompleted, Task: s.task})
	return s
}

func (s *script) became(before *taskrouter.Task) func(*Request) {
	return func(r *Request) { r.Before, r.After = before, s.task }
}

func op(name string) func(*Request) { return func(r *Request) { r.Operation = name } }

func sent(name, value string) func(*Request) {
	return func(r *Request) { r.Fields = append(r.Fields, Field{name, value}) }
}

func ifMatch(version string) func(*Request) { return func(r *Request) { r.IfMatch = version } }

// after is a request that came so long after noon, by both clocks.
func after(span time.Duration) func(*Request) {
	return func(r *Request) { r.At, r.Received, r.Answered = noon.Add(span), noon.Add(span), noon.Add(span) }
}

func retryAfter(seconds int) func(*Request) { return func(r *Request) { r.RetryAfter = seconds } }

// tries sends one request again and again, at instants in milliseconds after
// noon; all but the last are answered 429.
func (s *script) tries(limit int, millis ...int) *script {
	for i, at := range millis {
		status := 429
		if i == len(millis)-1 {
			status = 200
		}
		s.say("node@1", "POST", taskURL, status, op("UpdateTask"), sent("Priority", "1"), after(time.Duration(at)*time.Millisecond), retryAfter(limit))
	}
	return s
}

// asks fetches the task at instants in milliseconds after noon.
func (s *script) asks(millis ...int) *script {
	for _, at := range millis {
		s.say("node@1", "GET", taskURL, 200, op("FetchTask"), after(time.Duration(at)*time.Millisecond))
	}
	return s
}

func (s *script) callback(d Delivery) *script {
	d.Method, d.URL, d.Caused = "POST", "http://127.0.0.1/hook", noon
	s.Deliveries = append(s.Deliveries, d)
	return s
}

// atTheEnd is judged when nobody asks any more.
func (s *script) atTheEnd() *script { s.End = true; return s }
