package wire

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"sync"

	"github.com/flexrig/flexrig/internal/grade"
)

// largestBody is how much of a request's body is read. The largest parameter
// that the platform takes is a workflow's configuration of a megabyte.
const largestBody = 1<<20 + 1<<18

// read takes the parameters from query and body and looks whether the API
// knows them.
func (c *call) read() error {
	var err error
	if c.query, err = parseForm([]byte(c.request.URL.RawQuery)); err != nil {
		return err
	}
	if c.op.method == http.MethodPost {
		if err = c.readBody(); err != nil {
			return err
		}
	}
	if err = c.checkNames(); err != nil {
		return err
	}
	if c.op.paged {
		c.page, err = readPage(&c.query)
	}
	return err
}

// bodies are buffers for reading request bodies, used again and again.
var bodies = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// readBody reads a form, or keeps a JSON text for the operation to read.
func (c *call) readBody() error {
	if c.request.Body == nil || c.request.Body == http.NoBody {
		return nil
	}
	buffer := bodies.Get().(*bytes.Buffer)
	defer func() {
		if buffer.Cap() <= largestKept {
			buffer.Reset()
			bodies.Put(buffer)
		}
	}()
	if _, err := buffer.ReadFrom(http.MaxBytesReader(nil, c.request.Body, largestBody)); err != nil {
		return bodyError(err)
	}
	if buffer.Len() == 0 {
		return nil
	}
	if err := c.checkMediaType(); err != nil {
		return err
	}
	if c.op.json {
		c.json = buffer.String()
		return nil
	}
	var err error
	c.body, err = parseForm(buffer.Bytes())
	return err
}

func bodyError(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return &httpError{
			status: http.StatusRequestEntityTooLarge, code: codeTooLarge,
			message: fmt.Sprintf("Request body too large: at most %d bytes are read", tooLarge.Limit),
		}
	}
	return invalid("Request body could not be read: %v", err)
}

// checkMediaType refuses a body that is announced as something else than what
// the operation takes. One that is not announced is taken for granted.
func (c *call) checkMediaType() error {
	given := c.request.Header.Get("Content-Type")
	want := "application/x-www-form-urlencoded"
	if c.op.json {
		want = "application/json"
	}
	if given == "" || given == want {
		return nil
	}
	if kind, _, err := mime.ParseMediaType(given); err != nil || kind != want {
		return invalid("Content-Type '%.100s' is not supported here: send %s", given, want)
	}
	return nil
}

// checkNames looks for parameters that the API does not know. Which ones have to
// be there is the rules' business: they refuse what is missing, each with its code.
func (c *call) checkNames() error {
	for i := range c.query.fields {
		if err := c.checkName(c.query.fields[i].Name, c.op.inQuery); err != nil {
			return err
		}
	}
	for i := range c.body.fields {
		if err := c.checkName(c.body.fields[i].Name, c.op.inBody); err != nil {
			return err
		}
	}
	return nil
}

// checkName tells the journal of a parameter that will not be read. One that
// the API does not know at this place is refused where the account is strict;
// the platform ignores it.
func (c *call) checkName(name string, known []string) error {
	if slices.Contains(known, name) {
		if slices.Contains(c.op.unread, name) {
			c.noteWithoutEffect(name)
		}
		return nil
	}
	if c.tenant.strict.Load() {
		return invalid("Unknown parameter %.60q%s", name, c.hint(name, known, "%q"))
	}
	c.note(grade.UnknownParameterNote+"%.60s%s", name, c.hint(name, known, "%s"))
	return nil
}

// noteWithoutEffect tells the journal of a parameter that routing does not heed.
func (c *call) noteWithoutEffect(parameter string) {
	c.note("parameter %s"+grade.UnreadParameterNote, parameter)
}

// hint says what an unknown parameter may have been meant to be.
func (c *call) hint(name string, known []string, verb string) string {
	if slices.Contains(c.op.inBody, name) {
		return ", it belongs in the body"
	}
	if meant := nearest(name, known); meant != "" {
		return fmt.Sprintf(", did you mean "+verb+"?", meant)
	}
	return ""
}
