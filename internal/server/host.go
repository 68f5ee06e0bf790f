package server

import (
	"net"
	"net/netip"
	"strings"
)

// platform is the domain below which everything is the stand-in's.
const platform = "twilio.com"

// isPlatform tells whether a host is one of the platform's: anything below
// twilio.com, in any case, also what the stand-in does not model. It answers that
// by name.
func isPlatform(host string) bool {
	return strings.HasSuffix(strings.ToLower(host), "."+platform) && isName(host)
}

// isLabel tells whether a text is one label of a host's name: letters, digits and
// hyphens within, 63 at most.
func isLabel(text string) bool {
	const longest = 63
	if text == "" || len(text) > longest || strings.HasPrefix(text, "-") || strings.HasSuffix(text, "-") {
		return false
	}
	return strings.Trim(strings.ToLower(text), "abcdefghijklmnopqrstuvwxyz0123456789-_") == ""
}

// isLoopback tells whether a host is this machine by its very name or address,
// without looking anything up.
func isLoopback(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.Unmap().IsLoopback() && address.Zone() == ""
}

// isLocal tells whether the other end of a connection is on this machine.
func isLocal(remote string) bool {
	host, _, err := net.SplitHostPort(remote)
	return err == nil && isLoopback(host)
}

// isName tells whether a text can be a host's name, of labels with dots between.
// Names in another writing than ASCII are sent in Punycode.
func isName(text string) bool {
	for label := range strings.SplitSeq(text, ".") {
		if !isLabel(label) {
			return false
		}
	}
	const longest = 253
	return len(text) <= longest
}

// splitTarget takes a target such as taskrouter.twilio.com:443 apart. Without a
// port it gets the one that is given. ok is false for what is no port, and no name
// or address to the letter: a resolver may make another host of it, the platform's.
func splitTarget(target, port string) (host, at string, ok bool) {
	host, at, err := net.SplitHostPort(target)
	if err != nil {
		host, at = strings.TrimSuffix(strings.TrimPrefix(target, "["), "]"), port
	}
	if at == "" || len(at) > len("65535") || strings.Trim(at, "0123456789") != "" {
		return "", "", false
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	address, err := netip.ParseAddr(host)
	return host, at, err == nil && address.Zone() == "" || isName(host)
}
