package target

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/twilio/twilio-go"
	"github.com/twilio/twilio-go/client"

	"github.com/flexrig/flexrig/internal/guard"
)

// errClosed is why requests of an account fail that has been given back.
var errClosed = errors.New("account is closed")

// An Account is where one example plays: credentials, a client, and the
// management door of the stand-in behind it. It is safe for concurrent use.
type Account struct {
	SID   string
	Token string // empty where the account is spoken to with an API key

	user, password string // what its own requests show

	ctx       context.Context
	end       context.CancelCauseFunc
	opened    time.Time // where the account's clock stood first
	transport *transport
	network   http.RoundTripper // where its requests go, past faults and records
	door      *door
	faults    armory
	home      Target // that opened the account
	client    *twilio.RestClient
	guard     guard.Guard
	shared    *share // of an account that several examples play on; nil where it is the example's alone
	knocks    bool   // links are asked for with the account's credentials
	closed    func() error

	listening sync.Mutex
	listeners []*Listener

	serving sync.Mutex
	base    string // where the API is served over loopback; empty until somebody asks
}

// An armory holds the faults that wait for an account's requests.
type armory interface {
	arm(Fault) error
	// disarm takes all of them away and tells which did not happen.
	disarm() error
}

// newAccount makes the client and the faults of an account that its door has
// opened already. ctx ends its requests; left is called when it is given back.
func newAccount(ctx context.Context, who identity, opened time.Time, network http.RoundTripper, door *door, left func(*Account)) *Account {
	ctx, end := context.WithCancelCause(ctx)
	way := &route{network: network}
	a := &Account{
		SID: who.sid, Token: who.token,
		user: cmp.Or(who.user, who.sid), password: cmp.Or(who.password, who.token),
		ctx: ctx, end: end, opened: opened, door: door, network: network,
		transport: &transport{ctx: ctx, network: way, exchanges: &exchanges{}, patience: patience},
		guard:     guard.Default(),
	}
	a.faults = &faults{route: way, authorization: basic(a.user, a.password)}
	a.client = a.As(a.user, a.password)
	a.closed = sync.OnceValue(func() error {
		left(a)
		return a.giveBack()
	})
	return a
}

// basic is the Authorization header that net/http makes of credentials.
func basic(user, password string) string {
	probe := http.Request{Header: http.Header{}}
	probe.SetBasicAuth(user, password)
	return probe.Header.Get("Authorization")
}

// Client speaks to the account with its own credentials. One client serves the
// whole example; it is safe for concurrent use. A request that takes more than
// ten seconds, or that outlives the account, fails.
func (a *Account) Client() *twilio.RestClient { return a.client }

// As gives a client with other credentials to the same target, for examples
// about authorization. Its requests are recorded like all others, and no fault
// meets them. twilio-go sends no credentials at all where one of the two is
// empty, and nothing at all where one has other characters than letters and digits.
func (a *Account) As(user, password string) *twilio.RestClient {
	base := &client.Client{
		Credentials: client.NewCredentials(user, password),
		HTTPClient:  a.transport.client(),
	}
	base.SetAccountSid(a.SID)
	rest := twilio.NewRestClientWithParams(twilio.ClientParams{Client: base})
	// twilio-go has taken TWILIO_EDGE and TWILIO_REGION into these: they would
	// send the requests to hosts that the target does not stand in for.
	rest.Edge, rest.Region = "", ""
	return rest
}

// Get asks for an address of the target with credentials, or with none where
// the user is empty, and gives the answer's status, its headers and its body as
// text. It is for what clients make no request for: wrong credentials, and
// addresses as answers give them.
func (a *Account) Get(ctx context.Context, address, user, password string) (*http.Response, string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, "", fmt.Errorf("ask for %q: %w", address, err)
	}
	if user != "" {
		req.SetBasicAuth(user, password)
	}
	res, err := a.transport.client().Do(req)
	if err != nil {
		return nil, "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return res, string(body), err
}

// Credentials are the user and the password that the account's own requests show:
// its sid and token, or an API key and its secret.
func (a *Account) Credentials() (user, password string) { return a.user, a.password }

// Now is the account's own instant, in UTC. On a shared account it is the
// machine's.
func (a *Account) Now(ctx context.Context) (time.Time, error) {
	if a.shared != nil {
		return time.Now().UTC(), nil
	}
	return a.door.now(ctx)
}

// Advance lets time pass on the account: everything that falls due on the way
// happens at its own instant. On a shared account it is really waited for; what
// the run's patience does not allow is an [Unobservable].
func (a *Account) Advance(ctx context.Context, span time.Duration) error {
	if a.shared != nil {
		return a.shared.wait(ctx, span)
	}
	return a.door.advance(ctx, span)
}

// Insights is what Flex Insights shows for the account right now.
func (a *Account) Insights(ctx context.Context) (Projection, error) { return a.door.insights(ctx) }

// History is what has happened on the account, one line an event, oldest
// first: `00:04:10 reservation.accepted WR… "Ada"`, with the time since the
// account was opened. At most the last n; none where n is below 1.
func (a *Account) History(ctx context.Context, n int) ([]string, error) {
	if n < 1 {
		return nil, nil
	}
	events, err := a.door.history(ctx, n)
	if err != nil {
		return nil, err
	}
	lines := make([]string, len(events))
	for i, event := range events {
		lines[i] = event.line(a.opened)
	}
	return lines, nil
}

// Arm makes coming requests of this account fail as the fault says. A fault
// that could not happen is refused.
func (a *Account) Arm(f Fault) error { return a.faults.arm(f) }

// Exchanges are the requests sent so far with their answers, in the order of
// sending: those of [Account.Client] and [Account.As], at most the newest
// [KeptExchanges].
func (a *Account) Exchanges() []Exchange { return a.transport.exchanges.list() }

// Close gives the account back: its faults are disarmed, its requests and its
// listeners end, its state is dropped. A fault that did not happen as often as it was armed for is
// an error, since an example that counted on it has shown nothing. Closing
// again gives the same result.
func (a *Account) Close() error { return a.closed() }

func (a *Account) giveBack() error {
	missing := a.faults.disarm()
	a.end(fmt.Errorf("%w: %s", errClosed, a.SID))
	// The example's own context may have ended: the state goes all the same.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(a.ctx), patience)
	defer cancel()
	if a.shared != nil {
		a.shared.leave(ctx)
		return errors.Join(missing, a.hangUp())
	}
	dropped := a.door.drop(ctx) // and with it the callbacks that are under way
	return errors.Join(missing, dropped, a.hangUp())
}

// hangUp ends the account's listeners.
func (a *Account) hangUp() error {
	a.listening.Lock()
	defer a.listening.Unlock()
	var failed []error
	for _, l := range a.listeners {
		failed = append(failed, l.close())
	}
	a.listeners = nil
	return errors.Join(failed...)
}
