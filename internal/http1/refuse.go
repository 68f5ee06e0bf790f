package http1

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// A refusal is a request that no handler sees.
type refusal struct {
	status int
	reason string // what the answer says beside the status; may be empty
}

func (r *refusal) Error() string {
	return strings.TrimSuffix(http.StatusText(r.status)+": "+r.reason, ": ")
}

var errHeaderTooLarge = &refusal{status: http.StatusRequestHeaderFieldsTooLarge}

// check looks at what the parser lets pass, as net/http's server does.
func check(r *http.Request) error {
	bad := func(reason string) error { return &refusal{status: http.StatusBadRequest, reason: reason} }
	switch {
	case r.ProtoMajor != 1:
		return &refusal{status: http.StatusHTTPVersionNotSupported, reason: "unsupported protocol version"}
	case r.Host == "" && r.ProtoAtLeast(1, 1) && r.Method != http.MethodConnect:
		return bad("missing required Host header")
	case !httpguts.ValidHostHeader(r.Host):
		return bad("malformed Host header")
	}
	for name, values := range r.Header {
		if !httpguts.ValidHeaderFieldName(name) {
			return bad("invalid header name")
		}
		for _, value := range values {
			if !httpguts.ValidHeaderFieldValue(value) {
				return bad("invalid header value")
			}
		}
	}
	return nil
}

// failExpectation answers a request that expects what no server here can do.
func (w *reply) failExpectation() {
	w.header.Set("Connection", "close")
	w.WriteHeader(http.StatusExpectationFailed)
}

// expectsContinue tells whether a client wants to hear that it may send the body.
func expectsContinue(r *http.Request) bool {
	expect := r.Header.Get("Expect")
	return expect != "" && slices.ContainsFunc(strings.FieldsFunc(expect, isBoundary), func(token string) bool {
		return strings.EqualFold(token, "100-continue")
	})
}

func isBoundary(c rune) bool { return c == ' ' || c == ',' || c == '\t' }

// refuse tells the client what is wrong with its request, unless that did not come
// to its end: a client that is slow or gone is told nothing.
func (c *conn) refuse(cause error) {
	if isGone(cause) {
		return
	}
	refused := refusalOf(cause)
	c.writeWithin()
	_, _ = fmt.Fprintf(c, "HTTP/1.1 %[1]d %[2]s\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n%[1]d %[2]s",
		refused.status, refused)
	c.sayGoodbye()
}

// isGone tells whether a request ended because its client did, or had no more time.
func isGone(cause error) bool {
	var failed *net.OpError
	return errors.Is(cause, io.EOF) || errors.Is(cause, os.ErrDeadlineExceeded) || errors.As(cause, &failed)
}

// refusalOf is what the client is told of an error of the parser, which names its
// errors in words alone.
func refusalOf(cause error) *refusal {
	var refused *refusal
	switch {
	case errors.As(cause, &refused):
		return refused
	case strings.HasPrefix(cause.Error(), "unsupported transfer encoding"):
		return &refusal{status: http.StatusNotImplemented, reason: "unsupported transfer encoding"}
	}
	return &refusal{status: http.StatusBadRequest}
}
