package target

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// doorPatience is how long a door may take for one answer. Moving an account's
// clock by months does all that falls due on the way.
const doorPatience = time.Minute

// A site is a server that speaks the platform's API for all products at one base
// URL. As a network it takes what is meant for the platform there and leaves the
// Host as it is, by which the server tells the products apart.
type site struct {
	base    *url.URL
	network *http.Transport
}

// newSite has connections of its own: the default transport is gock's, and no
// proxy of the environment comes between the rig and what it is aimed at.
func newSite(base *url.URL) *site {
	intercept() // before the first request: gock would lead it past the site
	return &site{base: base, network: &http.Transport{
		MaxIdleConns: 256, MaxIdleConnsPerHost: 256, IdleConnTimeout: time.Minute,
		TLSHandshakeTimeout: patience, DisableCompression: true, ForceAttemptHTTP2: true,
	}}
}

// RoundTrip sends a request for the platform to the server.
func (s *site) RoundTrip(req *http.Request) (*http.Response, error) {
	return s.network.RoundTrip(s.toward(req))
}

// toward is a copy of a request for the platform that goes to the server.
func (s *site) toward(req *http.Request) *http.Request {
	out := req.WithContext(req.Context()) // a copy
	if out.Host == "" {
		out.Host = req.URL.Host
	}
	at := *req.URL
	at.Scheme, at.Host = s.base.Scheme, s.base.Host
	if prefix := strings.TrimSuffix(s.base.Path, "/"); prefix != "" {
		at.Path = prefix + at.Path
		if at.RawPath != "" {
			at.RawPath = strings.TrimSuffix(s.base.EscapedPath(), "/") + at.RawPath
		}
	}
	out.URL = &at
	return out
}

// client speaks to the server itself and to its door.
func (s *site) client() *http.Client {
	return &http.Client{Transport: s.network, Timeout: doorPatience}
}

func (s *site) close() { s.network.CloseIdleConnections() }

// name is the site as the command line writes it.
func (s *site) name() string { return strings.TrimSuffix(s.base.String(), "/") }

// local tells whether the server is on this machine.
func (s *site) local() bool { return isLoopback(s.base) }

// wellKnown is where a stand-in of this rig says what it is.
const wellKnown = "/.well-known/flexrig"

// An introduction is what a stand-in says of itself.
type introduction struct {
	StandIn    string `json:"stand_in"`   // flexrig
	Management string `json:"management"` // the door's base URL; empty where it is not served
}

// introduced asks the server what it is. A server that says nothing of a rig is
// another one, which is no error; one that gives no answer at all is.
func (s *site) introduced(ctx context.Context) (introduction, error) {
	body, err := s.ask(ctx, s.base.JoinPath(wellKnown))
	if err != nil {
		return introduction{}, fmt.Errorf("nothing answers there: %w; start a stand-in with: flexrig serve", cause(err))
	}
	var told introduction
	if err := json.Unmarshal(body, &told); err != nil || told.StandIn != "flexrig" {
		return introduction{}, nil
	}
	return told, nil
}

// knock looks whether a door of this version's kind is at an address: it has
// clocks, and asks whose is meant.
func (s *site) knock(ctx context.Context, door *url.URL) error {
	body, err := s.ask(ctx, door.JoinPath("/v1/clock"))
	if err != nil {
		return fmt.Errorf("the management door at %s does not answer: %w; name another with --manage URL, or do without with --manage off", door, cause(err))
	}
	var said struct {
		Error string `json:"error"`
	}
	if err := json.Unmarshal(body, &said); err != nil || !strings.Contains(said.Error, "account") {
		return fmt.Errorf("what answers at %s is no management door that this version of flexrig knows; name another with --manage URL, or do without with --manage off", door)
	}
	return nil
}

// ask gets an address without credentials and gives the answer's body, whatever
// its status is.
func (s *site) ask(ctx context.Context, address *url.URL) ([]byte, error) {
	const most = 64 << 10
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return nil, err
	}
	res, err := s.client().Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	return io.ReadAll(io.LimitReader(res.Body, most))
}

// cause is why a request failed, without its address, which the caller has said.
func cause(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

// addressOf reads the base URL of a server. A user in it would end up in
// reports and is refused without repeating it.
func addressOf(spec string) (*url.URL, error) {
	at, err := url.Parse(spec)
	switch {
	case strings.Contains(spec, "@"):
		return nil, errors.New("an address takes no user and no password; set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN where the server wants them")
	case err != nil:
		return nil, fmt.Errorf("%q is no address: %w", spec, cause(err))
	case at.Scheme != "http" && at.Scheme != "https":
		return nil, fmt.Errorf("%q is no address; write it as http://127.0.0.1:4010", spec)
	case at.Hostname() == "" || at.RawQuery != "" || at.Fragment != "":
		return nil, fmt.Errorf("%q is no base URL; write it as http://127.0.0.1:4010", spec)
	case strings.HasSuffix(strings.ToLower(at.Hostname()), "twilio.com"):
		return nil, fmt.Errorf("%q is the platform itself, which no address leads to; it has accounts of real people", spec)
	}
	return at, nil
}
