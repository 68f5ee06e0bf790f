package guard

import (
	"net/http"
	"testing"
)

func TestPagesThatForbidFraming(t *testing.T) {
	t.Parallel()
	const csp, xfo = "Content-Security-Policy", "X-Frame-Options"
	for _, page := range []struct {
		name   string
		header http.Header
		want   string // the header that forbids it; empty where framing is allowed
	}{
		{"a page that says nothing", http.Header{}, ""},
		{"one that denies all frames", http.Header{xfo: {"DENY"}}, "X-Frame-Options: DENY"},
		{"one for its own origin, in mixed letters", http.Header{xfo: {" SameOrigin"}}, "X-Frame-Options: SameOrigin"},
		{"one with an option that browsers ignore", http.Header{xfo: {"ALLOW-FROM https://flex.twilio.com"}}, ""},
		{"one that denies twice", http.Header{xfo: {"DENY", "deny"}}, "X-Frame-Options: DENY, deny"},
		{"one that denies in the second field", http.Header{xfo: {"ALLOW-FROM https://flex.twilio.com", "DENY"}}, "X-Frame-Options: ALLOW-FROM https://flex.twilio.com, DENY"},
		{"one that contradicts itself in one field", http.Header{xfo: {"SAMEORIGIN, ALLOWALL"}}, "X-Frame-Options: SAMEORIGIN, ALLOWALL"},
		{"one that allows all", http.Header{xfo: {"ALLOWALL"}}, ""},
		{"one with two options that browsers ignore", http.Header{xfo: {"ALLOW, INVALID"}}, ""},
		{"a type of content alone", http.Header{"Content-Type": {"text/html"}}, ""},
		{"no ancestors", http.Header{csp: {"frame-ancestors 'none'"}}, "Content-Security-Policy: frame-ancestors 'none'"},
		{"no ancestors, by an empty list", http.Header{csp: {"frame-ancestors"}}, "Content-Security-Policy: frame-ancestors"},
		{"its own origin among other directives", http.Header{csp: {"default-src *; Frame-Ancestors 'self'"}}, "Content-Security-Policy: Frame-Ancestors 'self'"},
		{"ancestors after other directives", http.Header{csp: {"img-src *;\tframe-ancestors\t'self'; report-uri /csp"}}, "Content-Security-Policy: frame-ancestors\t'self'"},
		{"every encrypted page", http.Header{csp: {"frame-ancestors https:"}}, ""},
		{"every page of the older scheme, which admits the newer", http.Header{csp: {"frame-ancestors http:"}}, ""},
		{"pages of another scheme", http.Header{csp: {"frame-ancestors data:"}}, "Content-Security-Policy: frame-ancestors data:"},
		{"every page", http.Header{csp: {"frame-ancestors *"}}, ""},
		{"Flex by name", http.Header{csp: {"frame-ancestors 'self' https://flex.twilio.com"}}, ""},
		{"Flex by name, with a port", http.Header{csp: {"frame-ancestors https://flex.twilio.com:443"}}, ""},
		{"Flex without a scheme", http.Header{csp: {"frame-ancestors flex.twilio.com"}}, ""},
		{"Flex by an older scheme, which admits the newer", http.Header{csp: {"frame-ancestors http://flex.twilio.com"}}, ""},
		{"all of Twilio", http.Header{csp: {"frame-ancestors https://*.twilio.com"}}, ""},
		{"a domain that only ends alike", http.Header{csp: {"frame-ancestors https://*.lio.com"}}, "Content-Security-Policy: frame-ancestors https://*.lio.com"},
		{"another host", http.Header{csp: {"frame-ancestors https://crm.example"}}, "Content-Security-Policy: frame-ancestors https://crm.example"},
		{"ancestors before an older option", http.Header{csp: {"frame-ancestors *"}, xfo: {"DENY"}}, ""},
		{"the stricter of two policies", http.Header{csp: {"frame-ancestors *", "frame-ancestors 'none'"}}, "Content-Security-Policy: frame-ancestors 'none'"},
		{"the stricter of two policies in one field", http.Header{csp: {"frame-ancestors *, default-src *; frame-ancestors 'none'"}}, "Content-Security-Policy: frame-ancestors 'none'"},
		{"ancestors in the second of two joined policies", http.Header{csp: {"default-src *, frame-ancestors https:"}, xfo: {"DENY"}}, ""},
		{"a policy that is only reported", http.Header{csp + "-Report-Only": {"frame-ancestors 'none'"}}, ""},
		{"the first of two directives in one policy", http.Header{csp: {"frame-ancestors *; frame-ancestors 'none'"}}, ""},
		{"a directive about the page's own frames", http.Header{csp: {"frame-src 'none'"}}, ""},
	} {
		t.Run(page.name, func(t *testing.T) {
			t.Parallel()
			if got := Default().forbidsFraming(page.header); got != page.want {
				t.Errorf("forbidsFraming(%v)\n got %q\nwant %q", page.header, got, page.want)
			}
		})
	}
}
