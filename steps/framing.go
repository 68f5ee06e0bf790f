package steps

import (
	"net/http"
	"net/url"
	"strings"
)

// flexOrigin is where the Conversation Screen, and so its frames, are shown.
const flexOrigin = "https://flex.twilio.com"

// forbidsFraming says by which header a page keeps itself out of a frame on
// Flex, and "" where it does not. A page's frame-ancestors decide alone where it
// has any (Content Security Policy Level 3, frame-ancestors); X-Frame-Options
// counts only without them (RFC 7034).
func forbidsFraming(page http.Header) string {
	decided := false
	for _, policy := range page.Values("Content-Security-Policy") {
		for directive := range strings.SplitSeq(policy, ";") {
			sources := strings.Fields(directive)
			if len(sources) == 0 || !strings.EqualFold(sources[0], "frame-ancestors") {
				continue
			}
			decided = true
			if !admitsFlex(sources[1:]) {
				return "Content-Security-Policy: " + strings.TrimSpace(directive)
			}
			break // a policy's further frame-ancestors are ignored
		}
	}
	if decided {
		return ""
	}
	switch option := page.Get("X-Frame-Options"); strings.ToUpper(strings.TrimSpace(option)) {
	case "DENY", "SAMEORIGIN":
		return "X-Frame-Options: " + option
	}
	return ""
}

// admitsFlex tells whether Flex is among the sources of a frame-ancestors
// directive. 'self' is the page's own origin, which Flex's is not.
func admitsFlex(sources []string) bool {
	for _, source := range sources {
		source = strings.ToLower(source)
		if source == "*" || source == "https:" || admitsHost(source) {
			return true
		}
	}
	return false
}

// admitsHost compares a host source, with its scheme and wildcard if it has
// them, with the host that Flex is on. Ports and paths are left aside: Flex has
// neither.
func admitsHost(source string) bool {
	flex, err := url.Parse(flexOrigin)
	if err != nil {
		return false
	}
	scheme, host, found := strings.Cut(source, "://")
	if !found {
		scheme, host = flex.Scheme, source
	}
	host, _, _ = strings.Cut(host, "/")
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":443"), ":*")
	if scheme != flex.Scheme && scheme != "http" { // an http source admits https as well
		return false
	}
	if domain, wild := strings.CutPrefix(host, "*"); wild {
		return strings.HasPrefix(domain, ".") && strings.HasSuffix(flex.Host, domain)
	}
	return host == flex.Host
}
