package target

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// hosts are the products that the rig speaks to, one host each (Twilio's
// OpenAPI descriptions, "servers").
var hosts = []string{
	"api.twilio.com",
	"chat.twilio.com",
	"conversations.twilio.com",
	"flex-api.twilio.com",
	"studio.twilio.com",
	"taskrouter.twilio.com",
}

// speaksTo tells whether a host is one of the platform's that the rig speaks to.
func speaksTo(host string) bool { return slices.Contains(hosts, host) }

// admit refuses an address outside the hosts that the rig knows. Regional forms
// such as taskrouter.dublin.ie1.twilio.com are refused too: they are other
// deployments with data of their own.
func admit(u *url.URL) error {
	if u.Scheme != "https" {
		return fmt.Errorf("refused to send to %s://%s: Twilio is reached by https only", u.Scheme, u.Host)
	}
	if speaksTo(u.Host) {
		return nil
	}
	return fmt.Errorf("refused to send to host %q: it is none of %s", u.Host, strings.Join(hosts, ", "))
}
