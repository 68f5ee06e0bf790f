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
	labels, below := strings.CutSuffix(strings.ToLower(host), "."+platform)
	if !below {
		return false
	}
	for label := range strings.SplitSeq(labels, ".") {
		if !isLabel(label) {
			return false
		}
	}
	const longest = 253
	return len(host) <= longest
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

// splitTarget takes a target such as taskrouter.twilio.com:443 apart. Without a
// port it gets the one that is given. ok is false for what is no host and port, and
// for what could be read as another host than it looks like: names in any other
// writing than ASCII, and those with an empty label.
func splitTarget(target, port string) (host, at string, ok bool) {
	host, at, err := net.SplitHostPort(target)
	if err != nil {
		host, at = strings.TrimSuffix(strings.TrimPrefix(target, "["), "]"), port
	}
	name := strings.ToLower(strings.TrimSuffix(host, "."))
	switch {
	case len(at) > len("65535") || strings.Trim(at, "0123456789") != "" || at == "":
		return "", "", false
	case strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r > '~' }) || strings.ContainsAny(name, "/@\\?#%\"'<>"):
		return "", "", false
	case strings.Contains("."+name+".", ".."):
		return "", "", false
	case strings.HasSuffix(name, "."+platform) && !isPlatform(name): // which is nobody's
		return "", "", false
	}
	if strings.Contains(name, ":") {
		if _, err := netip.ParseAddr(name); err != nil {
			return "", "", false
		}
	}
	return name, at, true
}
