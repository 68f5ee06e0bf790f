package target

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// patience is how long a request may take, its answer's body included: what
// twilio-go's own client allows.
const patience = 10 * time.Second

// A transport is the one way out of an account. It bounds requests in time,
// refuses unknown hosts, and keeps what was said.
//
// The time limit is kept here and not by [http.Client.Timeout]: twilio-go never
// closes the body of an error, and with a client's timeout each of them holds a
// goroutine until the time is over.
type transport struct {
	ctx       context.Context // the account's: it ends with the example
	network   http.RoundTripper
	exchanges *exchanges
	patience  time.Duration
	gate      func(context.Context, *url.URL) error // where a request waits before its time counts; nil lets all go on
}

// client is a plain HTTP client over the transport. Redirects are answers, as
// in twilio-go's own client.
func (t *transport) client() *http.Client {
	return &http.Client{
		Transport:     t,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// RoundTrip sends a request of the account. The answer's body has been read
// and may be left unclosed.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := drain(req)
	entry := t.exchanges.begin(req, body)
	if err != nil {
		err = fmt.Errorf("read the body of %s %s: %w", req.Method, req.URL.Redacted(), err)
		t.exchanges.fail(entry, err)
		return nil, err
	}
	res, err := t.carry(req, body)
	if err != nil {
		t.exchanges.fail(entry, err)
		return nil, err
	}
	t.exchanges.answer(entry, res, hold(res))
	return res, nil
}

func (t *transport) carry(req *http.Request, body []byte) (*http.Response, error) {
	if err := admit(req.URL); err != nil {
		return nil, err
	}
	if t.ctx.Err() != nil {
		return nil, context.Cause(t.ctx)
	}
	if t.gate != nil {
		if err := t.gate(t.ctx, req.URL); err != nil {
			return nil, err
		}
	}
	ctx, done := t.bound(req.Context())
	defer done()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx) // it must not use up a fault
	}
	out := req.WithContext(ctx)
	out.Body = http.NoBody
	if len(body) > 0 {
		out.Body = &replay{data: body}
	}
	res, err := t.network.RoundTrip(out)
	if err != nil {
		if ended := ctx.Err(); ended != nil && errors.Is(err, ended) {
			err = context.Cause(ctx)
		}
		return nil, err
	}
	hold(res) // while ctx still stands
	return res, nil
}

// bound merges the account's end and the time limit into a request's own
// context, which may bring an earlier limit.
func (t *transport) bound(own context.Context) (context.Context, func()) {
	merged, cancel := context.WithCancelCause(own)
	stop := context.AfterFunc(t.ctx, func() { cancel(context.Cause(t.ctx)) })
	limited, release := context.WithTimeoutCause(merged, t.patience, &noAnswer{within: t.patience})
	return limited, func() {
		release()
		stop()
		cancel(nil)
	}
}

// noAnswer is the error of a request that took too long. Like the one of
// [http.Client] it is a timeout to [net.Error] and a passed deadline to [errors.Is].
type noAnswer struct{ within time.Duration }

func (e *noAnswer) Error() string   { return fmt.Sprintf("no answer within %s", e.within) }
func (e *noAnswer) Timeout() bool   { return true }
func (e *noAnswer) Temporary() bool { return true }
func (e *noAnswer) Unwrap() error   { return context.DeadlineExceeded }
