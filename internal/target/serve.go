package target

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime/debug"
	"strconv"
)

// inProcess is a network of one handler: requests are served on the caller's
// goroutine, with what a server would see and what a client would get.
type inProcess struct{ handler http.Handler }

func (n inProcess) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Context().Err() != nil {
		return nil, context.Cause(req.Context())
	}
	return serve(n.handler, req)
}

// serve lets a handler answer a client's request. A handler that panics is an
// error with its stack, as a connection that breaks off would be.
func serve(handler http.Handler, req *http.Request) (res *http.Response, err error) {
	in := arriving(req)
	defer in.Body.Close()
	defer func() {
		if broken := recover(); broken != nil {
			res, err = nil, fmt.Errorf("the handler of %s %s panicked: %v\n%s", req.Method, req.URL.Path, broken, debug.Stack())
		}
	}()
	w := &answer{method: req.Method, header: make(http.Header, 20)}
	handler.ServeHTTP(w, in)
	return w.response(req), nil
}

// arriving is a client's request as a server has it: the host apart from the
// address, a body that is never nil.
func arriving(req *http.Request) *http.Request {
	in := req.WithContext(req.Context()) // a copy
	in.URL = &url.URL{Path: req.URL.Path, RawPath: req.URL.RawPath, RawQuery: req.URL.RawQuery}
	in.RequestURI = req.URL.RequestURI()
	if in.Host == "" {
		in.Host = req.URL.Host
	}
	in.Proto, in.ProtoMajor, in.ProtoMinor = "HTTP/1.1", 1, 1
	in.RemoteAddr = "127.0.0.1:1" // servers always know one
	in.GetBody = nil
	if in.Body == nil {
		in.Body = http.NoBody
	}
	if in.Header == nil {
		in.Header = http.Header{}
	}
	return in
}

// An answer is a response while its handler writes it, with the rules of net/http.
type answer struct {
	method   string
	header   http.Header // the handler's
	sent     http.Header // as it stood when the status was written
	status   int
	declared int64 // Content-Length by the handler's word, -1 without
	body     []byte
	written  int64
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if a.status != 0 || status < 200 { // the first one counts; 1xx are not final
		return
	}
	a.status, a.sent, a.declared = status, a.header.Clone(), -1
	if n, err := strconv.ParseInt(a.sent.Get("Content-Length"), 10, 64); err == nil {
		a.declared = n
	}
}

func (a *answer) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	if !a.mayHaveBody() {
		return 0, http.ErrBodyNotAllowed
	}
	if a.declared >= 0 && a.written+int64(len(p)) > a.declared {
		return 0, http.ErrContentLength
	}
	a.written += int64(len(p))
	if a.method != http.MethodHead {
		a.body = append(a.body, p...)
	}
	return len(p), nil
}

func (a *answer) mayHaveBody() bool {
	return a.status != http.StatusNoContent && a.status != http.StatusNotModified
}

// response is what the client gets. A body shorter than declared breaks off.
func (a *answer) response(req *http.Request) *http.Response {
	a.WriteHeader(http.StatusOK)
	body := &replay{data: a.body}
	length := int64(len(a.body))
	switch {
	case a.method == http.MethodHead || !a.mayHaveBody():
		length = max(a.declared, 0)
	case a.declared > a.written:
		length, body.end = a.declared, io.ErrUnexpectedEOF
	case a.declared < 0:
		a.sent.Set("Content-Length", strconv.FormatInt(length, 10))
	}
	if _, set := a.sent["Content-Type"]; !set && len(a.body) > 0 {
		a.sent.Set("Content-Type", http.DetectContentType(a.body))
	}
	return &http.Response{
		Status: strconv.Itoa(a.status) + " " + http.StatusText(a.status), StatusCode: a.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: a.sent, Body: body, ContentLength: length, Request: req,
	}
}
