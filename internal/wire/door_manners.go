package wire

import (
	"fmt"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// The door asks for no credentials, so whoever can make a browser on this machine
// speak to it could do all that it does. Browsers tell on those: the Host that they
// were led to, and the page that a request comes from.

// polite lets through what a door may answer, and sets what every answer says to
// browsers. Other pages get no answer to read and nothing carried out.
func polite(names []string, door http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		setDoorHeaders(w.Header())
		for _, check := range []func(*http.Request) error{
			func(r *http.Request) error { return knownHost(r, names) }, ownPage, jsonBody,
		} {
			if err := check(r); err != nil {
				_ = send(w, doorRefusal(err)) // a text can always be encoded
				return
			}
		}
		door.ServeHTTP(w, r)
	})
}

// setDoorHeaders keeps answers out of frames, caches and other pages. The console
// page sets a policy of its own.
func setDoorHeaders(header http.Header) {
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("X-Frame-Options", "DENY")
}

// knownHost refuses a name that somebody else may have pointed at this machine
// (DNS rebinding). Loopback is known, the address that the request came to, and
// the names that the door was given. A request that came over no network, from
// this process, may call the door what it likes.
func knownHost(r *http.Request, names []string) error {
	local, served := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !served {
		return nil
	}
	host := strings.ToLower(hostWithoutPort(r.Host))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") || slices.Contains(names, host) {
		return nil
	}
	if address, err := netip.ParseAddr(host); err == nil && (address.Unmap().IsLoopback() || isAt(local, address)) {
		return nil
	}
	return &doorError{
		status: http.StatusMisdirectedRequest,
		message: fmt.Sprintf("the door does not answer to the name %.100q: a page elsewhere may have led a browser here; "+
			"use the address that it listens on, or 127.0.0.1", host),
	}
}

func lowered(names []string) []string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = strings.ToLower(name)
	}
	return all
}

// hostWithoutPort is a Host header's name or address, without brackets.
func hostWithoutPort(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		return name
	}
	return strings.Trim(host, "[]")
}

func isAt(local net.Addr, address netip.Addr) bool {
	at, err := netip.ParseAddrPort(local.String())
	return err == nil && at.Addr().Unmap() == address.Unmap()
}

// ownPage refuses what a browser sends for a page that is not the door's own, even
// a simple request whose answer the page could not read. A page of the same machine
// on another port is another page.
func ownPage(r *http.Request) error {
	site := r.Header.Get("Sec-Fetch-Site")
	origin := r.Header.Get("Origin")
	if (site == "" || site == "same-origin" || site == "none") && (origin == "" || sameOrigin(origin, r)) {
		return nil
	}
	return &doorError{
		status:  http.StatusForbidden,
		message: "the door answers its own page and programs, no other page; open its address by itself, or ask from outside a browser",
	}
}

func sameOrigin(origin string, r *http.Request) bool {
	from, err := url.Parse(origin)
	return err == nil && from.Host != "" && strings.EqualFold(from.Host, r.Host)
}

// jsonBody refuses a body of any other kind. A form of another page can be sent
// as three content types, and JSON is none of them.
func jsonBody(r *http.Request) error {
	if r.Body == nil || r.Body == http.NoBody || r.ContentLength == 0 {
		return nil
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err == nil && kind == "application/json" {
		return nil
	}
	return &doorError{
		status:  http.StatusUnsupportedMediaType,
		message: fmt.Sprintf("a body of type %.60q is not read here; send JSON, with Content-Type: application/json", r.Header.Get("Content-Type")),
	}
}
