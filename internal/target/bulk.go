package target

import (
	"cmp"
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/twilio/twilio-go"
	"github.com/twilio/twilio-go/client"

	"github.com/flexrig/flexrig/internal/lines"
)

// A Bulk is an account's way out for many requests: to the same place as those of
// [Account.Client] and with the same credentials, but on connections of its own,
// past the faults that lie on this side, and without a record of what was said.
// A request takes as long as its context allows.
type Bulk struct {
	account       *Account
	authorization []string
	network       http.RoundTripper
	idle          func()
}

// Bulk opens such a way with at most so many connections. Whoever opened it
// closes it.
func (a *Account) Bulk(connections int) *Bulk {
	b := &Bulk{account: a, authorization: []string{basic(a.user, a.password)}, network: a.network, idle: func() {}}
	switch network := a.network.(type) {
	case *site:
		b.over(network, connections)
	case *share:
		b.over(network.of.site, connections)
		b.network = remembering{network, b.network}
	}
	return b
}

// over takes the requests over connections of their own to the same server.
func (b *Bulk) over(at *site, connections int) {
	way, idle := carrier(at.base, at.network, connections)
	b.network, b.idle = elsewhere{at, way}, idle
}

// elsewhere is a way to a site on other connections than its own.
type elsewhere struct {
	at  *site
	way http.RoundTripper
}

func (e elsewhere) RoundTrip(req *http.Request) (*http.Response, error) {
	return e.way.RoundTrip(e.at.toward(req))
}

// carrier is what takes many requests to a server, on so many connections at most,
// and what closes those that are idle. Where nothing is encrypted it does without
// net/http's transport, which costs a load more than its own work does.
func carrier(to *url.URL, like *http.Transport, connections int) (http.RoundTripper, func()) {
	if to.Scheme == "http" {
		plain := lines.New(net.JoinHostPort(to.Hostname(), cmp.Or(to.Port(), "80")), connections, time.Now)
		return plain, plain.CloseIdleConnections
	}
	own := like.Clone()
	own.MaxConnsPerHost, own.MaxIdleConns, own.MaxIdleConnsPerHost = connections, connections, connections
	// One connection carries one request at a time, or the cap would mean nothing.
	own.ForceAttemptHTTP2 = false
	own.TLSNextProto = map[string]func(string, *tls.Conn) http.RoundTripper{}
	return own, own.CloseIdleConnections
}

// remembering is a way to a shared account: what is made there is removed when the
// account is given back.
type remembering struct {
	share *share
	way   http.RoundTripper
}

func (r remembering) RoundTrip(req *http.Request) (*http.Response, error) {
	return r.share.over(r.way, req)
}

// RoundTrip sends a request for one of the platform's hosts to the target. What
// brings no credentials gets the account's.
func (b *Bulk) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := admit(req.URL); err != nil {
		return nil, err
	}
	if b.account.ctx.Err() != nil {
		return nil, context.Cause(b.account.ctx)
	}
	if _, brought := req.Header["Authorization"]; !brought {
		out := *req // a RoundTripper leaves the caller's request alone
		out.Header = make(http.Header, len(req.Header)+1)
		for name, values := range req.Header {
			out.Header[name] = values
		}
		out.Header["Authorization"] = b.authorization
		req = &out
	}
	return b.network.RoundTrip(req)
}

// Client speaks to the account by this way.
func (b *Bulk) Client() *twilio.RestClient {
	base := &client.Client{
		Credentials: client.NewCredentials(b.account.user, b.account.password),
		HTTPClient: &http.Client{
			Transport: b, Timeout: patience,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
	base.SetAccountSid(b.account.SID)
	rest := twilio.NewRestClientWithParams(twilio.ClientParams{Client: base})
	rest.Edge, rest.Region = "", ""
	return rest
}

// Close gives the connections up that wait for a request.
func (b *Bulk) Close() { b.idle() }

// Follow lets the account's clock go on with the machine's time. On a shared
// account it does so anyway.
func (a *Account) Follow(ctx context.Context) error {
	if a.shared != nil {
		return nil
	}
	asked := struct {
		Mode string `json:"mode"`
	}{"following"}
	var state clockState
	if err := a.door.call(ctx, http.MethodPost, "/v1/clock", nil, asked, &state); err != nil {
		return fmt.Errorf("let the clock of account %s follow the machine's time: %w", a.SID, err)
	}
	return nil
}
