package guard

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
)

// A Network is what links are fetched through. The zero value is the machine's
// own; examples and tests put their own in place of parts of it.
type Network struct {
	// Via answers for a host in another way than by dialling it, and is nil for
	// a host that it knows nothing of.
	Via func(host string) http.RoundTripper
	// Resolve gives a name's addresses.
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)
	// Dial connects to an address and port that were found to be fit.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// A private is the error of an address that no link is followed to.
type private struct {
	host    string
	address netip.Addr
}

func (p *private) Error() string {
	if p.host == p.address.String() {
		return fmt.Sprintf("%s lies in a private network", p.host)
	}
	return fmt.Sprintf("%s leads to %s, which lies in a private network", p.host, p.address)
}

// A transport carries the requests of one guard.
type transport struct {
	guard  Guard
	dialed *http.Transport
}

// longestHeader is how much of an answer's header is read, in bytes.
const longestHeader = 64 << 10

func (g Guard) transport() *transport {
	t := &transport{guard: g}
	t.dialed = &http.Transport{
		DialContext: t.dial, DisableKeepAlives: true, MaxResponseHeaderBytes: longestHeader,
		// No proxy: it would resolve names by itself, where nobody could look.
		Proxy: nil,
	}
	return t
}

// RoundTrip sends a request to whoever answers for its host.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if via := t.guard.Network.Via; via != nil {
		if own := via(req.URL.Hostname()); own != nil {
			return own.RoundTrip(req)
		}
	}
	return t.dialed.RoundTrip(req)
}

// dial connects to a host by an address that has been looked at. A name of which
// one address is private is not dialled at all.
func (t *transport) dial(ctx context.Context, network, hostPort string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(hostPort)
	if err != nil {
		return nil, err
	}
	addresses, err := t.addresses(ctx, host)
	if err != nil {
		return nil, err
	}
	for _, address := range addresses {
		if t.guard.keepsOut(address) {
			return nil, &private{host, address}
		}
	}
	var failed []error
	for _, address := range addresses {
		conn, err := t.connect(ctx, network, net.JoinHostPort(address.String(), port))
		if err == nil {
			return conn, nil
		}
		failed = append(failed, err)
	}
	return nil, errors.Join(failed...)
}

func (t *transport) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	if literal, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{literal}, nil
	}
	resolve := t.guard.Network.Resolve
	if resolve == nil {
		resolve = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	found, err := resolve(ctx, host)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("%s has no address", host)
	}
	return found, err
}

func (t *transport) connect(ctx context.Context, network, address string) (net.Conn, error) {
	if dial := t.guard.Network.Dial; dial != nil {
		return dial(ctx, network, address)
	}
	return (&net.Dialer{}).DialContext(ctx, network, address)
}

// keepsOut tells whether an address lies in a network that no link is followed
// into. An IPv4 address in the clothes of an IPv6 one is what it is.
func (g Guard) keepsOut(address netip.Addr) bool {
	if g.AllowPrivate {
		return false
	}
	address = address.Unmap().WithZone("")
	for _, network := range g.Private {
		if network.Contains(address) {
			return true
		}
	}
	return false
}

// privateNetworks are the addresses that lead to nobody on the internet (IANA,
// Special-Purpose Address Registries), and groups of machines.
func privateNetworks() []netip.Prefix {
	var all []netip.Prefix
	for _, network := range []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
		"192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
		"::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "fc00::/7", "fe80::/10", "ff00::/8",
	} {
		all = append(all, netip.MustParsePrefix(network))
	}
	return all
}
