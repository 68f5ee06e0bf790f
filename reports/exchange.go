package reports

import (
	"net/http"
	"time"
)

// Exchange is one request and its answer.
type Exchange struct {
	// At is the account's instant where the target has a clock, else the wall
	// clock's; zero where it is not known.
	At time.Time
	// Method and URL are as sent; the URL is redacted on output.
	Method, URL string
	// RequestHeader and RequestBody are as sent; outputs redact them.
	RequestHeader http.Header
	RequestBody   string
	// Status is the HTTP status, 0 where no answer came.
	Status int
	// ResponseHeader and ResponseBody are as received; outputs redact them.
	ResponseHeader http.Header
	ResponseBody   string
	// Duration is wall time from the request to the end of the answer's body.
	Duration time.Duration
	// Err is why no answer came, or why it could not be read; else empty.
	Err string
}
