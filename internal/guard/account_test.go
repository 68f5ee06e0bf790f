package guard

import (
	"strings"
	"testing"
)

func TestAccountsThatAreNamed(t *testing.T) {
	t.Parallel()
	sid := "AC" + strings.Repeat("1", 32)
	for _, row := range []struct{ name, named, wants string }{
		{"the account", sid, ""},
		{"none", "", "set FLEXRIG_TEST_ACCOUNT=" + sid},
		{"another", "AC" + strings.Repeat("2", 32), "use the credentials of the account"},
		{"one digit short", sid[:33], "is no account sid"},
		{"one digit long", sid + "1", "is no account sid"},
		{"another kind of sid", "SK" + sid[2:], "is no account sid"},
		{"a blank behind it", sid + " ", "is no account sid"},
		{"yes", "true", "is no account sid"},
	} {
		err := Default().Named(sid, row.named)
		if (err == nil) != (row.wants == "") || err != nil && !strings.Contains(err.Error(), row.wants) {
			t.Errorf("%s: got %v, want %q", row.name, err, row.wants)
		}
	}
}
