package steps

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"github.com/flexrig/flexrig/internal/guard"
)

// pageWords put up the web pages that links lead to.
var pageWords = words{
	{`^the page "([^"]+)" answers with "([^"]+)"$`, (*scenario).pageAnswers},
	{`^the page "([^"]+)" (opens to everybody|asks for credentials|turns everybody away|is not there|is gone for good|is out of order|cannot be reached|is a login form)$`, (*scenario).pageBehaves},
	{`^the page "([^"]+)" leads on to "([^"]+)"$`, func(s *scenario, from, to string) error { return s.pageLeadsOn(from, to, "1") }},
	{`^the page "([^"]+)" leads on to "([^"]+)" over (\d+) redirects$`, (*scenario).pageLeadsOn},
	{`^the host "([^"]+)" has the address "([^"]+)"$`, (*scenario).hostHasAddress},
}

// A web is the part of the internet that an example makes up: pages, and names
// that lead somewhere. It is in memory, so that addresses are the same in every
// run, no port is opened, and nothing leaves the example.
type web struct {
	pages map[string]page // by address
	names map[string]netip.Addr
}

// A page is how an address answers.
type page struct {
	status int
	header http.Header
	body   string
	login  bool  // whoever shows credentials is let in
	err    error // instead of an answer
}

// pageConduct is what the words about a page's conduct mean.
var pageConduct = map[string]page{
	"opens to everybody":   {status: http.StatusOK, body: "what the link leads to"},
	"asks for credentials": {status: http.StatusUnauthorized, login: true},
	"turns everybody away": {status: http.StatusForbidden},
	"is not there":         {status: http.StatusNotFound},
	"is gone for good":     {status: http.StatusGone},
	"is out of order":      {status: http.StatusServiceUnavailable},
	"cannot be reached":    {err: errors.New("connection refused")},
	"is a login form":      {status: http.StatusOK, body: `<form><input name="user"><input type="password"></form>`},
}

func (s *scenario) putUp(address string, p page) error {
	at, err := url.Parse(address)
	if err != nil || at.Host == "" || at.Port() != "" {
		return fmt.Errorf("page %q cannot be put up: want an http or https address without a port", address)
	}
	at.User = nil
	if s.web.pages == nil {
		s.web.pages = map[string]page{}
	}
	s.web.pages[at.String()] = p
	return nil
}

func (s *scenario) pageAnswers(address, header string) error {
	name, value, ok := strings.Cut(header, ": ")
	if !ok {
		return fmt.Errorf("header %q is not written as name: value", header)
	}
	return s.putUp(address, page{status: http.StatusOK, header: http.Header{http.CanonicalHeaderKey(name): {value}}})
}

func (s *scenario) pageBehaves(address, conduct string) error {
	return s.putUp(address, pageConduct[conduct])
}

// pageLeadsOn makes a chain of so many redirects.
func (s *scenario) pageLeadsOn(from, to, redirects string) error {
	count, err := strconv.Atoi(redirects)
	if err != nil {
		return err
	}
	for n := 1; n <= count; n++ {
		next := to
		if n < count {
			next = fmt.Sprintf("%s/%d", to, n)
		}
		if err := s.putUp(from, page{status: http.StatusFound, header: http.Header{"Location": {next}}}); err != nil {
			return err
		}
		from = next
	}
	return nil
}

func (s *scenario) hostHasAddress(host, address string) error {
	at, err := netip.ParseAddr(address)
	if err != nil {
		return err
	}
	if s.web.names == nil {
		s.web.names = map[string]netip.Addr{}
	}
	s.web.names[host] = at
	return nil
}

// guard is the rig's own guard, on the example's part of the internet and on the
// account's target.
func (s *scenario) guard() guard.Guard {
	g := s.account.Guard()
	platform := g.Network.Via
	g.Network = guard.Network{
		Via: func(host string) http.RoundTripper {
			if s.web.serves(host) {
				return s.web
			}
			return platform(host)
		},
		Resolve: s.web.resolve,
		Dial: func(_ context.Context, _, address string) (net.Conn, error) {
			return nil, fmt.Errorf("%s is not part of the example", address)
		},
	}
	return g
}

func (w web) serves(host string) bool {
	for address := range w.pages {
		if at, err := url.Parse(address); err == nil && at.Hostname() == host {
			return true
		}
	}
	return false
}

// RoundTrip answers for the example's pages, and for all others on their hosts
// that there is none.
func (w web) RoundTrip(req *http.Request) (*http.Response, error) {
	found, ok := w.pages[req.URL.String()]
	if !ok {
		found = pageConduct["is not there"]
	}
	if found.err != nil {
		return nil, found.err
	}
	if found.login && req.Header.Get("Authorization") != "" {
		found = pageConduct["opens to everybody"]
	}
	header := found.header.Clone()
	if header == nil {
		header = http.Header{}
	}
	return &http.Response{
		StatusCode: found.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: io.NopCloser(strings.NewReader(found.body)), Request: req,
	}, nil
}

func (w web) resolve(_ context.Context, host string) ([]netip.Addr, error) {
	if at, ok := w.names[host]; ok {
		return []netip.Addr{at}, nil
	}
	return nil, fmt.Errorf("%s is no host of the example's", host)
}
