package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"
)

// An answer is what an operation has to say: a status and the resource, or
// nothing but a status.
type answer struct {
	status int
	body   any // nil has none
}

// versioned is a resource whose version the ETag header tells.
type versioned interface{ version() int }

// show makes the answer of a command's result: the resource in its JSON form,
// or the command's refusal.
func show[V any, R any](status int, resource func(*call, V) R) func(*call, V, error) (answer, error) {
	return func(c *call, value V, err error) (answer, error) {
		if err != nil {
			return answer{}, err
		}
		return answer{status: status, body: resource(c, value)}, nil
	}
}

// deleted is the answer of a command that leaves nothing to show.
func deleted(err error) (answer, error) {
	return answer{status: http.StatusNoContent}, err
}

// An encoding is a buffer with an encoder that writes to it. They are reused:
// an answer is some kilobytes, and there are many.
type encoding struct {
	buffer  bytes.Buffer
	encoder *json.Encoder
}

var encodings = sync.Pool{New: func() any {
	e := &encoding{}
	e.encoder = json.NewEncoder(&e.buffer)
	e.encoder.SetEscapeHTML(false) // a URL in attributes comes back as it was sent
	return e
}}

// largestKept is the largest buffer that is reused; a page of a thousand tasks
// would otherwise be held for ever.
const largestKept = 1 << 20

// send writes an answer, headers included. The whole body is made first, so
// that nothing has been sent where one cannot be written as JSON.
func send(w http.ResponseWriter, a answer) error {
	header := w.Header()
	values := new([2]string) // one allocation for both headers
	if tagged, ok := a.body.(versioned); ok {
		values[0] = etag(tagged.version())
		header["Etag"] = values[:1:1]
	}
	if a.body == nil {
		w.WriteHeader(a.status)
		return nil
	}
	if heard, ok := a.body.(sound); ok {
		heard.send(w, a.status)
		return nil
	}
	e := encodings.Get().(*encoding)
	defer e.release()
	if err := e.write(a.body); err != nil {
		return fmt.Errorf("encode %T: %w", a.body, err)
	}
	body := bytes.TrimSuffix(e.buffer.Bytes(), []byte("\n"))
	header["Content-Type"] = jsonType
	values[1] = strconv.Itoa(len(body))
	header["Content-Length"] = values[1:2:2]
	w.WriteHeader(a.status)
	_, _ = w.Write(body) // the client has gone; there is nobody to tell
	return nil
}

// etag is a version as the header writes it, in quotes.
func etag(version int) string {
	var room [24]byte // the longest int and two quotes
	return string(append(strconv.AppendInt(append(room[:0], '"'), int64(version), 10), '"'))
}

func (e *encoding) write(body any) error {
	if own, ok := body.(appender); ok {
		_, err := e.buffer.Write(own.appendJSON(e.buffer.AvailableBuffer()))
		return err
	}
	return e.encoder.Encode(body)
}

func (e *encoding) release() {
	if e.buffer.Cap() <= largestKept {
		e.buffer.Reset()
		encodings.Put(e)
	}
}
