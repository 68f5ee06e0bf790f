package guard

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// The headers by which a page speaks of frames, in the form that net/http has.
const (
	headerPolicy  = "Content-Security-Policy"
	headerOptions = "X-Frame-Options"
)

// flexOrigin is where the Conversation Screen, and so its frames, are shown.
const flexOrigin = "https://flex.twilio.com"

// forbidsFraming says by which header a page keeps itself out of a frame on
// Flex, and "" where it does not. A page's frame-ancestors decide alone where it
// has any (Content Security Policy Level 3, frame-ancestors); X-Frame-Options
// counts only without them (HTML Standard, The X-Frame-Options header).
func (g Guard) forbidsFraming(page http.Header) string {
	decided := false
	for _, policy := range g.listMembers(page, headerPolicy) {
		directive, ok := frameAncestors(policy)
		if !ok {
			continue
		}
		decided = true
		if !admitsFlex(strings.Fields(directive)[1:]) {
			return "Content-Security-Policy: " + directive
		}
	}
	if decided {
		return ""
	}
	options := g.listMembers(page, headerOptions)
	if !optionsForbid(options) {
		return ""
	}
	return "X-Frame-Options: " + strings.Join(options, ", ")
}

// listMembers are the members of a header that is a list: one field may hold
// several with commas between them, and there may be several fields. A header
// that the guard does not heed has none.
func (g Guard) listMembers(page http.Header, name string) []string {
	var members []string
	if !slices.Contains(g.FramingHeaders, name) {
		return nil
	}
	for _, field := range page.Values(name) {
		for member := range strings.SplitSeq(field, ",") {
			members = append(members, strings.TrimSpace(member))
		}
	}
	return members
}

// frameAncestors is the first frame-ancestors directive of a policy; a policy's
// further ones are ignored.
func frameAncestors(policy string) (directive string, ok bool) {
	for directive := range strings.SplitSeq(policy, ";") {
		directive = strings.TrimSpace(directive)
		words := strings.Fields(directive)
		if len(words) > 0 && strings.EqualFold(words[0], "frame-ancestors") {
			return directive, true
		}
	}
	return "", false
}

// optionsForbid judges the values of X-Frame-Options as browsers do: a page that
// contradicts itself stays out of frames as soon as one of its values means
// anything, and values that mean nothing forbid nothing.
func optionsForbid(options []string) bool {
	distinct, meant := map[string]bool{}, false
	for _, option := range options {
		option = strings.ToLower(option)
		distinct[option] = true
		meant = meant || option == "deny" || option == "sameorigin" || option == "allowall"
	}
	return meant && (len(distinct) > 1 || !distinct["allowall"])
}

// admitsFlex tells whether Flex is among the sources of a frame-ancestors
// directive. 'self' is the page's own origin, which Flex's is not; http sources
// admit https as well.
func admitsFlex(sources []string) bool {
	for _, source := range sources {
		source = strings.ToLower(source)
		if source == "*" || source == "https:" || source == "http:" || admitsHost(source) {
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
