package attack

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/tidwall/gjson"

	"github.com/flexrig/flexrig/load/history"
)

// A pilot carries out one flight and is used for another when it has landed.
type pilot struct {
	run    *run
	flight Flight
	body   []byte // of all answers
	calls  []call
	in     int64 // bytes of bodies
	out    int64
}

// A call is one request of a flight, as the record counts it.
type call struct {
	operation string
	took      time.Duration
	rejected  bool
	failed    bool
}

var pilots = sync.Pool{New: func() any { return new(pilot) }}

// most is how long an answer may be: Twilio's pages of 1,000 tasks stay below.
const most = 8 << 20

var errTooLong = errors.New("the answer is longer than 8 MiB")

// send carries a request out. It does not follow redirects and sends nothing twice.
func (p *pilot) send(ctx context.Context, operation string, r Request) Answer {
	a := Answer{Version: history.NoVersion, Sent: p.run.elapsed()}
	ctx, done := p.run.limit.bound(ctx, a.Sent)
	defer done()
	if req, err := request(ctx, r); err != nil {
		a.Err = err
	} else {
		p.exchange(req, &a)
	}
	a.Done = p.run.elapsed()
	p.out += int64(len(r.Form))
	verdict := a.Verdict()
	p.calls = append(p.calls, call{operation, a.Done - a.Sent, verdict == history.Refused, verdict == history.Unknown})
	return a
}

func (p *pilot) exchange(req *http.Request, a *Answer) {
	resp, err := p.run.config.Site.Network.RoundTrip(req)
	if err != nil {
		a.Err = err
		return
	}
	a.Status = resp.StatusCode
	a.Body, a.Err = p.read(resp)
	resp.Body.Close()
	p.in += int64(len(a.Body))
	if tag := resp.Header["Etag"]; len(tag) > 0 {
		a.Version = version(tag[0])
	}
	if a.Status >= 400 && a.Err == nil {
		a.Code = int(gjson.GetBytes(a.Body, "code").Int())
	}
}

// read reads an answer to its end into the pilot's buffer, after those before it.
func (p *pilot) read(resp *http.Response) ([]byte, error) {
	start := len(p.body)
	p.body = slices.Grow(p.body, int(min(max(resp.ContentLength, 512), most))+1)
	for {
		n, err := resp.Body.Read(p.body[len(p.body):cap(p.body)])
		p.body = p.body[:len(p.body)+n]
		got := p.body[start:len(p.body):len(p.body)]
		switch {
		case errors.Is(err, io.EOF):
			return got, nil
		case err != nil:
			return got, err
		case len(got) > most:
			return got, errTooLong
		}
		p.body = slices.Grow(p.body, 1)
	}
}

// payload is a request's body.
type payload struct{ bytes.Reader }

// Close has nothing to close.
func (*payload) Close() error { return nil }

// These headers are shared by all requests: a RoundTripper leaves them alone.
var (
	agent      = []string{"flexrig-load"}
	accept     = []string{"application/json"}
	form       = []string{"application/x-www-form-urlencoded"}
	bare       = http.Header{"User-Agent": agent, "Accept": accept}
	withForm   = http.Header{"User-Agent": agent, "Accept": accept, "Content-Type": form}
	blankValue = http.Request{Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}
)

func request(ctx context.Context, r Request) (*http.Request, error) {
	at, err := url.Parse(r.URL)
	if err != nil {
		return nil, err
	}
	req := blankValue.WithContext(ctx)
	req.Method, req.URL, req.Host, req.Header = r.Method, at, at.Host, bare
	if r.Form != nil {
		body := new(payload)
		body.Reset(r.Form)
		req.Header, req.Body, req.ContentLength = withForm, body, int64(len(r.Form))
	}
	if r.IfMatch != "" || len(r.Header) > 0 {
		req.Header = headers(req.Header, r)
	}
	return req, nil
}

// headers are the usual ones with what a request brings: its own win.
func headers(usual http.Header, r Request) http.Header {
	own := make(http.Header, len(usual)+len(r.Header)+1)
	maps.Copy(own, usual)
	maps.Copy(own, r.Header)
	if r.IfMatch != "" {
		own["If-Match"] = []string{r.IfMatch}
	}
	return own
}

// version reads "12" or W/"12"; an ETag that is no number names no version.
func version(tag string) int32 {
	n, err := strconv.ParseInt(strings.Trim(strings.TrimPrefix(tag, "W/"), `"`), 10, 32)
	if err != nil || n < 0 {
		return history.NoVersion
	}
	return int32(n)
}

func (p *pilot) wrote(w history.Write) { p.run.log.Add(w) }

func (p *pilot) margin(left time.Duration) { p.run.tally.margin(left) }

// free lets go of what the flight held.
func (p *pilot) free() {
	const keep = 64 << 10 // one long answer is no reason to hold as much for ever
	if cap(p.body) > keep {
		p.body = nil
	}
	clear(p.calls)
	*p = pilot{body: p.body[:0], calls: p.calls[:0]}
	pilots.Put(p)
}
