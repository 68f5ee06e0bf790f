package guard

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

var accountSid = regexp.MustCompile(`^AC[0-9a-f]{32}$`)

// Named refuses a real account that has not been named as a test account
// (TD-01). named is what its owner has written down for this purpose and no
// other, so that credentials which happen to lie about admit nobody.
func (g Guard) Named(sid, named string) error {
	switch {
	case g.AdmitsUnnamed && named == "":
		return nil
	case named == "":
		return fmt.Errorf("account %s has not been named as a test account; if it is one, set FLEXRIG_TEST_ACCOUNT=%s", sid, sid)
	case !accountSid.MatchString(named):
		return fmt.Errorf("the test account is named as %q, which is no account sid; write FLEXRIG_TEST_ACCOUNT=AC and 32 hexadecimal digits", named)
	case named != sid && !g.AdmitsMisnamed:
		return fmt.Errorf("the test account is named as %s and the credentials are those of %s; use the credentials of the account that FLEXRIG_TEST_ACCOUNT names", named, sid)
	}
	return nil
}

// Called refuses an account by its friendly name, where that has a word in it
// that production accounts have (assumed: the page asks for a separate account
// and gives no sign to tell one by).
func (g Guard) Called(name string) error {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, word := range g.ProductionWords {
		if slices.Contains(words, word) || g.WordsWithinWords && strings.Contains(strings.ToLower(name), word) {
			return fmt.Errorf("the account is called %q, which looks like production: it says %q; use a separate account, or rename this one if it is one", name, word)
		}
	}
	return nil
}

// Busy refuses an account on which somebody is at work on a task in this very
// moment (assumed, as the name is).
func (g Guard) Busy(workspace string, tasks int, status string) error {
	if tasks == 0 {
		return nil
	}
	return fmt.Errorf("agents are at work in the workspace %q: a task there is %s; use a separate account, or let them finish", workspace, status)
}
