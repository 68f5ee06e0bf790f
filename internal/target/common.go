package target

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Shared is an account that all examples of a run play on, and how.
type Shared struct {
	// AccountSid is the account's. User and Password are what its requests
	// show: its own sid and token, or an API key and its secret. They are in no
	// report and in no error.
	AccountSid, User, Password string
	// Patience is how long the whole run may really wait for time to pass.
	Patience time.Duration
}

// A Common target is a server without a management door, or one whose door is
// left alone: every example plays on the same account, whose time nobody moves.
type Common struct {
	site     *site
	config   Shared
	seed     int64
	accounts *roster
	room     *waitingRoom
	turn     chan struct{} // whoever holds it may use what all examples share
	remains  *remains
}

// newCommon looks whether the account lets anybody in.
func newCommon(ctx context.Context, at *site, config ServedConfig) (*Common, error) {
	shared := config.Shared
	if shared.AccountSid == "" || shared.User == "" || shared.Password == "" {
		return nil, errors.New("it has no management door to make accounts through; name one with --manage, or set TWILIO_ACCOUNT_SID, and TWILIO_AUTH_TOKEN or TWILIO_API_KEY and TWILIO_API_SECRET, for an account to play on")
	}
	c := &Common{
		site: at, config: shared, seed: config.Seed, accounts: newRoster(at.name()),
		room: &waitingRoom{patience: shared.Patience}, turn: make(chan struct{}, 1), remains: &remains{},
	}
	return c, c.letIn(ctx)
}

// letIn asks for the account. A server that refuses the credentials would refuse
// every request; one that does not know the resource may know others.
func (c *Common) letIn(ctx context.Context) error {
	status, err := c.send(ctx, http.MethodGet, "https://api.twilio.com/2010-04-01/Accounts/"+c.config.AccountSid+".json")
	if err != nil {
		return fmt.Errorf("look at account %s: %w", c.config.AccountSid, cause(err))
	}
	if status == http.StatusUnauthorized || status == http.StatusForbidden {
		return fmt.Errorf("account %s: the server refuses its credentials with status %d; look at TWILIO_ACCOUNT_SID, and at TWILIO_AUTH_TOKEN or TWILIO_API_KEY and TWILIO_API_SECRET", c.config.AccountSid, status)
	}
	return nil
}

// send sends a request of no example, and gives the answer's status.
func (c *Common) send(ctx context.Context, method, address string) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return 0, err
	}
	req.SetBasicAuth(c.config.User, c.config.Password)
	res, err := c.site.RoundTrip(req)
	if err != nil {
		return 0, err
	}
	return res.StatusCode, res.Body.Close()
}

// Name is the server's address.
func (c *Common) Name() string { return c.site.name() }

// Lacks tells why the server cannot show a capability, and "" where it can.
func (c *Common) Lacks(capability Capability) string {
	switch capability {
	case Faults:
		return "" // they happen on this side of the network
	case Clock:
		if c.config.Patience > 0 {
			return ""
		}
		return "time passes here as it does for everybody, and the run has no patience; raise --patience"
	case Insights:
		return "what Flex Insights shows is told by a management door, and none is used here"
	case Webhooks:
		return "that callbacks have come to an end is told by a management door, and none is used here"
	}
	return unknownTo(c.Name(), capability)
}

// CannotWait tells why an example cannot be shown that lets the spans pass one
// after the other, and "" where it may be.
func (c *Common) CannotWait(spans []time.Duration) string {
	var all time.Duration
	for _, span := range spans {
		if why := tooFine(span); why != "" {
			return why
		}
		all += span
	}
	if all > c.config.Patience {
		return fmt.Sprintf("needs %s to pass, and the run's patience is %s; raise --patience", days(all), days(c.config.Patience))
	}
	return ""
}

// Open gives an example its place on the account.
func (c *Common) Open(ctx context.Context, name string) (*Account, error) {
	opened, err := c.accounts.next(name)
	if err != nil {
		return nil, err
	}
	who := identity{sid: c.config.AccountSid, user: c.config.User, password: c.config.Password}
	if who.user == who.sid {
		who.token = who.password
	}
	place := &share{of: c, mark: identify(c.seed, name, opened).sid[2:8], began: time.Now()}
	account := newAccount(ctx, who, place.began.UTC(), place, noDoor("no API does this but the management door of a stand-in, and none is used here"), c.accounts.left)
	account.home = c
	account.shared, account.transport.gate = place, place.gate
	return c.accounts.enter(account, name)
}

// Notes are what whoever reads the run should know of how it was played.
func (c *Common) Notes() []string {
	notes := []string{fmt.Sprintf("all examples were played on the one account %s, by the time that passes for everybody", c.config.AccountSid)}
	if left := c.remains.list(); len(left) > 0 {
		notes = append(notes, "these could not be removed from it: "+strings.Join(left, ", "))
	}
	return notes
}

// Close takes away what examples that are still under way have made.
func (c *Common) Close() error {
	defer c.site.close()
	return c.accounts.close()
}
