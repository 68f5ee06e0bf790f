package target

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/h2non/gock"
)

// A route leads one account through gock to its own network: a stand-in in this
// process, or a server.
type route struct{ network http.RoundTripper }

// A visit is one request on its route. It travels in the request's
// context: gock's matchers tell accounts apart by it, and what lies behind gock
// finds the account's network in it.
type visit struct {
	route *route
	met   bool // a fault, which decides alone whether the request is carried out
}

type visitKey struct{}

func visitOf(req *http.Request) *visit {
	v, _ := req.Context().Value(visitKey{}).(*visit)
	return v
}

// RoundTrip sends a request past the armed faults to the network.
func (r *route) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.WithContext(context.WithValue(req.Context(), visitKey{}, &visit{route: r}))
	res, err := gock.DefaultTransport.RoundTrip(req)
	var broken *breakage
	if errors.As(err, &broken) {
		return nil, broken.after(req.Context())
	}
	return res, err
}

var intercepting sync.Once

// intercept puts gock in front of everything that this process sends, once and
// for good. There is one gock transport for all accounts, its own default one:
// it counts a mock's uses under the transport's lock, so that with several
// transports a mock may serve more often than it should.
func intercept() {
	intercepting.Do(func() {
		gock.DefaultTransport.Transport = behind{loopback: gock.NativeTransport}
		gock.NetworkingFilter(goesOn)
		gock.EnableNetworking()
		gock.Intercept()
	})
}

// goesOn tells gock whether a request goes on to the network behind it. Once
// networking is on, gock would send on those that a mock has matched as well,
// and cover up the answer: a request that was refused on the outside would have
// been carried out. For requests of no account only loopback lies behind; what
// else no mock answers is gock's own error.
func goesOn(req *http.Request) bool {
	if v := visitOf(req); v != nil {
		return !v.met
	}
	return isLoopback(req.URL)
}

// behind is the network behind gock: the accounts' own, and for those who merely
// use http.DefaultTransport in this process, the machine itself.
type behind struct{ loopback http.RoundTripper }

func (b behind) RoundTrip(req *http.Request) (*http.Response, error) {
	if v := visitOf(req); v != nil {
		return v.route.network.RoundTrip(req)
	}
	if isLoopback(req.URL) {
		return b.loopback.RoundTrip(req)
	}
	if req.Body != nil {
		_ = req.Body.Close()
	}
	return nil, fmt.Errorf("refused to send to host %q: a target of the rig is played in this process, and nothing leaves it by http.DefaultTransport; use a transport of your own", req.URL.Host)
}

func isLoopback(u *url.URL) bool {
	host := u.Hostname()
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}

// A breakage is a fault of the connection on its way through gock, which gives
// errors back at once.
type breakage struct {
	delay time.Duration
	err   error
}

func (b *breakage) Error() string { return b.err.Error() }

// after waits for the fault's delay and gives its error, or the end of the
// request if that comes first.
func (b *breakage) after(ctx context.Context) error {
	if err := wait(ctx, b.delay); err != nil {
		return err
	}
	return b.err
}
