package reports

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// exchangeLineJSON is one line of Exchanges.
type exchangeLineJSON struct {
	Rule            string      `json:"rule"`
	Example         string      `json:"example"`
	File            string      `json:"file"`
	Line            int         `json:"line"`
	Seq             int         `json:"seq"`
	At              *time.Time  `json:"at,omitempty"`
	Method          string      `json:"method"`
	URL             string      `json:"url"`
	RequestHeaders  http.Header `json:"request_headers,omitempty"`
	RequestBody     string      `json:"request_body,omitempty"`
	Status          int         `json:"status"`
	ResponseHeaders http.Header `json:"response_headers,omitempty"`
	ResponseBody    string      `json:"response_body,omitempty"`
	DurationMS      float64     `json:"duration_ms"`
	Error           string      `json:"error,omitempty"`
}

// Exchanges writes every exchange of the run as JSON lines, in the order of
// rules and examples; seq counts from 1 within an example. Bodies are whole.
// Bytes that are no UTF-8 come out as U+FFFD, which is all that JSON can say.
func Exchanges(w io.Writer, rec Record) error {
	rec = Redact(rec)
	buffered := bufio.NewWriter(w)
	enc := json.NewEncoder(buffered)
	enc.SetEscapeHTML(false)
	for _, rule := range rec.Rules {
		for _, e := range rule.Examples {
			for i, x := range e.Exchanges {
				if err := enc.Encode(exchangeJSON(rule, e, i+1, x)); err != nil {
					return fmt.Errorf("write exchange %d of %s: %w", i+1, e.where(), err)
				}
			}
		}
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("write exchanges: %w", err)
	}
	return nil
}

func exchangeJSON(rule Rule, e Example, seq int, x Exchange) exchangeLineJSON {
	line := exchangeLineJSON{
		Rule: rule.ID, Example: e.Name, File: e.File, Line: e.Line, Seq: seq,
		Method: x.Method, URL: x.URL, RequestHeaders: x.RequestHeader, RequestBody: x.RequestBody,
		Status: x.Status, ResponseHeaders: x.ResponseHeader, ResponseBody: x.ResponseBody,
		DurationMS: milliseconds(x.Duration), Error: x.Err,
	}
	if !x.At.IsZero() {
		at := x.At.UTC()
		line.At = &at
	}
	return line
}

// milliseconds is a duration as JSON outputs give it; the fraction keeps the
// nanoseconds.
func milliseconds(d time.Duration) float64 {
	return float64(d) / float64(time.Millisecond)
}
