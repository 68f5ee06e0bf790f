package target

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"sync"
	"time"
)

// A share is one example's place on an account that others play on too. As a
// network it keeps apart what they would disturb each other by, and remembers
// what the example has made.
type share struct {
	of    *Common
	mark  string // tells the names of this example from all others'
	began time.Time

	turning sync.Mutex // held while the turn is waited for
	alone   bool       // it holds the turn

	mu     sync.Mutex
	waited time.Duration
	waits  bool
	made   []string // addresses, in the order of making
}

// RoundTrip sends a request to the server.
func (s *share) RoundTrip(req *http.Request) (*http.Response, error) {
	return s.over(s.of.site, req)
}

// over sends a request by a way to the server, and remembers what it makes.
func (s *share) over(way http.RoundTripper, req *http.Request) (*http.Response, error) {
	res, err := way.RoundTrip(req)
	if err == nil && req.Method == http.MethodPost && res.StatusCode == http.StatusCreated && removable.MatchString(req.URL.Host+req.URL.Path) {
		s.remember(req.URL.Scheme+"://"+req.URL.Host+req.URL.Path, hold(res).data)
	}
	return res, err
}

// gate lets a request go on its way. The first one about what is not in a
// workspace but the account's waits until no other example uses such things.
func (s *share) gate(ctx context.Context, to *url.URL) error {
	if !accountWide(to.Host) {
		return nil
	}
	return s.takeTurn(ctx)
}

// accountWide tells whether a product's resources are in no workspace but the
// account's: its conversations and interactions, its chat service with its users
// and channels, its flows. Whoever looks whether something has changed there must
// be alone.
func accountWide(host string) bool {
	return host != "taskrouter.twilio.com" && host != "api.twilio.com"
}

// takeTurn waits for the turn and keeps it until the example has ended, or lets
// time pass.
func (s *share) takeTurn(ctx context.Context) error {
	s.turning.Lock()
	defer s.turning.Unlock()
	if s.alone {
		return nil
	}
	select {
	case s.of.turn <- struct{}{}:
		s.alone = true
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (s *share) giveTurn() {
	s.turning.Lock()
	defer s.turning.Unlock()
	if s.alone {
		<-s.of.turn
		s.alone = false
	}
}

// removable are the collections whose members stay behind unless they are
// deleted one by one. What stands in a workspace goes with it.
var removable = regexp.MustCompile(`^(taskrouter\.twilio\.com/v1/Workspaces|flex-api\.twilio\.com/v1/(FlexFlows|Channels)|conversations\.twilio\.com/v1/Conversations|studio\.twilio\.com/v2/Flows)$`)

func (s *share) remember(collection string, answer []byte) {
	var made struct {
		Sid string `json:"sid"`
	}
	if err := json.Unmarshal(answer, &made); err != nil || made.Sid == "" {
		return // the example looks at the answer itself
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.made = append(s.made, collection+"/"+made.Sid)
}

// leave removes what the example has made, the last first.
func (s *share) leave(ctx context.Context) {
	defer s.giveTurn()
	s.mu.Lock()
	made := slices.Clone(s.made)
	s.mu.Unlock()
	for _, address := range slices.Backward(made) {
		if !s.removed(ctx, address) {
			s.of.remains.add(address)
		}
	}
}

func (s *share) removed(ctx context.Context, address string) bool {
	at, err := url.Parse(address)
	if err != nil || s.gate(ctx, at) != nil {
		return false
	}
	status, err := s.of.send(ctx, http.MethodDelete, address)
	return err == nil && (status < 300 || status == http.StatusNotFound)
}

// wait lets time pass by waiting for it, while others may have the turn: nothing
// is compared across a wait. A span just under a second's end is too short for
// requests to come in time.
func (s *share) wait(ctx context.Context, span time.Duration) error {
	if why := tooFine(span); why != "" {
		return &Unobservable{why}
	}
	s.giveTurn()
	if err := s.of.room.wait(ctx, span); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waited, s.waits = s.waited+span, true
	return nil
}

// tooFine tells why a span that is meant to end just before a limit cannot be
// shown, and "" for all others.
func tooFine(span time.Duration) string {
	if span%time.Second <= time.Second/2 {
		return ""
	}
	return fmt.Sprintf("needs %s to pass and no more, and here time goes on while requests are under way", days(span))
}

// remains are the addresses of what could not be removed.
type remains struct {
	mu  sync.Mutex
	all []string
}

func (r *remains) add(address string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = append(r.all, address)
}

func (r *remains) list() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Sorted(slices.Values(r.all))
}

// Prefix goes in front of the names that an example gives to what it makes: on a
// shared account they are told apart by it, and people know where they are from.
// It is empty where the account is the example's alone.
func (a *Account) Prefix() string {
	if a.shared == nil {
		return ""
	}
	return "flexrig " + a.shared.mark + " "
}

// Own refuses what would change or look at an account as a whole, where the
// example has it not for itself: what names the deed, as "rename the account".
func (a *Account) Own(what string) error {
	if a.shared == nil {
		return nil
	}
	return &Unobservable{fmt.Sprintf("needs an account of its own, to %s, and here all examples share one", what)}
}

// tolerance is by how much time may go on beside what an example lets pass. The
// features' limits are whole seconds apart.
const tolerance = time.Second

// Late tells that on an account whose time goes on by itself so much of it has
// passed beside what was waited for that what is seen says nothing: a slow
// answer can be on the other side of a limit. It is nil where that cannot be.
func (a *Account) Late() error {
	if a.shared == nil {
		return nil
	}
	a.shared.mu.Lock()
	defer a.shared.mu.Unlock()
	beside := time.Since(a.shared.began) - a.shared.waited
	if !a.shared.waits || beside < tolerance {
		return nil
	}
	return &Unobservable{fmt.Sprintf("%s went by beside the time that the example lets pass, which may be why", beside.Round(time.Millisecond))}
}
