package lines

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// A line is one connection. One request at a time has it.
type line struct {
	of   *Lines
	conn net.Conn
	from io.LimitedReader // the connection, up to what a header may have
	in   *bufio.Reader
	out  *bufio.Writer
	stop func() bool // no longer heed the request's context
	used time.Time   // when it was given back
}

// longestHeader bounds an answer's header in bytes.
const longestHeader = 1 << 20

func newLine(conn net.Conn, of *Lines) *line {
	on := &line{of: of, conn: conn, from: io.LimitedReader{R: conn}, out: bufio.NewWriter(conn)}
	on.in = bufio.NewReader(&on.from)
	return on
}

// abort ends whatever is under way on the connection.
func (on *line) abort() { _ = on.conn.SetDeadline(time.Unix(1, 0)) }

// exchange sends a request and reads the answer's header. After an error the
// connection is given back.
func (on *line) exchange(req *http.Request) (*http.Response, error) {
	if err := on.send(req); err != nil {
		on.of.give(on, false)
		return nil, fmt.Errorf("write the request: %w", err)
	}
	res, err := on.answer(req)
	if err != nil {
		on.of.give(on, false)
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	b := &body{ReadCloser: res.Body, ctx: req.Context(), on: on, reusable: !res.Close && !req.Close}
	if res.Body == http.NoBody {
		b.end(io.EOF)
	}
	res.Body = b
	return res, nil
}

func (on *line) send(req *http.Request) error {
	if err := req.Write(on.out); err != nil {
		return err
	}
	return on.out.Flush()
}

// answer reads a header, past those that only say that one is to come.
func (on *line) answer(req *http.Request) (*http.Response, error) {
	on.from.N = longestHeader
	for {
		res, err := http.ReadResponse(on.in, req)
		switch {
		case errors.Is(err, io.ErrUnexpectedEOF) && on.from.N <= 0:
			return nil, fmt.Errorf("its header is longer than %d bytes", longestHeader)
		case err != nil:
			return nil, err
		case res.StatusCode == http.StatusSwitchingProtocols:
			return nil, errors.New("it speaks another protocol from here on")
		case res.StatusCode >= 200:
			on.from.N = math.MaxInt64
			return res, nil
		}
	}
}

// A body is an answer's. At its end the connection is free again.
type body struct {
	io.ReadCloser
	ctx      context.Context // the request's
	on       *line
	reusable bool // the connection, once the body has been read to its end
	ended    atomic.Bool
	why      error // how it ended; only who reads touches it
}

func (b *body) Read(to []byte) (int, error) {
	if b.ended.Load() {
		return 0, cmp.Or(b.why, http.ErrBodyReadAfterClose)
	}
	n, err := b.ReadCloser.Read(to)
	if err != nil {
		if !errors.Is(err, io.EOF) && b.ctx.Err() != nil {
			err = context.Cause(b.ctx)
		}
		b.end(err)
	}
	return n, err
}

// Close gives the connection up if the body has not been read to its end: the rest
// of it is not waited for.
func (b *body) Close() error {
	b.end(nil)
	return nil
}

func (b *body) end(why error) {
	if !b.ended.Swap(true) {
		b.why = why
		// What came behind the answer answers nothing.
		b.on.of.give(b.on, b.reusable && why == io.EOF && b.on.in.Buffered() == 0)
	}
}
