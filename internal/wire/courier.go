package wire

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/sim"
)

// How long an attempt may take by the machine's time. What decides is the
// account's time, which may stand still: these only end what would never end.
const (
	longestDial = 10 * time.Second
	longestWait = time.Minute
)

// mostDrained bounds what is read of an answer that nobody looks at.
const mostDrained = 64 << 10

// An outbox is what a courier needs of an account.
type outbox interface {
	Sid() string
	WhenDue(due func())
	Attempt(abandon func()) (sim.Attempt, bool)
	Answered(attempt sim.Attempt, receipt sim.Receipt)
}

// A courier sends an account's callbacks: one goroutine an attempt, begun when
// the account says that one is due and ended with its answer. Where nothing is
// due nothing runs.
type courier struct {
	account outbox
	token   string
	book    *rulebook.Book
	client  *http.Client

	ctx     context.Context // ends with the account
	stop    context.CancelFunc
	mu      sync.Mutex
	stopped bool
	running sync.WaitGroup
}

// newCourier sends what an account has to say from now on, over a transport
// that may be others' too.
func newCourier(account outbox, token string, book *rulebook.Book, way http.RoundTripper) *courier {
	ctx, stop := context.WithCancel(context.Background())
	c := &courier{account: account, token: token, book: book, ctx: ctx, stop: stop}
	c.client = &http.Client{Transport: way, CheckRedirect: c.redirected}
	account.WhenDue(c.begin)
	return c
}

// redirected leaves a redirect as the answer: it was not the receiver's to
// decide where an account's data goes.
func (c *courier) redirected(*http.Request, []*http.Request) error {
	if c.book.Breaks(rulebook.WebhookRedirectsFollowed) {
		return nil
	}
	return http.ErrUseLastResponse
}

// begin starts an attempt. The account calls it under its lock.
func (c *courier) begin() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.stopped {
		c.running.Go(c.attempt)
	}
}

// close ends the attempts that are being made and starts no more. It returns
// when none runs.
func (c *courier) close() {
	c.mu.Lock()
	c.stopped = true
	c.mu.Unlock()
	c.stop()
	c.running.Wait()
}

// attempt takes a callback that is due, sends it and says how that went.
func (c *courier) attempt() {
	ctx, abandon := context.WithCancel(c.ctx)
	defer abandon()
	taken, ok := c.account.Attempt(abandon)
	if !ok {
		return
	}
	status, err := c.send(ctx, taken)
	receipt := sim.Receipt{Status: status}
	if err != nil {
		receipt.Reason = reason(err)
	}
	c.account.Answered(taken, receipt)
}

// send makes the request and gives the status of its answer.
func (c *courier) send(ctx context.Context, taken sim.Attempt) (status int, err error) {
	request, err := c.request(ctx, taken)
	if err != nil {
		return 0, err
	}
	response, err := c.client.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	// A receiver that is cut off while it answers may take that for a failure.
	if _, err := io.Copy(io.Discard, io.LimitReader(response.Body, mostDrained)); err != nil {
		return 0, err
	}
	return response.StatusCode, nil
}

// request is a callback as HTTP: a form that is posted, or a query.
func (c *courier) request(ctx context.Context, taken sim.Attempt) (*http.Request, error) {
	address, form := taken.URL, taken.Fields
	body := encode(taken.Fields)
	if taken.Method == http.MethodGet {
		joint := "?"
		if strings.Contains(address, "?") {
			joint = "&"
		}
		address, form, body = address+joint+body, nil, ""
	}
	request, err := http.NewRequestWithContext(ctx, taken.Method, address, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	if taken.Method != http.MethodGet {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
	}
	request.Header.Set("User-Agent", "TwilioProxy/1.1")
	request.Header.Set("Accept", "*/*")
	if signature, ok := c.signature(address, form); ok {
		request.Header.Set(signatureHeader, signature)
	}
	return request, nil
}

// encode writes fields as a form in the order in which they are given.
func encode(fields []sim.CallbackField) string {
	var text strings.Builder
	for i, field := range fields {
		if i > 0 {
			text.WriteByte('&')
		}
		text.WriteString(url.QueryEscape(field.Name) + "=" + url.QueryEscape(field.Value))
	}
	return text.String()
}

// reason says why no answer came, in words that do not change with the port
// from which an attempt was made.
func reason(err error) string {
	var outside *outsideError
	var network net.Error
	switch {
	case errors.As(err, &outside):
		return outside.Error()
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "the connection broke off"
	case errors.As(err, &network) && network.Timeout():
		return "no answer for a long time"
	}
	var request *url.Error // which begins with the address, and that is told already
	if errors.As(err, &request) {
		err = request.Err
	}
	return err.Error()
}

// An outsideError is a callback to an address that is none of this machine's.
type outsideError struct{ address string }

func (e *outsideError) Error() string {
	return fmt.Sprintf("%s is not on this machine, and callbacks are sent to loopback addresses only", e.address)
}

// newPostRoad makes the transport of callbacks. It is never
// [http.DefaultTransport], which may be somebody's mock; it asks no proxy, and it
// keeps no connection, so that a receiver that goes down is seen to be down. An
// address is judged when it is dialed, after names have been looked up.
func newPostRoad(anywhere bool) *http.Transport {
	dialer := &net.Dialer{Timeout: longestDial}
	if !anywhere {
		dialer.Control = onlyLoopback
	}
	return &http.Transport{
		DialContext:            dialer.DialContext,
		ResponseHeaderTimeout:  longestWait,
		TLSHandshakeTimeout:    longestDial,
		DisableKeepAlives:      true,
		MaxResponseHeaderBytes: 64 << 10,
	}
}

func onlyLoopback(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return &outsideError{host}
	}
	return nil
}
