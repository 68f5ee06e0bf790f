package grade

import (
	"time"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

// A Request is one request of a client and what it was told.
type Request struct {
	// Seq counts the account's requests from 1, those that are no longer kept too.
	Seq uint64 `json:"seq"`
	// At is the account's instant when the answer was given.
	At time.Time `json:"at"`
	// Received is the machine's instant when the request came. How fast a client
	// asks again is judged by it: the account's clock may stand still.
	Received time.Time `json:"received"`
	Method   string    `json:"method"`
	// Host is the product's host, taskrouter.twilio.com, also where the request
	// named none.
	Host string `json:"host"`
	Path string `json:"path"`
	// Operation is Twilio's operation id, UpdateTask; empty for a path that is
	// not modelled.
	Operation string `json:"operation"`
	// Query and Fields are the parameters in the order in which they were sent.
	Query   []Field `json:"query"`
	Fields  []Field `json:"fields"`
	IfMatch string  `json:"if_match"` // as it was sent; empty where it was not
	// Agent is the User-Agent, and Connection the client's end of the connection:
	// together they tell one writer from another.
	Agent      string `json:"agent"`
	Connection string `json:"connection"`
	Status     int    `json:"status"`
	Code       int    `json:"code"`    // Twilio's error code; 0 where there is none
	Message    string `json:"message"` // Twilio's sentence beside the code
	// Answered is the machine's instant of an answer of 400 and above, and zero
	// for any other: what was under way before is no repetition. RetryAfter is
	// how many seconds a 429 says to wait; 0 where it says nothing.
	Answered   time.Time `json:"answered,omitzero"`
	RetryAfter int       `json:"retry_after"`
	// Applied tells that the request was carried out although its answer says
	// that it failed, or never came: a fault did that.
	Applied bool `json:"applied"`
	// Fault names the armed fault or the quota that decided the answer; empty
	// where the account did.
	Fault string   `json:"fault"`
	Notes []string `json:"notes"` // what the client should know: parameters that were ignored

	// Before and After are the task that the request changed, as it stood before
	// and after. A task that it made has no Before, nor has one that it only
	// showed; both are nil where it was about no task, or about many.
	Before *taskrouter.Task `json:"-"`
	After  *taskrouter.Task `json:"-"`
}

// A Field is one parameter.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Field gives the first value of a body parameter, and whether it was sent.
func (r Request) Field(name string) (string, bool) {
	for _, field := range r.Fields {
		if field.Name == name {
			return field.Value, true
		}
	}
	return "", false
}
