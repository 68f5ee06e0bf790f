package insights

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/flexrig/flexrig/internal/rulebook"
)

// addressIn gives a Raw link's address as it reaches Historical Reporting: as it
// was written, unless the book says otherwise.
func addressIn(form, address string) string {
	if form == rulebook.AddressVerbatim {
		return address
	}
	parsed, err := url.Parse(address)
	if err != nil {
		return address
	}
	switch form {
	case rulebook.AddressNormal:
		parsed.Host = strings.ToLower(parsed.Host)
		return parsed.JoinPath().String()
	case rulebook.AddressSansQuery:
		before, _, _ := strings.Cut(address, "?")
		return before
	case rulebook.AddressSansFragment:
		before, _, _ := strings.Cut(address, "#")
		return before
	case rulebook.AddressUnescaped:
		return strings.Replace(address, parsed.EscapedPath(), parsed.Path, 1)
	}
	return inASCII(address)
}

// inASCII writes the bytes of letters beyond ASCII as escapes.
func inASCII(address string) string {
	var b strings.Builder
	for _, c := range []byte(address) {
		if c < utf8.RuneSelf {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
