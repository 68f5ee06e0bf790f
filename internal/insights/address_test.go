package insights

import (
	"testing"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestAnAddressIsTouchedOnlyWhereTheBookSaysSo(t *testing.T) {
	t.Parallel()
	const address = "https://CRM.example/a%2fb/../ž?q=1#x"
	for form, want := range map[string]string{
		rulebook.AddressVerbatim:     address,
		rulebook.AddressNormal:       "https://crm.example/a/%C5%BE?q=1#x",
		rulebook.AddressSansQuery:    "https://CRM.example/a%2fb/../ž",
		rulebook.AddressSansFragment: "https://CRM.example/a%2fb/../ž?q=1",
		rulebook.AddressASCII:        "https://CRM.example/a%2fb/../%C5%BE?q=1#x",
	} {
		got := addressIn(form, address)
		if got != want {
			t.Errorf("%s: got %s, want %s", form, got, want)
		}
	}
	if got := addressIn(rulebook.AddressUnescaped, "https://crm.example/a%2fb%20c?q=%20"); got != "https://crm.example/a/b c?q=%20" {
		t.Errorf("unescaped: got %s", got)
	}
	if got := addressIn(rulebook.AddressASCII, "https://crm.example/%zz"); got != "https://crm.example/%zz" {
		t.Errorf("an address that cannot be read became %s", got)
	}
}
